"""Places as one line: the town, the region and the country it names, as far as it says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import pycountry

from leadgen.records.normalise import country
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.lexicon import vocabulary
from leadgen.records.normalise.values import Bad
from leadgen.records.normalise.words import words

_LONGEST = 300
_SEPARATORS = re.compile(r"[,;|\n\t·•()\[\]]+|\s[-–—/]+\s|(?<=\w\w)/(?=\w\w)")
_WAYS = re.compile(
    r"\b(?:fully )?(?:remote(?:ly)?|hybrid|on-?site|home ?office|worldwide|global|anywhere|international|"
    r"europe|european union|emea|apac|latam|dach|cee|nordics|benelux|earth|planet earth|everywhere)\b",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"^(?:the\s+)?(?:greater|großraum|metropolregion|raum|okolí|región metropolitana de|metropolitan city of|"
    r"grand|groot-|région de|area metropolitana di|área metropolitana d[eo]|aglomeracja)\s+"
    r"|\s+(?:bay area|(?:city\s+)?metro(?:politan|plex)?(?:\s+(?:area|region))?|area|und umgebung|"
    r"and surroundings|a okolí|a okolie|i okolice|et périphérie|et environs|y alrededores|e dintorni|"
    r"en omgeving|med omnejd|e região)$",
    re.IGNORECASE,
)
_POSTAL = re.compile(
    r"^[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\s+(?=\D)|^(?:[A-Z]{1,3}-)?\d{3,6}(?:\s\d{2})?(?:-\d{3,4})?\s+(?=\D)|\s+\d{3}\s?\d{2}(?:-\d{4})?$|\s+\d{4,6}(?:\s?[A-Z]{2})?$"
    r"|\s+[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}$"
)
_DOTTED = re.compile(r"\b([A-Z])\.\s?([A-Z])\.?(?!\w)")
_STREET = re.compile(r"\d{1,4}[a-z]?\s+\D+", re.IGNORECASE)
_REGIONAL = re.compile(
    r"(?:county|province|región|región de|région|regione|kraj|canton|kanton|voivodeship|województwo|land|"
    r"comunidad de|provincia(?: de| di)?)\s.+|.+\s(?:county|province|region|state|kraj|län|oblast|"
    r"voivodeship|"
    r"prefecture|canton|fylke|megye)",
    re.IGNORECASE,
)
_CODED = re.compile(r"([A-Z]{2})\s?[-–:]\s?(\D{3,})")
_WITH_STATE = re.compile(r"(\D{3,}?)[\s]+([A-Z]{2})")
_DISTRICT = re.compile(r"(.{3,}?)[\s-]+(?:\d{1,2}\b.*|[IVX]{1,4})$")
# Two letters that are a state as well as a country: the country only from Europe, or where the town is there.
_OVERSEAS = frozenset({None, "US", "CA", "AU"})
_NEARER_IN_EUROPE = words("al de md me mt nl sk")
_TOWNS = re.compile("city|capital|municipality", re.IGNORECASE)
_LANDS = {"england", "scotland", "wales", "northern ireland"}


@dataclass(frozen=True, slots=True)
class Location:
    """A place as shown, and its parts; None for what it does not say. `country` is ISO 3166 alpha-2."""

    display: str
    city: str | None
    region: str | None
    country: str | None


@lru_cache(maxsize=65_536)
def read(text: str, home: str | None = None) -> Location:
    """The parts of a place. `home`, the workspace's country, decides only where a code has two readings.

    A town that is known by its name alone brings its country; nothing else is guessed.
    """
    display = plain.display(text)
    if plain.is_nothing_typed(display):
        return Location("", None, None, None)
    parts = _parts(display[:_LONGEST])
    if not parts:
        return Location(display, None, None, None)
    return _placed(display, parts, home)


def _parts(display: str) -> list[str]:
    coded = _CODED.fullmatch(display)
    bare = f"{coded[2]}, {coded[1]}" if coded else display
    bare = _DOTTED.sub(r"\1\2", bare)
    pieces = [_WAYS.sub("", piece).strip(" .-–") for piece in _SEPARATORS.split(bare)]
    if sum(map(bool, pieces)) > 2 and _STREET.fullmatch(pieces[0]):
        pieces = pieces[1:]  # a street in front of the town
    found = [_POSTAL.sub("", piece).strip() for piece in pieces if piece]
    named = [piece for piece in found if re.search(r"[^\W\d]", piece)]
    while len(named) > 1 and re.search(r"\d", named[0]) and not _is_district(named[0]):
        named = named[1:]
    return list(dict.fromkeys(named))


def _is_district(piece: str) -> bool:
    """Praha 4, not Main Street 4."""
    found = _DISTRICT.fullmatch(piece)
    return bool(found) and _folded(found[1] if found else "") in _cities()


def _placed(display: str, parts: list[str], home: str | None) -> Location:
    if [one.lower() for one in parts] == ["georgia"]:
        return Location(
            display, None, "Georgia" if home == "US" else None, home if home in ("US", "GE") else None
        )
    if len(parts) == 1 and (both := _WITH_STATE.fullmatch(parts[0])) and both[2].lower() in _states():
        parts = [both[1], both[2]]
    land, rest = _country(parts, home)
    if land is None and len(parts) > 1:
        land, region = _region(parts[-1], parts[0], home)
        if region is not None:
            return Location(display, _town(parts[0]), region, land)
    if not rest:
        return Location(display, None, _constituent(parts), land)
    return _within(display, rest, land, _constituent(parts))


def _within(display: str, rest: list[str], land: str | None, constituent: str | None) -> Location:
    """The town and the region that stand before the country, or alone."""
    town, region = _town(rest[0]), rest[-1] if rest[1:] else constituent
    if land is None:
        land = _cities().get(_folded(town))
        if land is None and len(rest) == 1 and (lands := _regions().get(_folded(town), frozenset())):
            return Location(display, None, rest[0], next(iter(lands)) if len(lands) == 1 else None)
    elif len(rest) == 1 and _is_region(rest[0], town, land):
        return Location(display, None, rest[0], land)
    return Location(display, town if _looks_like_place(town) else None, region, land)


def _is_region(part: str, town: str, land: str) -> bool:
    if _is_town(town, land):
        return False
    return land in _regions().get(_folded(town), ()) or _REGIONAL.fullmatch(part) is not None


def _country(parts: Sequence[str], home: str | None) -> tuple[str | None, list[str]]:
    """The country at the end or, in "Germany, Berlin", at the beginning; and the parts without it."""
    last = _is_country(parts[-1], parts[0], home, alone=len(parts) == 1)
    if last:
        return last, list(parts[:-1])
    coded = parts[-1].lower() in _states()
    first = country.normalise(parts[0]) if len(parts) > 1 and len(parts[0]) > 3 and not coded else Bad("")
    if isinstance(first, Bad):
        return None, list(parts)
    return first, list(reversed(parts[1:]))


def _is_country(part: str, town: str, home: str | None, *, alone: bool) -> str | None:
    found = country.normalise(part)
    if isinstance(found, Bad):
        return None
    low, there = part.lower(), _cities().get(_folded(_town(town)))
    if alone or there == found:
        return None if alone and there is not None and len(part) > 3 and there != found else found
    if low in _states() and there in (None, *_states()[low]):
        return found if low in _NEARER_IN_EUROPE and home not in _OVERSEAS and there is None else None
    if low == "georgia" and there == "US":
        return None
    return found


def _region(part: str, town: str, home: str | None) -> tuple[str | None, str | None]:
    """A region and its country: a state's code, or a name that one country has, or the town's."""
    part, there = _AREA.sub("", part).strip() or part, _cities().get(_folded(_town(town)))
    lands = _states().get(part.lower(), ()) if len(part) <= 3 else _regions().get(_folded(part), ())
    if not lands:
        return None, None
    land = (
        there if there in lands else "US" if "US" in lands else sorted(lands)[0] if len(lands) == 1 else None
    )
    return land, part.upper() if len(part) <= 3 else part


def _town(part: str) -> str:
    bare = _AREA.sub("", _AREA.sub("", part)).strip() or part
    district = _DISTRICT.fullmatch(bare)
    return district[1] if district and _folded(district[1]) in _cities() else bare


def _is_town(town: str, land: str) -> bool:
    return _cities().get(_folded(town)) == land


def _constituent(parts: Sequence[str]) -> str | None:
    return next((part for part in reversed(parts) if part.lower() in _LANDS), None)


def _looks_like_place(town: str) -> bool:
    return len(town) <= 60 and "@" not in town and "://" not in town and not re.search(r"\d{3}", town)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", plain.key(text)))


@cache
def _cities() -> dict[str, str]:
    listed = vocabulary("places")["cities"]
    return {_folded(name): land for land, names in listed.items() for name in names}


@cache
def _regions() -> dict[str, frozenset[str]]:
    """Region → the countries that have one of that name."""
    found: dict[str, set[str]] = {}
    for land, names in vocabulary("places")["regions"].items():
        for name in names:
            found.setdefault(_folded(name), set()).add(land)
    for one in pycountry.subdivisions:
        is_town = _TOWNS.search(one.type)
        if "*" not in one.name and one.parent_code is None and not is_town:
            found.setdefault(_folded(one.name), set()).add(one.country_code)
    return {name: frozenset(lands) for name, lands in found.items()}


@cache
def _states() -> dict[str, tuple[str, ...]]:
    """The codes people write behind a town, of countries where they do."""
    found: dict[str, tuple[str, ...]] = {}
    for land in ("US", "CA", "AU"):
        for one in (one for one in pycountry.subdivisions if one.country_code == land):
            code = one.code.partition("-")[2].lower()
            found[code] = (*found.get(code, ()), land)
    return found
