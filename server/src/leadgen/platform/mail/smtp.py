"""One letter through the mail server of the settings, and what became of it.

Source: RFC 5321: 4yz may succeed later, 5yz will not; a connection lost after the text tells nothing.
"""

import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from ipaddress import ip_address
from typing import cast
from urllib.parse import unquote, urlsplit

import aiosmtplib

from leadgen.platform.effects.contracts import Again, Done, Failed, Outcome, Unknown
from leadgen.platform.mail.message import is_plain, mailbox
from leadgen.platform.net import Net, NetError

TIMEOUT_S = 15.0
_GOODBYE_S = 2.0
_PORTS = {"smtp": 587, "smtps": 465}
_MOST_SAID = 300


@dataclass(frozen=True)
class MailServer:
    """Where letters go. `tls`: from the start, by STARTTLS (required), or none, on this very machine only."""

    host: str
    port: int
    tls: str
    username: str | None
    password: str | None = field(repr=False)


def server_of(url: str) -> MailServer:
    """The server of LEADGEN_SMTP_URL, whose form the settings have checked."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    tls = "start" if parts.scheme == "smtps" else "none" if is_loopback(host) else "upgrade"
    username = unquote(parts.username) if parts.username else None
    return MailServer(
        host, parts.port or _PORTS[parts.scheme], tls, username, unquote(parts.password or "") or None
    )


def is_loopback(host: str) -> bool:
    """Whether what is sent there stays on this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


async def deliver(
    net: Net, server: MailServer, message: EmailMessage, tls: ssl.SSLContext | None = None
) -> Outcome:
    """Hand the message over. Raises nothing: what went wrong is the outcome's problem, without secrets."""
    try:
        link = await net.connect(server.host, server.port, timeout_s=TIMEOUT_S)
    except NetError as error:
        return Again(f"The mail server cannot be reached: {error.detail}")
    sender = cast(str, message["From"].addresses[0].addr_spec)
    smtp = aiosmtplib.SMTP(
        hostname=server.host,
        sock=link,
        local_hostname=sender.rpartition("@")[2],
        timeout=TIMEOUT_S,
        use_tls=server.tls == "start",
        start_tls=server.tls == "upgrade",
        tls_context=tls,
    )
    if problem := await _opened(smtp, server):
        link.close()
        return problem
    try:
        return await _handed_over(smtp, sender, message)
    finally:
        with suppress(aiosmtplib.SMTPException, OSError):  # the letter's fate is known by now
            await smtp.quit(timeout=_GOODBYE_S)
        smtp.close()


async def _opened(smtp: aiosmtplib.SMTP, server: MailServer) -> Outcome | None:
    try:
        await smtp.connect()
        if server.username is not None:
            await smtp.login(server.username, server.password or "")
    except aiosmtplib.SMTPAuthenticationError as error:
        smtp.close()
        return Again(f"The mail server does not accept user and password: {_said(error)}")
    except (aiosmtplib.SMTPException, OSError) as error:
        smtp.close()
        return Again(f"The mail server cannot be talked to: {_said(error)}")
    return None


async def _handed_over(smtp: aiosmtplib.SMTP, sender: str, message: EmailMessage) -> Outcome:
    to = mailbox(message["To"].addresses[0].addr_spec)
    needs_utf8 = not is_plain(to)
    if needs_utf8 and not smtp.supports_extension("smtputf8"):
        return Failed("The mail server takes no address with letters beyond ASCII.")
    encoding = "utf-8" if needs_utf8 else "ascii"
    try:
        await smtp.mail(sender, options=["SMTPUTF8"] if needs_utf8 else None, encoding=encoding)
        await smtp.rcpt(to.addr_spec, encoding=encoding)
    except aiosmtplib.SMTPResponseException as error:
        return _refused(error)
    except (aiosmtplib.SMTPException, OSError) as error:
        return Again(f"The mail server went away before the letter was sent: {_said(error)}")
    try:
        await smtp.data(message.as_bytes())
    except aiosmtplib.SMTPResponseException as error:
        return _refused(error)
    except (aiosmtplib.SMTPException, OSError) as error:
        return Unknown(f"The connection was lost while the letter was handed over: {_said(error)}")
    return Done({"message_id": cast(str, message["Message-ID"])})


def _refused(error: aiosmtplib.SMTPResponseException) -> Outcome:
    problem = f"The mail server refused the letter: {error.code} {_said(error)}"
    return Failed(problem) if 500 <= error.code < 600 else Again(problem)


def _said(error: Exception) -> str:
    return " ".join(str(getattr(error, "message", "") or error).split())[:_MOST_SAID]
