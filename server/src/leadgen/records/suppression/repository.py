"""SQL of suppressions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.contracts import Actor, ActorKind
from leadgen.records.repository.rows import run, scalars, typed
from leadgen.records.suppression.contracts import Kind, Reason, Suppression


@dataclass(frozen=True)
class _Row:
    id: UUID
    kind: Kind
    value: str | None
    reason: Reason
    note: str
    operation_id: UUID | None
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_name: str
    created_at: datetime


_SELECT = """SELECT id, kind, value, reason, note, operation_id, actor_kind, actor_id, actor_name, created_at
  FROM suppression WHERE workspace_id = %(ws)s"""


async def page(
    session: WorkspaceSession, search: str | None, before: UUID | None, limit: int
) -> list[Suppression]:
    """Newest first, those with this text in their address or note. The list is read to find it."""
    rows = await typed(
        session,
        _Row,
        _SELECT
        + """ AND (%(before)s::uuid IS NULL OR id < %(before)s)
              AND (%(search)s::text IS NULL OR strpos(value, lower(%(search)s)) > 0
                OR strpos(lower(note), lower(%(search)s)) > 0)
            ORDER BY id DESC LIMIT %(limit)s""",
        search=search,
        before=before,
        limit=limit,
    )
    return [_suppression(row) for row in rows]


async def find(session: WorkspaceSession, suppression_id: UUID) -> Suppression | None:
    rows = await typed(session, _Row, _SELECT + " AND id = %(id)s", id=suppression_id)
    return _suppression(rows[0]) if rows else None


async def by_digests(
    session: WorkspaceSession, kinds: Sequence[Kind], digests: Sequence[bytes]
) -> list[Suppression]:
    """Those that are there, of addresses given by kind and digest side by side."""
    rows = await typed(
        session,
        _Row,
        _SELECT
        + """ AND (kind, digest) IN (SELECT * FROM unnest(%(kinds)s::text[], %(digests)s::bytea[]))
            ORDER BY id""",
        kinds=list(kinds),
        digests=list(digests),
    )
    return [_suppression(row) for row in rows]


async def known(session: WorkspaceSession, digests: Collection[bytes]) -> set[bytes]:
    """Those of the digests that are there."""
    return set(
        await scalars(
            session,
            bytes,
            "SELECT digest FROM suppression WHERE workspace_id = %(ws)s AND digest = ANY(%(digests)s)",
            digests=list(digests),
        )
    )


@dataclass(frozen=True)
class New:
    """An entry to make."""

    id: UUID
    kind: Kind
    value: str
    digest: bytes


async def add(
    session: WorkspaceSession,
    entries: Sequence[New],
    *,
    reason: Reason,
    note: str,
    operation_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> int:
    """Make those that are not there; how many were.

    One that is there stays. By another import: this one says so, too, and keeps it when the other is undone.
    A person who says so makes it theirs, and no undo takes it back.
    """
    made = await scalars(
        session,
        bool,
        """INSERT INTO suppression (workspace_id, id, kind, value, digest, reason, note, operation_id,
             actor_kind, actor_id, actor_name, created_at)
           SELECT %(ws)s, *, %(reason)s, %(note)s, %(operation)s, %(actor_kind)s, %(actor_id)s,
             %(actor_name)s, %(at)s
           FROM (SELECT * FROM unnest(%(ids)s::uuid[], %(kinds)s::text[], %(values)s::text[],
             %(digests)s::bytea[]) AS given (id, kind, value, digest) ORDER BY kind, digest) AS ordered
           ON CONFLICT (workspace_id, kind, digest) DO UPDATE SET
             value = coalesce(suppression.value, excluded.value),
             operation_id = CASE WHEN excluded.operation_id IS NOT NULL THEN suppression.operation_id END,
             also_by = CASE WHEN excluded.operation_id IS NULL OR suppression.operation_id IS NULL
                 OR suppression.operation_id = excluded.operation_id
                 OR excluded.operation_id = ANY(suppression.also_by) THEN suppression.also_by
               ELSE suppression.also_by || excluded.operation_id END
           RETURNING xmax = 0""",
        ids=[entry.id for entry in entries],
        kinds=[entry.kind for entry in entries],
        values=[entry.value for entry in entries],
        digests=[entry.digest for entry in entries],
        reason=reason,
        note=note,
        operation=operation_id,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        at=at,
    )
    return sum(made)


async def remove(session: WorkspaceSession, suppression_id: UUID) -> None:
    await run(
        session, "DELETE FROM suppression WHERE workspace_id = %(ws)s AND id = %(id)s", id=suppression_id
    )


async def take_back(session: WorkspaceSession, operation_id: UUID) -> None:
    """What only this operation said goes; what another one said, too, is from then on that one's."""
    await run(
        session,
        """UPDATE suppression SET also_by = array_remove(also_by, %(operation)s)
           WHERE workspace_id = %(ws)s AND %(operation)s = ANY(also_by)""",
        operation=operation_id,
    )
    await run(
        session,
        """UPDATE suppression SET operation_id = also_by[1], also_by = also_by[2:]
           WHERE workspace_id = %(ws)s AND operation_id = %(operation)s AND cardinality(also_by) > 0""",
        operation=operation_id,
    )
    await run(
        session,
        "DELETE FROM suppression WHERE workspace_id = %(ws)s AND operation_id = %(operation)s",
        operation=operation_id,
    )


def _suppression(row: _Row) -> Suppression:
    return Suppression(
        row.id,
        row.kind,
        row.value,
        row.reason,
        row.note,
        row.operation_id,
        Actor(row.actor_kind, row.actor_id, row.actor_name),
        row.created_at,
    )
