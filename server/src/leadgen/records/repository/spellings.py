"""SQL of the few different values that a column of a large list may have."""

from psycopg.sql import SQL, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import scalars


async def few(session: WorkspaceSession, kind: RecordKind, column: str, most: int) -> list[str] | None:
    """Each value that living records have in a column lists are sorted by; None where there are more.

    From each value its index leads to the next one, however many records lie between.
    """
    alive = SQL("SELECT r.{c} FROM {t} r WHERE r.workspace_id = %(ws)s AND r.deleted_at IS NULL AND r.{c}")
    query = SQL(
        """WITH RECURSIVE held AS (
             ({alive} IS NOT NULL ORDER BY r.{c} LIMIT 1)
             UNION ALL
             SELECT ({alive} > held.{c} ORDER BY r.{c} LIMIT 1) FROM held WHERE held.{c} IS NOT NULL)
           SELECT {c} FROM held WHERE {c} IS NOT NULL LIMIT %(most)s"""
    )
    names = {"c": Identifier(column), "t": Identifier(kind)}
    found = await scalars(
        session, str, query.format(alive=alive.format(**names), c=Identifier(column)), most=most + 1
    )
    return found if len(found) <= most else None
