"""SQL that finds or makes the records of a chunk of lines, from the temporary table `incoming`.

The lines stay in the database; only the company mentions that are new pass through Python, to be grouped.
Columns come from the registry, and of those only the ones the chunk has.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.contracts import NamedCompany
from leadgen.records.field import Field, RecordKind
from leadgen.records.grouping import Mention, NewCompany
from leadgen.records.projection import COMPANY_SIGNS
from leadgen.records.registry import registered
from leadgen.records.repository.rows import run, scalars, typed


async def prepare_incoming(session: WorkspaceSession) -> None:
    """The tables a chunk is handed over in: of this connection, their rows of this transaction."""
    await run(
        session,
        """CREATE TEMP TABLE IF NOT EXISTS incoming (line_no bigint PRIMARY KEY, record_id uuid NOT NULL,
             "values" jsonb NOT NULL, keys text[] NOT NULL, company_keys text[] NOT NULL)
               ON COMMIT DELETE ROWS""",
    )
    await run(
        session,
        """CREATE TEMP TABLE IF NOT EXISTS placed (line_no bigint PRIMARY KEY, outcome text NOT NULL,
             record_id uuid, company_id uuid, company_created boolean NOT NULL DEFAULT false,
             seeks_company boolean NOT NULL DEFAULT false) ON COMMIT DELETE ROWS""",
    )


async def empty_incoming(session: WorkspaceSession) -> None:
    """Take away what an earlier step of this transaction left in them."""
    await prepare_incoming(session)
    await run(session, "TRUNCATE incoming, placed")


async def present_keys(session: WorkspaceSession) -> set[str]:
    """The entries that any line of the chunk has."""
    await run(session, "ANALYZE incoming")
    return set(await scalars(session, str, 'SELECT DISTINCT jsonb_object_keys("values") FROM incoming'))


async def named(
    session: WorkspaceSession, names: Collection[str], ids: Collection[UUID]
) -> list[NamedCompany]:
    """The companies of these names or ids, the oldest first."""
    return await typed(
        session,
        NamedCompany,
        """SELECT co.id, co.company_name_key AS name_key, co.company_country AS country,
             co.company_domain IS NOT NULL OR EXISTS (
               SELECT FROM record_key k WHERE k.workspace_id = %(ws)s AND k.record_id = co.id
                 AND starts_with(k.key, 'domain:')) AS has_domain
           FROM company co WHERE co.workspace_id = %(ws)s AND co.deleted_at IS NULL
             AND (co.company_name_key = ANY(%(names)s) OR co.id = ANY(%(ids)s)) ORDER BY co.id""",
        names=list(names),
        ids=list(ids),
    )


async def has_trash(session: WorkspaceSession, kind: RecordKind) -> bool:
    """Whether any record of this kind is in the trash."""
    query = "SELECT 1 FROM trashed_key WHERE workspace_id = %(ws)s AND kind = %(kind)s LIMIT 1"
    return bool(await scalars(session, int, query, kind=kind))


async def trashed(session: WorkspaceSession, kind: RecordKind, keys: Collection[str]) -> list[str]:
    """Those of the keys that a record in the trash had."""
    return await scalars(
        session,
        str,
        """SELECT key FROM trashed_key
           WHERE workspace_id = %(ws)s AND kind = %(kind)s AND key = ANY(%(keys)s)""",
        kind=kind,
        keys=list(keys),
    )


async def propose_lines(session: WorkspaceSession, lines: Sequence[Mapping[str, object]]) -> None:
    """Lines (line_no, values, company_keys) that only ask for their company; nothing is placed."""
    await run(
        session,
        """INSERT INTO incoming (line_no, record_id, "values", keys, company_keys)
           SELECT line_no, %(ws)s, "values", '{}', company_keys
           FROM jsonb_to_recordset(%(lines)s) AS l (line_no bigint, "values" jsonb, company_keys text[])""",
        lines=Jsonb(list(lines)),
    )
    await run(session, "INSERT INTO placed (line_no, outcome) SELECT line_no, 'update' FROM incoming")


async def seek_companies(session: WorkspaceSession, lines: Collection[int]) -> None:
    """From now on these lines are the ones that seek a company."""
    await run(
        session,
        """UPDATE placed SET seeks_company = line_no = ANY(%(lines)s)
           WHERE seeks_company OR line_no = ANY(%(lines)s)""",
        lines=list(lines),
    )


@dataclass(frozen=True)
class LineCompany:
    """A line and the company it is about."""

    line_no: int
    company_id: UUID


async def line_companies(session: WorkspaceSession, lines: Collection[int]) -> dict[int, UUID]:
    """Line → its company, for those of the lines that have one."""
    found = await typed(
        session,
        LineCompany,
        """SELECT line_no, company_id FROM placed
           WHERE line_no = ANY(%(lines)s) AND company_id IS NOT NULL""",
        lines=list(lines),
    )
    return {row.line_no: row.company_id for row in found}


async def match_companies(session: WorkspaceSession) -> None:
    """The company of each line that seeks one: by its strongest known key, else by name and country."""
    await run(
        session,
        """UPDATE placed p SET company_id = found.record_id
           FROM (
             SELECT DISTINCT ON (i.line_no) i.line_no, k.record_id
             FROM incoming i JOIN placed p ON p.line_no = i.line_no AND p.seeks_company
             CROSS JOIN LATERAL unnest(i.company_keys) WITH ORDINALITY AS own (key, rank)
             JOIN record_key k ON k.workspace_id = %(ws)s AND k.kind = 'company' AND k.key = own.key
             ORDER BY i.line_no, own.rank
           ) AS found
           WHERE p.line_no = found.line_no""",
    )
    await run(
        session,
        """UPDATE placed p SET company_id = found.id
           FROM (
             SELECT i.line_no, coalesce(
                 (array_agg(co.id ORDER BY co.id)
                   FILTER (WHERE co.company_country IS NOT DISTINCT FROM i.country))[1],
                 CASE WHEN count(*) = 1 THEN (array_agg(co.id))[1] END) AS id
             FROM (
               SELECT i.line_no, i."values" ->> 'company_name_key' AS name_key,
                 i."values" ->> 'company_country' AS country,
                 i.company_keys
               FROM incoming i JOIN placed p ON p.line_no = i.line_no
               WHERE p.seeks_company AND p.company_id IS NULL AND i."values" ? 'company_name_key'
             ) AS i
             JOIN company co ON co.workspace_id = %(ws)s AND co.company_name_key = i.name_key
               AND co.deleted_at IS NULL
               AND (co.company_country IS NULL OR i.country IS NULL OR co.company_country = i.country)
               AND (co.company_domain IS NULL OR NOT starts_with(coalesce(i.company_keys[1], ''), 'domain:'))
             GROUP BY i.line_no
           ) AS found
           WHERE p.line_no = found.line_no AND found.id IS NOT NULL""",
    )


async def new_mentions(session: WorkspaceSession) -> list[Mention]:
    """The lines that seek a company which is not there, in their order."""
    return await typed(
        session,
        Mention,
        """SELECT i.line_no, i.company_keys AS keys, i."values" ->> 'company_name_key' AS name_key,
             i."values" ->> 'company_country' AS country
           FROM incoming i JOIN placed p ON p.line_no = i.line_no
           WHERE p.seeks_company AND p.company_id IS NULL AND i."values" ?| %(signs)s
             AND (cardinality(i.company_keys) > 0 OR i."values" ? 'company_name_key')
           ORDER BY i.line_no""",
        signs=list(COMPANY_SIGNS),
    )


async def place_companies(session: WorkspaceSession, companies: Sequence[NewCompany]) -> None:
    """Note the new companies at the lines that name them."""
    pairs = [(line, company) for company in companies for line in company.lines]
    await run(
        session,
        """UPDATE placed p SET company_id = fresh.id, company_created = fresh.line_no = fresh.first
           FROM unnest(%(lines)s::bigint[], %(ids)s::uuid[], %(firsts)s::bigint[]) AS fresh (line_no, id,
             first)
           WHERE p.line_no = fresh.line_no""",
        lines=[line for line, _ in pairs],
        ids=[company.id for _, company in pairs],
        firsts=[company.first_line for _, company in pairs],
    )


async def add_companies(
    session: WorkspaceSession,
    operation_id: UUID,
    companies: Sequence[NewCompany],
    present: Collection[str],
    at: datetime,
) -> None:
    """The companies that contacts' lines name, from the first line of each, with their keys."""
    source = SQL(
        "p.company_id AS id, i.line_no, i.company_keys FROM incoming i"
        " JOIN placed p ON p.line_no = i.line_no AND p.company_created AND p.seeks_company"
    )
    # An e-mail's domain names the company as well as a column of its own does.
    domain = SQL(
        "coalesce(s.v ->> 'company_domain', CASE WHEN starts_with(s.company_keys[1], 'domain:')"
        " THEN substr(s.company_keys[1], 8) END)"
    )
    values = dict(_column_values("company", present)) | {"company_domain": domain}
    await _add_rows(session, "company", operation_id, source, values, at)
    keys = [(company.id, key) for company in companies for key in company.keys]
    await run(
        session,
        """INSERT INTO record_key (workspace_id, kind, key, record_id)
           SELECT %(ws)s, 'company', key, id FROM unnest(%(ids)s::uuid[], %(keys)s::text[]) AS fresh (id, key)
           ON CONFLICT DO NOTHING""",
        ids=[record_id for record_id, _ in keys],
        keys=[key for _, key in keys],
    )


