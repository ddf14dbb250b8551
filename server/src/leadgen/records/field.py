"""What a field is: one declaration from which column, schema, mapping, picker and cell are derived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from uuid import UUID

RecordKind = Literal["contact", "company"]

FieldType = Literal[
    "text",
    "long_text",
    "email",
    "phone",
    "url",
    "date",
    "datetime",
    "number",
    "decimal",
    "money",
    "range",
    "boolean",
    "choice",
    "country",
    "tags",
    "member",
    "lists",
]

# What a record has of another record: its id. People never type one, so it is no type on the wire.
Reference = Literal["company"]

# column: columns of the record's table. points: rows of contact_point only. tags: rows of record_tag.
# lists: rows of record_list. custom: a row of custom_value.
Storage = Literal["column", "points", "tags", "lists", "custom"]

ColumnType = Literal["text", "bigint", "date", "uuid"]

_COLUMNS: Mapping[FieldType | Reference, tuple[tuple[str, ColumnType], ...]] = {
    "date": (("", "date"),),
    "number": (("", "bigint"),),
    "range": (("_min", "bigint"), ("_max", "bigint")),
    "money": (("_amount", "bigint"), ("_currency", "text")),
    "member": (("_id", "uuid"),),
    "company": (("_id", "uuid"),),
}


@dataclass(frozen=True)
class Option:
    """One value a choice can take, with the word people see."""

    value: str
    label: str


@dataclass(frozen=True)
class Point:
    """The contact points a field's values are: their kind and the label they carry."""

    kind: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of one kind of record.

    `normaliser` names the door of `normalise_value` a text goes through. `key_column` holds the
    comparable form of a text and `sort_column` the indexed column a list is sorted by; `lookup` asks for an
    index where a list is not sorted by it, but often narrowed. `folded_column` is a comparable form that the
    database keeps by itself, for such an index of a text. `derived` values follow from other fields:
    writing one means writing those. `fresh_days` is how long a value can be trusted without a new check;
    None: for ever; `fresh_days_of` says it of single values. `shown_as` is the field people see instead of
    this one, whose value says nothing to them. `short` is its label among fields of its own kind, where
    leaving the kind out is not enough. `searched`: a record is found by it in the search.
    `faceted`: lists offer its values to be narrowed by. `about` names the field whose present value this one
    judges: it goes when that value does, and comes back with it; with `marks_points` it is the status of
    that field's contact points, too.
    """

    key: str
    kind: RecordKind
    type: FieldType | Reference
    label: str
    description: str
    normaliser: str
    storage: Storage = "column"
    key_column: str | None = None
    sort_column: str | None = None
    folded_column: str | None = None
    lookup: bool = False
    searched: bool = False
    faceted: bool = False
    about: str | None = None
    marks_points: bool = False
    point: Point | None = None
    unit: str | None = None
    options: tuple[Option, ...] | None = None
    many: bool = False
    derived: bool = False
    shown_as: str | None = None
    short: str | None = None
    editable: bool = True
    importable: bool = True
    default_visible: bool = False
    personal: bool = False
    sensitive: bool = False
    fresh_days: int | None = None
    fresh_days_of: Mapping[str, int] = field(default_factory=dict)
    width: int = 160
    custom_id: UUID | None = None

    @property
    def short_label(self) -> str:
        """Its label among fields of its own kind: a company's "Company city" is just "City" there."""
        bare = self.label.removeprefix(f"{self.kind.capitalize()} ")
        return self.short or bare[:1].upper() + bare[1:]

    @property
    def sortable(self) -> bool:
        """Whether an index carries a list in this field's order."""
        return self.sort_column is not None

    @property
    def indexed(self) -> bool:
        """Whether an index of its table finds records by this field's value."""
        return self.sortable or self.lookup

    @property
    def groupable(self) -> bool:
        """Whether lists can be counted, and shown in groups, by its values: many records share one."""
        if self.type == "range":
            return self.unit == "people"
        if self.type in ("choice", "country", "member", "tags", "lists", "boolean"):
            return True
        return self.type == "text" and self.storage == "column" and not self.derived

    @property
    def custom(self) -> bool:
        """Whether the workspace added it."""
        return self.custom_id is not None

    def trusted_days(self, value: object) -> int | None:
        """How long this value of it can be trusted without a new check; None: for ever."""
        return self.fresh_days_of.get(str(value), self.fresh_days)

    @cached_property
    def columns(self) -> tuple[tuple[str, ColumnType], ...]:
        """Name and type of the columns that hold the value; none for what stands outside its row."""
        if self.storage != "column":
            return ()
        suffixes = _COLUMNS.get(self.type, (("", "text"),))
        return tuple((self.key + suffix, column_type) for suffix, column_type in suffixes)


def by_key(fields: Sequence[Field]) -> dict[str, Field]:
    """The fields by their key."""
    return {field.key: field for field in fields}
