"""A value as the text of a cell, which its field's normaliser reads back as the same value. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from leadgen.records.field import Field
from leadgen.records.normalise.currencies import MINOR_DIGITS
from leadgen.records.normalise.values import Value


def text_of(field: Field, value: Value) -> str:
    """For people and for our import alike: `50-249`, `1250.00 EUR`, `true`; several values apart by `; `."""
    match field.type:
        case "range":
            ends = cast(Mapping[str, int | None], value)
            return _range(ends["min"], ends["max"])
        case "money":
            money = cast(Mapping[str, int | str], value)
            return _money(int(money["amount"]), str(money["currency"]))
        case "boolean":
            return "true" if value else "false"
        case "choice":
            labels = {option.value: option.label for option in field.options or ()}
            return "; ".join(labels.get(one, one) for one in _several(value))
        case "phone":
            return "; ".join(_phone(one) for one in _several(value))
        case _:
            return "; ".join(_several(value))


def _several(value: Value) -> Sequence[str]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else [str(value)]


def _phone(number: str) -> str:
    """A semicolon stands between two numbers, so an extension needs another mark."""
    return number.replace(";ext=", " ext. ")


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def _money(amount: int, currency: str) -> str:
    """In whole units. Three digits behind a mark could be thousands, so a zero is put behind them."""
    digits = MINOR_DIGITS.get(currency, 2)
    shown = f"{Decimal(amount).scaleb(-digits):f}"
    return f"{shown}{'0' if digits == 3 else ''} {currency}"
