"""Every write to a record: under an operation, set-based, with its changes in the same transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.platform.events.service import publish
from leadgen.records import identities, labels
from leadgen.records.authorship import FieldWrite, RecordWrite, in_vain, plan, spread
from leadgen.records.contracts import (
    Actor,
    Operation,
    OperationKind,
    OperationState,
    Patch,
    Revised,
    Value,
    WriteResult,
)
from leadgen.records.derivation import completed
from leadgen.records.errors import RecordNotFound
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.held import Held
from leadgen.records.normalise import own_words
from leadgen.records.projection import IDENTIFYING
from leadgen.records.registry import registered
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import (
    giving,
    history,
    operations,
    reading,
    setwise,
    undoing,
    writing,
)
from leadgen.records.values import canonical
from leadgen.records.vocabularies import service as vocabularies


async def open_operation(
    session: WorkspaceSession,
    *,
    kind: OperationKind,
    actor: Actor,
    source: str,
    summary: str,
    total: int | None = None,
    undoes_id: UUID | None = None,
) -> UUID:
    """A running operation; changes are written under its id until `finish_operation`."""
    operation = Operation(
        id=uuid7(),
        kind=kind,
        state="running",
        source=source,
        summary=summary,
        actor=actor,
        counts={},
        done=0,
        total=total,
        problem=None,
        undoes_id=undoes_id,
        undone_by_id=None,
        created_at=clock.now(),
        finished_at=None,
    )
    await operations.add(session, operation)
    return operation.id


async def finish_operation(
    session: WorkspaceSession,
    operation_id: UUID,
    *,
    state: OperationState,
    counts: Mapping[str, int],
    problem: Mapping[str, JSON] | None = None,
) -> None:
    """Close an operation with its counts. Twice does nothing twice."""
    await operations.finish(
        session, operation_id, state=state, counts=counts, problem=problem, at=clock.now()
    )
    await publish(session, topic="operation", ref_id=operation_id)


async def operation_progress(
    session: WorkspaceSession, operation_id: UUID, *, done: int, counts: Mapping[str, int]
) -> None:
    """How far a running operation has got, in the transaction of the chunk."""
    await operations.progress(session, operation_id, done=done, counts=counts)
    await publish(session, topic="operation", ref_id=operation_id)


async def fields_of(
    session: WorkspaceSession, kind: RecordKind | None = None, *, archived: bool = False
) -> tuple[Field, ...]:
    """The fields of the workspace: the registered ones, then its own; with `archived` also those put away."""
    return registered(kind) + await custom_fields.custom(session, kind, archived=archived)


async def write(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, patches: Sequence[Patch]
) -> WriteResult:
    """Bring the records to the patched values. Up to 5,000 at once, in a fixed number of statements.

    Records that were removed are left out of both sets. Several patches of one record count in their order.
    An identity that another record has stays with that record, the value is written all the same.
    """
    fields = by_key(await fields_of(session, kind))
    writes = await _plan(session, operation_id, kind, patches, fields)
    await _apply(session, operation_id, kind, writes, fields)
    changed = frozenset(write.held.id for write in writes if write.changes)
    return WriteResult(changed, frozenset(write.held.id for write in writes) - changed)


async def believe(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, patches: Sequence[Patch]
) -> WriteResult:
    """As `write`, for values that a machine found: what a person pinned stays as it is.

    So does a record that does not hold what was `given` any more.
    """
    fields = by_key(await fields_of(session, kind))
    merged = [replace(patch, values=spread(patch.values)) for patch in _merged(patches)]
    ids = {patch.record_id for patch in merged}
    held = await _hold(session, kind, ids, {key for patch in merged for key in patch.values}, fields)
    pinned = await _pinned(session, ids)
    free = [
        replace(
            patch,
            values={key: one for key, one in patch.values.items() if (patch.record_id, key) not in pinned},
        )
        for patch in merged
        if _still_holds(held.get(patch.record_id), patch)
    ]
    writes = await _planned(session, operation_id, kind, held, free, fields)
    await _apply(session, operation_id, kind, writes, fields)
    changed = frozenset(write.held.id for write in writes if write.changes)
    return WriteResult(changed, frozenset(write.held.id for write in writes) - changed)


def _still_holds(held: Held | None, patch: Patch) -> bool:
    return held is not None and all(held.values.get(key) == one for key, one in patch.given.items())


async def unknown(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    asked: Sequence[tuple[UUID, str, str]],
) -> None:
    """(record, field, sentence): these were looked for in vain, and why. What has a value or a pin keeps it.

    In one transaction after `believe`, which locks identities before rows.
    """
    fields = by_key(await fields_of(session, kind))
    sentences: dict[UUID, dict[str, str]] = {}
    for record_id, key, sentence in asked:
        if key in fields:
            sentences.setdefault(record_id, {})[key] = sentence
    beside = [field for key, field in fields.items() if any(key in one for one in sentences.values())]
    held = await reading.hold(session, kind, sentences, lock=True, beside=beside)
    pinned = await _pinned(session, sentences)
    planned = [
        in_vain(
            held[record_id],
            {key: one for key, one in of_record.items() if (record_id, key) not in pinned},
            operation_id,
        )
        for record_id, of_record in sentences.items()
        if record_id in held and held[record_id].alive
    ]
    await _apply(session, operation_id, kind, [write for write in planned if write is not None], fields)


async def _pinned(session: WorkspaceSession, ids: Collection[UUID]) -> set[tuple[UUID, str]]:
    return {(pin.record_id, pin.field) for pin in await history.pins(session, ids)}


async def revise(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    ids: Collection[UUID],
    keys: Collection[str],
    revision: Callable[[Held], Mapping[str, Value | None]],
    *,
    confirm: bool,
) -> Revised:
    """Write into each of the records what `revision` makes of its values of `keys`; as `write` otherwise."""
    fields = by_key(await fields_of(session, kind))
    held = await _hold(session, kind, ids, keys, fields)
    alive = {record.id: record for record in held.values() if record.alive}
    patches = [Patch(record.id, spread(revision(record)), confirm=confirm) for record in alive.values()]
    writes = await _planned(session, operation_id, kind, held, patches, fields)
    await _apply(session, operation_id, kind, writes, fields)
    changed = sum(write.changes for write in writes)
    return Revised(changed, len(alive) - changed)


async def give(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    ids: Collection[UUID],
    values: Mapping[str, Value | None],
) -> Revised:
    """The same values for all of the records; as `write` otherwise.

    Where nothing follows from the values this costs no more for many records than the database takes.
    """
    fields = by_key(await fields_of(session, kind))
    wanted = [(fields[key], canonical(fields[key], value)) for key, value in values.items() if key in fields]
    if not wanted or not all(setwise.is_plain(field) for field, _ in wanted):
        return await revise(session, operation_id, kind, ids, values.keys(), lambda _: values, confirm=True)
    await writing.lock_keys(session, kind)
    living = await setwise.lock(session, kind, ids)
    changed = await giving.give(session, operation_id, kind, ids, wanted, clock.now())
    return Revised(changed, living - changed)


async def edit(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    record_id: UUID,
    values: Mapping[str, Value | None],
) -> WriteResult:
    """One record by hand. Raises RecordNotFound; KeyTaken, naming the record that has the identity."""
    fields = by_key(await fields_of(session, kind))
    writes = await _plan(session, operation_id, kind, [Patch(record_id, values)], fields)
    if not writes and record_id not in await reading.living(session, kind, [record_id]):
        raise RecordNotFound
    await identities.refuse_taken(session, kind, writes)
    await _apply(session, operation_id, kind, writes, fields)
    changed = frozenset(write.held.id for write in writes if write.changes)
    return WriteResult(changed, frozenset(write.held.id for write in writes) - changed)


async def create(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, values: Mapping[str, Value]
) -> UUID:
    """A new record by hand. Raises KeyTaken where another record has one of its identities."""
    await writing.lock_keys(session, kind)
    fields = by_key(await fields_of(session, kind))
    at = clock.now()
    record_id = uuid7()
    empty = Held(record_id, kind, operation_id, None, at, at, None, {}, {})
    whole = {key: value for key, value in spread(values).items() if value is not None}
    with own_words.using(await vocabularies.words_for(session, whole)):
        whole = completed(whole) if kind == "contact" else whole
    clean = {key: canonical(fields[key], value) for key, value in whole.items()}
    clean = await labels.known_tags(session, clean)
    await labels.refuse_unknown_lists(session, kind, [clean])
    writes = [
        RecordWrite(
            empty,
            "create",
            {
                key: FieldWrite(None, value, None, operation_id)
                for key, value in clean.items()
                if value is not None
            },
        )
    ]
    await identities.refuse_taken(session, kind, writes)
    await writing.add_record(session, kind, record_id, operation_id, at)
    await writing.apply(session, operation_id, kind, writes, fields, at)
    return record_id


async def resolve(
    session: WorkspaceSession, kind: RecordKind, keys: Sequence[Sequence[str]]
) -> list[frozenset[UUID]]:
    """For each group of keys, the records that have any of them. One query for all groups."""
    holders = await reading.key_holders(session, kind, {key for group in keys for key in group})
    if not holders:
        return [frozenset()] * len(keys)
    return [frozenset([holders[key] for key in group if key in holders]) for group in keys]


async def current_values(
    session: WorkspaceSession, kind: RecordKind, ids: Sequence[UUID], *, lock: bool = False
) -> dict[UUID, dict[str, Value]]:
    """The values of records that were not removed; with `lock` nobody else changes them meanwhile."""
    held = await reading.hold(session, kind, ids, lock=lock)
    return {record.id: dict(record.values) for record in held.values() if record.alive}


async def names(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> dict[UUID, str]:
    """What people call these records, of those that were not removed."""
    held = await reading.hold(session, kind, ids)
    return {record.id: record.label for record in held.values() if record.alive}


async def value_authors(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]
) -> list[reading.Authors]:
    """Which operations wrote or confirmed the values of these records last. Two queries."""
    return await reading.authors(session, kind, ids)


async def checked_at(session: WorkspaceSession, ids: Collection[UUID], key: str) -> Mapping[UUID, datetime]:
    """When this field's present value was written or confirmed, of the records where that was told apart."""
    return await history.checked_at(session, ids, key)


