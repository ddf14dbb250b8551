"""Which URLs are asked at all: a pure decision, before any name is resolved.

One spelling for one thing: what programs read differently (`127.1`, `0x7f000001`, `user@host`, a backslash, a
trailing dot) is refused, since a check is worth nothing where the connection reads the text another way.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from leadgen.platform.net.addresses import Address, parse, why_closed
from leadgen.platform.net.errors import AddressForbidden

MOST_CHARACTERS = 2000
WEB_PORTS = frozenset({80, 443})
_DEFAULT_PORTS = {"http": 80, "https": 443}
MAIL_PORTS = frozenset({25, 110, 143, 465, 587, 993, 995, 2525})

# Services that a forged request could talk to although they are not web servers: the ports that browsers
# refuse (WHATWG Fetch, "bad port", 2026-11) and common databases. Below 1024 only the web's own are open.
_OTHER_SERVICES = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679}
    | {1433, 1521, 2375, 2376, 2379, 3306, 5432, 6379, 6697, 9200, 9300, 10080, 11211, 27017}
)

_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\\]|\s")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True)
class Target:
    """Where a URL leads: a name or an address literal in its one spelling, and a port."""

    host: str
    port: int


# What the operator allows, each with where it leads: itself, unless its name is pinned to an address.
Exceptions = Mapping[Target, Target]
NO_EXCEPTIONS: Exceptions = {}


def check_url(text: str, allowed: Exceptions = NO_EXCEPTIONS) -> str:
    """The URL as it will be sent; no name is resolved yet. Raises AddressForbidden."""
    if len(text) > MOST_CHARACTERS:
        raise AddressForbidden(f"An address has at most {MOST_CHARACTERS} characters.")
    if _UNPRINTABLE.search(text):
        raise AddressForbidden("The address holds a space, a backslash or an unprintable character.")
    url = parsed(text)
    target_of(url, allowed)
    return str(url)


def parsed(text: str) -> httpx.URL:
    """Raises AddressForbidden."""
    try:
        return httpx.URL(text)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise AddressForbidden("This is not an address that can be read.") from error


def target_of(url: httpx.URL, allowed: Exceptions) -> Target:
    """Where it leads. Raises AddressForbidden for what is no plain web address."""
    if url.scheme not in _DEFAULT_PORTS:
        raise AddressForbidden("The address does not begin with http:// or https://.")
    if url.userinfo:
        raise AddressForbidden("The address holds a name or password before the host.")
    port = _DEFAULT_PORTS[url.scheme] if url.port is None else url.port
    target = check_target(url.raw_host.decode("ascii"), port, allowed)
    if target not in allowed and port not in WEB_PORTS and not _is_open(port):
        raise AddressForbidden(f"Port {port} is not one of web servers.")
    return target


def _is_open(port: int) -> bool:
    return 1024 <= port <= 65535 and port not in _OTHER_SERVICES


def check_target(host: str, port: int, allowed: Exceptions) -> Target:
    """A host in its one spelling. Raises AddressForbidden."""
    target = Target(host.lower().removeprefix("[").removesuffix("]"), port)
    if target in allowed:
        return target
    literal = _literal(target.host)
    if literal is None:
        _check_name(target.host)
    elif (reason := why_closed(literal)) is not None:
        raise AddressForbidden(f"{target.host} {reason}.")
    return target


def _literal(host: str) -> Address | None:
    """An address in its plain form; IPv4 with other than four decimal numbers is not."""
    try:
        return parse(host)
    except ValueError:
        return None


def _check_name(host: str) -> None:
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressForbidden("The host of the address is not a plain domain name.")
    if _NUMBER.fullmatch(labels[-1]):
        raise AddressForbidden("The host of the address is a number in an odd spelling.")
    if len(labels) == 1:
        raise AddressForbidden("The host of the address has no domain, so it is a name of an inner network.")
