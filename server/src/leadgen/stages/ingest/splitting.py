"""One cell into several fields: postal code and city, a place, a whole address. Pure.

What is not clear is never guessed: such a cell goes whole into the main field of its column.
"""

import re
from collections.abc import Mapping, Sequence

from leadgen.records.normalise import Bad, country
from leadgen.records.normalise.words import words
from leadgen.stages.ingest.parsing import Split

# The roles of the pieces, by what is split; the first is the main one, whose field the column is mapped to.
ROLES: Mapping[Split, Sequence[str]] = {
    "full_name": (),  # the field of the whole name splits by itself
    "postal_city": ("city", "postal_code"),
    "place": ("city", "state", "country"),
    "address": ("street", "postal_code", "city", "state", "country"),
}
Pieces = Mapping[str, str]

_CODE = r"(?:[A-Z]{1,3}[- ])?(?:\d{3} ?\d{2}|\d{2}-\d{3}|\d{4} ?[A-Z]{2}|\d{4,6}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
_CODE_FIRST = re.compile(rf"({_CODE})\s+(\D{{2,}})")
_CODE_LAST = re.compile(rf"(\D{{2,}}?)\s+({_CODE}|[A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}})")
_STATE_AND_CODE = re.compile(r"([A-Z]{2})\s+(\d{5}(?:-\d{4})?)")
# Two letters that are a state as well as a country are read as the state, since the country is not sure; only
# from Europe a European country is nearer.
_STATES = words(
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd "
    "oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc ab bc mb nb nl ns on pe qc sk nsw vic qld"
)
_NEARER_IN_EUROPE = words("al de md me mt nl sk")
_OVERSEAS = frozenset({None, "US", "CA", "AU"})


def pieces(split: Split, cell: str, home: str | None = None) -> Pieces:
    """Role → text, without the roles that the cell says nothing of; never empty for a cell with text.

    `home` is the workspace's country.
    """
    parts = [part.strip() for part in re.split(r"[,\n;]", cell) if part.strip()]
    if split == "postal_city":
        return _town(cell.strip())
    if split == "place":
        return _place(parts, home) if parts else {"city": cell}
    return _address(parts, cell, home) if len(parts) > 1 else {"street": cell}


def fitting(field: str, cells: Sequence[str]) -> Split | None:
    """How cells that fill this field would be split."""
    if field in ("street", "company_street"):
        return "address"
    if field not in ("city", "company_city"):
        return None
    return "postal_city" if any("postal_code" in _town(cell.strip()) for cell in cells) else "place"


def looks_like_address(cell: str) -> bool:
    """Does this cell hold more of an address than its street?"""
    found = pieces("address", cell)
    return "city" in found and ("postal_code" in found or "country" in found)


def _town(text: str) -> dict[str, str]:
    first = _CODE_FIRST.fullmatch(text)
    if first:
        return {"postal_code": first[1], "city": first[2].strip()}
    last = _CODE_LAST.fullmatch(text)
    return {"city": last[1].strip(), "postal_code": last[2]} if last else {"city": text}


def _place(parts: Sequence[str], home: str | None) -> dict[str, str]:
    land = _is_country(parts[-1], home)
    rest = list(parts[:-1]) if land else list(parts)
    found = {"country": parts[-1]} if land else {}
    if rest:
        found["city"] = rest[0]
    if rest[1:]:
        found["state"] = ", ".join(rest[1:])
    return found


def _address(parts: Sequence[str], cell: str, home: str | None) -> dict[str, str]:
    land = _is_country(parts[-1], home)
    found = {"country": parts[-1]} if land else {}
    rest = list(parts[:-1]) if land else list(parts)
    if len(rest) > 2 and (state := _STATE_AND_CODE.fullmatch(rest[-1])):
        return found | {
            "street": ", ".join(rest[:-2]), "city": rest[-2], "state": state[1], "postal_code": state[2]
        }  # fmt: skip
    if len(rest) > 1 and "postal_code" in (town := _town(rest[-1])):
        return found | town | {"street": ", ".join(rest[:-1])}
    if land and len(rest) == 2 and not any(map(str.isdigit, rest[1])):
        return found | {"street": rest[0], "city": rest[1]}
    return {"street": cell}


def _is_country(text: str, home: str | None) -> bool:
    code = text.lower()
    if code in _STATES and not (code in _NEARER_IN_EUROPE and home not in _OVERSEAS):
        return False
    return not isinstance(country.normalise(text), Bad)