def trusted_days(kind: RecordKind, key: str) -> Callable[[object], int | None]:
    """How many days each value of a registered field can be trusted."""
    return by_key(registered(kind))[key].trusted_days


async def operation_times(session: WorkspaceSession, ids: Collection[UUID]) -> Mapping[UUID, datetime]:
    """Operation → when it was."""
    return await operations.times(session, ids)


async def changed_companies(session: WorkspaceSession, operation_id: UUID) -> list[UUID]:
    """The companies an operation has changed so far."""
    return await undoing.changed_companies(session, operation_id)


async def _plan(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    patches: Sequence[Patch],
    fields: Mapping[str, Field],
) -> list[RecordWrite]:
    """What the patches do, with the rows locked."""
    merged = [replace(patch, values=spread(patch.values)) for patch in _merged(patches)]
    written = {key for patch in merged for key in patch.values}
    held = await _hold(session, kind, {patch.record_id for patch in merged}, written, fields)
    return await _planned(session, operation_id, kind, held, merged, fields)


async def _hold(
    session: WorkspaceSession,
    kind: RecordKind,
    ids: Collection[UUID],
    written: Collection[str],
    fields: Mapping[str, Field],
) -> dict[UUID, Held]:
    """The records with what a write of these fields looks at, locked."""
    looked_at = set(written)
    identifies = not IDENTIFYING.isdisjoint(looked_at)
    if identifies or len(ids) > 1:
        await writing.lock_keys(session, kind)
    if identifies:
        looked_at |= IDENTIFYING
    beside = [field for key, field in fields.items() if key in looked_at]
    return await reading.hold(session, kind, ids, lock=True, beside=beside)


