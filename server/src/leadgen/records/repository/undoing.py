"""SQL that walks through what an operation did, a chunk at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.registry import judging
from leadgen.records.repository.rows import run, scalars, typed


async def created_by(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, after: UUID | None, limit: int
) -> list[UUID]:
    """The living records an operation made, in the order of their ids, from behind `after`."""
    behind = SQL(" AND id > %(after)s" if after else "")
    query = SQL(
        "SELECT id FROM {} WHERE workspace_id = %(ws)s AND origin_operation_id = %(operation)s"
        " AND deleted_at IS NULL{} ORDER BY id LIMIT %(limit)s"
    )
    return await scalars(
        session,
        UUID,
        query.format(Identifier(kind), behind),
        operation=operation_id,
        after=after,
        limit=limit,
    )


async def changed_companies(session: WorkspaceSession, operation_id: UUID) -> list[UUID]:
    """The companies an operation changed."""
    return await scalars(
        session,
        UUID,
        """SELECT record_id FROM change
           WHERE workspace_id = %(ws)s AND operation_id = %(operation)s AND kind = 'company'""",
        operation=operation_id,
    )


# On the record `r`: another one was merged into it, by `m`, and was not taken out again.
_MERGED_IN = """m.workspace_id = r.workspace_id AND m.survivor_id = r.id AND (
    EXISTS (SELECT FROM contact c WHERE c.workspace_id = m.workspace_id AND c.id = m.record_id
      AND c.deleted_operation_id = m.operation_id)
    OR EXISTS (SELECT FROM company co WHERE co.workspace_id = m.workspace_id AND co.id = m.record_id
      AND co.deleted_operation_id = m.operation_id))"""


@dataclass(frozen=True)
class Later:
    """A record somebody worked on after its origin, and the newest operation that did."""

    id: UUID
    by: UUID


async def touched(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Of these records, those that another operation than their origin worked on → the newest such."""
    chosen = SQL("r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s)")
    found = await typed(session, Later, _touched(kind, chosen), ids=list(ids), judging=judging())
    return {row.id: row.by for row in found}


async def touched_since(
    session: WorkspaceSession, kind: RecordKind, operation_id: UUID, ids: Collection[UUID]
) -> dict[UUID, UUID]:
    """Of these records, which an operation brought back, those with a value whose author is another one than
    then → that author.
    """
    query = SQL(
        """SELECT DISTINCT ON (r.id) r.id, coalesce(s.operation_id, r.origin_operation_id) AS by FROM (
             SELECT DISTINCT ON (c.record_id, field.key) c.record_id, field.key,
               (c.before_by ->> field.key)::uuid AS author
             FROM change c CROSS JOIN LATERAL jsonb_object_keys(c.after) AS field (key)
             WHERE c.workspace_id = %(ws)s AND c.record_id = ANY(%(ids)s) AND c.operation_id > %(operation)s
             ORDER BY c.record_id, field.key, c.operation_id
           ) AS former
           JOIN {} r ON r.workspace_id = %(ws)s AND r.id = former.record_id
           LEFT JOIN field_state s ON s.workspace_id = %(ws)s AND s.record_id = r.id AND s.field = former.key
           WHERE former.key <> ALL(%(judging)s) AND coalesce(s.operation_id, r.origin_operation_id)
             <> coalesce(former.author, r.origin_operation_id)
           ORDER BY r.id, s.operation_id DESC"""
    )
    found = await typed(
        session,
        Later,
        query.format(Identifier(kind)),
        ids=list(ids),
        operation=operation_id,
        judging=judging(),
    )
    return {row.id: row.by for row in found}


async def touched_of(session: WorkspaceSession, kind: RecordKind, operation_id: UUID) -> list[Later]:
    """As `touched`, for every living record an operation made."""
    chosen = SQL("r.workspace_id = %(ws)s AND r.origin_operation_id = %(operation)s AND r.deleted_at IS NULL")
    return await typed(session, Later, _touched(kind, chosen), operation=operation_id, judging=judging())


def _touched(kind: RecordKind, chosen: SQL) -> Composed:
    """By a value of another author than the origin, or by a merge; a check or a search in vain is no work."""
    return SQL(
        """SELECT DISTINCT ON (id) id, by FROM (
             SELECT r.id, s.operation_id AS by FROM {table} r
             JOIN field_state s ON s.workspace_id = r.workspace_id AND s.record_id = r.id
               AND s.operation_id <> r.origin_operation_id AND s.field <> ALL(%(judging)s)
               AND s.state <> 'unknown'
             WHERE {chosen}
             UNION ALL SELECT r.id, m.operation_id FROM {table} r JOIN merged_record m ON {merged_in}
             WHERE {chosen}
           ) AS later ORDER BY id, by DESC"""
    ).format(table=Identifier(kind), chosen=chosen, merged_in=SQL(_MERGED_IN))


async def going(
    session: WorkspaceSession, kind: RecordKind, operation_id: UUID, ids: Collection[UUID]
) -> set[UUID]:
    """Of these records, those that the operation made and nobody worked on since: its undo removes them."""
    query = SQL(
        """SELECT r.id FROM {} r
           WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) AND r.origin_operation_id = %(operation)s
             AND r.deleted_at IS NULL AND NOT EXISTS (
               SELECT FROM field_state s WHERE s.workspace_id = r.workspace_id AND s.record_id = r.id
                 AND s.operation_id <> r.origin_operation_id AND s.field <> ALL(%(judging)s)
                 AND s.state <> 'unknown')
             AND NOT EXISTS (SELECT FROM merged_record m WHERE {})"""
    ).format(Identifier(kind), SQL(_MERGED_IN))
    found = await scalars(session, UUID, query, ids=list(ids), operation=operation_id, judging=judging())
    return set(found)


