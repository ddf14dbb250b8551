"""SQL of rows as they go over the wire: the database writes each one's JSON, so that nobody builds it again.

One statement for a page, with everything a row shows: values, further contact points, labels, the workspace's
own fields, the present company, states of cells.
"""

from collections.abc import Iterator, Sequence

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from leadgen.records.field import Field, RecordKind
from leadgen.records.registry import REFERENCES, registered
from leadgen.records.repository.labels import LABELS

# A function of PostgreSQL takes at most 100 arguments.
_ARGUMENTS = 90
# Fields → the text of their rows; they are replaced whole when one is registered.
_texts: dict[RecordKind, tuple[tuple[Field, ...], SQL]] = {}


def shown_query(kind: RecordKind, sort_value: Composable, chosen: Composable) -> Composed:
    """Of the chosen records in their order: `id`, `sort_value`, and `item`, the row as JSON.

    The page is chosen first, and everything else looked up for its rows alone, whatever the planner believes.
    """
    page = SQL("(SELECT r.*, row_number() OVER () AS place FROM (SELECT r.* FROM {} r WHERE {}) AS r)")
    return SQL("SELECT r.id, {} AS sort_value, {} AS item FROM {} AS r {} ORDER BY r.place").format(
        sort_value,
        _item(kind),
        page.format(Identifier(kind), chosen),
        _COMPANY if kind == "contact" else SQL(""),
    )


def _item(kind: RecordKind) -> SQL:
    fields = registered(kind)
    if kind not in _texts or _texts[kind][0] is not fields:
        # Put together of literals and identifiers of the registry: as safe as they are, and written once.
        _texts[kind] = (fields, SQL(_written(kind, fields).as_string()))
    return _texts[kind][1]


def _written(kind: RecordKind, fields: Sequence[Field]) -> Composed:
    members = [*_columns(fields), *(_labels(field) for field in fields if field.storage in LABELS)]
    members += [_points(fields), *_EMPLOYER] if kind == "contact" else []
    return SQL(
        """concat('{{"id":"', r.id, '","values":{{', {values}, '}},"company":', {company},
             ',"states":{{', {states}, '}},"created_at":', to_json(r.created_at),
             ',"updated_at":', to_json(r.updated_at), '}}')"""
    ).format(
        values=_joined([*members, _OWN]),
        company=_PRESENT if kind == "contact" else SQL("'null'"),
        states=_states(kind),
    )


def _joined(members: Sequence[Composable]) -> Composed:
    """The members with commas between them; those that are NULL are left out."""
    pieces = [members[start : start + _ARGUMENTS] for start in range(0, len(members), _ARGUMENTS)]
    lists = [SQL("concat_ws(',', {})").format(SQL(", ").join(piece)) for piece in pieces]
    return lists[0] if len(lists) == 1 else _joined([SQL("nullif({}, '')").format(one) for one in lists])


def _member(key: str, value: Composable) -> Composed:
    """`"key":value`, NULL where the value is."""
    return SQL("{} || to_json({})::text").format(Literal(f'"{key}":'), value)


def _columns(fields: Sequence[Field]) -> Iterator[Composed]:
    for field in fields:
        held = [Identifier("r", name) for name, _ in field.columns]
        if len(held) == 1 and field.key not in REFERENCES:
            yield _member(field.key, held[0])
        elif len(held) == 2:
            first, second = ("min", "max") if field.type == "range" else ("amount", "currency")
            yield SQL(
                "CASE WHEN num_nonnulls({both}) > 0 THEN {key} || json_build_object({pair})::text END"
            ).format(
                both=SQL(", ").join(held),
                key=Literal(f'"{field.key}":'),
                pair=SQL("{}, {}, {}, {}").format(Literal(first), held[0], Literal(second), held[1]),
            )


def _labels(field: Field) -> Composed:
    """Names of tags, ids of lists; not of those that were deleted."""
    labels = LABELS[field.storage]
    query = SQL(
        """(SELECT {key} || json_agg({named_by} ORDER BY {named_by} COLLATE "C")::text FROM {pairs} p
            JOIN {words} t ON t.workspace_id = p.workspace_id AND t.id = p.{column} {present}
            WHERE p.workspace_id = %(ws)s AND p.record_id = r.id HAVING count(*) > 0)"""
    )
    return query.format(
        key=Literal(f'"{field.key}":'),
        named_by=SQL("t.name" if labels.named_by == "name" else "t.id::text"),
        pairs=Identifier(labels.pairs),
        words=Identifier(labels.words),
        column=Identifier(labels.column),
        present=SQL("AND t.archived_at IS NULL" if field.storage == "lists" else ""),
    )


def _points(fields: Sequence[Field]) -> Composed:
    """The fields that live in contact_point only."""
    known = [(field.key, field.point) for field in fields if field.storage == "points" and field.point]
    rows = [SQL("({}, {}, {})").format(key, point.kind, point.label) for key, point in known]
    return SQL(
        """(SELECT string_agg(found.member, ',') FROM (
             SELECT to_json(k.key)::text || ':' || json_agg(p.value ORDER BY p.value COLLATE "C")::text
               AS member
             FROM contact_point p JOIN (VALUES {}) AS k (key, kind, label) USING (kind, label)
             WHERE p.workspace_id = %(ws)s AND p.contact_id = r.id AND NOT p.is_primary
             GROUP BY k.key) AS found)"""
    ).format(SQL(", ").join(rows))


# Values of the workspace's own fields; a number and a truth value are stored as JSON writes them.
_OWN = SQL(
    """(SELECT string_agg(to_json(f.key)::text || ':' ||
          CASE WHEN f.type IN ('number', 'boolean') THEN v.value ELSE to_json(v.value)::text END, ',')
        FROM custom_value v JOIN field f ON f.workspace_id = v.workspace_id AND f.id = v.field_id
        WHERE v.workspace_id = %(ws)s AND v.record_id = r.id AND f.archived_at IS NULL)"""
)


def _states(kind: RecordKind) -> Composed:
    """A reference's state stands under the field that people see for it."""
    shown: Composable = SQL("s.field")
    for key, shown_as in REFERENCES.items() if kind == "contact" else ():
        shown = SQL("CASE s.field WHEN {} THEN {} ELSE {} END").format(Literal(key), Literal(shown_as), shown)
    return SQL(
        """(SELECT string_agg(to_json({})::text || ':' || json_build_object('state', s.state, 'pinned',
              s.pinned_by IS NOT NULL)::text, ',') FROM field_state s
            WHERE s.workspace_id = %(ws)s AND s.record_id = r.id)"""
    ).format(shown)


# The present company; of one in the trash the names alone, and of a job without one its name.
_COMPANY = SQL(
    """LEFT JOIN LATERAL (SELECT c.id, c.company_name, c.company_domain, c.deleted_at FROM company c
         WHERE c.workspace_id = %(ws)s AND c.id = r.company_id LIMIT 1) AS co ON true"""
)
_JOB = """coalesce(co.company_name, (SELECT j.company_name FROM employment j
  WHERE j.workspace_id = %(ws)s AND j.contact_id = r.id AND j.is_primary AND j.to_date IS NULL LIMIT 1))"""
_EMPLOYER = (_member("company_name", SQL(_JOB)), _member("company_domain", SQL("co.company_domain")))
_PRESENT = SQL(
    """CASE WHEN co.id IS NULL OR co.deleted_at IS NOT NULL THEN 'null' ELSE json_build_object('id', co.id,
         'company_name', {}, 'company_domain', co.company_domain)::text END"""
).format(SQL(_JOB))
