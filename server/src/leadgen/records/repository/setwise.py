"""SQL that writes many records in one statement, without their values ever leaving the database.

Only for fields whose values nothing follows from: no identity, no name, no contact point, no job. What shall
be written is decided by SQL too, in a relation `w` with a row for each record and field: (id, origin, field,
before, after, before_by, after_by), values as jsonb. `before_by` is NULL where it is the origin, `after_by`
never is. Where labels are among the fields, a relation `word` (field, value, id) says which tag or list each
value is that `w` adds. What `writing.apply` does with a write is done here by `writes`.
"""

from collections.abc import Collection
from uuid import UUID

from psycopg.sql import SQL, Composable, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.derivation import SOURCES
from leadgen.records.field import Field, RecordKind
from leadgen.records.normalise.values import Value
from leadgen.records.projection import DERIVING, IDENTIFYING
from leadgen.records.registry import judges
from leadgen.records.repository.labels import LABELS
from leadgen.records.repository.rows import scalars
from leadgen.records.values import custom_row

_FOLLOWED = DERIVING | IDENTIFYING | SOURCES | {"company"}
_PARTS = {"range": ("min", "max"), "money": ("amount", "currency")}


def is_plain(field: Field) -> bool:
    """Does nothing follow from the field's values but the cell itself?"""
    stands_alone = not field.point and not field.key_column and field.about is None
    stands_alone &= field.key not in judges()
    return stands_alone and field.key not in _FOLLOWED and field.storage in ("column", "custom")


def is_setwise(field: Field) -> bool:
    """Can `writes` write it? Nothing follows from labels, either."""
    return field.storage in LABELS or is_plain(field)


async def lock(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID], *, living: bool = True
) -> int:
    """Keep the living ones of these records, or else the removed ones, from being written by others; how many
    they are.
    """
    query = SQL(
        """SELECT count(*) FROM (SELECT FROM {} WHERE workspace_id = %(ws)s AND id = ANY(%(ids)s)
             AND (deleted_at IS NULL) = %(living)s ORDER BY id FOR NO KEY UPDATE) AS locked"""
    )
    return (await scalars(session, int, query.format(Identifier(kind)), ids=list(ids), living=living))[0]


def present(fields: Collection[Field], key: Composable) -> Composed:
    """The value that the record `r` has in the field called `key`, as the journal keeps it; NULL for none."""
    cases = [SQL("WHEN {} THEN {}").format(field.key, _held(field)) for field in fields]
    return SQL("CASE {} {} END").format(key, SQL(" ").join(cases))


def _held(field: Field) -> Composed:
    if field.storage == "custom":
        forms = {"number": SQL("to_jsonb(v.value::numeric)"), "boolean": SQL("to_jsonb(v.value = 'true')")}
        return SQL(
            """(SELECT {} FROM custom_value v WHERE v.workspace_id = %(ws)s AND v.record_id = r.id
                  AND v.field_id = {}::uuid)"""
        ).format(forms.get(field.type, SQL("to_jsonb(v.value)")), str(field.custom_id))
    if field.storage in LABELS:
        return LABELS[field.storage].filled(_LABELS_HELD)
    columns = [Identifier("r", name) for name, _ in field.columns]
    if len(columns) == 1:
        return SQL("to_jsonb({})").format(columns[0])
    return SQL(
        "CASE WHEN {a} IS NOT NULL OR {b} IS NOT NULL THEN jsonb_build_object({first}, {a}, {last}, {b}) END"
    ).format(a=columns[0], b=columns[1], first=_PARTS[field.type][0], last=_PARTS[field.type][1])


# In the order Python sorts them in.
_LABELS_HELD = SQL(
    """(SELECT jsonb_agg({named_by} ORDER BY {named_by} COLLATE "C") FROM {pairs} p
        JOIN {words} t ON t.workspace_id = p.workspace_id AND t.id = p.{column}
        WHERE p.workspace_id = %(ws)s AND p.record_id = r.id)"""
)

