"""Into the trash and out of it, a chunk at a time.

A record in the trash keeps its values and frees its identities: another one may take them meanwhile.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.records import rekeying
from leadgen.records.authorship import Refusal, Reversal, restore
from leadgen.records.field import RecordKind
from leadgen.records.repository import history, reading, setwise, trashing, writing
from leadgen.records.undo.chunks import refused, without_taken


async def put_in(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, ids: Sequence[UUID]
) -> Counter[str]:
    """Remove the records. Who works at a company that goes stays, with its name."""
    await writing.lock_keys(session, kind)
    await setwise.lock(session, kind, ids)
    removed = await trashing.put_in(session, operation_id, kind, ids, clock.now())
    return _counts(removed=removed, gone=len(ids) - removed)


async def take_out(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, ids: Sequence[UUID]
) -> Counter[str]:
    """Bring the records back. One whose identity belongs to another by now stays, as a conflict."""
    await writing.lock_keys(session, kind)
    await setwise.lock(session, kind, ids, living=False)
    if await trashing.clashes(session, kind, ids, removed_by=None):
        return await _take_out_some(session, operation_id, kind, ids)
    restored = await trashing.take_out(session, operation_id, kind, ids, clock.now(), removed_by=None)
    await rekeying.renew(session, kind, ids)
    return _counts(restored=restored, gone=len(ids) - restored)


async def _take_out_some(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, ids: Sequence[UUID]
) -> Counter[str]:
    """Record by record, as some of them stay."""
    held = await reading.hold(session, kind, ids, lock=True)
    changes = await history.removals(session, kind, ids)
    wanted = {one: restore(held[one], row.change) for one, row in changes.items() if not held[one].alive}
    found = await without_taken(session, operation_id, kind, _first_come(wanted), None)
    writes = [reversal.write for reversal in found.values() if reversal.write]
    conflicts = refused(kind, found)
    if writes:
        await writing.apply(session, operation_id, kind, writes, {}, clock.now())
    if conflicts:
        await history.add_conflicts(session, operation_id, conflicts)
    gone = len(ids) - len(writes) - len(conflicts)
    return _counts(restored=len(writes), conflicts=len(conflicts), gone=gone)


def _first_come(wanted: Mapping[UUID, Reversal]) -> dict[UUID, Reversal]:
    """Two records of the trash may have had one identity, one after the other: the first here gets it."""
    found: dict[UUID, Reversal] = {}
    taken: set[str] = set()
    for record_id, reversal in wanted.items():
        keys = set(reversal.write.keys_taken) if reversal.write else set()
        if shared := keys & taken:
            shown = ", ".join(sorted(key.partition(":")[2] for key in shared))
            found[record_id] = Reversal(None, refused=[Refusal(None, "key_taken", None, shown)])
        else:
            found[record_id] = reversal
            taken |= keys
    return found


def _counts(**counts: int) -> Counter[str]:
    return Counter({name: number for name, number in counts.items() if number})
