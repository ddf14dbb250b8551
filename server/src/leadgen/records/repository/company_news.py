"""SQL for what lines say about companies that were there before them."""

from collections.abc import Collection, Sequence
from typing import cast
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier, Literal

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.contracts import CompanyNews
from leadgen.records.field import Field
from leadgen.records.repository.rows import rows


async def read(
    session: WorkspaceSession, operation_id: UUID, blank: Collection[Field], any_value: Collection[Field]
) -> list[CompanyNews]:
    """The lines with news, in their order; those that made their company said all they know."""
    conditions = [_fills(field) for field in blank] + [_has(field.key) for field in any_value]
    if not conditions:
        return []
    query = SQL(
        """SELECT p.line_no, p.company_id, co.origin_operation_id = %(operation)s AS made_here,
             i."values", i.company_keys
           FROM placed p JOIN incoming i ON i.line_no = p.line_no
           JOIN company co ON co.workspace_id = %(ws)s AND co.id = p.company_id AND co.deleted_at IS NULL
           WHERE NOT p.company_created AND ({}) ORDER BY p.line_no"""
    ).format(SQL(" OR ").join(conditions))
    return [
        CompanyNews(
            cast(int, row["line_no"]),
            cast(UUID, row["company_id"]),
            cast(bool, row["made_here"]),
            cast(dict[str, JSON], row["values"]),
            cast(Sequence[str], row["company_keys"]),
        )
        for row in await rows(session, query, operation=operation_id)
    ]


def _has(key: str) -> Composed:
    return SQL('i."values" ? {}').format(Literal(key))


def _fills(field: Field) -> Composed:
    """The line has a value and the company has none."""
    if field.key == "company_website":  # a company without a domain takes the one of its website
        missing = SQL("(co.company_domain IS NULL OR co.company_website IS NULL)").format()
    elif field.custom_id is not None:
        missing = SQL(
            """NOT EXISTS (SELECT FROM custom_value v WHERE v.workspace_id = %(ws)s
                 AND v.record_id = co.id AND v.field_id = {})"""
        ).format(Literal(field.custom_id))
    else:
        missing = SQL(" AND ").join(
            SQL("co.{} IS NULL").format(Identifier(name)) for name, _ in field.columns
        )
    return SQL("({} AND {})").format(_has(field.key), missing)
