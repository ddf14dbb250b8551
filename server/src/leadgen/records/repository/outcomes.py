"""SQL that decides which record each line of a chunk is about: by its keys, a company by its name as well."""

from collections.abc import Collection
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import run

# A line that has no identity of its own is known by its content.
CONTENT_KEYS = ("row", "name")


async def place(
    session: WorkspaceSession,
    kind: RecordKind,
    operation_id: UUID,
    match: Collection[str],
    *,
    fills_country: bool = False,
) -> None:
    """Fill `placed` with each line's outcome, by the records its keys belong to now.

    Lines of one group carry one record id; in a group the first line that finds at most one record decides
    which record the group is, and the others follow it. `fills_country`: a line about a company gives it the
    country that it lacks.
    """
    await run(
        session,
        _PLACE[kind],
        operation=operation_id,
        kind=kind,
        match=[*match, *CONTENT_KEYS],
        fills_country=fills_country,
    )
    await run(session, "ANALYZE placed")


def _place_query(kind: RecordKind) -> Composed:
    return SQL(
        """WITH hit AS (
             SELECT i.line_no, array_agg(DISTINCT k.record_id) AS ids
             FROM incoming i CROSS JOIN LATERAL unnest(i.keys) AS own (key)
             JOIN record_key k ON k.workspace_id = %(ws)s AND k.kind = %(kind)s AND k.key = own.key
             WHERE split_part(own.key, ':', 1) = ANY(%(match)s)
             GROUP BY i.line_no
           ), called AS ({called}), line AS (
             SELECT i.line_no, i.record_id, coalesce(hit.ids, called.ids, {none}) AS ids
             FROM incoming i LEFT JOIN hit USING (line_no) LEFT JOIN called USING (line_no)
           ), decided AS (
             SELECT line.*, first_value(line_no) OVER g AS first_line, first_value(ids) OVER g AS first_ids
             FROM line
             WINDOW g AS (PARTITION BY record_id ORDER BY cardinality(ids) > 1, line_no)
           ), joined AS (
             SELECT line_no, record_id, ids, first_line, coalesce(first_ids[1], record_id) AS target,
               CASE WHEN line_no <= first_line OR cardinality(first_ids) > 1 THEN ids
                 ELSE (SELECT array_agg(DISTINCT id) FROM unnest(ids || coalesce(first_ids[1],
                   record_id)) AS id)
               END AS found
             FROM decided
           )
           INSERT INTO placed (line_no, outcome, record_id, seeks_company)
           SELECT j.line_no,
             CASE WHEN cardinality(j.found) > 1 THEN 'ambiguous'
               WHEN cardinality(j.found) = 0 THEN 'create'
               WHEN cardinality(j.ids) = 0 OR %(operation)s = (SELECT r.origin_operation_id FROM {table} r
                 WHERE r.workspace_id = %(ws)s AND r.id = j.found[1]) THEN 'duplicate'
               ELSE 'update' END,
             CASE WHEN cardinality(j.found) = 0 THEN j.record_id WHEN cardinality(j.found) = 1
               THEN j.found[1] END,
             cardinality(j.found) = 0
           FROM joined j"""
    ).format(none=SQL("'{}'::uuid[]"), table=Identifier(kind), called=_CALLED[kind])


# A group about companies whose first line no key leads anywhere is the company of the same name and country,
# unless both have a domain: then they are two. A contact is never found by its name. A company may have its
# domain from an earlier line of this chunk, of a group that a key or its name led to it; and where one gives
# it the country that it lacked, it is no more the company of that name without a country.
_CALLED: dict[RecordKind, SQL] = {
    "contact": SQL("SELECT NULL::bigint AS line_no, NULL::uuid[] AS ids WHERE false"),
    "company": SQL(
        """WITH told AS (
             SELECT *, "values" ? 'company_domain' OR EXISTS (
               SELECT FROM unnest(keys) AS own (key) WHERE starts_with(own.key, 'domain:')) AS has_domain
             FROM incoming
           ), reached AS (
             SELECT id, min(j.line_no) FILTER (WHERE j.has_domain) AS domain_line,
               min(j.line_no) FILTER (WHERE j."values" ? 'company_country') AS country_line
             FROM hit CROSS JOIN LATERAL unnest(hit.ids) AS id
             JOIN told found ON found.line_no = hit.line_no JOIN told j ON j.record_id = found.record_id
             GROUP BY id
           )
           SELECT line_no, ARRAY[id] AS ids FROM (
             SELECT *, min(domain_line) OVER (PARTITION BY id) AS first_domain_line FROM (
               SELECT DISTINCT ON (i.line_no) i.line_no, co.id, i.has_domain, i.domain_line
               FROM (
                 SELECT DISTINCT ON (record_id) *,
                   min(line_no) FILTER (WHERE has_domain) OVER (PARTITION BY record_id) AS domain_line
                 FROM told ORDER BY record_id, line_no
               ) AS i
               JOIN company co ON co.workspace_id = %(ws)s AND co.deleted_at IS NULL
                 AND co.company_name_key = i."values" ->> 'company_name_key'
                 AND co.company_country IS NOT DISTINCT FROM i."values" ->> 'company_country'
               LEFT JOIN reached ON reached.id = co.id
               WHERE NOT EXISTS (SELECT FROM hit WHERE hit.line_no = i.line_no)
                 AND (co.company_country IS NOT NULL OR NOT %(fills_country)s
                   OR (reached.country_line < i.line_no) IS NOT TRUE)
                 AND (NOT i.has_domain OR ((reached.domain_line < i.line_no) IS NOT TRUE
                   AND co.company_domain IS NULL AND NOT EXISTS (
                   SELECT FROM record_key k WHERE k.workspace_id = %(ws)s AND k.record_id = co.id
                     AND starts_with(k.key, 'domain:'))))
               ORDER BY i.line_no, co.id
             ) AS found
           ) AS ordered WHERE NOT has_domain OR line_no = first_domain_line"""
    ),
}

_PLACE: dict[RecordKind, Composed] = {"contact": _place_query("contact"), "company": _place_query("company")}


async def leave_trashed(session: WorkspaceSession, kind: RecordKind, match: Collection[str]) -> None:
    """Lines about a record that only the trash has write nothing, nor do the others of their group."""
    await run(
        session,
        """UPDATE placed p SET outcome = 'trash', record_id = NULL, seeks_company = false
           WHERE EXISTS (SELECT FROM trashed_key WHERE workspace_id = %(ws)s AND kind = %(kind)s)
             AND p.record_id IN (
               SELECT made.record_id FROM placed made JOIN incoming i ON i.line_no = made.line_no
               CROSS JOIN LATERAL unnest(i.keys) AS own (key)
               JOIN trashed_key k ON k.workspace_id = %(ws)s AND k.kind = %(kind)s AND k.key = own.key
               WHERE made.outcome = 'create' AND split_part(own.key, ':', 1) = ANY(%(match)s))""",
        kind=kind,
        match=[*match, *CONTENT_KEYS],
    )
