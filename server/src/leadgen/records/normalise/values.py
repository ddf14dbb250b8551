"""What a normaliser takes besides the text, and what it may answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from leadgen.records.field import Option

Value: TypeAlias = str | int | bool | Mapping[str, int | str | None] | Sequence[str]
DateOrder: TypeAlias = Literal["dmy", "mdy", "ymd"]
DecimalMark: TypeAlias = Literal[".", ","]


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell cannot be stored: one sentence that a person can act on."""

    message: str


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a column: the workspace's country and the column's own settings.

    `date_order` and `decimal` only decide where the text itself leaves two readings. `currency` is taken
    where an amount names none.
    """

    country: str | None = None
    date_order: DateOrder = "dmy"
    decimal: DecimalMark = "."
    currency: str = "USD"
    options: tuple[Option, ...] = ()
