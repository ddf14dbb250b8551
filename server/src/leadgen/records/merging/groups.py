"""Merging groups of records in one transaction: read, decide, write, move what stands with them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.records import journal
from leadgen.records.authorship import FieldWrite, RecordWrite, same
from leadgen.records.employment import COMPANY
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.held import Held
from leadgen.records.merging import relations
from leadgen.records.merging.survivorship import Candidate, Decision, Standing
from leadgen.records.repository import merging, reading, writing
from leadgen.records.repository.merging import Merged
from leadgen.records.values import canonical

_CHUNK = 5_000


@dataclass(frozen=True)
class Group:
    """Records that are one; which of them to keep, and whose value to take for a field, where said."""

    records: Sequence[UUID]
    keep: UUID | None = None
    picks: Mapping[str, UUID] = field(default_factory=dict)


async def candidates(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID], *, lock: bool = False
) -> dict[UUID, Candidate]:
    """These records with what decides between their values, removed ones included."""
    held = await reading.hold(session, kind, ids, lock=lock, archived=True)
    standings: dict[UUID, dict[str, Standing]] = {}
    for row in await merging.standings(session, ids):
        confidence = 1.0 if row.confidence is None else row.confidence
        standings.setdefault(row.record_id, {})[row.field] = Standing(row.pinned, confidence, row.checked_at)
    return {one.id: Candidate(one, standings.get(one.id, {})) for one in held.values()}


async def every_field(session: WorkspaceSession, kind: RecordKind) -> dict[str, Field]:
    """With those that were put away: what they hold moves too."""
    return by_key(await journal.fields_of(session, kind, archived=True))


async def merge(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    decisions: Sequence[Decision],
    fields: Mapping[str, Field],
) -> None:
    """Make one record of each group. The keys and the rows are locked by the caller."""
    every = [one.id for decision in decisions for one in (decision.survivor, *decision.others)]
    keys = await reading.keys_of_records(session, every)
    writes = [write for decision in decisions for write in _writes(operation_id, decision, fields, keys)]
    await writing.apply(session, operation_id, kind, writes, fields, clock.now())
    merged = [
        Merged(operation_id, other.id, decision.survivor.id, kind, {})
        for decision in decisions
        for other in decision.others
    ]
    if kind == "company":
        await _move_contacts(session, operation_id, {one.record_id: one.survivor_id for one in merged})
    await merging.add(session, await relations.move(session, kind, merged))


def _writes(
    operation_id: UUID, decision: Decision, fields: Mapping[str, Field], keys: Mapping[UUID, Sequence[str]]
) -> list[RecordWrite]:
    """The survivor with all values and identities, and the others gone."""
    survivor = decision.survivor.held
    values = {
        key: write
        for key, choice in decision.choices.items()
        if (write := _field_write(operation_id, survivor, fields[key], choice.value, choice.author))
    }
    update = RecordWrite(survivor, "update", values)
    # An identity that no value gives any more, as of a second profile, stays with the survivor.
    own = sorted(update.frees.intersection(keys.get(survivor.id, ())))
    taken = [key for other in decision.others for key in keys.get(other.id, ())]
    return [
        replace(update, keys_taken=(*own, *taken)),
        *(
            RecordWrite(other.held, "delete", {}, keys_freed=tuple(keys.get(other.id, ())))
            for other in decision.others
        ),
    ]


def _field_write(
    operation_id: UUID, survivor: Held, field: Field, value: object, author: UUID | None
) -> FieldWrite | None:
    """A value of another record stays the word of whoever authored it there, and pinned if it was.

    Not so a job that the same act gave to both: for the survivor it begins with the merge.
    """
    before, after = survivor.values.get(field.key), canonical(field, value)  # type: ignore[arg-type]  # as decided
    if same(field, before, after):
        return None
    former = survivor.author(field.key)
    if author is None or (field.key == COMPANY and author == former):
        author = operation_id
    return FieldWrite(
        before,
        after,
        None if former == survivor.origin_id else former,
        None if author == survivor.origin_id else author,
    )


async def _move_contacts(session: WorkspaceSession, operation_id: UUID, into: Mapping[UUID, UUID]) -> None:
    """Who works at a merged company works at its survivor, on the same word as before."""
    fields = by_key(await journal.fields_of(session, "contact"))
    staff = await merging.contacts_at(session, into.keys())
    for start in range(0, len(staff), _CHUNK):
        held = await reading.hold(session, "contact", staff[start : start + _CHUNK], lock=True, beside=())
        writes = [_moved(record, into) for record in held.values() if _company(record) in into]
        await writing.apply(session, operation_id, "contact", writes, fields, clock.now())


def _moved(record: Held, into: Mapping[UUID, UUID]) -> RecordWrite:
    before = record.values[COMPANY]
    author = record.authors.get(COMPANY)
    after = str(into[UUID(str(before))])
    return RecordWrite(record, "update", {COMPANY: FieldWrite(before, after, author, author)})


def _company(record: Held) -> UUID | None:
    value = record.values.get(COMPANY)
    return None if value is None else UUID(str(value))