async def add_records(
    session: WorkspaceSession, kind: RecordKind, operation_id: UUID, present: Collection[str], at: datetime
) -> None:
    """The rows of the records whose lines create."""
    source = SQL(
        "p.record_id AS id, i.line_no, p.company_id FROM incoming i"
        " JOIN placed p ON p.line_no = i.line_no AND p.outcome = 'create'"
    )
    values = dict(_column_values(kind, present))
    if kind == "contact":
        values["company_id"] = SQL("s.company_id")
    await _add_rows(session, kind, operation_id, source, values, at)


async def _add_rows(
    session: WorkspaceSession,
    kind: RecordKind,
    operation_id: UUID,
    source: Composable,
    values: Mapping[str, Composable],
    at: datetime,
) -> None:
    query = SQL(
        """INSERT INTO {table} (workspace_id, id, origin_operation_id, origin_line_no, created_at,
             updated_at{names})
           SELECT %(ws)s, s.id, %(operation)s, s.line_no, %(at)s, %(at)s{values}
           FROM (SELECT i."values" AS v, {source}) AS s"""
    ).format(
        table=Identifier(kind),
        names=_listed([Identifier(name) for name in values]),
        values=_listed(list(values.values())),
        source=source,
    )
    await run(session, query, operation=operation_id, at=at)


