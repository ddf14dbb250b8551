"""Letters through a real mail server: once, encrypted, and what becomes of those it does not take."""

import json
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.json import JSON
from leadgen.platform.effects.contracts import Again, Done, Failed, Outcome, Unknown
from leadgen.platform.mail import Letter, LetterKind, Link, Writing, page, post, register
from leadgen.platform.mail.message import compose
from leadgen.platform.mail.smtp import MailServer, deliver, server_of
from leadgen.platform.net import Net
from tests.factories.mail import (
    PASSWORD,
    USER,
    Mailbox,
    arrived,
    mail_server,
    sending,
    text_of,
    until,
    with_mail,
)
from tests.factories.tenancy import Workspace

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

SECRET_TOKEN = "the-secret-of-the-link"


async def _write(writing: Writing, arguments: Mapping[str, JSON]) -> Letter | None:
    if arguments.get("wanted") is False:
        return None
    link = Link("Open", page(writing.settings, "/scratch", SECRET_TOKEN))
    return Letter(str(arguments["to"]), "Scratch", ("Hello.",), link)


register(LetterKind("scratch", "Scratch", _write))


async def asked(database: Database, workspace: Workspace, key: str = "1", **arguments: JSON) -> bool:
    async with database.workspace(workspace.id) as session:
        return await post(session, "scratch", key, {"to": "ada@example.org", **arguments})


async def effects_of(database: Database, workspace: Workspace) -> list[tuple[str, str, str | None]]:
    async with database.workspace(workspace.id) as session:
        rows = await session.execute(text("SELECT natural_key, state, problem FROM effect ORDER BY id"))
        return [(row.natural_key, row.state, row.problem) for row in rows]


async def test_a_letter_goes_out_once_however_often_it_is_asked_for(
    database: Database, settings: Settings, workspace: Workspace
) -> None:
    async with mail_server() as mailbox:
        assert await asked(database, workspace)
        assert not await asked(database, workspace)
        async with sending(database, with_mail(settings, mailbox)):
            await arrived(mailbox, 1)
            assert not await asked(database, workspace)
            assert await asked(database, workspace, "2")
            await arrived(mailbox, 2)
        assert [letter["To"] for letter in mailbox.letters] == ["ada@example.org"] * 2
        assert mailbox.envelopes == [("leads@example.com", ["ada@example.org"])] * 2
        assert f"http://leads.example.com/scratch#{SECRET_TOKEN}" in text_of(mailbox.letters[0])
    assert [state for _, state, _ in await effects_of(database, workspace)] == ["settled", "settled"]


async def test_a_rollback_takes_the_letter_back(
    database: Database, settings: Settings, workspace: Workspace
) -> None:
    async with mail_server() as mailbox, sending(database, with_mail(settings, mailbox)):
        with suppress(ZeroDivisionError):
            async with database.workspace(workspace.id) as session:
                await post(session, "scratch", "lost", {"to": "ada@example.org"})
                raise ZeroDivisionError
        await asked(database, workspace, "kept")
        await arrived(mailbox, 1)
    assert [key for key, _, _ in await effects_of(database, workspace)] == ["scratch kept"]


async def test_the_link_of_a_letter_stands_in_no_table_and_no_log(
    database: Database, settings: Settings, workspace: Workspace, capfd: pytest.CaptureFixture[str]
) -> None:
    async with mail_server() as mailbox, sending(database, with_mail(settings, mailbox)):
        await asked(database, workspace)
        await arrived(mailbox, 1)
    async with database.workspace(workspace.id) as session:
        for table in ("effect", "effect_payload"):
            rows = await session.scalars(text(f"SELECT to_jsonb({table}) FROM {table}"))
            assert SECRET_TOKEN not in json.dumps(rows.all())
    said = capfd.readouterr()
    assert SECRET_TOKEN not in said.out + said.err


async def test_a_letter_that_is_not_wanted_any_more_is_not_sent(
    database: Database, settings: Settings, workspace: Workspace
) -> None:
    async with mail_server() as mailbox, sending(database, with_mail(settings, mailbox)):
        await asked(database, workspace, "1", wanted=False)
        await asked(database, workspace, "2", to="not an address")
        await asked(database, workspace, "3")
        await arrived(mailbox, 1)

        async def all_ended() -> bool:
            states = [state for _, state, _ in await effects_of(database, workspace)]
            return sorted(states) == ["failed", "failed", "settled"]

        await until(all_ended)
    assert len(mailbox.letters) == 1


async def test_a_letter_nobody_knows_the_end_of_is_never_sent_again(
    database: Database, settings: Settings, workspace: Workspace
) -> None:
    async with mail_server() as mailbox, sending(database, with_mail(settings, mailbox)):
        mailbox.replies["DATA"] = None  # takes the letter and hangs up before it says so
        await asked(database, workspace)

        async def ended() -> bool:
            return [state for _, state, _ in await effects_of(database, workspace)] == ["unknown"]

        await until(ended)
    assert len(mailbox.letters) == 1


