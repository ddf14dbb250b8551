"""SQL for what stands beside the rows of newly placed records: points, jobs, tags, custom values."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from psycopg.sql import SQL, Composed, Identifier, Literal

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import Field
from leadgen.records.projection import POINT_KEYS, TAG_KEYS, TEXT_KEYS
from leadgen.records.registry import point_fields
from leadgen.records.repository.rows import Query, run, typed


async def add_points(session: WorkspaceSession, present: Collection[str]) -> None:
    """Every way to reach the new contacts that their lines give."""
    fields = [field for key, (field, _) in point_fields().items() if key in present]
    # No two fields of one value share a kind and a label, so only the others can say a thing twice.
    await _add_points(session, [field for field in fields if not field.many], SQL(""))
    await _add_points(session, [field for field in fields if field.many], SQL("ON CONFLICT DO NOTHING"))


async def _add_points(session: WorkspaceSession, fields: Sequence[Field], conflicts: SQL) -> None:
    if not fields:
        return
    query = SQL(
        """INSERT INTO contact_point (workspace_id, contact_id, kind, label, key, value, is_primary, status)
           SELECT %(ws)s, p.record_id, point.kind, point.label,
             coalesce(i."values" -> {spelled} ->> point.value, point.value),
             point.value, point.is_primary, 'unknown'
           FROM incoming i JOIN placed p ON p.line_no = i.line_no AND p.outcome = 'create'
           CROSS JOIN LATERAL ({points}) AS point (kind, label, value, is_primary)
           WHERE point.value IS NOT NULL {conflicts}"""
    )
    points = SQL(" UNION ALL ").join(_point_values(field) for field in fields)
    await run(session, query.format(spelled=Literal(POINT_KEYS), points=points, conflicts=conflicts))


def _point_values(field: Field) -> Composed:
    assert field.point is not None
    names = (Literal(field.point.kind), Literal(field.point.label), Literal(field.key))
    if field.many:
        return SQL(
            """SELECT {}, {}, one, false FROM jsonb_array_elements_text(i."values" -> {}) AS one"""
        ).format(*names)
    return SQL("""SELECT {}, {}, i."values" ->> {}, true""").format(*names)


async def add_employments(session: WorkspaceSession) -> None:
    """The present job of each new contact; its id is the contact's, of which it is the first."""
    await run(
        session,
        """INSERT INTO employment (workspace_id, contact_id, id, company_id, company_name, title, is_primary)
           SELECT %(ws)s, p.record_id, p.record_id, p.company_id,
             CASE WHEN p.company_id IS NULL THEN i."values" ->> 'company_name' END,
               i."values" ->> 'job_title', true
           FROM incoming i JOIN placed p ON p.line_no = i.line_no AND p.outcome = 'create'
           WHERE p.company_id IS NOT NULL OR i."values" ? 'job_title' OR i."values" ? 'company_name'""",
    )


@dataclass(frozen=True)
class LineTag:
    """A tag some line has."""

    key: str
    name: str


async def line_tags(session: WorkspaceSession) -> dict[str, str]:
    """Key → name of every tag in the chunk."""
    found = await typed(
        session,
        LineTag,
        SQL(
            """SELECT own.key, min(own.value) AS name FROM incoming i
               CROSS JOIN LATERAL jsonb_each_text(i."values" -> {}) AS own GROUP BY own.key"""
        ).format(Literal(TAG_KEYS)),
    )
    return {tag.key: tag.name for tag in found}


async def add_record_tags(session: WorkspaceSession) -> None:
    """The tags of new records."""
    query = SQL(
        """INSERT INTO record_tag (workspace_id, record_id, tag_id)
           SELECT %(ws)s, p.record_id, t.id
           FROM incoming i JOIN placed p ON p.line_no = i.line_no AND p.outcome = 'create'
           CROSS JOIN LATERAL jsonb_object_keys(i."values" -> {}) AS own (key)
           JOIN tag t ON t.workspace_id = %(ws)s AND t.key = own.key
           ON CONFLICT DO NOTHING"""
    )
    await run(session, query.format(Literal(TAG_KEYS)))


async def add_custom_values(session: WorkspaceSession, fields: Sequence[Field]) -> None:
    """The custom values of new records."""
    await _add_custom(session, fields, SQL("p.record_id"), SQL("p.outcome = 'create'"))


async def add_company_values(session: WorkspaceSession, fields: Sequence[Field]) -> None:
    """The custom values of companies that contacts' lines just made."""
    await _add_custom(session, fields, SQL("p.company_id"), SQL("p.company_created AND p.seeks_company"))


async def _add_custom(session: WorkspaceSession, fields: Sequence[Field], record: SQL, made: SQL) -> None:
    for field in fields:
        await run(session, _custom_query(field, record, made), field=field.custom_id, key=field.key)


def _custom_query(field: Field, record: SQL, made: SQL) -> Query:
    """As `custom_row` does it for one value."""
    value = SQL('(i."values" ->> %(key)s)')
    column, expression = {
        "number": ("number", SQL("{}::bigint").format(value)),
        "boolean": ("number", SQL("{}::boolean::int").format(value)),
        "decimal": (
            "number",
            SQL(
                "least(greatest(trunc({}::numeric * 10000), -9223372036854775807), 9223372036854775807)"
                "::bigint"
            ).format(value),
        ),
        "date": ("at", SQL("({} || ' 00:00:00+00')::timestamptz").format(value)),
        "datetime": ("at", SQL("{}::timestamptz").format(value)),
    }.get(
        field.type,
        ("text_key", SQL('coalesce(i."values" -> {} ->> %(key)s, {})').format(Literal(TEXT_KEYS), value)),
    )
    return SQL(
        """INSERT INTO custom_value (workspace_id, record_id, field_id, value, {column})
           SELECT %(ws)s, {record}, %(field)s, {value}, {expression}
           FROM incoming i JOIN placed p ON p.line_no = i.line_no AND {made}
           WHERE i."values" ? %(key)s"""
    ).format(column=Identifier(column), record=record, value=value, expression=expression, made=made)