async def _planned(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    held: Mapping[UUID, Held],
    patches: Sequence[Patch],
    fields: Mapping[str, Field],
) -> list[RecordWrite]:
    """What the patches do to those of the records that were not removed."""
    await labels.refuse_unknown_lists(session, kind, [patch.values for patch in patches])
    known = await labels.with_known_tags(session, patches)
    touched = {key for patch in known for key in patch.values}
    with own_words.using(await vocabularies.words_for(session, touched)):
        planned = [
            plan(held[patch.record_id], patch, operation_id, fields)
            for patch in known
            if patch.record_id in held and held[patch.record_id].alive
        ]
    return [write for write in planned if write is not None]


async def _apply(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    writes: Sequence[RecordWrite],
    fields: Mapping[str, Field],
) -> None:
    if writes:
        await writing.apply(session, operation_id, kind, writes, fields, clock.now())


def _merged(patches: Sequence[Patch]) -> list[Patch]:
    """One patch per record, later values over earlier ones."""
    if len({patch.record_id for patch in patches}) == len(patches):
        return list(patches)
    found: dict[UUID, Patch] = {}
    for patch in patches:
        first = found.get(patch.record_id)
        found[patch.record_id] = (
            replace(
                first,
                values={**first.values, **patch.values},
                beliefs={**first.beliefs, **patch.beliefs},
                given={**first.given, **patch.given},
            )
            if first is not None
            else patch
        )
    return list(found.values())
