"""LinkedIn profile and company addresses in one canonical form."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Bad

_ORDINARY = re.compile(r"https?://(?:www\.)?linkedin\.com/in/([a-z0-9-]+)/?")
_HOST = re.compile(
    r"(?:linkedin\s*:\s*)?(?:https?(?::?//?|:)|[a-z][a-z0-9+.-]*:)?(?://)?(?:[a-z0-9-]+\.)*linkedin\.com(?=[/?#:]|$)(?::\d+)?",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?:https?://)?(?:www\.)?lnkd\.in/", re.IGNORECASE)
# Member ids of LinkedIn and Sales Navigator: base64, so their case matters.
_MEMBER_ID = re.compile(r"AC[orw]AA[A-Za-z0-9_-]{3,}")
_SLUG = re.compile(r"[^\s/?#&=<>\"'\\|,]+")
# What stands in front of the path in mails and on telephones.
_IN_FRONT = frozenset(["comm", "mwlite", "m"])
_NOBODY = frozenset(["me", "unavailable", "undefined", "null", "edit"])
_OLD = re.compile(r"[0-9a-f]{1,3}")
_PEOPLE = frozenset(["in", "sales/lead", "sales/people", "talent/profile", "recruiter/profile"])
_COMPANIES = frozenset(["company", "school", "showcase", "sales/company", "company-beta", "organization"])


@dataclass(frozen=True, slots=True)
class Profile:
    """A page of a person or a company. An `opaque` id is not the public name: one page may have both."""

    value: str
    key: str
    kind: Literal["person", "company"]
    opaque: bool


def normalise(text: str) -> Profile | Bad:
    """The page behind this address; scheme, language, query and tracking make no difference.

    Slugs are decoded and lower case. A Sales Navigator lead becomes the `/in/` address of its member id,
    which LinkedIn answers too.
    """
    ordinary = _ORDINARY.fullmatch(text)
    if ordinary:
        slug = ordinary[1]
        return Profile(f"https://www.linkedin.com/in/{slug}", f"in/{slug}", "person", opaque=False)
    return _odd(text)


def person_key(text: str) -> str | None:
    """The key of the person's page behind this address; None where it is no person's."""
    ordinary = _ORDINARY.fullmatch(text)
    if ordinary:
        return f"in/{ordinary[1]}"
    page = _odd(text)
    return None if isinstance(page, Bad) or page.kind == "company" else page.key


@lru_cache(maxsize=16_384)
def _odd(text: str) -> Profile | Bad:
    bare = plain.unquoted(plain.display(text)).strip("<>() ")
    if _SHORT.match(bare):
        return Bad("A short link (lnkd.in) does not say whose page it is; use the page's own address")
    host = _HOST.match(bare)
    path = re.split(r"[?#]", bare[host.end() :] if host else bare, maxsplit=1)[0]
    parts = [part for part in path.split("/") if part]
    if not host:
        return _without_host(bare, parts)
    asked = {one.partition("=")[0].lower(): one.partition("=")[2] for one in re.split(r"[?&#]", bare)[1:]}
    if [part.lower() for part in parts] == ["authwall"] and "sessionredirect" in asked:
        return _odd(unquote(asked["sessionredirect"]))
    if [part.lower() for part in parts] == ["profile", "view"] and _MEMBER_ID.fullmatch(asked.get("id", "")):
        return _person(asked["id"])
    while parts and parts[0].lower() in _IN_FRONT:
        parts = parts[1:]
    return _page(parts)


def _without_host(bare: str, parts: list[str]) -> Profile | Bad:
    if len(parts) == 2 and parts[0] in ("in", "company"):
        return _page(parts)
    if len(parts) == 5 and parts[0] == "pub":
        return _page(parts)
    if _MEMBER_ID.fullmatch(bare):
        return _person(bare)
    return Bad("This is not a LinkedIn address such as linkedin.com/in/name")


def _page(parts: list[str]) -> Profile | Bad:
    section = parts[0].lower() if parts else ""
    if section == "pub" and len(parts) > 1:
        return _old_person(parts[1:])
    depth = 2 if section in ("sales", "talent", "recruiter") else 1
    section, rest = "/".join(parts[:depth]).lower(), parts[depth:]
    if section not in _PEOPLE and section not in _COMPANIES:
        return Bad("This LinkedIn address is neither a person's page nor a company's")
    name = _decoded(rest[0]) if rest else ""
    if section.startswith(("sales/", "talent/", "recruiter/")):
        name = name.split(",")[0]
    if not _SLUG.fullmatch(name) or (section == "in" and name.lower() in _NOBODY):
        return Bad("This LinkedIn address names nobody: the part after the last slash is missing or broken")
    return _person(name) if section in _PEOPLE else _company(section, name)


def _person(name: str) -> Profile:
    opaque = bool(_MEMBER_ID.fullmatch(name))
    slug = name if opaque else name.lower()
    return Profile(f"https://www.linkedin.com/in/{slug}", f"in/{slug}", "person", opaque)


def _company(section: str, name: str) -> Profile:
    kind = section if section in ("school", "showcase") else "company"
    slug = name.lower()
    return Profile(f"https://www.linkedin.com/{kind}/{slug}", f"{kind}/{slug}", "company", slug.isdigit())


def _old_person(parts: list[str]) -> Profile | Bad:
    """`/pub/name/1a/2b/3c`, the form before 2014: LinkedIn leads it to `/in/name-03c02b1a`."""
    names = [_decoded(part).lower() for part in parts[:4]]
    if not all(_SLUG.fullmatch(name) for name in names) or names[0] == "dir":
        return Bad("This LinkedIn address names nobody: the part after the last slash is missing or broken")
    if len(names) < 4 or not all(_OLD.fullmatch(one) for one in names[1:]):
        path = "/".join(["pub", *names])
        return Profile(f"https://www.linkedin.com/{path}", path, "person", opaque=False)
    return _person(f"{names[0]}-{names[3]:0>3}{names[2]:0>3}{names[1]}")


def _decoded(part: str) -> str:
    """Percent-decoded once (twice where a tool encoded twice), composed, without stray edges."""
    once = unquote(part, errors="replace")
    twice = unquote(once, errors="replace") if re.search(r"%[0-9a-fA-F]{2}", once) else once
    if "\ufffd" in twice:
        return part
    return unicodedata.normalize("NFC", plain.display(twice)).strip(".,;")
