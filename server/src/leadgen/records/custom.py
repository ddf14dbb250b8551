"""Fields that a workspace adds."""

import re
from collections.abc import Sequence

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.records.errors import FieldExists, InvalidValues
from leadgen.records.field import Field, FieldType, Option, RecordKind
from leadgen.records.normalise import text as plain
from leadgen.records.registry import registered
from leadgen.records.repository import fields

_OTHERS = re.compile(r"[^a-z0-9]+")
# Members of rows and lines that are no fields.
_RESERVED = frozenset({"id", "created_at", "updated_at", "company_id", "company"})


async def create_field(
    session: WorkspaceSession,
    *,
    kind: RecordKind,
    label: str,
    type: FieldType,  # noqa: A002 — the word of the API
    options: Sequence[Option] | None,
    unit: str | None,
    description: str | None,
) -> Field:
    """A new field, usable at once. Raises FieldExists; InvalidValues for a choice without options."""
    if (type == "choice") != bool(options):
        raise InvalidValues({"options": "A choice needs options, and no other type has any"})
    if options and len({option.value for option in options}) < len(options):
        raise InvalidValues({"options": "Two options have the same value"})
    field = Field(
        key=key_of(label),
        kind=kind,
        type=type,
        label=plain.display(label),
        description=plain.display(description or ""),
        normaliser=type,
        storage="custom",
        unit=plain.display(unit) or None if unit else None,
        options=tuple(options) if options else None,
        personal=kind == "contact",
        custom_id=uuid7(),
    )
    if field.key in _taken() or plain.key(label) in _labels(kind):
        raise FieldExists(field.label)
    if not await fields.add(session, field, clock.now()):
        raise FieldExists(field.label)
    return field


def _taken() -> set[str | None]:
    return {known.key for known in registered()} | {known.key_column for known in registered()} | _RESERVED


def _labels(kind: RecordKind) -> set[str]:
    """A second field of a built-in one's name would only be confused with it."""
    return {plain.key(known.label) for known in registered(kind)}


def key_of(label: str) -> str:
    """A field's key from its label: `Met at (fair)` becomes `met_at_fair`. Pure."""
    key = _OTHERS.sub("_", plain.key(label)).strip("_")[:60].strip("_")
    if not key:
        key = "field_" + label.encode().hex()[:24]
    return key if key[0].isalpha() else f"field_{key}"
