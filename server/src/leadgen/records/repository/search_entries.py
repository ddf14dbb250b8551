"""SQL that keeps the texts of the search: from the notes of what was written to the entries."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import text

from leadgen.db.engine import SystemSession, WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import run, scalars, typed
from leadgen.records.repository.searching import SOURCE, entry_text

# So many records in one step; an import's notes have as many each.
CHUNK = 5_000
_MOST_NOTES = 200
# What people write by hand does not wait behind an import.
_BY_HAND = 100


@dataclass(frozen=True)
class Note:
    """Records that one statement wrote. `is_new`: it made them."""

    id: int
    kind: RecordKind
    is_new: bool
    record_ids: list[UUID]


async def workspaces_with_notes(session: SystemSession) -> list[UUID]:
    """Whose records were written since their texts were made."""
    found = await session.execute(text("SELECT DISTINCT workspace_id FROM search_pending"))
    return list(found.scalars())


async def is_alone(session: WorkspaceSession) -> bool:
    """Whether nobody else keeps this workspace's texts, until the end of the transaction.

    Else one who had read a record before it was changed could write its text after one who read it later.
    """
    query = "SELECT pg_try_advisory_xact_lock(hashtextextended(%(ws)s::text || ' search', 0))"
    return (await scalars(session, bool, query))[0]


async def notes(session: WorkspaceSession) -> list[Note]:
    """The next ones, for about a chunk of records."""
    return await typed(
        session,
        Note,
        """SELECT id, kind, is_new, record_ids FROM (
             SELECT *, sum(cardinality(record_ids)) OVER (ORDER BY is_bulk, id) AS so_far FROM (
               SELECT *, cardinality(record_ids) > %(by_hand)s AS is_bulk FROM search_pending
               WHERE workspace_id = %(ws)s ORDER BY is_bulk, id LIMIT %(most)s) AS next) AS counted
           WHERE so_far - cardinality(record_ids) < %(chunk)s""",
        by_hand=_BY_HAND,
        most=_MOST_NOTES,
        chunk=CHUNK,
    )


async def forget(session: WorkspaceSession, done: Collection[Note]) -> None:
    """These notes are worked off."""
    ids = [note.id for note in done]
    await run(
        session, "DELETE FROM search_pending WHERE workspace_id = %(ws)s AND id = ANY(%(ids)s)", ids=ids
    )


async def make_entries(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> list[UUID]:
    """Make the texts of these records anew, and take away those of removed ones; which of them changed."""
    query = SQL(
        """INSERT INTO search_entry (workspace_id, record_id, kind, text)
           SELECT %(ws)s, r.id, {kind}, {text} FROM {source}
           WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) AND r.deleted_at IS NULL
           ON CONFLICT (workspace_id, record_id) DO UPDATE SET text = excluded.text
             WHERE search_entry.text <> excluded.text
           RETURNING record_id"""
    ).format(kind=Literal(kind), text=entry_text(kind), source=SOURCE[kind])
    gone = SQL(
        """DELETE FROM search_entry e USING {} r WHERE e.workspace_id = %(ws)s AND e.record_id = ANY(%(ids)s)
             AND r.workspace_id = %(ws)s AND r.id = e.record_id AND r.deleted_at IS NOT NULL
           RETURNING e.record_id"""
    ).format(Identifier(kind))
    made = await scalars(session, UUID, query, ids=list(ids))
    return made + await scalars(session, UUID, gone, ids=list(ids))


async def note_contacts_of(session: WorkspaceSession, companies: Collection[UUID]) -> None:
    """The contacts of these companies are found by other words now."""
    await run(
        session,
        """INSERT INTO search_pending (workspace_id, kind, is_new, record_ids)
           SELECT %(ws)s, 'contact', false, array_agg(id) FROM (
             SELECT c.id, row_number() OVER () / %(chunk)s AS piece
             FROM unnest(%(ids)s::uuid[]) AS changed (id)
             CROSS JOIN LATERAL (SELECT r.id FROM contact r WHERE r.workspace_id = %(ws)s
               AND r.company_id = changed.id AND r.deleted_at IS NULL OFFSET 0) AS c) AS theirs
           GROUP BY piece""",
        chunk=CHUNK,
        ids=list(companies),
    )
