"""A frozen set of records that a stage works through in a job of its own, as one operation with one undo.

For work that waits for others between reading and writing, which no transaction should be open for.
"""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.events.service import publish
from leadgen.records import journal, webhooks
from leadgen.records.bulk.errors import SelectionChanged
from leadgen.records.contracts import Operation, OperationKind
from leadgen.records.repository import bulk, operations, reading
from leadgen.records.repository.bulk import Piece, Pool


async def begin(
    session: WorkspaceSession,
    actor: Actor,
    pool: Pool,
    *,
    kind: OperationKind,
    source: str,
    summary: str,
    act: Mapping[str, JSON],
    expected: int,
    size: int,
) -> UUID:
    """Freeze the pool in pieces of `size` under a running operation, which can be cancelled as any act.

    Raises SelectionChanged where it is not `expected` records by now.
    """
    operation_id = await journal.open_operation(
        session, kind=kind, actor=actor, source=source, summary=summary, total=expected
    )
    found = await bulk.freeze(session, operation_id, pool, size)
    if found != expected:
        raise SelectionChanged(found, expected)
    await bulk.keep_act(session, operation_id, act)
    await publish(session, topic="operation", ref_id=operation_id)
    return operation_id


async def count(session: WorkspaceSession, pool: Pool) -> int:
    """How many records there are in it."""
    return await bulk.count(session, pool)


async def label(session: WorkspaceSession, pool: Pool) -> str:
    """What the record is called where the pool names a single one."""
    if pool.ids is None or len(pool.ids) != 1:
        return ""
    held = await reading.hold(session, pool.kind, pool.ids)
    return "".join(record.label for record in held.values())


async def next_piece(session: WorkspaceSession, operation_id: UUID) -> tuple[Operation, Piece] | None:
    """What is to be done next; None where nothing is left or somebody stopped it."""
    operation = (await operations.by_ids(session, [operation_id])).get(operation_id)
    if operation is None or operation.state != "running":
        return None
    piece = await bulk.next_piece(session, operation_id)
    return (operation, piece) if piece is not None else None


async def mark(session: WorkspaceSession, operation_id: UUID) -> str:
    """How far it has got, in words that change with each piece."""
    return str(await operations.position(session, operation_id))


async def act_of(session: WorkspaceSession, operation_id: UUID) -> Mapping[str, JSON]:
    """What `begin` was given."""
    return await bulk.act_of(session, operation_id) or {}


async def claim(session: WorkspaceSession, operation_id: UUID, piece: Piece) -> Operation | None:
    """Before the piece is written, in the same transaction: None where it was done or stopped meanwhile."""
    operation = (await operations.by_ids(session, [operation_id], lock=True)).get(operation_id)
    if operation is None or operation.state != "running":
        return None
    current = await bulk.next_piece(session, operation_id)
    return operation if current is not None and current.piece == piece.piece else None


async def done(
    session: WorkspaceSession, operation: Operation, piece: Piece, counts: Mapping[str, int]
) -> None:
    """The claimed piece is written: progress, in its transaction."""
    await bulk.drop_piece(session, operation.id, piece.piece)
    await operations.progress(
        session,
        operation.id,
        done=operation.done + len(piece.record_ids),
        counts=dict(Counter(operation.counts) + Counter(counts)),
        position=[piece.piece + 1],
    )
    await publish(session, topic="operation", ref_id=operation.id)


async def finish(
    session: WorkspaceSession, operation_id: UUID, problem: Mapping[str, JSON] | None = None
) -> None:
    """Close it where nothing is left to do, and tell outside. Twice does nothing twice."""
    operation = (await operations.by_ids(session, [operation_id], lock=True)).get(operation_id)
    if operation is None or operation.state != "running":
        return
    await journal.finish_operation(
        session, operation_id, state="done", counts=operation.counts, problem=problem
    )
    await webhooks.tell_act(session, operation_id)
