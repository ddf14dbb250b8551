"""SQL of the undo of a chunk of changes of plain fields and labels: decided and put back in one statement.

The decisions are those of `authorship.reverse`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.contracts import Action
from leadgen.records.field import Field, RecordKind
from leadgen.records.normalise.values import Value
from leadgen.records.repository import setwise
from leadgen.records.repository.rows import typed


@dataclass(frozen=True)
class Ahead:
    """The next changes of an operation: of which records, in which fields, and whether all are mere updates
    that moved no identity, or all removals."""

    ids: list[UUID] | None
    fields: list[str] | None
    is_mere: bool | None
    is_removal: bool | None


async def ahead(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    actions: Sequence[Action],
    after: UUID | None,
    limit: int,
) -> Ahead:
    """The changes in the order of their records, from behind `after`."""
    behind = " AND record_id > %(after)s" if after else ""
    found = await typed(
        session,
        Ahead,
        """WITH next AS MATERIALIZED (
             SELECT record_id, action, before, keys_taken, keys_freed FROM change
             WHERE workspace_id = %(ws)s AND operation_id = %(operation)s AND kind = %(kind)s
               AND action = ANY(%(actions)s)"""
        + behind
        + """ ORDER BY record_id LIMIT %(limit)s)
           SELECT array_agg(record_id) AS ids,
             bool_and(action = 'update' AND keys_taken = '{}' AND keys_freed = '{}') AS is_mere,
             bool_and(action = 'delete') AS is_removal,
             (SELECT array_agg(DISTINCT key) FROM next, jsonb_object_keys(before) AS key) AS fields
           FROM next""",
        operation=operation_id,
        kind=kind,
        actions=list(actions),
        after=after,
        limit=limit,
    )
    return found[0]


@dataclass(frozen=True)
class Former:
    """A value that a field of the workspace's own had before."""

    field: str
    value: JSON


async def formers(
    session: WorkspaceSession, operation_id: UUID, ids: Collection[UUID], fields: Collection[str]
) -> list[Former]:
    """Each of them once."""
    return await typed(
        session,
        Former,
        """SELECT DISTINCT b.key AS field, b.value FROM change c CROSS JOIN LATERAL jsonb_each(c.before) AS b
           WHERE c.workspace_id = %(ws)s AND c.operation_id = %(operation)s AND c.record_id = ANY(%(ids)s)
             AND b.key = ANY(%(fields)s)""",
        operation=operation_id,
        ids=list(ids),
        fields=list(fields),
    )


@dataclass(frozen=True)
class _Label:
    field: str
    value: str


async def lost_labels(
    session: WorkspaceSession,
    target_id: UUID,
    kind: RecordKind,
    ids: Sequence[UUID],
    fields: Collection[Field],
) -> list[tuple[str, str]]:
    """(field, value) of the tags and lists that `revert` would put on any of these records again."""
    query = SQL(
        """WITH {} SELECT DISTINCT w.field, lost.value
           FROM w CROSS JOIN LATERAL jsonb_array_elements_text(w.after) AS lost (value)
           WHERE w.field IN ('tags', 'lists') AND NOT coalesce(w.before ? lost.value, false)"""
    ).format(_decided(kind, fields))
    found = await typed(session, _Label, query, target=target_id, ids=list(ids))
    return [(one.field, one.value) for one in found]


@dataclass(frozen=True)
class Refused:
    """A field that is not put back, or without one a record that is gone, and by whom that is."""

    id: UUID
    field: str
    by: UUID | None


@dataclass(frozen=True)
class _Outcome:
    reverted: int
    kept: int
    refused: list[list[str | None]]


@dataclass(frozen=True)
class Reverted:
    """How many values were put back, how many stay as confirmed since, and what is refused."""

    reverted: int
    kept: int
    refused: Sequence[Refused]


async def look(
    session: WorkspaceSession,
    target_id: UUID,
    kind: RecordKind,
    ids: Sequence[UUID],
    fields: Collection[Field],
) -> Reverted:
    """What `revert` would do now."""
    query = SQL("WITH {} {}").format(_decided(kind, fields), _OUTCOME)
    return _reverted(await typed(session, _Outcome, query, target=target_id, ids=list(ids)))


