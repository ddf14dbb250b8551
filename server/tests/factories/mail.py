"""A mail server on loopback that keeps what it gets, and a dispatcher that sends letters to it."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as WIRE

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.effects.dispatcher import Pace, run_dispatcher
from leadgen.platform.mail.effects import effects

QUICK = Pace(round=0.01, poll=0.1, grace=1, away=0.1)
USER, PASSWORD = "mailer@example.com", "p@ss:wörd/1"
_TOKEN = re.compile(r"#([\w-]+)")


@dataclass
class Mailbox:
    """Everything the server took. `replies` are what it says instead of yes: verb → answer, None hangs up."""

    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    replies: dict[str, str | None] = field(default_factory=dict)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if reply := self.replies.get("RCPT"):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        reply = self.replies.get("DATA", "250 OK")
        if reply is None or reply.startswith("250"):
            assert isinstance(envelope.content, bytes)
            letter = message_from_bytes(envelope.content, EmailMessage, policy=WIRE)
            self.letters.append(letter)
            self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
            self.was_encrypted.append(session.ssl is not None)
        if reply is None:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "421 gone"
        return reply

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login.decode(), data.password.decode()))
        is_right = self.logins[-1] == (USER, PASSWORD)
        return AuthResult(success=is_right, handled=is_right)  # else the server says 535

    def token(self, to: str) -> str:
        """The secret of the link in the newest letter to this address."""
        letter = next(one for one in reversed(self.letters) if one["To"] == to)
        return token_in(letter)


def text_of(letter: EmailMessage) -> str:
    """The plain part."""
    part = letter.get_body(("plain",))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content


def token_in(letter: EmailMessage) -> str:
    found = _TOKEN.search(text_of(letter))
    assert found is not None
    return found[1]


@asynccontextmanager
async def mail_server(
    tls: ssl.SSLContext | None = None, *, at_once: bool = False, with_login: bool = False
) -> AsyncIterator[Mailbox]:
    """`tls` offers STARTTLS, or with `at_once` is spoken from the start."""
    mailbox = Mailbox()

    def protocol() -> SMTP:
        return SMTP(
            mailbox,
            hostname="mail.test",
            enable_SMTPUTF8=True,
            tls_context=None if at_once else tls,
            authenticator=mailbox.authenticate if with_login else None,
            auth_required=with_login,
            auth_require_tls=False,
            loop=asyncio.get_running_loop(),
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls if at_once else None)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()


def with_mail(settings: Settings, mailbox: Mailbox) -> Settings:
    """The same installation, which now sends letters there."""
    return Settings.model_validate(
        {
            **settings.model_dump(exclude_unset=True),
            "smtp_url": f"smtp://127.0.0.1:{mailbox.port}",
            "mail_from": "Leadgen <leads@example.com>",
            "outbound_allow": f"127.0.0.1:{mailbox.port}",
            "public_url": "http://leads.example.com",
        }
    )


@asynccontextmanager
async def sending(database: Database, settings: Settings) -> AsyncIterator[None]:
    """A dispatcher runs during the block."""
    stop = asyncio.Event()
    running = asyncio.create_task(run_dispatcher([effects], database, settings, stop, QUICK))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(running, 15)


async def until(come_true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(15):
        while not await come_true():  # noqa: ASYNC110 - what changes is in the database
            await asyncio.sleep(0.02)


async def arrived(mailbox: Mailbox, count: int) -> None:
    """Wait until the server has taken this many letters."""

    async def enough() -> bool:
        return len(mailbox.letters) >= count

    await until(enough)
