"""Carrying an act on many records out, one chunk in one transaction."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.events.service import publish
from leadgen.platform.jobs import defer
from leadgen.records import journal, rekeying, undo, webhooks
from leadgen.records.bulk import labelling, trash, wishes
from leadgen.records.bulk.acts import (
    KINDS,
    Act,
    Edit,
    Label,
    Merge,
    Rekey,
    Restore,
    Retype,
    Trash,
    read,
    written,
)
from leadgen.records.bulk.errors import NotCancellable, SelectionChanged
from leadgen.records.bulk.words import summary
from leadgen.records.errors import OperationNotFound, RecordNotFound
from leadgen.records.field import RecordKind, by_key
from leadgen.records.merging import pieces
from leadgen.records.repository import bulk, operations, reading
from leadgen.records.repository.bulk import Piece, Pool
from leadgen.records.retyping import chunks

# So little that it is done before a job would have started.
AT_ONCE = 200
CHUNK = 5_000
TASK = "records.bulk"
SOURCE = "By hand"


async def start(session: WorkspaceSession, actor: Actor, act: Act, pool: Pool, expected: int) -> UUID:
    """Freeze the pool and begin: done at once where it is small, else by a job. The operation's id.

    Raises SelectionChanged where it is not `expected` records by now; then nothing is done.
    """
    operation_id = await _open(session, actor, act, pool, expected)
    await begin(session, operation_id, expected)
    return operation_id


async def begin(session: WorkspaceSession, operation_id: UUID, total: int) -> None:
    """Carry out an act whose targets are frozen: now where they are few, else by a job."""
    if total > AT_ONCE:
        await publish(session, topic="operation", ref_id=operation_id)
        await defer(session, TASK, operation_id=operation_id)
    else:
        while await step(session, operation_id):
            pass


async def remove(session: WorkspaceSession, actor: Actor, kind: RecordKind, record_id: UUID) -> UUID:
    """Move one record to the trash. Raises RecordNotFound."""
    try:
        return await start(session, actor, Trash(), Pool(kind, ids=[record_id]), 1)
    except SelectionChanged:
        raise RecordNotFound from None


async def step(session: WorkspaceSession, operation_id: UUID) -> bool:
    """Carry out up to 5,000 records in this transaction; False when nothing is left to do.

    Two workers at once wait for each other at the operation's row and never do the same chunk.
    """
    operation = (await operations.by_ids(session, [operation_id], lock=True)).get(operation_id)
    if operation is None or operation.state != "running":
        return False
    piece = await bulk.next_piece(session, operation_id)
    if piece is None:
        await bulk.forget(session, operation_id)
        await journal.finish_operation(session, operation_id, state="done", counts=operation.counts)
        await webhooks.tell_act(session, operation_id)
        return False
    kept = await bulk.act_of(session, operation_id)
    assert kept is not None
    act, kind = read(kept)
    counts = Counter(operation.counts) + await _carry_out(session, operation_id, act, kind, piece)
    await bulk.drop_piece(session, operation_id, piece.piece)
    done = operation.done + len(piece.record_ids)
    await operations.progress(
        session, operation_id, done=done, counts=dict(counts), position=[piece.piece + 1]
    )
    await publish(session, topic="operation", ref_id=operation_id)
    return True


async def cancel(session: WorkspaceSession, operation_id: UUID, actor: Actor, *, keep: bool) -> UUID:
    """Stop an act; what was done is kept, or undone by an operation of its own, whose id this is then.

    Raises OperationNotFound, NotCancellable.
    """
    operation = (await operations.by_ids(session, [operation_id], lock=True)).get(operation_id)
    if operation is None:
        raise OperationNotFound
    if operation.state != "running" or await bulk.act_of(session, operation_id) is None:
        raise NotCancellable(operation)
    await bulk.forget(session, operation_id)
    await journal.finish_operation(session, operation_id, state="cancelled", counts=operation.counts)
    return operation_id if keep else await undo.start(session, operation_id, actor)


async def fail(session: WorkspaceSession, operation_id: UUID) -> None:
    """Close an act that cannot go on. What it did stays so and can be undone."""
    operation = (await operations.by_ids(session, [operation_id])).get(operation_id)
    if operation is None or operation.state != "running":
        return
    problem: Mapping[str, JSON] = {
        "code": "bulk_stopped",
        "detail": "This stopped before its end. What was done stays so; undo it, or select the rest again.",
    }
    await bulk.forget(session, operation_id)
    await journal.finish_operation(
        session, operation_id, state="failed", counts=operation.counts, problem=problem
    )


async def _open(session: WorkspaceSession, actor: Actor, act: Act, pool: Pool, expected: int) -> UUID:
    fields = by_key(await journal.fields_of(session, pool.kind))
    names = await wishes.names(session, act, fields)
    operation_id = await journal.open_operation(
        session,
        kind=KINDS[type(act)],
        actor=actor,
        source=SOURCE,
        summary=summary(act, pool.kind, expected, fields, names, await _label(session, pool)),
        total=expected,
    )
    found = await bulk.freeze(session, operation_id, pool, CHUNK)
    if found != expected:
        raise SelectionChanged(found, expected)
    await bulk.keep_act(session, operation_id, written(act, pool.kind))
    return operation_id


async def _label(session: WorkspaceSession, pool: Pool) -> str:
    """What the record is called where it is a single one."""
    if pool.ids is None or len(pool.ids) != 1:
        return ""
    held = await reading.hold(session, pool.kind, pool.ids)
    return "".join(record.label for record in held.values())


async def _carry_out(
    session: WorkspaceSession, operation_id: UUID, act: Act, kind: RecordKind, piece: Piece
) -> Counter[str]:
    ids = piece.record_ids
    match act:
        case Merge(rule):
            return await pieces.carry_out(session, operation_id, kind, piece.groups, rule)
        case Trash():
            return await trash.put_in(session, operation_id, kind, ids)
        case Restore():
            return await trash.take_out(session, operation_id, kind, ids)
        case Retype(source, target):
            return await chunks.carry_out(
                session, operation_id, kind, ids, source_id=source, target_id=target
            )
        case Rekey():
            return await rekeying.carry_out(session, kind, ids)
        case Edit() | Label():
            return await _revise(session, operation_id, act, kind, ids)


async def _revise(
    session: WorkspaceSession, operation_id: UUID, act: Edit | Label, kind: RecordKind, ids: list[UUID]
) -> Counter[str]:
    """An equal value that somebody set for all of them is confirmed; a label that is there says nothing."""
    if isinstance(act, Edit):
        found = await journal.give(session, operation_id, kind, ids, act.values)
    else:
        found = await labelling.carry_out(session, operation_id, act, kind, ids)
    gone = len(ids) - found.changed - found.unchanged
    counts = {"updated": found.changed, "unchanged": found.unchanged, "gone": gone}
    return Counter({name: number for name, number in counts.items() if number})