async def revert(
    session: WorkspaceSession,
    undo_id: UUID,
    target_id: UUID,
    kind: RecordKind,
    ids: Sequence[UUID],
    values: Collection[tuple[Field, Value | None]],
    words: Collection[tuple[str, str, UUID]],
    at: datetime,
) -> Reverted:
    """Put back what the target changed in these records, which the caller has locked.

    `values` names every field of it, with each value that one of the workspace's own had; `words` says which
    tag or list each of `lost_labels` is: (field, value, id).
    """
    fields = list({field.key: field for field, _ in values}.values())
    query = SQL("WITH {}, {}, {} {}").format(
        _decided(kind, fields), _WORDS, setwise.writes(kind, fields), _OUTCOME
    )
    found = await typed(
        session,
        _Outcome,
        query,
        operation=undo_id,
        target=target_id,
        kind=kind,
        ids=list(ids),
        at=at,
        word_fields=[field for field, _, _ in words],
        word_values=[value for _, value, _ in words],
        word_ids=[word_id for _, _, word_id in words],
        **setwise.own_rows(values),
    )
    return _reverted(found)


def _reverted(found: Sequence[_Outcome]) -> Reverted:
    [one] = found
    refused = [
        Refused(UUID(record), field or "", UUID(by) if by else None) for record, field, by in one.refused
    ]
    return Reverted(one.reverted, one.kept, refused)


# What an operation changed in a record of its own goes with the record.
def _decided(kind: RecordKind, fields: Collection[Field]) -> Composed:
    return SQL(
        """told AS MATERIALIZED (
             SELECT r.id, r.origin_operation_id AS origin, r.deleted_operation_id AS removed_by, b.field,
               p.present, nullif(b.value, 'null') AS former, nullif(c.after -> b.field, 'null') AS left_with,
               coalesce(s.operation_id, r.origin_operation_id) AS author,
               coalesce((c.after_by ->> b.field)::uuid, c.operation_id) AS writer,
               (c.before_by ->> b.field)::uuid AS former_by
             FROM change c
             CROSS JOIN LATERAL (SELECT one.* FROM {table} one WHERE one.workspace_id = %(ws)s
               AND one.id = c.record_id AND one.origin_operation_id <> %(target)s OFFSET 0) AS r
             CROSS JOIN LATERAL jsonb_each(c.before) AS b (field, value)
             CROSS JOIN LATERAL (SELECT {present} AS present OFFSET 0) AS p
             LEFT JOIN LATERAL ({author}) AS s ON true
             WHERE c.workspace_id = %(ws)s AND c.operation_id = %(target)s AND c.record_id = ANY(%(ids)s)
           ), w AS MATERIALIZED (
             SELECT id, origin, field, present AS before, former AS after,
               nullif(author, origin) AS before_by, coalesce(former_by, origin) AS after_by
             FROM told WHERE removed_by IS NULL AND author = writer
           )"""
    ).format(
        table=Identifier(kind),
        present=setwise.present(fields, SQL("b.field")),
        author=setwise.AUTHOR.format(SQL("b.field")),
    )


_WORDS = SQL(
    """word AS MATERIALIZED (
         SELECT * FROM unnest(%(word_fields)s::text[], %(word_values)s::text[], %(word_ids)s::uuid[])
           AS one (field, value, id)
       )"""
)
_OUTCOME = SQL(
    """SELECT (SELECT count(*) FROM w WHERE num_nonnulls(before, after) > 0) AS reverted,
         (SELECT count(*) FROM told WHERE removed_by IS NULL AND author <> writer
           AND present IS NOT DISTINCT FROM left_with) AS kept,
         (SELECT coalesce(jsonb_agg(jsonb_build_array(id, field, by) ORDER BY id, field), '[]') FROM (
           SELECT DISTINCT id, '' AS field, removed_by AS by FROM told WHERE removed_by IS NOT NULL
           UNION ALL SELECT id, field, author FROM told WHERE removed_by IS NULL AND author <> writer
             AND present IS DISTINCT FROM left_with AND present IS DISTINCT FROM former) AS one) AS refused"""
)
