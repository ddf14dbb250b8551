"""Another type for a field: looked at first, begun, and followed when it is undone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import custom
from leadgen.records.bulk import run
from leadgen.records.bulk.acts import Retype
from leadgen.records.errors import FieldArchived, InvalidValues, SameType
from leadgen.records.field import Field, FieldType, Option
from leadgen.records.repository import bulk, field_usage, fields
from leadgen.records.repository.bulk import Pool
from leadgen.records.retyping import converting
from leadgen.records.retyping.converting import TYPE_WORDS, Preview
from leadgen.records.values import custom_value_in

# So many records are looked at before; beyond, the numbers are of these.
MOST_LOOKED_AT = 20_000


@dataclass(frozen=True)
class Outlook:
    """What a new type would come to, and the options it would have. `exact`: every record was looked at."""

    field: Field
    preview: Preview
    options: Sequence[Option] | None
    exact: bool


async def outlook(session: WorkspaceSession, field_id: UUID, new_type: FieldType) -> Outlook:
    """Nothing is changed. Raises FieldNotFound, FieldArchived, SameType."""
    field = await _retypable(session, field_id, new_type)
    held = await field_usage.held(session, field, MOST_LOOKED_AT)
    new = _new(field, new_type, held, key=field.key)
    country = (await workspaces.read(session)).country
    values = [(custom_value_in(field, one.value), one.records) for one in held]
    looked_at = sum(one.records for one in held)
    return Outlook(
        field, converting.preview(field, new, values, country), new.options, looked_at < MOST_LOOKED_AT
    )


async def retype(
    session: WorkspaceSession, actor: Actor, field_id: UUID, new_type: FieldType
) -> tuple[Field, UUID]:
    """The new field and the operation that fills it: done at once for few records, else by a job.

    Raises FieldNotFound, FieldArchived, SameType; InvalidValues where no value makes an option.
    """
    field = await _retypable(session, field_id, new_type)
    every = await fields.custom(session, archived=True)
    held = await field_usage.held(session, field, MOST_LOOKED_AT) if new_type == "choice" else []
    key = custom.free_key(field.label, {one.key for one in every}, new_type)
    new = replace(_new(field, new_type, held, key=key), custom_id=uuid7())
    if new_type == "choice" and not new.options:
        raise InvalidValues({"type": "No value here makes an option. Add a choice of its own instead"})
    assert new.custom_id is not None
    await fields.add(session, new, clock.now())
    await _in_its_place(session, field, new)
    await fields.archive(session, field_id, clock.now())
    pool = Pool(field.kind, field_usage.having(field))
    act = Retype(field_id, new.custom_id, field.label, TYPE_WORDS[new_type])
    return new, await run.start(session, actor, act, pool, await bulk.count(session, pool))


async def follow_undo(session: WorkspaceSession, operation_id: UUID, undone: bool) -> None:
    """As a listener of undo: the old field is in use again and the new one put away; a redo: the reverse."""
    act = await bulk.act_of(session, operation_id)
    if act is None or act["act"] != "retype":
        return
    source, target = UUID(str(act["source"])), UUID(str(act["target"]))
    back, away = (source, target) if undone else (target, source)
    await fields.archive(session, away, clock.now())
    await fields.archive(session, back, None)


async def _retypable(session: WorkspaceSession, field_id: UUID, new_type: FieldType) -> Field:
    field, archived = await custom.find(session, field_id)
    if archived:
        raise FieldArchived(field.label)
    if field.type == new_type:
        raise SameType(field.label)
    return field


def _new(field: Field, new_type: FieldType, held: Sequence[field_usage.Held], *, key: str) -> Field:
    options = converting.options_of(field, held) if new_type == "choice" else None
    return replace(field, key=key, type=new_type, normaliser=new_type, options=options)


async def _in_its_place(session: WorkspaceSession, field: Field, new: Field) -> None:
    """Both stand where the old one stood."""
    own = [one for one in await fields.custom(session, field.kind) if one.custom_id != new.custom_id]
    place = own.index(field) + 1
    await fields.order(session, [one.custom_id for one in [*own[:place], new, *own[place:]] if one.custom_id])