# The operation that wrote a field last, where that is not the record's origin.
AUTHOR = SQL(
    """SELECT s.operation_id FROM field_state s WHERE s.workspace_id = %(ws)s AND s.record_id = r.id
         AND s.field = {} OFFSET 0"""
)


def writes(kind: RecordKind, fields: Collection[Field]) -> Composed:
    """The parts of a WITH that bring the records to what `w` says, and keep the changes.

    The planner cannot know how many records `w` has. So a barrier leaves only the primary key to look with:
    else it reads the whole workspace, or searches the ids for each record. The rows are locked by the caller.
    """
    return SQL(
        """per AS MATERIALIZED (
             SELECT id, jsonb_object_agg(field, before) AS before, jsonb_object_agg(field, after) AS after,
               coalesce(jsonb_object_agg(field, before_by) FILTER (WHERE before_by IS NOT NULL), '{{}}')
                 AS before_by,
               coalesce(jsonb_object_agg(field, after_by) FILTER (WHERE after_by <> %(operation)s), '{{}}')
                 AS after_by
             FROM w GROUP BY id
           ), record AS (
             UPDATE {table} r SET {columns} updated_at = %(at)s
             FROM per CROSS JOIN LATERAL (SELECT one.ctid AS place FROM {table} one
               WHERE one.workspace_id = %(ws)s AND one.id = per.id OFFSET 0) AS held
             WHERE r.ctid = held.place
           ), kept AS (
             INSERT INTO change (workspace_id, operation_id, record_id, kind, action, before, after,
               before_by, after_by, keys_taken, keys_freed, at)
             SELECT %(ws)s, %(operation)s, id, %(kind)s, 'update', before, after, before_by, after_by, '{{}}',
               '{{}}', %(at)s FROM per
           ), origins AS (
             DELETE FROM field_state s USING (
               SELECT held.place FROM w CROSS JOIN LATERAL (SELECT f.ctid AS place FROM field_state f
                 WHERE f.workspace_id = %(ws)s AND f.record_id = w.id AND f.field = w.field OFFSET 0) AS held
               WHERE w.after_by = w.origin
             ) AS gone WHERE s.ctid = gone.place
           ), authored AS (
             INSERT INTO field_state (workspace_id, record_id, field, kind, state, operation_id, checked_at,
               pinned_by, confidence, expires_at)
             SELECT %(ws)s, w.id, w.field, %(kind)s, CASE WHEN w.after IS NOT NULL THEN 'value'
                 WHEN b.belief ? 'reason' THEN 'unknown' ELSE 'empty' END,
               o.id, o.created_at, CASE WHEN o.kind IN ('edit', 'bulk_edit') AND o.actor_kind = 'user'
                 THEN o.actor_id END, (b.belief ->> 'confidence')::real,
               (b.belief ->> 'expires_at')::timestamptz
             FROM w JOIN operation o ON o.workspace_id = %(ws)s AND o.id = w.after_by
             LEFT JOIN LATERAL (SELECT c.beliefs -> w.field AS belief FROM change c
               WHERE c.workspace_id = %(ws)s AND c.operation_id = o.id AND c.record_id = w.id
                 AND o.kind = 'enrichment' OFFSET 0) AS b ON true
             WHERE w.after_by <> w.origin
             ON CONFLICT (workspace_id, record_id, field) DO UPDATE SET state = excluded.state,
               operation_id = excluded.operation_id, checked_at = excluded.checked_at,
               pinned_by = excluded.pinned_by, confidence = excluded.confidence,
               expires_at = excluded.expires_at
           ){own}{labels}"""
    ).format(
        table=Identifier(kind),
        columns=SQL("").join([_set(field) for field in fields if field.storage == "column"]),
        own=_OWN if any(field.storage == "custom" for field in fields) else SQL(""),
        labels=SQL("").join(
            [LABELS[field.storage].filled(_LABELLED) for field in fields if field.storage in LABELS]
        ),
    )


