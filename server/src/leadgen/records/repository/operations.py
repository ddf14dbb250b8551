"""SQL of operations: opening, progress, closing, and the list of History."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import text

from leadgen.db.engine import SystemSession, WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor, ActorKind
from leadgen.records.contracts import Operation, OperationKind, OperationState
from leadgen.records.repository.rows import run, typed


@dataclass(frozen=True)
class _Row:
    id: UUID
    kind: OperationKind
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_name: str
    source: str
    summary: str
    state: OperationState
    counts: dict[str, int]
    done: int
    total: int | None
    problem: dict[str, JSON] | None
    undoes_id: UUID | None
    undone_by_id: UUID | None
    created_at: datetime
    finished_at: datetime | None


async def add(session: WorkspaceSession, operation: Operation) -> None:
    """A new operation as it stands."""
    await run(
        session,
        """INSERT INTO operation (workspace_id, id, kind, actor_kind, actor_id, actor_name, source, summary,
             state,
             counts, done, total, undoes_id, created_at)
           VALUES (%(ws)s, %(id)s, %(kind)s, %(actor_kind)s, %(actor_id)s, %(actor_name)s, %(source)s,
             %(summary)s,
             %(state)s, %(counts)s, %(done)s, %(total)s, %(undoes_id)s, %(created_at)s)""",
        id=operation.id,
        kind=operation.kind,
        actor_kind=operation.actor.kind,
        actor_id=operation.actor.id,
        actor_name=operation.actor.name,
        source=operation.source,
        summary=operation.summary,
        state=operation.state,
        counts=Jsonb(dict(operation.counts)),
        done=operation.done,
        total=operation.total,
        undoes_id=operation.undoes_id,
        created_at=operation.created_at,
    )


async def by_ids(
    session: WorkspaceSession, ids: Collection[UUID], *, lock: bool = False
) -> dict[UUID, Operation]:
    """Those that exist here. `lock` keeps others from changing them until the transaction ends."""
    found = await typed(
        session,
        _Row,
        _SELECT
        + (" WHERE id = ANY(%(ids)s) ORDER BY id FOR NO KEY UPDATE" if lock else " WHERE id = ANY(%(ids)s)"),
        ids=list(ids),
    )
    return {row.id: _operation(row) for row in found}


async def newest(
    session: WorkspaceSession,
    before: UUID | None,
    limit: int,
    *,
    kind: str | None = None,
    actor_id: UUID | None = None,
) -> list[Operation]:
    """The newest first, from below `before`; of one kind or actor where said."""
    asked = {"id < %(before)s": before, "kind = %(kind)s": kind, "actor_id = %(actor_id)s": actor_id}
    conditions = [condition for condition, value in asked.items() if value is not None]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    found = await typed(
        session,
        _Row,
        f"{_SELECT}{where} ORDER BY id DESC LIMIT %(limit)s",
        before=before,
        kind=kind,
        actor_id=actor_id,
        limit=limit,
    )
    return [_operation(row) for row in found]


async def finish(
    session: WorkspaceSession,
    operation_id: UUID,
    *,
    state: OperationState,
    counts: Mapping[str, int],
    problem: Mapping[str, JSON] | None,
    at: datetime,
) -> None:
    """Close it with its counts; a second time changes nothing."""
    await run(
        session,
        """UPDATE operation SET state = %(state)s, counts = %(counts)s, problem = %(problem)s,
             finished_at = %(at)s,
             done = CASE WHEN %(state)s = 'done' THEN coalesce(total, done) ELSE done END
           WHERE workspace_id = %(ws)s AND id = %(id)s AND state = 'running'""",
        id=operation_id,
        state=state,
        counts=Jsonb(dict(counts)),
        problem=None if problem is None else Jsonb(dict(problem)),
        at=at,
    )


async def progress(
    session: WorkspaceSession,
    operation_id: UUID,
    *,
    done: int,
    counts: Mapping[str, int],
    position: JSON = None,
) -> None:
    """How far a job that works in chunks has got, in the transaction of the chunk."""
    await run(
        session,
        """UPDATE operation SET done = %(done)s, counts = %(counts)s, position = coalesce(%(position)s,
             position)
           WHERE workspace_id = %(ws)s AND id = %(id)s""",
        id=operation_id,
        done=done,
        counts=Jsonb(dict(counts)),
        position=None if position is None else Jsonb(position),
    )


async def position(session: WorkspaceSession, operation_id: UUID) -> JSON:
    """What the last chunk left with `progress`; None before the first."""
    found = await typed(
        session,
        _Position,
        "SELECT position FROM operation WHERE workspace_id = %(ws)s AND id = %(id)s",
        id=operation_id,
    )
    return found[0].position if found else None


@dataclass(frozen=True)
class _Position:
    position: JSON


@dataclass(frozen=True)
class _Time:
    id: UUID
    at: datetime


async def times(session: WorkspaceSession, ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Operation → when it was."""
    found = await typed(
        session, _Time, "SELECT id, created_at AS at FROM operation WHERE id = ANY(%(ids)s)", ids=list(ids)
    )
    return {row.id: row.at for row in found}


@dataclass(frozen=True)
class Root:
    """What an undo goes back to in the end, and over how many undos."""

    id: UUID
    kind: OperationKind
    depth: int


async def root(session: WorkspaceSession, operation_id: UUID) -> Root:
    """Of an operation that is no undo itself."""
    found = await typed(
        session,
        Root,
        """WITH RECURSIVE below AS (
             SELECT id, kind, undoes_id, 0 AS depth FROM operation
             WHERE workspace_id = %(ws)s AND id = %(id)s
             UNION ALL SELECT o.id, o.kind, o.undoes_id, below.depth + 1 FROM below
             JOIN operation o ON o.workspace_id = %(ws)s AND o.id = below.undoes_id)
           SELECT id, kind, depth FROM below WHERE undoes_id IS NULL""",
        id=operation_id,
    )
    return found[0]


async def root_kind(session: WorkspaceSession, operation_id: UUID) -> str:
    """What an undo, or an undo of an undo, goes back to in the end; of any other operation its own kind."""
    return (await root(session, operation_id)).kind


async def link_undo(session: WorkspaceSession, operation_id: UUID, undo_id: UUID | None) -> None:
    """Say which undo is in force for an operation; None: none is."""
    await run(
        session,
        "UPDATE operation SET undone_by_id = %(undo)s WHERE workspace_id = %(ws)s AND id = %(id)s",
        id=operation_id,
        undo=undo_id,
    )


_SELECT = """SELECT id, kind, actor_kind, actor_id, actor_name, source, summary, state, counts, done, total,
  problem,
  undoes_id, undone_by_id, created_at, finished_at FROM operation"""


def _operation(row: _Row) -> Operation:
    return Operation(
        id=row.id,
        kind=row.kind,
        state=row.state,
        source=row.source,
        summary=row.summary,
        actor=Actor(row.actor_kind, row.actor_id, row.actor_name),
        counts=row.counts,
        done=row.done,
        total=row.total,
        problem=row.problem,
        undoes_id=row.undoes_id,
        undone_by_id=row.undone_by_id,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )


async def workspace_of(session: SystemSession, operation_id: UUID) -> UUID | None:
    """Whose operation it is, across workspaces."""
    query = text("SELECT workspace_id FROM operation WHERE id = :id")
    return cast(UUID | None, await session.scalar(query, {"id": operation_id}))