def letter() -> EmailMessage:
    written = Letter("ada@example.org", "Scratch", ("Hello.",))
    return compose(written, sender="Leadgen <leads@example.com>", id="1", at=datetime(2026, 1, 1, tzinfo=UTC))


async def outcome(
    settings: Settings, mailbox: Mailbox, *, username: str | None = None, password: str | None = None
) -> Outcome:
    known = with_mail(settings, mailbox)
    assert known.smtp_url is not None
    plain = server_of(known.smtp_url.get_secret_value())
    server = replace(plain, username=username, password=password)
    return await deliver(Net(known), server, letter())


@pytest.mark.parametrize(
    ("verb", "reply", "expected"),
    [
        ("RCPT", "450 4.2.1 come back later", Again),
        ("RCPT", "550 5.1.1 no such user", Failed),
        ("DATA", "451 4.3.0 not now", Again),
        ("DATA", "554 5.7.1 refused", Failed),
        ("DATA", None, Unknown),
        ("DATA", "250 2.0.0 queued", Done),
    ],
)
async def test_each_answer_of_a_mail_server_means_one_thing(
    settings: Settings, verb: str, reply: str | None, expected: type[Outcome]
) -> None:
    async with mail_server() as mailbox:
        mailbox.replies[verb] = reply
        result = await outcome(settings, mailbox)
    assert isinstance(result, expected)
    if reply is not None and not isinstance(result, Done):
        assert reply in result.problem


async def test_a_server_that_is_away_is_asked_again(settings: Settings) -> None:
    async with mail_server() as mailbox:
        pass
    result = await outcome(settings, mailbox)
    assert isinstance(result, Again)


async def test_a_server_of_the_own_network_that_nobody_allowed_is_not_asked(settings: Settings) -> None:
    async with mail_server() as mailbox:
        known = with_mail(settings, mailbox).model_copy(update={"outbound_allow": None})
        assert known.smtp_url is not None
        result = await deliver(Net(known), server_of(known.smtp_url.get_secret_value()), letter())
    assert isinstance(result, Again)
    assert mailbox.letters == []


@pytest.mark.parametrize(
    ("username", "password", "expected"),
    [(USER, PASSWORD, Done), (USER, "wrong", Again), (None, None, Failed)],
)
async def test_user_and_password_are_given(
    settings: Settings, username: str | None, password: str | None, expected: type[Outcome]
) -> None:
    async with mail_server(with_login=True) as mailbox:
        result = await outcome(settings, mailbox, username=username, password=password)
    assert isinstance(result, expected)
    assert PASSWORD not in repr(result)


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate of its own for `name`, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))


async def _resolve(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


async def over_tls(
    settings: Settings, mailbox: Mailbox, tls: str, trusted: ssl.SSLContext, host: str = "mail.example.com"
) -> Outcome:
    allowed = settings.model_copy(update={"outbound_allow": f"{host}:{mailbox.port}"})
    net = Net(allowed, resolver=_resolve)
    return await deliver(net, MailServer(host, mailbox.port, tls, USER, PASSWORD), letter(), trusted)


@pytest.mark.parametrize("tls", ["upgrade", "start"])
async def test_letters_and_passwords_travel_encrypted_to_the_server_that_proves_its_name(
    settings: Settings, tmp_path: Path, tls: str
) -> None:
    serving, trusted = certificate(tmp_path, "mail.example.com")
    async with mail_server(serving, at_once=tls == "start", with_login=True) as mailbox:
        assert isinstance(await over_tls(settings, mailbox, tls, trusted), Done)
        assert mailbox.was_encrypted == [tls == "upgrade"]  # at once, it is none of the library's business
        assert mailbox.logins == [(USER, PASSWORD)]


@pytest.mark.parametrize("tls", ["upgrade", "start"])
async def test_a_server_that_cannot_prove_its_name_gets_neither_letter_nor_password(
    settings: Settings, tmp_path: Path, tls: str
) -> None:
    serving, trusted = certificate(tmp_path, "other.example.com")
    async with mail_server(serving, at_once=tls == "start", with_login=True) as mailbox:
        assert isinstance(await over_tls(settings, mailbox, tls, trusted), Again)
        assert (mailbox.letters, mailbox.logins) == ([], [])


async def test_a_server_without_starttls_gets_neither_letter_nor_password(
    settings: Settings, tmp_path: Path
) -> None:
    _, trusted = certificate(tmp_path, "mail.example.com")
    async with mail_server(with_login=True) as mailbox:
        assert isinstance(await over_tls(settings, mailbox, "upgrade", trusted), Again)
        assert (mailbox.letters, mailbox.logins) == ([], [])
