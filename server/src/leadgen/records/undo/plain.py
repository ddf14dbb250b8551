"""The undo of a chunk whose changes hold plain fields and labels only, as a bulk edit's do, or that removed
records whose identities are free: in the database alone."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.records import journal, rekeying
from leadgen.records.authorship import Refusal
from leadgen.records.contracts import Value
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.repository import labels, reverting, setwise, trashing
from leadgen.records.repository.history import ConflictRow
from leadgen.records.repository.reverting import Refused
from leadgen.records.undo.chunks import CHUNK, Chunk, Phase
from leadgen.records.undo.words import reason


async def put_back(
    session: WorkspaceSession, target_id: UUID, phase: Phase, after: UUID | None, *, undo_id: UUID | None
) -> Chunk | None:
    """The next changes of the phase from behind `after`, put back; without an `undo_id` only looked at.

    None where they are more than that, or there are none: then each record is decided on by itself.
    """
    if not {"update", "delete"} & {*phase.actions}:
        return None
    ahead = await reverting.ahead(session, target_id, phase.kind, phase.actions, after, CHUNK)
    if ahead.ids and ahead.is_removal:
        return await _bring_back(session, target_id, phase.kind, ahead.ids, undo_id=undo_id)
    known = by_key(await journal.fields_of(session, phase.kind, archived=True))
    fields = [known[key] for key in ahead.fields or ()]
    if not ahead.ids or not fields or not ahead.is_mere or not all(map(setwise.is_setwise, fields)):
        return None
    if undo_id is None:
        done = await reverting.look(session, target_id, phase.kind, ahead.ids, fields)
    else:
        await setwise.lock(session, phase.kind, ahead.ids)
        values = await _values(session, target_id, ahead.ids, fields)
        words = await _words(session, target_id, phase.kind, ahead.ids, fields)
        done = await reverting.revert(
            session, undo_id, target_id, phase.kind, ahead.ids, values, words, clock.now()
        )
    return Chunk(
        kind=phase.kind,
        reverted=done.reverted,
        kept=done.kept,
        conflicts=[_conflict(phase.kind, one) for one in done.refused],
        seen=len(ahead.ids),
        last=ahead.ids[-1],
        more=len(ahead.ids) == CHUNK,
    )


async def _bring_back(
    session: WorkspaceSession, target_id: UUID, kind: RecordKind, ids: Sequence[UUID], *, undo_id: UUID | None
) -> Chunk | None:
    """None where an identity of theirs is another record's by now."""
    if undo_id is not None:
        await setwise.lock(session, kind, ids, living=False)
    if await trashing.clashes(session, kind, ids, removed_by=target_id):
        return None
    if undo_id is None:
        restored = await trashing.count(session, kind, ids, removed_by=target_id)
    else:
        restored = await trashing.take_out(session, undo_id, kind, ids, clock.now(), removed_by=target_id)
        await rekeying.renew(session, kind, ids)
    return Chunk(kind=kind, restored=restored, seen=len(ids), last=ids[-1], more=len(ids) == CHUNK)


async def _values(
    session: WorkspaceSession, target_id: UUID, ids: Sequence[UUID], fields: Sequence[Field]
) -> list[tuple[Field, Value | None]]:
    """Every field, and the values that those of the workspace's own had before."""
    own: Mapping[str, Field] = {field.key: field for field in fields if field.custom}
    formers = await reverting.formers(session, target_id, ids, own) if own else []
    had = [(own[one.field], cast(Value | None, one.value)) for one in formers]
    return [*((field, None) for field in fields), *had]


async def _words(
    session: WorkspaceSession, target_id: UUID, kind: RecordKind, ids: Sequence[UUID], fields: Sequence[Field]
) -> list[tuple[str, str, UUID]]:
    """Which tag or list each label is that comes back: a tag that is gone is made again."""
    stored = {field.storage for field in fields if field.storage in labels.LABELS}
    lost = await reverting.lost_labels(session, target_id, kind, ids, fields) if stored else []
    found: list[tuple[str, str, UUID]] = []
    for storage in stored:
        values = [value for field, value in lost if field == storage]
        word_ids = await labels.word_ids(session, storage, values)
        found += [(storage, value, word_id) for value, word_id in word_ids.items()]
    return found


def _conflict(kind: RecordKind, refused: Refused) -> ConflictRow:
    refusal = Refusal(refused.field or None, "changed" if refused.field else "removed", refused.by)
    return ConflictRow(refused.id, refused.field, kind, reason(kind, refusal), refused.by)
