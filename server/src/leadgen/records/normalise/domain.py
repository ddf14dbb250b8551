"""Internet domains: the registrable part, which names an organisation, and the hosts that name none."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import idna
from publicsuffixlist import PSLFILE

from leadgen.records.normalise import own_words
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.mail_hosts import SHARED_SITES
from leadgen.records.normalise.values import Bad

# The public suffix list (publicsuffix.org) that the package carries; private suffixes keep two customers of
# one site builder apart. Only the rules are taken: a child that reads a file loads them each time.
_REGISTRIES, _, _FIRMS = Path(PSLFILE).read_text("utf-8").partition("===BEGIN PRIVATE DOMAINS===")


def _rules(lines: str) -> frozenset[str]:
    return frozenset(
        line.split()[0] for line in lines.splitlines() if line.strip() and not line.startswith("//")
    )


_ENDINGS = _rules(_REGISTRIES)
_RULES = _ENDINGS | _rules(_FIRMS)
_SCHEME = re.compile(
    r"^(?:(?:https?|ftp)(?::/{1,3}|//)\s*)+|^[a-z][a-z0-9+.-]*:(?=//)|^mailto:", re.IGNORECASE
)
_ASCII_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
# What nearly every cell looks like: a host, or the address of a page in small letters.
_ORDINARY = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})(?:[/?#][!-~]*)?"
)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


@dataclass(frozen=True, slots=True)
class Host:
    """A host name. `name` is for people (Unicode), `key` for comparing (ASCII), `domain` is registrable."""

    name: str
    key: str
    domain: str


def normalise(text: str) -> str | Bad:
    """The registrable domain named by a URL, an e-mail address or a host, lower case, in Unicode."""
    found = host(host_of(plain.unquoted(plain.display(text)).strip("<>()[] ")))
    if isinstance(found, Bad):
        return found
    if found.name in _ENDINGS:
        return Bad(f"{found.name} is an ending under which others register their domains")
    if found.name.startswith("www.") and found.name.count(".") == 1:
        return Bad("Domain has no ending such as .com")
    return found.domain


def ordinary(text: str) -> str | None:
    """As `normalise`, of a text that is as nearly all are; None where it takes more than a look."""
    found = _ORDINARY.fullmatch(text)
    if not found or len(found[1]) > 200 or "xn--" in found[1] or found[1] in _ENDINGS or "www." in found[1]:
        return None
    return _registrable(found[1])


def host_of(text: str) -> str:
    """The host part of a URL, e-mail address or bare host, unchecked."""
    rest = _SCHEME.sub("", text).removeprefix("//")
    rest = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    rest = rest.rpartition("@")[2]
    return re.sub(r":\d*$", "", rest)


@lru_cache(maxsize=65_536)
def host(name: str) -> Host | Bad:
    """The host of this name, or why it cannot be one."""
    bare = name.strip().rstrip(".").lower()
    if not bare:
        return Bad("Domain is empty")
    if " " in bare:
        return Bad("Domain has a space inside")
    if "." not in bare and "。" not in bare:
        return Bad("Domain has no ending such as .com")
    if _ADDRESS.fullmatch(bare):
        return Bad("Domain is an IP address, not a name")
    return _checked(bare)


def _checked(bare: str) -> Host | Bad:
    try:
        key = bare if _ASCII_HOST.fullmatch(bare) else idna.encode(bare, uts46=True).decode("ascii")
        shown = idna.decode(key) if "xn--" in key else key
    except (idna.IDNAError, UnicodeError):
        return Bad("Domain has characters that no domain can have")
    if not _ASCII_HOST.fullmatch(key) or len(key) > 253:
        return Bad("Domain has characters that no domain can have")
    return Host(shown, key, registrable(shown))


@lru_cache(maxsize=65_536)
def _registrable(name: str) -> str:
    return registrable(name)


def registrable(name: str) -> str:
    """The part of a host name that its owner registered; an ending nobody knows counts as one label."""
    labels = name.split(".")
    if len(labels) == 2 and f"*.{labels[1]}" not in _RULES and name not in _RULES:
        return name
    return ".".join(labels[-_suffix_length(labels) - 1 :])


def _suffix_length(labels: list[str]) -> int:
    """Labels in the public suffix (publicsuffix.org): the longest rule wins, an exception over all."""
    for start in range(len(labels)):
        rule = ".".join(labels[start:])
        if f"!{rule}" in _RULES:
            return len(labels) - start - 1
        if rule in _RULES or "*." + ".".join(labels[start + 1 :]) in _RULES:
            return len(labels) - start
    return 1


def key_of(domain: str) -> str:
    """The ASCII form of a stored domain, for keys."""
    found = host(domain)
    return domain if isinstance(found, Bad) else found.key


def is_free(domain: str) -> bool:
    """Does this domain give mailboxes to anybody, so that it says nothing about an employer?"""
    return domain in own_words.at_hand().free_mail_hosts


def is_shared(domain: str) -> bool:
    """Does this domain carry the pages or mail of many organisations, so that it identifies none?"""
    return is_free(domain) or domain in SHARED_SITES
