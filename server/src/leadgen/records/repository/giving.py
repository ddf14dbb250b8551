"""SQL of one edit of many records: the same values for all of them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import Field, RecordKind
from leadgen.records.normalise.values import Value
from leadgen.records.repository import setwise
from leadgen.records.repository.rows import scalars


async def give(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    ids: Collection[UUID],
    values: Collection[tuple[Field, Value | None]],
    at: datetime,
) -> int:
    """Write these values of plain fields into the living ones of the records, which the caller has locked.

    How many got another value. An equal value is confirmed, as `authorship.plan` has it.
    """
    fields = [field for field, _ in values]
    query = SQL("WITH {}, {} SELECT count(DISTINCT id) FROM w WHERE before IS DISTINCT FROM after").format(
        _wanted(kind, fields), setwise.writes(kind, fields)
    )
    changed = await scalars(
        session,
        int,
        query,
        operation=operation_id,
        kind=kind,
        ids=list(ids),
        wanted=Jsonb({field.key: value for field, value in values}),
        at=at,
        **setwise.own_rows(values),
    )
    return changed[0]


def _wanted(kind: RecordKind, fields: Collection[Field]) -> Composed:
    return SQL(
        """w AS MATERIALIZED (
             SELECT r.id, r.origin_operation_id AS origin, f.field, p.present AS before, f.after,
               nullif(s.operation_id, r.origin_operation_id) AS before_by, %(operation)s::uuid AS after_by
             FROM {table} r
             CROSS JOIN (SELECT key AS field, nullif(value, 'null') AS after FROM jsonb_each(%(wanted)s)) AS f
             CROSS JOIN LATERAL (SELECT {present} AS present OFFSET 0) AS p
             LEFT JOIN LATERAL ({author}) AS s ON true
             WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) AND r.deleted_at IS NULL
               AND (p.present IS DISTINCT FROM f.after OR (p.present IS NOT NULL
                 AND coalesce(s.operation_id, r.origin_operation_id) <> %(operation)s))
           )"""
    ).format(
        table=Identifier(kind),
        present=setwise.present(fields, SQL("f.field")),
        author=setwise.AUTHOR.format(SQL("f.field")),
    )