def _set(field: Field) -> Composed:
    """The field's columns keep what they have unless `per` names the field."""
    parts = _PARTS.get(field.type)
    texts = (
        [SQL("per.after -> {} ->> {}").format(field.key, part) for part in parts]
        if parts
        else [SQL("per.after ->> {}").format(field.key)]
    )
    one = SQL("{name} = CASE WHEN per.after ? {key} THEN ({text})::{type} ELSE r.{name} END, ")
    return SQL("").join(
        [
            one.format(name=Identifier(name), key=field.key, text=text, type=SQL(column_type))
            for (name, column_type), text in zip(field.columns, texts, strict=True)
        ]
    )


# The workspace's own fields among them. `own` has each of their values as its row holds it.
_OWN = SQL(
    """, own AS MATERIALIZED (
         SELECT * FROM unnest(%(own_fields)s::text[], %(own_ids)s::uuid[], %(own_values)s::text[],
           %(own_keys)s::text[], %(own_numbers)s::bigint[], %(own_ats)s::timestamptz[], %(own_refs)s::uuid[])
           AS own (field, field_id, value, text_key, number, at, ref)
       ), emptied AS (
         DELETE FROM custom_value v USING (
           SELECT held.place FROM w JOIN own ON own.field = w.field AND own.value IS NULL
           CROSS JOIN LATERAL (SELECT c.ctid AS place FROM custom_value c WHERE c.workspace_id = %(ws)s
             AND c.record_id = w.id AND c.field_id = own.field_id OFFSET 0) AS held
           WHERE w.after IS NULL
         ) AS gone WHERE v.ctid = gone.place
       ), filled AS (
         INSERT INTO custom_value (workspace_id, record_id, field_id, value, text_key, number, at, ref)
         SELECT %(ws)s, w.id, own.field_id, own.value, own.text_key, own.number, own.at, own.ref
         FROM w JOIN own ON own.field = w.field AND own.value = w.after #>> '{}'
         WHERE w.after IS DISTINCT FROM w.before
         ON CONFLICT (workspace_id, record_id, field_id) DO UPDATE SET value = excluded.value,
           text_key = excluded.text_key, number = excluded.number, at = excluded.at, ref = excluded.ref
       )"""
)


# A tag may have another name by now than the wanted one: then it is neither taken off nor added.
_LABELLED = SQL(
    """, {off} AS (
         DELETE FROM {pairs} p USING (
           SELECT held.place FROM w CROSS JOIN LATERAL (SELECT x.ctid AS place, t.id, {named_by} AS value
             FROM {pairs} x JOIN {words} t ON t.workspace_id = x.workspace_id AND t.id = x.{column}
             WHERE x.workspace_id = %(ws)s AND x.record_id = w.id OFFSET 0) AS held
           WHERE w.field = {field} AND NOT coalesce(w.after ? held.value, false) AND NOT EXISTS (
             SELECT FROM word WHERE word.field = w.field AND word.id = held.id AND w.after ? word.value)
         ) AS gone WHERE p.ctid = gone.place
       ), {on} AS (
         INSERT INTO {pairs} (workspace_id, record_id, {column})
         SELECT %(ws)s, w.id, word.id FROM w JOIN word ON word.field = w.field AND w.after ? word.value
         WHERE w.field = {field} AND NOT coalesce(w.before ? word.value, false)
         ON CONFLICT DO NOTHING
       )"""
)


def own_rows(values: Collection[tuple[Field, Value | None]]) -> dict[str, list[object]]:
    """What `writes` takes for the workspace's own fields: their wanted values, with what stands beside them.

    Each of these fields comes once with None too.
    """
    own = {(field.key, None): field for field, _ in values if field.storage == "custom"}
    rows: list[tuple[object, ...]] = [
        (field.key, field.custom_id, None, None, None, None, None) for field in own.values()
    ]
    for field, value in values:
        if field.storage == "custom" and value is not None:
            row = custom_row(field, value)
            rows.append((field.key, field.custom_id, row.value, row.text_key, row.number, row.at, row.ref))
    names = ("own_fields", "own_ids", "own_values", "own_keys", "own_numbers", "own_ats", "own_refs")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}
