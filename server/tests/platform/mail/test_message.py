"""What a letter looks like on the wire, and what cannot be put into one."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as WIRE

import pytest

from leadgen.config import Settings, SettingsInvalid, load_settings
from leadgen.platform.mail import Letter, Link, page
from leadgen.platform.mail.message import Unwritable, compose, one_line
from leadgen.platform.mail.smtp import server_of

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SENDER = "Leadgen Pipeline <leads@example.com>"
LETTER = Letter(
    to="ada@example.org",
    subject="Grüße aus <Acme>",
    paragraphs=("Hello & welcome <b>you</b>.",),
    link=Link("Join", "https://leads.example.com/invitation#a&b"),
    below=("It works once.",),
)


def written(letter: Letter, sender: str = SENDER) -> EmailMessage:
    message = compose(letter, sender=sender, id="42.1", at=NOON)
    return message_from_bytes(message.as_bytes(), EmailMessage, policy=WIRE)


def test_a_letter_has_every_header_that_receivers_ask_for() -> None:
    letter = written(LETTER)
    assert letter["From"] == SENDER
    assert letter["To"] == "ada@example.org"
    assert letter["Subject"] == LETTER.subject
    assert letter["Date"] == "Thu, 01 Jan 2026 12:00:00 +0000"
    assert letter["Message-ID"] == "<42.1@example.com>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["MIME-Version"] == "1.0"
    for name in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"):
        assert len(letter.get_all(name, [])) == 1


def test_a_letter_is_plain_text_first_and_escaped_html_last() -> None:
    letter = written(LETTER)
    assert letter.get_content_type() == "multipart/alternative"
    plain, html = letter.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert "https://leads.example.com/invitation#a&b" in plain.get_content()
    assert "Hello & welcome <b>you</b>." in plain.get_content()
    assert "Hello &amp; welcome &lt;b&gt;you&lt;/b&gt;." in html.get_content()
    assert 'href="https://leads.example.com/invitation#a&amp;b"' in html.get_content()


def test_lines_are_short_enough_for_every_mail_server() -> None:
    wide = Letter(to="ada@example.org", subject="x" * 900, paragraphs=("wörd " * 2000,))
    lines = compose(wide, sender=SENDER, id="1", at=NOON).as_bytes().split(b"\r\n")
    assert max(len(line) for line in lines) <= 998


@pytest.mark.parametrize(
    "to",
    [
        "",
        "ada",
        "ada@example.org\r\nBcc: eve@example.net",
        "ada@example.org\nBcc: eve@example.net",
        "ada@example.org, eve@example.net",
        "ada,eve@example.net",
        "ada@example.org> <eve@example.net",
        "Ada <ada@example.org>",
        "ada@example.org (comment)",
        "ada@example.org\x00",
        "a da@example.org",
        f"ada@{'x' * 64}.example",
    ],
)
def test_an_address_that_is_not_exactly_one_mailbox_is_refused(to: str) -> None:
    with pytest.raises(Unwritable):
        written(Letter(to=to, subject="x", paragraphs=()))


@pytest.mark.parametrize("subject", ["a\r\nBcc: eve@example.net", "a\nb", "a\rb", "a\x00b"])
def test_a_subject_with_a_line_break_is_refused(subject: str) -> None:
    with pytest.raises(Unwritable):
        written(Letter(to="ada@example.org", subject=subject, paragraphs=()))


def test_names_of_strangers_stay_on_one_line_and_short() -> None:
    assert one_line("Acme\r\nBcc: eve@example.net") == "Acme Bcc: eve@example.net"
    assert len(one_line("x" * 500)) == 80


def test_an_international_domain_is_spelled_as_mail_servers_do() -> None:
    letter = written(Letter(to="ada@münchen.example", subject="x", paragraphs=()))
    assert letter["To"] == "ada@xn--mnchen-3ya.example"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.com", ("mail.example.com", 587, "upgrade", None, None)),
        ("smtps://mail.example.com", ("mail.example.com", 465, "start", None, None)),
        (
            "smtp://a%40b:p%40ss%3A%2F@mail.example.com:2525",
            ("mail.example.com", 2525, "upgrade", "a@b", "p@ss:/"),
        ),
        ("smtp://127.0.0.1:25", ("127.0.0.1", 25, "none", None, None)),
        ("smtp://localhost:25", ("localhost", 25, "none", None, None)),
        ("smtp://[::1]:25", ("::1", 25, "none", None, None)),
        ("smtp://10.0.0.5:25", ("10.0.0.5", 25, "upgrade", None, None)),
        ("smtp://127.example.com:25", ("127.example.com", 25, "upgrade", None, None)),
    ],
)
def test_everything_but_this_machine_is_spoken_to_with_tls(url: str, expected: tuple[object, ...]) -> None:
    server = server_of(url)
    assert (server.host, server.port, server.tls, server.username, server.password) == expected
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize(
    "given",
    [
        {"smtp_url": "smtp://mail.example.com"},
        {"smtp_url": "http://secret-word@mail.example.com", "mail_from": "a@example.com"},
        {"smtp_url": "smtp://", "mail_from": "a@example.com"},
        {"smtp_url": "smtp://u:secret-word@mail.example.com:99999", "mail_from": "a@example.com"},
        {"smtp_url": "smtp://u:secret-word@mail.example.com/?x=1", "mail_from": "a@example.com"},
        {"mail_from": "nobody"},
        {"mail_from": "Ada\nBcc: eve@example.net <a@example.com>"},
    ],
)
def test_settings_that_cannot_work_are_refused_without_the_password(given: dict[str, str]) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        load_settings(given)
    assert "secret-word" not in refused.value.detail
    assert refused.value.detail.startswith(("LEADGEN_SMTP_URL", "LEADGEN_MAIL_FROM"))


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"public_url": "https://leads.example.com/"}, "https://leads.example.com/reset#t"),
        ({"port": 8321}, "http://127.0.0.1:8321/reset#t"),
        ({"host": "0.0.0.0", "port": 80}, "http://127.0.0.1:80/reset#t"),
        ({"host": "::1", "port": 80}, "http://[::1]:80/reset#t"),
        ({"host": "leads.local", "port": 80}, "http://leads.local:80/reset#t"),
    ],
)
def test_a_link_leads_to_the_address_of_the_settings(given: dict[str, object], address: str) -> None:
    assert page(Settings.model_validate(given), "/reset", "t") == address
