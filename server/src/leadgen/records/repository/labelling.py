"""SQL of labels put on many records and taken off them: tags and lists."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier, Literal

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import Field, RecordKind
from leadgen.records.repository import labels, setwise
from leadgen.records.repository.rows import scalars


async def label(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    ids: Collection[UUID],
    field: Field,
    *,
    add: Collection[str],
    remove: Collection[str],
    at: datetime,
) -> int:
    """Put these labels on the living ones of the records, which the caller has locked, and take those off.

    How many got other labels. What is both added and removed is added; a tag that does not exist is made.
    """
    added = await labels.word_ids(session, field.storage, add)
    query = SQL("WITH {}, {} SELECT count(*) FROM w").format(
        _wanted(kind, field), setwise.writes(kind, [field])
    )
    changed = await scalars(
        session,
        int,
        query,
        operation=operation_id,
        kind=kind,
        ids=list(ids),
        added=list(added.values()),
        removed=[labels.key_of(field.storage, one) for one in remove],
        at=at,
    )
    return changed[0]


def _wanted(kind: RecordKind, field: Field) -> Composed:
    words = labels.LABELS[field.storage].filled(
        SQL(
            """word AS MATERIALIZED (
                 SELECT {field} AS field, {named_by} AS value, t.id FROM {words} t
                 WHERE t.workspace_id = %(ws)s AND t.id = ANY(%(added)s)
               ), unwanted AS MATERIALIZED (
                 SELECT {named_by} AS value FROM {words} t
                 WHERE t.workspace_id = %(ws)s AND {key} = ANY(%(removed)s)
               )"""
        )
    )
    return words + SQL(
        """, w AS MATERIALIZED (
             SELECT r.id, r.origin_operation_id AS origin, {field} AS field, p.present AS before, f.after,
               nullif(s.operation_id, r.origin_operation_id) AS before_by, %(operation)s::uuid AS after_by
             FROM {table} r
             CROSS JOIN LATERAL (SELECT {present} AS present OFFSET 0) AS p
             CROSS JOIN LATERAL (SELECT jsonb_agg(value ORDER BY value COLLATE "C") AS after FROM (
               SELECT value FROM jsonb_array_elements_text(p.present) AS held (value)
               WHERE value NOT IN (SELECT value FROM unwanted) UNION SELECT value FROM word) AS one) AS f
             LEFT JOIN LATERAL ({author}) AS s ON true
             WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) AND r.deleted_at IS NULL
               AND p.present IS DISTINCT FROM f.after
           )"""
    ).format(
        table=Identifier(kind),
        field=field.key,
        present=setwise.present([field], Literal(field.key)),
        author=setwise.AUTHOR.format(field.key),
    )