async def lock(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> None:
    """Keep records from being written by others, in the order everybody locks them."""
    query = SQL("SELECT FROM {} WHERE id = ANY(%(ids)s) ORDER BY id FOR NO KEY UPDATE")
    await run(session, query.format(Identifier(kind)), ids=list(ids))


@dataclass(frozen=True)
class Used:
    """A company that contacts work or worked at."""

    id: UUID
    contacts: int


async def used(session: WorkspaceSession, company_ids: Collection[UUID]) -> dict[UUID, int]:
    """Company → how many contacts work or worked there, of those where any does."""
    found = await typed(
        session,
        Used,
        """SELECT at.company_id AS id, count(*) AS contacts FROM (
             SELECT c.company_id, c.id FROM contact c
             WHERE c.workspace_id = %(ws)s AND c.company_id = ANY(%(ids)s) AND c.deleted_at IS NULL
             UNION SELECT e.company_id, e.contact_id FROM employment e
             JOIN contact c ON c.workspace_id = e.workspace_id AND c.id = e.contact_id
               AND c.deleted_at IS NULL
             WHERE e.workspace_id = %(ws)s AND e.company_id = ANY(%(ids)s)
               AND (e.to_date IS NOT NULL OR NOT e.is_primary)
           ) AS at GROUP BY at.company_id""",
        ids=list(company_ids),
    )
    return {row.id: row.contacts for row in found}


async def used_after(session: WorkspaceSession, operation_id: UUID) -> dict[UUID, int]:
    """Companies an operation made or brought back → contacts of theirs that would be left after its undo.

    Those that the operation made or brought back itself go along, unless somebody worked on them since; and
    those that it moved there go back, unless somebody said since that they work there.
    """
    found = await typed(
        session,
        Used,
        """WITH gone AS (
             SELECT co.id FROM company co WHERE co.workspace_id = %(ws)s AND co.deleted_at IS NULL
               AND (co.origin_operation_id = %(operation)s OR co.id IN (
                 SELECT h.record_id FROM change h WHERE h.workspace_id = %(ws)s
                   AND h.operation_id = %(operation)s AND h.action = 'restore'))
           ), at AS (
             SELECT c.company_id, c.id, true AS present FROM gone
             JOIN contact c ON c.workspace_id = %(ws)s AND c.company_id = gone.id AND c.deleted_at IS NULL
             UNION ALL SELECT e.company_id, e.contact_id, false FROM gone
             JOIN employment e ON e.workspace_id = %(ws)s AND e.company_id = gone.id
               AND (e.to_date IS NOT NULL OR NOT e.is_primary)
           )
           SELECT at.company_id AS id, count(DISTINCT c.id) AS contacts FROM at
           JOIN contact c ON c.workspace_id = %(ws)s AND c.id = at.id AND c.deleted_at IS NULL
           LEFT JOIN change h ON h.workspace_id = %(ws)s AND h.operation_id = %(operation)s
             AND h.record_id = c.id
           LEFT JOIN field_state f ON f.workspace_id = %(ws)s AND f.record_id = c.id AND f.field = 'company'
           WHERE NOT (
               (c.origin_operation_id = %(operation)s OR coalesce(h.action = 'restore', false))
               AND NOT EXISTS (SELECT FROM field_state s WHERE s.workspace_id = %(ws)s
                 AND s.record_id = c.id AND s.operation_id <> c.origin_operation_id
                 AND s.state <> 'unknown'))
             AND NOT (at.present AND c.origin_operation_id <> %(operation)s
               AND coalesce(h.before ? 'company', false)
               AND coalesce((h.after_by ->> 'company')::uuid, h.operation_id)
                 = coalesce(f.operation_id, c.origin_operation_id))
           GROUP BY at.company_id""",
        operation=operation_id,
    )
    return {row.id: row.contacts for row in found}


async def made_among(session: WorkspaceSession, operation_id: UUID, ids: Collection[UUID]) -> list[UUID]:
    """Those of these companies that the operation made."""
    return await scalars(
        session,
        UUID,
        """SELECT id FROM company
           WHERE workspace_id = %(ws)s AND origin_operation_id = %(operation)s AND id = ANY(%(ids)s)""",
        operation=operation_id,
        ids=list(ids),
    )


@dataclass(frozen=True)
class Extent:
    """How much an operation did: records with a change, and living records it made."""

    changes: int
    contacts: int
    companies: int


async def extent(session: WorkspaceSession, operation_id: UUID) -> Extent:
    """How far an undo has to go."""
    found = await typed(
        session,
        Extent,
        """SELECT (SELECT count(*) FROM change WHERE workspace_id = %(ws)s AND operation_id = %(id)s
                    AND action <> 'create') AS changes,
             (SELECT count(*) FROM contact WHERE workspace_id = %(ws)s AND origin_operation_id = %(id)s
                AND deleted_at IS NULL) AS contacts,
             (SELECT count(*) FROM company WHERE workspace_id = %(ws)s AND origin_operation_id = %(id)s
                AND deleted_at IS NULL) AS companies""",
        id=operation_id,
    )
    return found[0]
