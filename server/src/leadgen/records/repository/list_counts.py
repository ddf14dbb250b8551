"""SQL that counts who is on the lists, without keeping anybody waiting."""

from dataclasses import dataclass
from uuid import UUID

from psycopg.errors import QueryCanceled
from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.grid import COUNTING_MS, MOST_COUNTED, Total
from leadgen.records.repository.rows import typed

# So many of each list are counted where counting them all would keep somebody waiting.
_FEW = 100


async def counts(session: WorkspaceSession) -> dict[UUID, Total]:
    """List → its living members, counted up to 10,000; where that takes long, up to 100 of each."""
    connection = await session.driver()
    try:
        async with connection.transaction():
            await connection.execute(SQL("SET LOCAL statement_timeout = {}").format(COUNTING_MS))
            found = await _counted(session, MOST_COUNTED)
            await connection.execute("SET LOCAL statement_timeout TO DEFAULT")
            return found
    except QueryCanceled:
        return await _counted(session, _FEW)


@dataclass(frozen=True)
class _Members:
    id: UUID
    members: int


async def _counted(session: WorkspaceSession, most: int) -> dict[UUID, Total]:
    contacts, companies = (_members(kind) for kind in ("contact", "company"))
    found = await typed(
        session,
        _Members,
        SQL(
            "SELECT l.id, CASE l.kind WHEN 'contact' THEN ({}) ELSE ({}) END AS members FROM list l"
            " WHERE l.workspace_id = %(ws)s AND l.archived_at IS NULL"
        ).format(contacts, companies),
        most=most + 1,
    )
    return {row.id: Total(min(row.members, most), exact=row.members <= most) for row in found}


def _members(kind: RecordKind) -> Composed:
    return SQL(
        "SELECT count(*) FROM (SELECT FROM record_list m JOIN {} r ON r.workspace_id = %(ws)s"
        " AND r.id = m.record_id AND r.deleted_at IS NULL WHERE m.workspace_id = %(ws)s AND m.list_id = l.id"
        " LIMIT %(most)s) AS counted"
    ).format(Identifier(kind))