def _listed(parts: Sequence[Composable]) -> Composed:
    return SQL("").join(SQL(", ") + part for part in parts)


def _column_values(kind: RecordKind, present: Collection[str]) -> list[tuple[str, Composable]]:
    """Column and expression over the line's values `s.v`."""
    found: list[tuple[str, Composable]] = []
    for field in registered(kind):
        if field.key in present and field.storage == "column":
            found += _expressions(field)
        if field.key_column and field.key_column in present:
            found.append((field.key_column, SQL("s.v ->> {}").format(Literal(field.key_column))))
    return found


def _expressions(field: Field) -> list[tuple[str, Composable]]:
    parts = {"range": ("min", "max"), "money": ("amount", "currency")}.get(field.type)
    if parts is None:
        (name, column_type), *_ = field.columns
        return [(name, SQL("(s.v ->> {})::{}").format(Literal(field.key), SQL(column_type)))]
    return [
        (name, SQL("(s.v -> {} ->> {})::{}").format(Literal(field.key), Literal(part), SQL(column_type)))
        for part, (name, column_type) in zip(parts, field.columns, strict=True)
    ]


async def attach_keys(session: WorkspaceSession, kind: RecordKind, operation_id: UUID, at: datetime) -> None:
    """Every key of a placed line that is free belongs to its record from now on.

    For a record that was there before, the journal keeps which, so that an undo frees them.
    """
    await run(session, SQL("{}{}").format(_ATTACH, SQL("= 'create' ON CONFLICT DO NOTHING")), kind=kind)
    query = SQL(
        """WITH fresh AS ({attached} IN ('update', 'duplicate') ON CONFLICT DO NOTHING
             RETURNING key, record_id
           ), older AS (
             SELECT fresh.key, fresh.record_id FROM fresh
             CROSS JOIN LATERAL (SELECT r.origin_operation_id FROM {table} r
               WHERE r.workspace_id = %(ws)s AND r.id = fresh.record_id OFFSET 0) AS held
             WHERE held.origin_operation_id <> %(operation)s
           )
           INSERT INTO change (workspace_id, operation_id, record_id, kind, action, line_no, before, after,
             before_by, after_by, keys_taken, keys_freed, at)
           SELECT %(ws)s, %(operation)s, older.record_id, %(kind)s, 'update', min(p.line_no), '{{}}',
             '{{}}', '{{}}', '{{}}',
             array_agg(DISTINCT older.key), '{{}}', %(at)s
           FROM older JOIN placed p ON p.record_id = older.record_id
           GROUP BY older.record_id
           ON CONFLICT (workspace_id, operation_id, record_id) DO UPDATE
             SET keys_taken = change.keys_taken || excluded.keys_taken"""
    )
    await run(
        session,
        query.format(attached=_ATTACH, table=Identifier(kind)),
        kind=kind,
        operation=operation_id,
        at=at,
    )


_ATTACH = SQL(
    """INSERT INTO record_key (workspace_id, kind, key, record_id)
       SELECT %(ws)s, %(kind)s, own.key, p.record_id
       FROM incoming i JOIN placed p ON p.line_no = i.line_no
       CROSS JOIN LATERAL unnest(i.keys) AS own (key)
       WHERE p.outcome """
)
