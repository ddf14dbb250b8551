"""SQL of notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.sql import SQL, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.contracts import ActorKind
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import run, scalars, typed


@dataclass(frozen=True)
class Note:
    """What somebody wrote about a record, with the name they had then."""

    id: UUID
    kind: RecordKind
    record_id: UUID
    text: str
    author_kind: ActorKind
    author_id: UUID | None
    author_name: str
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None


_SELECT = """SELECT id, kind, record_id, text, author_kind, author_id, author_name, created_at, edited_at,
               deleted_at FROM note WHERE workspace_id = %(ws)s"""


async def of_record(session: WorkspaceSession, record_id: UUID) -> list[Note]:
    """The notes of a record, the newest first."""
    query = f"{_SELECT} AND record_id = %(record)s AND deleted_at IS NULL ORDER BY id DESC"
    return await typed(session, Note, query, record=record_id)


async def newest(session: WorkspaceSession, before: UUID | None, limit: int) -> Sequence[Note]:
    """The notes of all records that are there, the newest first, from below `before`."""
    query = (
        f"{_SELECT} AND deleted_at IS NULL AND (%(before)s::uuid IS NULL OR id < %(before)s)"
        " ORDER BY id DESC LIMIT %(limit)s"
    )
    return await typed(session, Note, query, before=before, limit=limit)


async def locked(session: WorkspaceSession, note_id: UUID) -> Note | None:
    """One note, a removed one too; others wait to change it."""
    found = await typed(session, Note, f"{_SELECT} AND id = %(id)s FOR NO KEY UPDATE", id=note_id)
    return found[0] if found else None


async def count(session: WorkspaceSession, record_id: UUID) -> int:
    """How many a record has; removed ones too."""
    query = "SELECT count(*) FROM note WHERE workspace_id = %(ws)s AND record_id = %(record)s"
    return (await scalars(session, int, query, record=record_id))[0]


async def is_there(session: WorkspaceSession, kind: RecordKind, record_id: UUID) -> bool:
    """Whether there is such a record, in the trash or not."""
    query = SQL("SELECT id FROM {} WHERE workspace_id = %(ws)s AND id = %(id)s").format(Identifier(kind))
    return bool(await scalars(session, UUID, query, id=record_id))


async def write(session: WorkspaceSession, note: Note) -> None:
    """Add the note, or bring it to this state."""
    await run(
        session,
        """INSERT INTO note (workspace_id, id, kind, record_id, text, author_kind, author_id, author_name,
             created_at, edited_at, deleted_at)
           VALUES (%(ws)s, %(id)s, %(kind)s, %(record_id)s, %(text)s, %(author_kind)s, %(author_id)s,
             %(author_name)s, %(created_at)s, %(edited_at)s, %(deleted_at)s)
           ON CONFLICT (workspace_id, id) DO UPDATE SET text = excluded.text, edited_at = excluded.edited_at,
             deleted_at = excluded.deleted_at""",
        **vars(note),
    )
