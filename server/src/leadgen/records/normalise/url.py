"""Web addresses: of any page, and of profiles on Facebook and Twitter/X."""

import re
from functools import lru_cache

from leadgen.records.normalise import domain
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Bad

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?=//|[^\d])", re.IGNORECASE)
_HANDLE = re.compile(r"@?([A-Za-z0-9_]{1,50})")
_FACEBOOK = re.compile(r"(?:facebook|fb)\.(?:com|me)$")


@lru_cache(maxsize=16_384)
def normalise(text: str) -> str | Bad:
    """The address with its scheme (https where none is given), host in lower case, no bare closing slash."""
    bare = plain.unquoted(plain.display(text)).strip("<>")
    scheme = _SCHEME.match(bare)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return Bad(f"Web address starts with {scheme[1].lower()}:, not with http or https")
    rest = bare[scheme.end() :].lstrip("/") if scheme else bare.lstrip("/")
    if " " in rest:
        return Bad("Web address has a space inside")
    host = domain.host(domain.host_of(rest))
    if isinstance(host, Bad):
        return Bad(host.message.replace("Domain", "Web address", 1))
    if "@" in rest.split("/", 1)[0]:
        return Bad("This is an e-mail address, not a web address")
    return f"{(scheme[1] if scheme else 'https').lower()}://{host.name}{_port(rest)}{_tail(rest)}"


def _port(rest: str) -> str:
    port = re.match(r"[^/?#]*?(:\d+)(?=[/?#]|$)", rest)
    return port[1] if port and port[1] not in (":80", ":443") else ""


def _tail(rest: str) -> str:
    tail = re.sub(r"^[^/?#\\]*", "", rest).replace("\\", "/")
    return "" if re.fullmatch(r"/*[?#]?", tail) else tail


def facebook(text: str) -> str | Bad:
    """The profile or page address, by its name or its number."""
    bare = plain.unquoted(plain.display(text))
    if _HANDLE.fullmatch(bare):
        return f"https://www.facebook.com/{bare.lstrip('@')}"
    page = normalise(bare)
    if isinstance(page, Bad):
        return page
    host = domain.registrable(domain.host_of(page))
    if not _FACEBOOK.fullmatch(host):
        return Bad("This is not a Facebook address such as facebook.com/name")
    path = page.split("/", 3)[3] if page.count("/") > 2 else ""
    keep = path if path.startswith("profile.php") else re.split(r"[?#]", path, maxsplit=1)[0]
    name = keep.strip("/")
    return f"https://www.facebook.com/{name}" if name else Bad("Facebook address names nobody")


def twitter(text: str) -> str | Bad:
    """The profile on X (Twitter), from its address or its handle."""
    bare = plain.unquoted(plain.display(text))
    handle = _HANDLE.fullmatch(bare)
    if handle:
        return f"https://x.com/{handle[1].lower()}"
    page = normalise(bare)
    if isinstance(page, Bad):
        return page
    if domain.registrable(domain.host_of(page)) not in ("twitter.com", "x.com"):
        return Bad("This is not an X (Twitter) address such as x.com/name")
    names = [part for part in re.split(r"[/?]", page.split("//", 1)[1].replace("#!/", ""))[1:] if part]
    handle = _HANDLE.fullmatch(names[0]) if names else None
    return f"https://x.com/{handle[1].lower()}" if handle else Bad("X (Twitter) address names nobody")
