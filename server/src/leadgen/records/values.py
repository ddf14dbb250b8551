"""Between a value as it goes over the wire and the columns that hold it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import cast
from uuid import UUID

from leadgen.records.field import Field
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Value

Scalar = str | int | bool | None

# bigint in the smallest unit: a ten-thousandth holds every price and share people keep in a list.
_DECIMAL_UNITS = 10_000
_MOST = 2**63 - 1
KEY_LENGTH = 200


def text_key(text: str) -> str:
    """The comparable form of a text, short enough for an index."""
    return plain.key(text[: 4 * KEY_LENGTH])[:KEY_LENGTH]


def canonical(field: Field, value: Value | None) -> Value | None:
    """One spelling of equal values: lists sorted and without repetition, nothing for what is empty."""
    if value is None or value == "" or value == []:
        return None
    if field.many and isinstance(value, Sequence):
        return sorted(set(value))
    return value


def columns_of(field: Field, value: Value | None) -> dict[str, Scalar]:
    """The columns of the field with what they hold for this value."""
    names = [name for name, _ in field.columns]
    if len(names) == 1:
        assert value is None or isinstance(value, str | int)
        return {names[0]: value}
    parts = cast(Mapping[str, Scalar], value or {})
    members = ("min", "max") if field.type == "range" else ("amount", "currency")
    return {name: parts.get(member) for name, member in zip(names, members, strict=True)}


def value_in(field: Field, row: Mapping[str, object]) -> Value | None:
    """The value that the field's columns of a row hold."""
    if field.type not in ("range", "money"):
        held = row[field.columns[0][0]]
        return held if held is None or isinstance(held, str | int) else str(held)
    first, second = (row[name] for name, _ in field.columns)
    if first is None and second is None:
        return None
    if field.type == "range":
        return {"min": cast(int | None, first), "max": cast(int | None, second)}
    return {"amount": cast(int | None, first), "currency": cast(str | None, second)}


@dataclass(frozen=True)
class CustomRow:
    """A custom value as stored: its text, and the one typed part an index carries."""

    value: str
    text_key: str | None = None
    number: int | None = None
    at: datetime | None = None
    ref: UUID | None = None


def custom_row(field: Field, value: Value) -> CustomRow:
    """What `custom_value` holds for this value of a custom field."""
    match field.type:
        case "number":
            return CustomRow(str(value), number=int(cast(int, value)))
        case "boolean":
            return CustomRow("true" if value else "false", number=int(bool(value)))
        case "decimal":
            scaled = int(Decimal(str(value)) * _DECIMAL_UNITS)
            return CustomRow(str(value), number=max(-_MOST, min(_MOST, scaled)))
        case "date":
            return CustomRow(str(value), at=datetime.combine(date.fromisoformat(str(value)), time(), UTC))
        case "datetime":
            return CustomRow(str(value), at=datetime.fromisoformat(str(value)))
        case _:
            return CustomRow(str(value), text_key=text_key(str(value)))


def custom_value_in(field: Field, stored: str) -> Value:
    """The value of a custom field from its stored text."""
    match field.type:
        case "number":
            return int(stored)
        case "boolean":
            return stored == "true"
        case _:
            return stored
