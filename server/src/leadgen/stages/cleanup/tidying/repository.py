"""SQL of previews of cleanups."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor, ActorKind
from leadgen.records.field import RecordKind
from leadgen.records.repository.bulk import Pool
from leadgen.records.repository.rows import run, scalars, typed
from leadgen.stages.cleanup.tidying.contracts import Choice, Cleanup, Proposal, Rule, State


@dataclass(frozen=True)
class _Row:
    id: UUID
    kind: RecordKind
    rules: list[Rule]
    state: State
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_name: str
    done: int
    total: int
    records: int
    clashes: int
    counts: dict[str, int]
    choice: dict[str, Any] | None
    problem: dict[str, JSON] | None
    operation_id: UUID | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Piece:
    """Records to look at, or changes to make."""

    piece: int
    record_ids: list[UUID]
    changes: list[dict[str, Any]] | None

    @property
    def proposals(self) -> list[Proposal]:
        """The changes."""
        return [Proposal.read(one) for one in self.changes or ()]


async def add(session: WorkspaceSession, found: Cleanup) -> None:
    """A new preview, nothing of which was looked at."""
    await run(
        session,
        """INSERT INTO cleanup (workspace_id, id, kind, rules, state, actor_kind, actor_id, actor_name, done,
             total, records, clashes, counts, created_at, expires_at)
           VALUES (%(ws)s, %(id)s, %(kind)s, %(rules)s, %(state)s, %(actor_kind)s, %(actor_id)s,
             %(actor_name)s, 0, %(total)s, 0, 0, '{}', %(created_at)s, %(expires_at)s)""",
        id=found.id,
        kind=found.kind,
        rules=list(found.rules),
        state=found.state,
        actor_kind=found.actor.kind,
        actor_id=found.actor.id,
        actor_name=found.actor.name,
        total=found.total,
        created_at=found.created_at,
        expires_at=found.expires_at,
    )


async def freeze(session: WorkspaceSession, cleanup_id: UUID, pool: Pool, size: int) -> int:
    """Keep the ids of the pool in pieces; how many they are."""
    query = SQL(
        """INSERT INTO cleanup_piece (workspace_id, cleanup_id, piece, record_ids, counts)
           SELECT %(ws)s, %(preview)s, found.piece, array_agg(found.id ORDER BY found.id), '{{}}'
           FROM (SELECT r.id, (row_number() OVER (ORDER BY r.id) - 1) / %(size)s AS piece
                 FROM {} r WHERE {}) AS found
           GROUP BY found.piece RETURNING cardinality(record_ids)"""
    ).format(Identifier(pool.kind), pool.condition)
    return sum(await scalars(session, int, query, preview=cleanup_id, size=size, **pool.params))


async def count(session: WorkspaceSession, cleanup_id: UUID, total: int) -> None:
    """So many records are to be looked at."""
    await run(
        session,
        "UPDATE cleanup SET total = %(total)s WHERE workspace_id = %(ws)s AND id = %(id)s",
        id=cleanup_id,
        total=total,
    )


async def pieces_left(session: WorkspaceSession, cleanup_id: UUID) -> int:
    """How many pieces there are still."""
    found = await scalars(
        session,
        int,
        "SELECT count(*) FROM cleanup_piece WHERE workspace_id = %(ws)s AND cleanup_id = %(id)s",
        id=cleanup_id,
    )
    return found[0]


async def find(session: WorkspaceSession, cleanup_id: UUID, *, lock: bool = False) -> Cleanup | None:
    """With `lock` nobody else changes it until the transaction ends."""
    query = f"{_SELECT} AND id = %(id)s"
    found = await typed(session, _Row, f"{query} FOR NO KEY UPDATE" if lock else query, id=cleanup_id)
    return _cleanup(found[0]) if found else None


async def newest(session: WorkspaceSession, before: UUID | None, limit: int, at: datetime) -> list[Cleanup]:
    """Those not over their time, the newest first, from below `before`."""
    below = " AND id < %(before)s" if before else ""
    found = await typed(
        session,
        _Row,
        f"{_SELECT} AND expires_at > %(at)s{below} ORDER BY id DESC LIMIT %(limit)s",
        before=before,
        limit=limit,
        at=at,
    )
    return [_cleanup(row) for row in found]


async def next_to_look_at(session: WorkspaceSession, cleanup_id: UUID) -> Piece | None:
    """None when all was looked at."""
    found = await typed(
        session,
        Piece,
        """SELECT piece, record_ids, changes FROM cleanup_piece
           WHERE workspace_id = %(ws)s AND cleanup_id = %(id)s AND changes IS NULL ORDER BY piece LIMIT 1""",
        id=cleanup_id,
    )
    return found[0] if found else None


async def keep(
    session: WorkspaceSession,
    cleanup_id: UUID,
    piece: int,
    counts: Mapping[str, int],
    proposals: Collection[Proposal],
) -> None:
    """What would change in a piece; one without changes goes."""
    place = {"id": cleanup_id, "piece": piece}
    if not proposals:
        await drop(session, cleanup_id, piece)
        return
    await run(
        session,
        """UPDATE cleanup_piece SET changes = %(changes)s, counts = %(counts)s, record_ids = '{}'
           WHERE workspace_id = %(ws)s AND cleanup_id = %(id)s AND piece = %(piece)s""",
        **place,
        changes=Jsonb([one.written() for one in proposals]),
        counts=Jsonb(dict(counts)),
    )


async def drop(session: WorkspaceSession, cleanup_id: UUID, piece: int) -> None:
    """Nothing of this piece is left to do."""
    await run(
        session,
        """DELETE FROM cleanup_piece
           WHERE workspace_id = %(ws)s AND cleanup_id = %(id)s AND piece = %(piece)s""",
        id=cleanup_id,
        piece=piece,
    )


async def change(session: WorkspaceSession, found: Cleanup) -> None:
    """Bring the row to what is said here."""
    await run(
        session,
        """UPDATE cleanup SET state = %(state)s, done = %(done)s, records = %(records)s,
             clashes = %(clashes)s, counts = %(counts)s, choice = %(choice)s, problem = %(problem)s,
             operation_id = %(operation)s
           WHERE workspace_id = %(ws)s AND id = %(id)s""",
        id=found.id,
        state=found.state,
        done=found.done,
        records=found.records,
        clashes=found.clashes,
        counts=Jsonb(dict(found.counts)),
        choice=Jsonb(found.choice.written()),
        problem=Jsonb(dict(found.problem)) if found.problem is not None else None,
        operation=found.operation_id,
    )


async def pieces(
    session: WorkspaceSession, cleanup_id: UUID, groups: Sequence[str], first: int, limit: int
) -> list[Piece]:
    """Pieces with changes of any of these groups, from this one on."""
    return await typed(
        session,
        Piece,
        """SELECT piece, record_ids, changes FROM cleanup_piece
           WHERE workspace_id = %(ws)s AND cleanup_id = %(id)s AND piece >= %(first)s
             AND counts ?| %(groups)s ORDER BY piece LIMIT %(limit)s""",
        id=cleanup_id,
        groups=list(groups),
        first=first,
        limit=limit,
    )


async def next_to_make(session: WorkspaceSession, cleanup_id: UUID) -> Piece | None:
    """The next changes to make; None when none is left."""
    found = await typed(
        session,
        Piece,
        """SELECT piece, record_ids, changes FROM cleanup_piece
           WHERE workspace_id = %(ws)s AND cleanup_id = %(id)s ORDER BY piece LIMIT 1""",
        id=cleanup_id,
    )
    return found[0] if found else None


async def count_single(
    session: WorkspaceSession, cleanup_id: UUID, left_out: Collection[tuple[UUID, str]]
) -> int:
    """How many of these single changes there are."""
    found = await scalars(
        session,
        int,
        """SELECT count(*) FROM cleanup_piece p, jsonb_array_elements(p.changes) AS c (one)
           JOIN unnest(%(records)s::uuid[], %(groups)s::text[]) AS gone (record, "group")
             ON gone.record = (c.one ->> 'record')::uuid
               AND gone."group" = (c.one ->> 'rule') || '/' || (c.one ->> 'field')
           WHERE p.workspace_id = %(ws)s AND p.cleanup_id = %(id)s""",
        id=cleanup_id,
        records=[record_id for record_id, _ in left_out],
        groups=[group for _, group in left_out],
    )
    return found[0]


async def forget(session: WorkspaceSession, cleanup_id: UUID) -> None:
    """With all its pieces."""
    await run(
        session,
        "DELETE FROM cleanup WHERE workspace_id = %(ws)s AND id = %(id)s",
        id=cleanup_id,
    )


async def forget_earlier(session: WorkspaceSession, kind: RecordKind, actor: Actor) -> None:
    """What this actor had looked at of that kind, and did not apply."""
    await run(
        session,
        """DELETE FROM cleanup WHERE workspace_id = %(ws)s AND kind = %(kind)s
             AND actor_kind = %(actor_kind)s AND actor_id IS NOT DISTINCT FROM %(actor_id)s
             AND state IN ('running', 'ready', 'failed')""",
        kind=kind,
        actor_kind=actor.kind,
        actor_id=actor.id,
    )


async def forget_pieces(session: WorkspaceSession, cleanup_id: UUID) -> None:
    """No change of it will be made any more."""
    await run(
        session,
        "DELETE FROM cleanup_piece WHERE workspace_id = %(ws)s AND cleanup_id = %(id)s",
        id=cleanup_id,
    )


async def forget_expired(session: WorkspaceSession, at: datetime) -> None:
    """Previews over their time, but for one that is being carried out."""
    await run(
        session,
        """DELETE FROM cleanup c WHERE c.workspace_id = %(ws)s AND c.expires_at <= %(at)s
             AND NOT EXISTS (SELECT FROM operation o WHERE o.workspace_id = %(ws)s AND o.id = c.operation_id
               AND o.state = 'running')""",
        at=at,
    )


_SELECT = """SELECT id, kind, rules, state, actor_kind, actor_id, actor_name, done, total, records, clashes,
  counts, choice, problem, operation_id, created_at, expires_at FROM cleanup WHERE workspace_id = %(ws)s"""


def _cleanup(row: _Row) -> Cleanup:
    return Cleanup(
        id=row.id,
        kind=row.kind,
        rules=row.rules,
        state=row.state,
        actor=Actor(row.actor_kind, row.actor_id, row.actor_name),
        done=row.done,
        total=row.total,
        records=row.records,
        clashes=row.clashes,
        counts=row.counts,
        choice=Choice.read(row.choice) if row.choice else Choice(),
        problem=row.problem,
        operation_id=row.operation_id,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
