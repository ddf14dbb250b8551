"""Whether a record matches a filter, in plain Python over plain values: the oracle of the compiled SQL.

It reads the JSON itself and shares with the product only the normalisers: no tree, no operand, no SQL.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any
from uuid import UUID

from leadgen.records.field import Field, RecordKind
from leadgen.records.normalise import Context, company, normalise_value
from leadgen.records.normalise.text import display, key
from tests.records.filters.findings import finds

Json = Any  # what json.loads gives; this module looks into it


@dataclass(frozen=True)
class Cell:
    """The state of its own that a cell may have."""

    state: str
    checked_at: datetime
    author: UUID
    pinned: bool


@dataclass
class Record:
    """A living record with all that a filter can ask."""

    id: UUID
    kind: RecordKind
    values: Mapping[str, Json]
    created_at: datetime
    updated_at: datetime
    origin: UUID
    cells: Mapping[str, Cell]
    touched_by: set[UUID] = field(default_factory=set)
    company: "Record | None" = None
    contacts: list["Record"] = field(default_factory=list)


@dataclass
class World:
    """The records of a workspace, its fields, and which operations are imports."""

    contacts: Sequence[Record]
    companies: Sequence[Record]
    fields: Mapping[tuple[RecordKind, str], Field]
    imports: set[UUID]
    members: Sequence[UUID]
    lists: Sequence[UUID]
    now: datetime

    def of(self, kind: RecordKind) -> Sequence[Record]:
        return self.contacts if kind == "contact" else self.companies


def matching(world: World, kind: RecordKind, given: Json) -> set[UUID]:
    """The ids of those that match."""
    return {record.id for record in world.of(kind) if matches(world, record, given)}


def matches(world: World, record: Record, given: Json) -> bool:
    if "all" in given:
        return all(matches(world, record, part) for part in given["all"])
    if "any" in given:
        return any(matches(world, record, part) for part in given["any"])
    if "not" in given:
        return not matches(world, record, given["not"])
    if "company" in given:
        return record.company is not None and matches(world, record.company, given["company"])
    if "contact" in given:
        return any(matches(world, one, given["contact"]) for one in record.contacts)
    if given.get("term", "").endswith("_finding"):
        return finds(given["value"], record.values, record.company.values if record.company else None)
    if "term" in given:
        return UUID(given["value"]) in record.touched_by
    return _test(world, record, given["field"], given["op"], given.get("value"))


_OPPOSITES = {
    "not_equals": "equals", "not_in": "in", "not_contains": "contains", "is_filled": "is_empty",
}  # fmt: skip


def _test(world: World, record: Record, name: str, op: str, value: Json) -> bool:
    if op in _OPPOSITES:
        return not _test(world, record, name, _OPPOSITES[op], value)
    if name in ("created_at", "updated_at"):
        return _time(op, value, getattr(record, name), world.now)
    known, held = world.fields[record.kind, name], record.values.get(name)
    if op in _ABOUT:
        return _ABOUT[op](world, record, name, value)
    if op == "is_empty":
        return held is None
    if held is None:
        return False
    if known.type in ("date", "datetime"):
        return _time(op, value, held, world.now)
    return _COMPARED.get(known.type, _text)(known, op, value, held)


def _text(known: Field, op: str, value: Json, held: Json) -> bool:
    stored = [held] if isinstance(held, str) else held
    if op == "starts_with":
        return any(_searched(known, one).startswith(_needle(known, value)) for one in stored)
    if op == "contains":
        return any(_needle(known, value) in _searched(known, one) for one in stored)
    have = {_equal(known, one) for one in stored}
    if op == "has_all":
        return all(_equal(known, one) in have for one in value)
    return any(_equal(known, one) in have for one in ([value] if op == "equals" else value))


def _equal(known: Field, text: str) -> str:
    """What equal values share."""
    if known.type == "lists":
        return text
    if known.type == "tags":
        return key(text)
    if known.normaliser == "company_name":
        found = company.normalise(text)
        return key(found.key) if found else key(text)
    if known.type in ("email", "phone", "url", "choice", "country") or known.normaliser == "domain":
        normal = normalise_value(known.normaliser, text, Context(options=known.options or ()))
        text = normal if isinstance(normal, str) else display(text).lower()
        return key(text) if known.custom else text
    return key(text)


def _searched(known: Field, text: str) -> str:
    return text if known.type in ("email", "phone") or known.normaliser == "domain" else key(text)


def _needle(known: Field, text: str) -> str:
    if known.type == "phone":
        return "".join(one for one in text.lower() if one.isalnum() or one in "+;=")
    return display(text).lower() if known.type == "email" or known.normaliser == "domain" else key(text)


def _number(known: Field, op: str, value: Json, held: Json) -> bool:
    if op == "in":
        return held in value
    return _ordered(op, value, held)


def _decimal(known: Field, op: str, value: Json, held: Json) -> bool:
    return _ordered(
        op, [_scaled(one) for one in value] if isinstance(value, list) else _scaled(value), _scaled(held)
    )


def _scaled(value: Json) -> Json:
    """Decimals are compared to the fourth place."""
    if value is None:
        return None
    return Decimal(str(value)).quantize(Decimal("0.0001"), ROUND_DOWN)


def _money(known: Field, op: str, value: Json, held: Json) -> bool:
    ends = [one for one in (value if isinstance(value, list) else [value]) if one is not None]
    if held["currency"] != ends[0]["currency"] or held["amount"] is None:
        return False
    amounts = [one and one["amount"] for one in value] if isinstance(value, list) else value["amount"]
    return _ordered(op, amounts, held["amount"])


def _range(known: Field, op: str, value: Json, held: Json) -> bool:
    low, high = held["min"], held["max"]
    if op == "at_least":
        return low is not None and low >= value
    if op == "at_most":
        return high is not None and high <= value
    first, last = value
    if op == "between":
        is_above = first is None or (low is not None and low >= first)
        return is_above and (last is None or (high is not None and high <= last))
    return (last is None or low is None or low <= last) and (first is None or high is None or high >= first)


def _ordered(op: str, value: Json, held: Json) -> bool:
    match op:
        case "equals":
            return held == value
        case "between":
            low, high = value
            return (low is None or held >= low) and (high is None or held <= high)
        case "greater_than":
            return held > value
        case "less_than":
            return held < value
        case "at_least":
            return held >= value
    assert op == "at_most", op
    return held <= value


def _time(op: str, value: Json, held: Json, now: datetime) -> bool:
    """A day of a time is the day in UTC."""
    if isinstance(held, str) and len(held) == 10:
        return _of_days(op, value, date.fromisoformat(held), now.date())
    moment = datetime.fromisoformat(held) if isinstance(held, str) else held
    return _of_moments(op, value, moment.astimezone(UTC), now)


def _of_days(op: str, value: Json, held: date, today: date) -> bool:
    if op in _RELATIVE:
        return _relative(op, timedelta(days=value), held, today)
    ends = [one and date.fromisoformat(one) for one in value] if isinstance(value, list) else None
    return _ordered(op, ends or date.fromisoformat(value), held)


def _of_moments(op: str, value: Json, held: datetime, now: datetime) -> bool:
    if op in _RELATIVE:
        return _relative(op, timedelta(days=value), held, now)
    if op == "between":
        low, high = value
        return (low is None or held >= _stretch(low)[0]) and (high is None or held <= _stretch(high)[1])
    first, last = _stretch(value)
    match op:
        case "equals":
            return first <= held <= last
        case "greater_than":
            return held > last
        case "less_than":
            return held < first
        case "at_least":
            return held >= first
    assert op == "at_most", op
    return held <= last


def _stretch(value: str) -> tuple[datetime, datetime]:
    if len(value) > 10:
        return datetime.fromisoformat(value).astimezone(UTC), datetime.fromisoformat(value).astimezone(UTC)
    start = datetime.combine(date.fromisoformat(value), time(), UTC)
    return start, start + timedelta(days=1, microseconds=-1)


_RELATIVE = ("in_last_days", "in_next_days", "more_than_days_ago")


def _relative(op: str, days: timedelta, held: Json, now: Json) -> bool:
    if op == "in_last_days":
        return bool(now - days <= held <= now)
    if op == "in_next_days":
        return bool(now <= held <= now + days)
    return bool(held < now - days)


def _boolean(known: Field, op: str, value: Json, held: Json) -> bool:
    return bool(held == value)


def _member(known: Field, op: str, value: Json, held: Json) -> bool:
    return held in ([value] if op == "equals" else value)


def _state_in(world: World, record: Record, name: str, value: Json) -> bool:
    cell = record.cells.get(name)
    return (cell.state if cell else "value" if name in record.values else "empty") in value


def _is_pinned(world: World, record: Record, name: str, value: Json) -> bool:
    return name in record.cells and record.cells[name].pinned


def _has_evidence(world: World, record: Record, name: str, value: Json) -> bool:
    author = record.cells[name].author if name in record.cells else record.origin
    return name in record.values and author in world.imports


def _checked_at(record: Record, name: str) -> datetime | None:
    if name in record.cells:
        return record.cells[name].checked_at
    return record.created_at if name in record.values else None


def _checked_lately(world: World, record: Record, name: str, value: Json) -> bool:
    at = _checked_at(record, name)
    return at is not None and world.now - timedelta(days=value) <= at <= world.now


def _checked_long_ago(world: World, record: Record, name: str, value: Json) -> bool:
    at = _checked_at(record, name)
    return at is not None and at < world.now - timedelta(days=value)


_ABOUT: Mapping[str, Callable[[World, Record, str, Json], bool]] = {
    "state_in": _state_in,
    "is_pinned": _is_pinned,
    "has_evidence": _has_evidence,
    "checked_in_last_days": _checked_lately,
    "checked_more_than_days_ago": _checked_long_ago,
}
_COMPARED: Mapping[str, Callable[[Field, str, Json, Json], bool]] = {
    "number": _number,
    "decimal": _decimal,
    "money": _money,
    "range": _range,
    "boolean": _boolean,
    "member": _member,
}
