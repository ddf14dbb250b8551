"""SQL of one edit of many records: the same values for all of them, or to each its own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import Field, RecordKind
from leadgen.records.normalise.values import Value
from leadgen.records.repository import setwise
from leadgen.records.repository.rows import scalars, typed


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


@dataclass(frozen=True)
class Wish:
    """A plain field of a record shall become another value than the one it was seen with."""

    id: UUID
    field: Field
    before: Value | None
    after: Value


@dataclass(frozen=True)
class Left:
    """A wish that is not fulfilled: the record is gone, or somebody wrote the field since it was seen."""

    id: UUID
    field: str
    by: UUID | None
    gone: bool


async def fulfil(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    wishes: Collection[Wish],
    *,
    seen_by: UUID,
    at: datetime,
) -> list[Left]:
    """Write what is wished where it still is as it was seen, by authors not after `seen_by`, an id of then.

    The records are locked by the caller. A field of a record is wished for once.
    """
    fields = list({one.field.key: one.field for one in wishes}.values())
    query = SQL("WITH {}, {} {}").format(_wished(kind, fields), setwise.writes(kind, fields), _LEFT)
    rows = [
        {"id": str(one.id), "field": one.field.key, "before": one.before, "after": one.after}
        for one in wishes
    ]
    values = [*((field, None) for field in fields), *((one.field, one.after) for one in wishes)]
    return await typed(
        session,
        Left,
        query,
        operation=operation_id,
        kind=kind,
        wishes=Jsonb(rows),
        seen_by=seen_by,
        at=at,
        **setwise.own_rows(values),
    )


def _wished(kind: RecordKind, fields: Collection[Field]) -> Composed:
    return SQL(
        """told AS MATERIALIZED (
             SELECT wish.id, wish.field, wish.before, wish.after, r.origin_operation_id AS origin, p.present,
               coalesce(s.operation_id, r.origin_operation_id) AS author
             FROM jsonb_to_recordset(%(wishes)s) AS wish (id uuid, field text, before jsonb, after jsonb)
             LEFT JOIN LATERAL (SELECT one.* FROM {table} one WHERE one.workspace_id = %(ws)s
               AND one.id = wish.id AND one.deleted_at IS NULL OFFSET 0) AS r ON true
             LEFT JOIN LATERAL (SELECT {present} AS present OFFSET 0) AS p ON true
             LEFT JOIN LATERAL ({author}) AS s ON true
           ), w AS MATERIALIZED (
             SELECT id, origin, field, before, after, nullif(author, origin) AS before_by,
               %(operation)s::uuid AS after_by
             FROM told WHERE present IS NOT DISTINCT FROM before AND author <= %(seen_by)s
           )"""
    ).format(
        table=Identifier(kind),
        present=setwise.present(fields, SQL("wish.field")),
        author=setwise.AUTHOR.format(SQL("wish.field")),
    )


_LEFT = SQL(
    """SELECT id, field, CASE WHEN author > %(seen_by)s THEN author END AS by, author IS NULL AS gone
       FROM told WHERE author IS NULL OR author > %(seen_by)s OR present IS DISTINCT FROM before"""
)
