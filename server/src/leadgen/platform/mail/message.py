"""A letter as bytes on the wire: plain text first, simple HTML beside it. Pure.

Source: RFC 5322 (headers), RFC 2046 (alternatives, the best last), RFC 3834 (what a machine sends says so).
"""

from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from html import escape

from leadgen.platform.mail.contracts import Letter

_PAGE = """\
<!doctype html>
<html lang="en">
<body style="margin:0;padding:24px;font:15px/1.5 Inter,Helvetica,Arial,sans-serif;color:#1c1d1f">
<div style="max-width:520px">
{content}
</div></body></html>
"""
_PARAGRAPH = '<p style="margin:0 0 16px">{text}</p>'
_SMALL = '<p style="margin:0 0 16px;color:#6b6f76;font-size:13px">{text}</p>'
_BUTTON = (
    '<p style="margin:0 0 16px"><a href="{url}" style="display:inline-block;padding:8px 14px;'
    'border-radius:6px;background:#2f5bd8;color:#fff;text-decoration:none">{label}</a></p>'
)


class Unwritable(Exception):
    """A header of this letter would hold a line break, or its address is none."""


def compose(letter: Letter, *, sender: str, id: str, at: datetime) -> EmailMessage:
    """The whole message; `id` is the part of Message-ID before the @. Raises Unwritable."""
    name, address = parseaddr(sender)
    to, domain = mailbox(letter.to), mailbox(address).domain
    for text in (letter.subject, name):
        if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text):
            raise Unwritable("A header may not hold a line break.")
    message = EmailMessage(policy=SMTP if is_plain(to) else SMTPUTF8)
    message["From"] = Address(name, addr_spec=mailbox(address).addr_spec)
    message["To"] = to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # Exchange does not heed Auto-Submitted (2026-11)
    message.set_content(_as_text(letter))
    message.add_alternative(_as_html(letter), subtype="html")
    return message


def mailbox(email: str) -> Address:
    """One mailbox, its domain as mail servers spell it. Raises Unwritable."""
    local, _, domain = email.rpartition("@")
    try:
        spelled = domain.encode("idna").decode()
        address = Address(addr_spec=f"{local}@{spelled}")
    except (HeaderParseError, ValueError, IndexError) as error:
        raise Unwritable("The address cannot be written to.") from error
    if address.addr_spec != f"{local}@{spelled}" or any(character.isspace() for character in email):
        raise Unwritable("The address cannot be written to.")  # it held a comment, or more than one mailbox
    return address


def is_plain(address: Address) -> bool:
    """Whether every mail server takes it: only some take letters beyond ASCII before the @."""
    return address.addr_spec.isascii()


def one_line(text: str, most: int = 80) -> str:
    """Somebody's words inside ours: no line breaks, no more than fits."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _as_text(letter: Letter) -> str:
    link = (f"{letter.link.label}:\n{letter.link.url}",) if letter.link else ()
    return "\n\n".join((*letter.paragraphs, *link, *letter.below)) + "\n"


def _as_html(letter: Letter) -> str:
    parts = [_PARAGRAPH.format(text=escape(text)) for text in letter.paragraphs]
    if letter.link:
        parts.append(_BUTTON.format(url=escape(letter.link.url), label=escape(letter.link.label)))
        parts.append(_SMALL.format(text=escape(letter.link.url)))
    parts.extend(_SMALL.format(text=escape(text)) for text in letter.below)
    return _PAGE.format(content="\n".join(parts))
