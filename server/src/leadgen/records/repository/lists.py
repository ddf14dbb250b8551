"""SQL of lists: frozen sets of records, by name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.errors import UniqueViolation

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import run, scalars, typed


@dataclass(frozen=True)
class RecordList:
    """A list. One that was deleted keeps its members, so that what put them there can still be undone."""

    id: UUID
    kind: RecordKind
    name: str
    description: str
    created_at: datetime
    archived_at: datetime | None


_SELECT = "SELECT id, kind, name, description, created_at, archived_at FROM list WHERE workspace_id = %(ws)s"


async def every(session: WorkspaceSession) -> list[RecordList]:
    """All lists by their names, deleted ones included."""
    return await typed(session, RecordList, f"{_SELECT} ORDER BY kind, key, id")


async def by_id(session: WorkspaceSession, list_id: UUID) -> RecordList | None:
    """One list, locked against others who change it."""
    found = await typed(session, RecordList, f"{_SELECT} AND id = %(id)s FOR NO KEY UPDATE", id=list_id)
    return found[0] if found else None


async def there(session: WorkspaceSession, kind: RecordKind, ids: Collection[str]) -> set[str]:
    """Those of these ids that are lists of this kind, deleted ones included."""
    found = await scalars(
        session,
        str,
        """SELECT id::text FROM list
           WHERE workspace_id = %(ws)s AND kind = %(kind)s AND id = ANY(%(ids)s::uuid[])""",
        kind=kind,
        ids=list(ids),
    )
    return set(found)


async def archived(session: WorkspaceSession) -> set[str]:
    """The ids of lists that were deleted."""
    query = "SELECT id::text FROM list WHERE workspace_id = %(ws)s AND archived_at IS NOT NULL"
    return set(await scalars(session, str, query))


async def write(session: WorkspaceSession, found: RecordList, key: str) -> bool:
    """Add the list, or bring it to this state; False where another one has the name."""
    connection = await session.driver()
    try:
        async with connection.transaction():
            await run(
                session,
                """INSERT INTO list (workspace_id, id, kind, name, key, description, created_at, archived_at)
                   VALUES (%(ws)s, %(id)s, %(kind)s, %(name)s, %(key)s, %(description)s, %(created)s,
                     %(archived)s)
                   ON CONFLICT (workspace_id, id) DO UPDATE SET name = excluded.name, key = excluded.key,
                     description = excluded.description, archived_at = excluded.archived_at""",
                id=found.id,
                kind=found.kind,
                name=found.name,
                key=key,
                description=found.description,
                created=found.created_at,
                archived=found.archived_at,
            )
    except UniqueViolation:
        return False
    return True
