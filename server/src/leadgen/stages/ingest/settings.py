"""What a person may decide about how a column's cells are read, and what the cells say themselves. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from leadgen.records.field import Field
from leadgen.records.normalise import Bad, choices
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.dates import guess_order
from leadgen.records.normalise.values import DateOrder, DecimalMark
from leadgen.records.normalise.words import words
from leadgen.stages.ingest.contracts import Column, Setting

_MONTH_FIRST = frozenset({"US", "PH"})
_YEAR_FIRST = frozenset({"CN", "JP", "KR", "TW", "HU", "LT", "SE"})
# Countries that write 1,234.56 (CLDR, 2024); all others 1.234,56 or 1 234,56.
_POINT_BEFORE_DECIMALS = words(
    "US GB IE CA AU NZ IN PH SG MY HK TW CN JP KR TH IL MX CH LI MT NG KE GH PK LK BD AE SA EG"
)
_DATED = frozenset({"date", "datetime"})
_NUMERIC = frozenset({"number", "decimal", "money"})
_LOOKS_DATED = re.compile(r"\d{1,4}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{1,4}\b.*")
_LOOKS_DECIMAL = re.compile(r"[^\w\s]{0,2}\s*-?\d[\d\s'’]*(?:[.,]\d+)+\s*[^\W\d]{0,4}[^\w\s]?")
_MARK = re.compile(r"\d([.,])(\d+)(?!.*[.,]\d)")
_MOSTLY = 0.6
_MOST_WORDS = 10


class Defaults(NamedTuple):
    """What is taken where the cells leave it open: the custom of the workspace's country."""

    date_order: DateOrder
    decimal: DecimalMark

    @classmethod
    def of(cls, country: str | None) -> "Defaults":
        order: DateOrder = "mdy" if country in _MONTH_FIRST else "ymd" if country in _YEAR_FIRST else "dmy"
        comma = country is not None and country not in _POINT_BEFORE_DECIMALS
        return cls(order, "," if comma else ".")

    def told_by(self, shape: Mapping[str, object], *, is_own: bool) -> "Defaults":
        """As the file itself is written: one that we exported, or one whose format leaves nothing open."""
        order, decimal = self
        if is_own or shape.get("date_order") == "ymd":
            order = "ymd"
        if is_own or shape.get("decimal") == ".":
            decimal = "."
        return Defaults(order, decimal)


def settled(column: Column, cells: Sequence[str], field: Field | None, defaults: Defaults) -> Column:
    """The column with its settings as the cells have them, and which of them a person is asked about."""
    asks = asked(column, cells, field)
    yes, no = yes_and_no(cells) if "yes_no" in asks else ([], [])
    return replace(
        column,
        date_order=guess_order(cells) or defaults.date_order,
        decimal=guess_mark(cells) or defaults.decimal,
        yes_words=yes,
        no_words=no,
        asks=asks,
    )


def asked(column: Column, cells: Sequence[str], field: Field | None) -> list[Setting]:
    """The settings that matter: those of the field's type, and those the cells look like they need."""
    kind = field.type if field and field.normaliser != "year" else None
    found: list[Setting] = []
    if kind in _DATED or (field is None and _mostly(_LOOKS_DATED, cells)):
        found.append("date_order")
    if kind in _NUMERIC or (field is None and not found and _mostly(_LOOKS_DECIMAL, cells)):
        found.append("decimal")
    if kind == "boolean" or (column.opt_out and field is None):
        found.append("yes_no")
    return found


def guess_mark(cells: Sequence[str]) -> DecimalMark | None:
    """The mark before decimals that these cells show, or None where none of them tells."""
    seen: set[DecimalMark] = set()
    for cell in cells:
        found = _MARK.search(cell)
        if not found:
            continue
        mark: DecimalMark = "," if found[1] == "," else "."
        before = cell[: found.start(1)]
        other = "." if mark == "," else ","
        if len(found[2]) != 3 or other in before:
            seen.add(mark)
        elif mark in before:
            seen.add("." if mark == "," else ",")
    return seen.pop() if len(seen) == 1 else None


def yes_and_no(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """The cells that mean yes and those that mean no, as they are written, each once."""
    yes: list[str] = []
    no: list[str] = []
    for cell in dict.fromkeys(map(plain.display, cells)):
        found = choices.boolean(cell) if cell else Bad("")
        if not isinstance(found, Bad):
            (yes if found else no).append(cell[:100])
    return yes[:_MOST_WORDS], no[:_MOST_WORDS]


def _mostly(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and sum(bool(pattern.fullmatch(cell)) for cell in filled) >= _MOSTLY * len(filled)
