"""E-mail addresses: cleaned of what people and programs put around them, checked, folded to one spelling."""

import re
import unicodedata
from dataclasses import dataclass

import email_validator

from leadgen.records.normalise import domain as domains
from leadgen.records.normalise import own_words
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Bad
from leadgen.records.normalise.words import words

# What nearly every address looks like. Everything else goes through the library.
_ORDINARY = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_IN_ANGLES = re.compile(r"<\s*([^<>]*@[^<>]*?)\s*>")
# An address written so that programs shall not find it, and a note before or behind it.
_AT = re.compile(r"\s*[(\[{<]\s*(?:at|zavináč|zavinac|arroba|chiocciola)\s*[)\]}>]\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*[(\[{<]\s*(?:dot|punkt|tečka|tecka|punto|point)\s*[)\]}>]\s*", re.IGNORECASE)
_NOTES = re.compile(r"^\s*\([^()@]*\)\s*|\s*\([^()@]*\)\s*$")
_QUOTED = re.compile(r'"([a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*)"@', re.IGNORECASE)
_SEPARATED = re.compile(r"@[^\s;,|]+[\s;,|]+\S*@")
# Endings that exist in no registry and are one slip of a finger away from one that does.
_SLIPS = {
    "con": "com", "cmo": "com", "ocm": "com", "coom": "com", "comm": "com", "vom": "com", "xom": "com",
    "cpm": "com", "ent": "net", "nte": "net", "nett": "net", "ogr": "org", "rog": "org",
}  # fmt: skip
_NEAR_MISSES = {
    "gmial.com": "gmail.com", "gmai.com": "gmail.com", "gmal.com": "gmail.com", "gmil.com": "gmail.com",
    "gmaill.com": "gmail.com", "gamil.com": "gmail.com", "gnail.com": "gmail.com", "gmail.co": "gmail.com",
    "gmail.cz": "gmail.com", "hotmial.com": "hotmail.com", "hotmal.com": "hotmail.com",
    "hotmai.com": "hotmail.com", "outlok.com": "outlook.com", "outloook.com": "outlook.com",
    "yaho.com": "yahoo.com", "yahooo.com": "yahoo.com", "yhaoo.com": "yahoo.com", "iclod.com": "icloud.com",
    "icoud.com": "icloud.com", "senzam.cz": "seznam.cz", "sezman.cz": "seznam.cz", "seznma.cz": "seznam.cz",
    "sezam.cz": "seznam.cz", "centum.cz": "centrum.cz", "protonmial.com": "protonmail.com",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Email:
    """An address a message could be sent to; `value` is lower case, its domain in its own letters."""

    value: str
    host: domains.Host

    @property
    def local(self) -> str:
        """What stands before the @ sign."""
        return self.value.rpartition("@")[0]

    @property
    def key(self) -> str:
        """What two spellings of the address share: the domain in ASCII."""
        return self.value if self.host.key == self.host.name else f"{self.local}@{self.host.key}"

    @property
    def domain(self) -> str:
        """The registrable domain."""
        return self.host.domain

    @property
    def is_role(self) -> bool:
        """Whether many people read it, so that it identifies none."""
        return is_role(self.local)

    @property
    def is_free(self) -> bool:
        """Whether anybody can have an address there, so that it names no employer."""
        return domains.is_free(self.host.domain) or domains.is_free(self.host.name)

    @property
    def suggestion(self) -> str | None:
        """The address probably meant, where the domain is a known slip of a finger."""
        meant = _NEAR_MISSES.get(self.host.key)
        return f"{self.local}@{meant}" if meant else None


def normalise(text: str) -> Email | Bad:
    """The address in this text, or what is wrong with it.

    Plus tags stay: they are another mailbox for everybody but Gmail. Quoted local parts and address
    literals are refused: no business address has one, and many senders choke on them.
    """
    folded = text.strip().lower()
    if not _ORDINARY.fullmatch(folded):
        folded = unwrapped(text).lower()
    local, _, host_name = folded.rpartition("@")
    if len(local) > 64 or not _ORDINARY.fullmatch(folded) or folded.rpartition(".")[2] in _SLIPS:
        return _odd(folded)
    host = domains.host(host_name)
    if isinstance(host, Bad) or host.name != host_name:
        return _odd(folded)
    return Email(folded, host)


def ordinary(text: str) -> str | None:
    """The stored form of an address that is as nearly all are; None where it takes more than a look."""
    folded = text.strip().lower()
    if not _ORDINARY.fullmatch(folded):
        return None
    local, _, host_name = folded.partition("@")
    host = domains.host(host_name) if len(local) <= 64 else None
    if not isinstance(host, domains.Host) or host.name != host_name:
        return None
    return None if host_name.rpartition(".")[2] in _SLIPS else folded


def unwrapped(text: str) -> str:
    """The address without `mailto:`, a name around angle brackets, quotes and closing punctuation."""
    shown = plain.display(text)
    bare = plain.unquoted(
        _QUOTED.sub(r"\1@", shown if shown.isascii() else unicodedata.normalize("NFKC", shown))
    )
    if "(" in bare or "[" in bare:
        bare = _NOTES.sub("", _DOT.sub(".", _AT.sub("@", bare)))
    angled = _IN_ANGLES.findall(bare)
    if len(angled) == 1:
        bare = angled[0]
    bare = re.sub(r"^(?:(?:e-?mail|mailto|mail)\s*:|e-?mail\s)\s*", "", bare, flags=re.IGNORECASE)
    if "@" in bare:
        bare = re.sub(r"\?(?:subject|body|cc)=.*$", "", bare, flags=re.IGNORECASE)
    return bare.strip(" \t<>()[]{},;:'\"").rstrip(".,;:")


def is_role(local: str) -> bool:
    """Is this the mailbox of a function (info, sales, faktury), with or without a tag or number?"""
    mailboxes = own_words.at_hand().role_mailboxes
    if local in mailboxes:
        return True
    bare = local.split("+", 1)[0].rstrip("0123456789")
    first = _FIRST_WORD.split(bare, maxsplit=1)[0]
    return bare in mailboxes or (first in _ALWAYS_ROLE and first in mailboxes)


_FIRST_WORD = re.compile(r"[._-]")
_ALWAYS_ROLE = words("info noreply support sales kontakt newsletter helpdesk billing invoice")


def _odd(address: str) -> Email | Bad:
    wrong = _shape_problem(address)
    if not wrong and "@[" in address:
        wrong = "E-mail domain is an IP address, not a name"
    if wrong:
        return Bad(wrong)
    local, _, host_name = address.rpartition("@")
    host = domains.host(host_name)
    if isinstance(host, Bad):
        return Bad(host.message.replace("Domain", "E-mail domain", 1))
    try:
        checked = email_validator.validate_email(
            f"{local}@{host.key}", check_deliverability=False, globally_deliverable=False
        )
    except email_validator.EmailNotValidError as problem:
        return Bad(_sentence(str(problem)))
    return Email(f"{checked.local_part.lower()}@{host.name}", host)


def _shape_problem(address: str) -> str | None:
    local, at, host = address.rpartition("@")
    if not at:
        return "E-mail has no @ sign"
    if _SEPARATED.search(address):
        return f"E-mail cell holds {address.count('@')} addresses where one is expected"
    if "@" in local:
        return "E-mail has two @ signs"
    if not local:
        return "E-mail has nothing before the @ sign"
    if not host:
        return "E-mail has no domain after the @ sign"
    if re.search(r"\s", address):
        return "E-mail has a space inside"
    if "." not in host.strip("."):
        return "E-mail has no domain ending such as .com"
    if ".." in address:
        return "E-mail has two dots in a row"
    if host.rpartition(".")[2] in _SLIPS:
        return f"E-mail ends in .{host.rpartition('.')[2]}; did you mean .{_SLIPS[host.rpartition('.')[2]]}?"
    return _local_problem(local)


def _local_problem(local: str) -> str | None:
    if local[0] == "." or local[-1] == ".":
        return "E-mail has a dot at the edge of the part before the @ sign"
    if len(local) > 64:
        return "E-mail has more than 64 characters before the @ sign"
    if '"' in local:
        return "E-mail has quotes before the @ sign"
    return None


def _sentence(problem: str) -> str:
    first = re.split(r"(?<=[.])\s", problem.strip(), maxsplit=1)[0].rstrip(".")
    return f"E-mail is not valid: {first[:1].lower()}{first[1:]}"
