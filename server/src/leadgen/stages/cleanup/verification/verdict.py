"""What an address is worth: syntax, what its domain says, and lists. Pure."""

from dataclasses import dataclass
from typing import Literal

from disposable_email_domains import blocklist
from rapidfuzz.distance import OSA

from leadgen.records.email_findings import MEANINGS, Finding, Mailbox, Status
from leadgen.records.normalise import Bad
from leadgen.records.normalise import email as emails
from leadgen.records.normalise.email import Email

# mx: it names mail servers. refuses: it says that it takes no mail (null MX, RFC 7505). address_only: no mail
# server, but an address that mail goes to in its place (RFC 5321, 5.1). nothing: neither. gone: no such
# domain. failed: nobody answered for it.
MailAnswer = Literal["mx", "refuses", "address_only", "nothing", "gone", "failed"]

# Names that lead to no domain of the public internet (RFC 2606, 6761, 6762, 7686, 8375, 9476; ICANN 2024).
_RESERVED = frozenset(
    {"test", "example", "invalid", "localhost", "local", "onion", "internal", "alt", "arpa"}
)

# What most people have their private address at: the only domains a slip of a finger is measured against.
_WELL_KNOWN = (
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.fr", "hotmail.co.uk", "live.com",
    "yahoo.com", "yahoo.co.uk", "yahoo.fr", "icloud.com", "protonmail.com", "seznam.cz", "centrum.cz",
    "email.cz", "volny.cz", "azet.sk", "zoznam.sk", "gmx.de", "gmx.net", "web.de", "t-online.de",
    "freenet.de", "wp.pl", "onet.pl", "interia.pl", "o2.pl", "orange.fr", "wanadoo.fr", "laposte.net",
    "libero.it", "virgilio.it", "ziggo.nl", "telenet.be", "bluewin.ch",
)  # fmt: skip
_SHORTEST_NEAR = 8  # of names this long one slip is hardly another firm's own name


@dataclass(frozen=True)
class Verdict:
    """`suggestion`: the address that was probably meant, where that is hardly in doubt."""

    finding: Finding
    suggestion: str | None = None

    @property
    def status(self) -> Status:
        """What its finding comes to."""
        return MEANINGS[self.finding].status


def can_catch_all(text: str) -> bool:
    """Does what its domain takes say something of other addresses there? At a free provider it does not."""
    address = emails.normalise(text)
    return not isinstance(address, Bad) and not address.is_free


def domain_to_ask(text: str) -> str | None:
    """The ASCII domain that the name system is asked about; None where no answer could change the verdict."""
    address = emails.normalise(text)
    if isinstance(address, Bad) or _is_reserved(address):
        return None
    return address.host.key


def verdict(text: str, answer: MailAnswer, mailbox: Mailbox | None = None) -> Verdict:
    """On one address, whose domain gave this answer. Where several things are wrong, the weightiest.

    `mailbox` is what a verifier says of it; where it was not asked, that its domain takes every address.
    """
    address = emails.normalise(text)
    if isinstance(address, Bad):
        return Verdict("not_an_address")
    if _is_reserved(address):
        return Verdict("reserved_domain")
    meant = None if mailbox == "exists" else _meant(address, answer)
    if answer in _DEAD:
        return Verdict(_DEAD[answer], meant)
    if mailbox == "missing":
        return Verdict("no_mailbox", meant)
    if meant is not None:
        return Verdict("mistyped", meant)
    if mailbox == "disposable" or is_disposable(address):
        return Verdict("disposable")
    if mailbox == "catch_all":
        return Verdict("catch_all")
    if mailbox == "exists":
        return Verdict("role_mailbox" if address.is_role else "mailbox_exists")
    if answer in _DOUBTFUL:
        return Verdict(_DOUBTFUL[answer])
    return Verdict(by_lists(address))


def by_lists(address: Email) -> Finding:
    """What the lists at hand say of an address with which nothing is wrong."""
    if address.is_role:
        return "role_mailbox"
    return "free_mail" if address.is_free else "takes_mail"


def listed_anew(text: str, found: str) -> Finding | None:
    """What the lists say by now where a check found what only they decide on; None where that is the same."""
    address = emails.normalise(text)
    if found not in ("takes_mail", "free_mail", "role_mailbox") or isinstance(address, Bad):
        return None
    now = by_lists(address)
    return now if now != found else None


def is_disposable(address: Email) -> bool:
    """Is its domain, or the one above it, a provider of addresses to be thrown away?"""
    labels = address.host.key.split(".")
    return any(".".join(labels[at:]) in blocklist for at in range(len(labels) - 1))


_DEAD: dict[MailAnswer, Finding] = {
    "gone": "no_domain",
    "refuses": "refuses_mail",
    "nothing": "takes_no_mail",
}
_DOUBTFUL: dict[MailAnswer, Finding] = {"address_only": "no_mail_server", "failed": "no_answer"}


def _is_reserved(address: Email) -> bool:
    return address.host.key.rpartition(".")[2] in _RESERVED


def _meant(address: Email, answer: MailAnswer) -> str | None:
    """A known slip always; one slip away from a well-known provider only where no mail server speaks for
    the domain as it is written.
    """
    if address.suggestion is not None:
        return address.suggestion
    host = address.host.key
    if answer in ("mx", "failed") or address.is_free or len(host) < _SHORTEST_NEAR:
        return None
    near = [known for known in _WELL_KNOWN if OSA.distance(host, known, score_cutoff=1) == 1]
    return f"{address.local}@{near[0]}" if len(near) == 1 else None
