"""Fields that a workspace adds: made, renamed, ordered, put away and brought back."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.records.errors import (
    FieldArchived,
    FieldExists,
    FieldNotFound,
    InvalidValues,
    OptionInUse,
)
from leadgen.records.field import Field, FieldType, Option, RecordKind, Reference
from leadgen.records.normalise import text as plain
from leadgen.records.registry import registered
from leadgen.records.repository import field_usage, fields
from leadgen.records.repository.grid import Total

_OTHERS = re.compile(r"[^a-z0-9]+")
# Members of rows and lines that are no fields.
_RESERVED = frozenset({"id", "created_at", "updated_at", "company_id", "company"})
# A choice has at most 500 options, and so many values of others are counted to say who holds one.
_MOST_HOLDERS = 100_000


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
    check_options(type, options)
    every = await fields.custom(session, archived=True)
    await _refuse_label(session, kind, label)
    field = Field(
        key=free_key(label, {one.key for one in every}),
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
    if not await fields.add(session, field, clock.now()):
        raise FieldExists(field.label)
    return field


async def change(
    session: WorkspaceSession,
    field_id: UUID,
    *,
    label: str | None,
    description: str | None,
    options: Sequence[Option] | None,
    position: int | None,
) -> Field:
    """Rename, describe, offer other options, move; None leaves it as it is. The key stays.

    `position` counts from 0 among the workspace's own fields of its kind. Raises FieldNotFound, FieldExists,
    FieldArchived for a move, OptionInUse, InvalidValues.
    """
    field, archived = await find(session, field_id)
    if options is not None:
        check_options(field.type, options)
        await _refuse_used(session, field, options)
    changed = replace(
        field,
        label=field.label if label is None else plain.display(label),
        description=field.description if description is None else plain.display(description),
        options=field.options if options is None else tuple(options),
    )
    if changed.label != field.label and not archived:
        await _refuse_label(session, field.kind, changed.label, but=field_id)
    if changed != field:
        await fields.change(session, changed)
    if position is not None:
        if archived:
            raise FieldArchived(field.label)
        await _move(session, changed, position)
    return changed


async def archive(session: WorkspaceSession, field_id: UUID) -> Field:
    """Put a field away, out of lists, filters, imports and exports; values stay. Raises FieldNotFound."""
    field, archived = await find(session, field_id)
    if not archived:
        await fields.archive(session, field_id, clock.now())
    return field


async def bring_back(session: WorkspaceSession, field_id: UUID) -> Field:
    """Take an archived field into use again, with its values. Raises FieldNotFound, FieldExists."""
    field, archived = await find(session, field_id)
    if archived:
        await _refuse_label(session, field.kind, field.label)
        await fields.archive(session, field_id, None)
    return field


async def every(session: WorkspaceSession) -> tuple[Sequence[Field], Sequence[Field]]:
    """The workspace's own fields in their order, and the archived ones, the last one first."""
    return await fields.every(session)


async def usage(session: WorkspaceSession) -> Mapping[UUID, Total]:
    """Field of the workspace's own → living records that have a value; archived ones too."""
    return await field_usage.usage(session, await fields.custom(session, archived=True))


async def find(session: WorkspaceSession, field_id: UUID) -> tuple[Field, bool]:
    """A field of the workspace's own and whether it is archived, kept from others. Raises FieldNotFound."""
    found = await fields.locked(session, field_id)
    if found is None:
        raise FieldNotFound
    return found


def check_options(of: FieldType | Reference, options: Sequence[Option] | None) -> None:
    """Raises InvalidValues: a choice has options, each value once, and no other type has any."""
    if (of == "choice") != bool(options):
        raise InvalidValues({"options": "A choice needs options, and no other type has any"})
    for option in options or ():
        if not plain.display(option.value) or not plain.display(option.label):
            raise InvalidValues({"options": "An option needs a value and a word"})
    if len({option.value for option in options or ()}) < len(options or ()):
        raise InvalidValues({"options": "Two options have the same value"})


def free_key(label: str, taken: Collection[str], suffix: str = "") -> str:
    """A key for a field of this label that no other has: `met_at`, `met_at_2`. Pure."""
    key = key_of(label) + (f"_{suffix}" if suffix else "")
    refused = {*taken, *_built_in()}
    found, number = key, 2
    while found in refused:
        found, number = f"{key}_{number}", number + 1
    return found


def key_of(label: str) -> str:
    """A field's key from its label: `Met at (fair)` becomes `met_at_fair`. Pure."""
    key = _OTHERS.sub("_", plain.key(label)).strip("_")[:60].strip("_")
    if not key:
        key = "field_" + label.encode().hex()[:24]
    return key if key[0].isalpha() else f"field_{key}"


def _built_in() -> set[str]:
    taken = {known.key for known in registered()}
    taken |= {known.key_column for known in registered() if known.key_column}
    return taken | _RESERVED


async def _refuse_label(
    session: WorkspaceSession, kind: RecordKind, label: str, but: UUID | None = None
) -> None:
    """Raises FieldExists: a second field of one name would only be confused with the first."""
    others = (*registered(kind), *await fields.custom(session, kind))
    for other in others:
        if plain.key(other.label) == plain.key(label) and (but is None or other.custom_id != but):
            raise FieldExists(other.label)
    if key_of(label) in _built_in():
        raise FieldExists(plain.display(label))


async def _refuse_used(session: WorkspaceSession, field: Field, options: Sequence[Option]) -> None:
    """Raises OptionInUse for the first option that is left out and that a record still has."""
    left = {option.value for option in options}
    gone = {option.value: option.label for option in field.options or () if option.value not in left}
    if not gone:
        return
    for held in await field_usage.held(session, field, _MOST_HOLDERS):
        if held.value in gone:
            raise OptionInUse(gone[held.value], held.records)


async def _move(session: WorkspaceSession, field: Field, position: int) -> None:
    others = [one for one in await fields.custom(session, field.kind) if one.custom_id != field.custom_id]
    placed = [*others[:position], field, *others[position:]]
    await fields.order(session, [one.custom_id for one in placed if one.custom_id is not None])
