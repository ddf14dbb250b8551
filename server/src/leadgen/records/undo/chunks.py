"""The undo of a chunk of records: what is read, and what the decisions make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.records.authorship import LIFE, RecordWrite, Refusal, Reversal, remove, restore, reverse
from leadgen.records.contracts import Action
from leadgen.records.field import RecordKind
from leadgen.records.held import Held
from leadgen.records.projection import strong_keys
from leadgen.records.repository import history, operations, reading, undoing
from leadgen.records.repository.history import ChangeRow, ConflictRow
from leadgen.records.repository.merging import Merged
from leadgen.records.undo.words import reason

CHUNK = 5_000


@dataclass(frozen=True)
class Phase:
    """One walk over records of a kind: those with a change of these actions, or those that were made.

    `merged`: over the groups of a merge, each whole; with actions, over those that followed one.
    """

    kind: RecordKind
    actions: tuple[Action, ...] = ()
    merged: bool = False


# Companies come back before their contacts and go after them, so that nobody works at a company that is gone.
# What the operation made goes before its changes go back: it may hold an identity that a changed record had.
PHASES: tuple[Phase, ...] = (
    Phase("company", ("delete",)),
    Phase("contact"),
    Phase("contact", ("update", "delete", "restore")),
    Phase("company"),
    Phase("company", ("restore",)),
    Phase("company", ("update",)),
)


# What these remove goes whether it is used or not: who works at a company in the trash still shows its name.
_TRASHING = ("trash", "restore")


@dataclass(frozen=True)
class Chunk:
    """What the undo of some records comes to. `seen` = records looked at, the last of them `last`.

    `writes` are still to be carried out; `reverted` values are put back already and `restored` records are
    there again, where it is no preview.
    `more`: there are others behind. `apart`, `together`: what was merged and is no more, and what is again.
    """

    kind: RecordKind
    writes: Sequence[RecordWrite] = ()
    reverted: int = 0
    restored: int = 0
    kept: int = 0
    conflicts: Sequence[ConflictRow] = ()
    seen: int = 0
    last: UUID | None = None
    more: bool = False
    apart: Sequence[Merged] = ()
    together: Sequence[Merged] = ()


async def decide(
    session: WorkspaceSession,
    operation_id: UUID,
    phase: Phase,
    after: UUID | None,
    *,
    used: Mapping[UUID, int] | None = None,
) -> Chunk:
    """The next records of the phase from behind `after`, locked against other writers.

    `used` (company → its contacts that will be left in the end) makes it a preview: nothing is locked.
    """
    if not phase.actions:
        return await _made(session, operation_id, phase.kind, after)
    rows = await history.of_operation(session, operation_id, phase.kind, phase.actions, after, CHUNK)
    ids = [row.record_id for row in rows]
    held = await reading.hold(session, phase.kind, ids, lock=used is None, archived=True)
    reversals = await _reversals(session, operation_id, phase.kind, rows, held, used)
    return chunk_of(phase.kind, await without_taken(session, operation_id, phase.kind, reversals, used), ids)


async def _reversals(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    rows: Sequence[ChangeRow],
    held: Mapping[UUID, Held],
    used: Mapping[UUID, int] | None,
) -> dict[UUID, Reversal]:
    """Change by change. What an operation changed in a record of its own goes with the record."""
    back = [row.record_id for row in rows if row.action == "restore" and held[row.record_id].alive]
    later = await undoing.touched_since(session, kind, operation_id, back) if back else {}
    if back and await operations.root_kind(session, operation_id) in _TRASHING:
        used = {}
    removers = {row.record_id: row.change.before_by.get(LIFE) for row in rows}
    going = await _removals(session, kind, [held[one] for one in back], later, used, removers)
    found: dict[UUID, Reversal] = {}
    for row in rows:
        record = held[row.record_id]
        if row.action == "restore":
            found[record.id] = going.get(record.id, Reversal(None))
        elif row.action == "delete":
            found[record.id] = restore(record, row.change)
        elif record.origin_id != operation_id:
            found[record.id] = reverse(record, row.change)
    return found


async def _made(session: WorkspaceSession, operation_id: UUID, kind: RecordKind, after: UUID | None) -> Chunk:
    """The records the operation made."""
    ids = await undoing.created_by(session, operation_id, kind, after, CHUNK)
    await undoing.lock(session, kind, ids)
    at = clock.now()
    bare = [Held(record_id, kind, operation_id, None, at, at, None, {}, {}) for record_id in ids]
    later = await undoing.touched(session, kind, ids)
    return chunk_of(kind, await _removals(session, kind, bare, later, None, {}), ids)


async def _removals(
    session: WorkspaceSession,
    kind: RecordKind,
    records: Sequence[Held],
    later: Mapping[UUID, UUID],
    used: Mapping[UUID, int] | None,
    removers: Mapping[UUID, UUID | None],
) -> dict[UUID, Reversal]:
    ids = [record.id for record in records]
    if used is None:
        used = await undoing.used(session, ids) if kind == "company" else {}
    keys = await reading.keys_of_records(session, ids)
    return {
        record.id: remove(
            record,
            keys.get(record.id, []),
            later=later.get(record.id),
            contacts=used.get(record.id, 0),
            remover=removers.get(record.id),
        )
        for record in records
    }


async def without_taken(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    reversals: Mapping[UUID, Reversal],
    used: Mapping[UUID, int] | None,
) -> dict[UUID, Reversal]:
    """Refuse what needs an identity that another record has now, unless that one frees it here."""
    found = dict(reversals)
    wanted = {key for reversal in found.values() for key in _needs(reversal.write)}
    holders = await reading.key_holders(session, kind, wanted)
    if used is not None:  # in a preview, what the operation made is still there
        going = await undoing.going(session, kind, operation_id, set(holders.values())) - used.keys()
        holders = {key: holder for key, holder in holders.items() if holder not in going}
    while True:
        freed = {key for reversal in found.values() if reversal.write for key in reversal.write.frees}
        blocked = {
            record_id: keys
            for record_id, reversal in found.items()
            if (keys := _blocked(record_id, reversal.write, holders, freed))
        }
        if not blocked:
            return found
        for record_id, keys in blocked.items():
            found[record_id] = _refused(kind, found[record_id], keys)


def _needs(write: RecordWrite | None) -> set[str]:
    """The identities a write cannot do without."""
    if write is None:
        return set()
    if write.action == "restore":
        return {key for key in write.keys_taken if not key.startswith(("row:", "name:"))}
    return write.needs


def _blocked(
    record_id: UUID, write: RecordWrite | None, holders: Mapping[str, UUID], freed: set[str]
) -> set[str]:
    needed = _needs(write) & holders.keys()
    return {key for key in needed if holders[key] != record_id and key not in freed}


def _refused(kind: RecordKind, reversal: Reversal, keys: set[str]) -> Reversal:
    """Without the fields that need these keys; a record cannot come back in part."""
    write = reversal.write
    assert write is not None
    shown = ", ".join(sorted(key.partition(":")[2] for key in keys))
    if write.action == "restore":
        return Reversal(None, reversal.kept, [*reversal.refused, Refusal(None, "key_taken", None, shown)])
    needing = {key for key in write.fields if not keys <= strong_keys(kind, _without(write, key).result)}
    needing = needing or set(write.fields)
    fields = {key: field_write for key, field_write in write.fields.items() if key not in needing}
    refusals = [Refusal(key, "key_taken", None, shown) for key in sorted(needing)]
    return Reversal(
        replace(write, fields=fields) if fields else None, reversal.kept, [*reversal.refused, *refusals]
    )


def _without(write: RecordWrite, field: str) -> RecordWrite:
    return replace(write, fields={key: one for key, one in write.fields.items() if key != field})


def refused(kind: RecordKind, reversals: Mapping[UUID, Reversal]) -> list[ConflictRow]:
    """What is refused, as it is kept."""
    return [
        ConflictRow(record_id, refusal.field or "", kind, reason(kind, refusal), refusal.by)
        for record_id, reversal in reversals.items()
        for refusal in reversal.refused
    ]


def chunk_of(kind: RecordKind, reversals: Mapping[UUID, Reversal], ids: Sequence[UUID]) -> Chunk:
    return Chunk(
        kind=kind,
        writes=[reversal.write for reversal in reversals.values() if reversal.write],
        kept=sum(len(reversal.kept) for reversal in reversals.values()),
        conflicts=refused(kind, reversals),
        seen=len(ids),
        last=ids[-1] if ids else None,
        more=len(ids) == CHUNK,
    )
