"""The one declaration of the built-in fields; everything that knows a field's name asks here.

Later floors register further fields when the product is assembled; a workspace adds its own, which are
rows of the table `field` and come with `fields_of`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from leadgen.records import company_fields, contact_fields
from leadgen.records.field import Field, Point, RecordKind

FIELDS: tuple[Field, ...] = contact_fields.FIELDS + company_fields.FIELDS
# The field that holds ids of lists.
LISTS = "lists"
# Fields that hold the id of another record → the field people see for it.
REFERENCES: Mapping[str, str] = {field.key: field.shown_as for field in FIELDS if field.shown_as}


@dataclass(frozen=True)
class _Registry:
    """The fields by kind; replaced whole when one is added, so that looking up costs nothing."""

    fields: tuple[Field, ...]
    of_kind: Mapping[RecordKind | None, tuple[Field, ...]]
    keys: frozenset[str]
    points: Mapping[str, tuple[Field, Point]]
    judges: Mapping[str, tuple[str, ...]]
    in_columns: Mapping[RecordKind, tuple[tuple[Field, str, str], ...]]

    @classmethod
    def of(cls, fields: tuple[Field, ...]) -> "_Registry":
        kinds: tuple[RecordKind, ...] = ("contact", "company")
        of_kind: dict[RecordKind | None, tuple[Field, ...]] = {None: fields}
        of_kind |= {kind: tuple(field for field in fields if field.kind == kind) for kind in kinds}
        points = {field.key: (field, field.point) for field in fields if field.point}
        in_columns = {
            kind: tuple((one, one.columns[0][0], one.columns[-1][0]) for one in of_kind[kind] if one.columns)
            for kind in kinds
        }
        judges = {
            field.key: tuple(one.key for one in fields if one.about == field.key)
            for field in fields
            if any(one.about == field.key for one in fields)
        }
        return cls(fields, of_kind, frozenset(field.key for field in fields), points, judges, in_columns)


_registry = _Registry.of(FIELDS)


def registered(kind: RecordKind | None = None) -> tuple[Field, ...]:
    """The fields every workspace has, in the order people see them; of one kind or of both."""
    return _registry.of_kind[kind]


def in_columns(kind: RecordKind) -> tuple[tuple[Field, str, str], ...]:
    """The fields that stand in columns of their record, each with its first and its last one."""
    return _registry.in_columns[kind]


def registered_keys() -> frozenset[str]:
    """The keys of the fields every workspace has."""
    return _registry.keys


def is_registered(key: str) -> bool:
    """Is this the key of a field every workspace has?"""
    return key in _registry.keys


def shown_key(kind: RecordKind, key: str) -> str:
    """The field under which people see this one of a record of that kind."""
    return REFERENCES.get(key, key) if kind == "contact" else key


def point_fields() -> Mapping[str, tuple[Field, Point]]:
    """The fields whose values are contact points, by their key."""
    return _registry.points


def judges() -> Mapping[str, tuple[str, ...]]:
    """Field → the fields that say something about its present value."""
    return _registry.judges


def judging() -> list[str]:
    """The fields that say something about another one's value: a check of it, no work on the record."""
    return [key for keys in _registry.judges.values() for key in keys]


def register(field: Field) -> None:
    """Add a field for the whole product; its column must exist. Refuses a key that is taken."""
    global _registry
    if is_registered(field.key):
        raise ValueError(f"the field {field.key} is declared twice")
    _registry = _Registry.of((*_registry.fields, field))


@contextmanager
def extended(*fields: Field) -> Iterator[None]:
    """The registry with further fields for a while."""
    global _registry
    before = _registry
    try:
        for field in fields:
            register(field)
        yield
    finally:
        _registry = before


def export_header(fields: Sequence[Field]) -> list[str]:
    """The header line of an export of these fields: their keys, which an import maps back by itself."""
    return [field.key for field in fields]


def mapping_targets(kind: RecordKind, fields: Sequence[Field]) -> list[Field]:
    """What a column of a file of this kind of record can be mapped to.

    A line about a contact may carry its company's fields too.
    """
    kinds = {"contact", "company"} if kind == "contact" else {"company"}
    return [field for field in fields if field.importable and field.kind in kinds]
