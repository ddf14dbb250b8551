"""SQL of many records moved to the trash, or brought back from a removal, in one statement.

The rows and the identities of the kind are locked by the caller. The barriers are those of `setwise.writes`.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import scalars


async def put_in(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, ids: Collection[UUID], at: datetime
) -> int:
    """Remove the living ones of these records and free their identities. How many they are."""
    query = SQL(
        """WITH gone AS MATERIALIZED (
             SELECT r.id, r.ctid AS place, held.keys FROM {table} r
             CROSS JOIN LATERAL (SELECT coalesce(array_agg(k.key ORDER BY k.key), '{{}}') AS keys
               FROM record_key k WHERE k.workspace_id = %(ws)s AND k.record_id = r.id OFFSET 0) AS held
             WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) AND r.deleted_at IS NULL
           ), record AS (
             UPDATE {table} r SET deleted_at = %(at)s, deleted_operation_id = %(operation)s, trashed = true,
               updated_at = %(at)s
             FROM gone WHERE r.ctid = gone.place
           ), freed AS (
             DELETE FROM record_key k USING (
               SELECT held.place FROM gone CROSS JOIN LATERAL (SELECT one.ctid AS place FROM record_key one
                 WHERE one.workspace_id = %(ws)s AND one.record_id = gone.id OFFSET 0) AS held
             ) AS found WHERE k.ctid = found.place
           ), found_by AS (
             INSERT INTO trashed_key (workspace_id, kind, key, record_id)
             SELECT %(ws)s, %(kind)s, key, id FROM gone CROSS JOIN unnest(gone.keys) AS key
             ON CONFLICT (workspace_id, kind, key) DO UPDATE SET record_id = excluded.record_id
           ), kept AS (
             INSERT INTO change (workspace_id, operation_id, record_id, kind, action, before, after,
               before_by, after_by, keys_taken, keys_freed, at)
             SELECT %(ws)s, %(operation)s, id, %(kind)s, 'delete', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}',
               keys, %(at)s FROM gone
           ) SELECT count(*) FROM gone"""
    ).format(table=Identifier(kind))
    return (await scalars(session, int, query, operation=operation_id, kind=kind, ids=list(ids), at=at))[0]


async def clashes(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID], *, removed_by: UUID | None
) -> bool:
    """Does one of them need an identity that another record has, or that another of them had, too?"""
    query = SQL(
        """WITH {}, wanted AS MATERIALIZED (SELECT id, key FROM back CROSS JOIN unnest(keys) AS key)
           SELECT EXISTS (SELECT FROM wanted GROUP BY key HAVING count(*) > 1) OR EXISTS (
             SELECT FROM wanted CROSS JOIN LATERAL (SELECT k.record_id FROM record_key k
               WHERE k.workspace_id = %(ws)s AND k.kind = %(kind)s AND k.key = wanted.key OFFSET 0) AS holder
             WHERE holder.record_id <> wanted.id AND wanted.key !~ '^(row|name):')"""
    ).format(_back(kind, removed_by))
    return (await scalars(session, bool, query, kind=kind, ids=list(ids), removed_by=removed_by))[0]


async def count(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID], *, removed_by: UUID | None
) -> int:
    """How many `take_out` would bring back."""
    query = SQL("WITH {} SELECT count(*) FROM back").format(_back(kind, removed_by))
    return (await scalars(session, int, query, ids=list(ids), removed_by=removed_by))[0]


async def take_out(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    ids: Collection[UUID],
    at: datetime,
    *,
    removed_by: UUID | None,
) -> int:
    """Bring back those that `removed_by` removed and nobody since, or without it those of the trash.

    With the identities they had, none of which `clashes`. How many they are.
    """
    query = SQL(
        """WITH {back}, record AS (
             UPDATE {table} r SET deleted_at = NULL, deleted_operation_id = NULL, trashed = false,
               updated_at = %(at)s
             FROM back WHERE r.ctid = back.place
           ), taken AS (
             INSERT INTO record_key (workspace_id, kind, key, record_id)
             SELECT %(ws)s, %(kind)s, key, id FROM back CROSS JOIN unnest(back.keys) AS key
             ON CONFLICT DO NOTHING
           ), forgotten AS (
             DELETE FROM trashed_key k USING (
               SELECT held.place FROM back CROSS JOIN LATERAL (SELECT one.ctid AS place FROM trashed_key one
                 WHERE one.workspace_id = %(ws)s AND one.record_id = back.id OFFSET 0) AS held
             ) AS found WHERE k.ctid = found.place
           ), kept AS (
             INSERT INTO change (workspace_id, operation_id, record_id, kind, action, before, after,
               before_by, after_by, keys_taken, keys_freed, at)
             SELECT %(ws)s, %(operation)s, id, %(kind)s, 'restore', '{{}}', '{{}}',
               jsonb_build_object('', remover), '{{}}', keys, '{{}}', %(at)s FROM back
           ) SELECT count(*) FROM back"""
    ).format(back=_back(kind, removed_by), table=Identifier(kind))
    found = await scalars(
        session,
        int,
        query,
        operation=operation_id,
        kind=kind,
        ids=list(ids),
        at=at,
        removed_by=removed_by,
    )
    return found[0]


def _back(kind: RecordKind, removed_by: UUID | None) -> Composed:
    """What is to come back: as `authorship.restore` decides."""
    return SQL(
        """back AS MATERIALIZED (
             SELECT r.id, r.ctid AS place, r.deleted_operation_id AS remover, removal.keys_freed AS keys
             FROM {table} r
             CROSS JOIN LATERAL (SELECT c.keys_freed, c.operation_id, c.after_by FROM change c
               WHERE c.workspace_id = %(ws)s AND c.operation_id = {remover} AND c.record_id = r.id OFFSET 0)
               AS removal
             WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) AND {removed}
               AND r.deleted_operation_id = coalesce((removal.after_by ->> '')::uuid, removal.operation_id)
           )"""
    ).format(
        table=Identifier(kind),
        remover=SQL("r.deleted_operation_id" if removed_by is None else "%(removed_by)s"),
        removed=SQL("r.trashed" if removed_by is None else "r.deleted_at IS NOT NULL"),
    )
