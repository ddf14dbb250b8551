"""Notes are written, changed, removed and brought back."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.errors import Conflict, Forbidden, NotFound
from leadgen.kernel.ids import uuid7
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.auth.contracts import Actor, Identity
from leadgen.platform.auth.roles import ADMIN_UP
from leadgen.records.errors import InvalidValues, RecordNotFound
from leadgen.records.field import RecordKind
from leadgen.records.normalise import text as plain
from leadgen.records.repository import notes
from leadgen.records.repository.notes import Note

MOST_OF_A_RECORD = 500


class NoteNotFound(NotFound):
    """No such note here, or it was removed."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such note here. It may have been removed by who wrote it, or by an admin."
        )


class NotYourNote(Forbidden):
    """Somebody else wrote it."""

    def __init__(self, author: str) -> None:
        super().__init__(f"{author} wrote this note. Only they and admins can change or remove it.")


class TooManyNotes(Conflict):
    """The record has as many notes as there can be."""

    def __init__(self) -> None:
        super().__init__(f"A record has at most {MOST_OF_A_RECORD} notes. Add to one of those there are.")


async def of_record(session: WorkspaceSession, kind: RecordKind, record_id: UUID) -> Sequence[Note]:
    """The newest first. Raises RecordNotFound."""
    if not await notes.is_there(session, kind, record_id):
        raise RecordNotFound
    return await notes.of_record(session, record_id)


async def newest(session: WorkspaceSession, paging: Paging) -> Page[Note]:
    """Of all records. Raises InvalidCursor."""

    async def page(before: UUID | None, limit: int) -> Sequence[Note]:
        return await notes.newest(session, before, limit)

    return await paging.by_id("notes", page)


async def add(session: WorkspaceSession, actor: Actor, kind: RecordKind, record_id: UUID, text: str) -> Note:
    """Raises RecordNotFound, TooManyNotes."""
    if not await notes.is_there(session, kind, record_id):
        raise RecordNotFound
    if await notes.count(session, record_id) >= MOST_OF_A_RECORD:
        raise TooManyNotes
    note = Note(
        id=uuid7(),
        kind=kind,
        record_id=record_id,
        text=_clean(text),
        author_kind=actor.kind,
        author_id=actor.id,
        author_name=actor.name,
        created_at=clock.now(),
        edited_at=None,
        deleted_at=None,
    )
    return await _write(session, note)


async def change(
    session: WorkspaceSession, identity: Identity, note_id: UUID, text: str | None, *, back: bool
) -> Note:
    """Another text, or back from being removed. Raises NoteNotFound, NotYourNote."""
    note = await _own(session, identity, note_id)
    if note.deleted_at is not None and not back:
        raise NoteNotFound
    changed = replace(note, deleted_at=None)
    if text is not None and _clean(text) != note.text:
        changed = replace(changed, text=_clean(text), edited_at=clock.now())
    return await _write(session, changed)


async def remove(session: WorkspaceSession, identity: Identity, note_id: UUID) -> None:
    """It can be brought back. Raises NoteNotFound, NotYourNote."""
    note = await _own(session, identity, note_id)
    if note.deleted_at is not None:
        raise NoteNotFound
    await _write(session, replace(note, deleted_at=clock.now()))


async def _own(session: WorkspaceSession, identity: Identity, note_id: UUID) -> Note:
    note = await notes.locked(session, note_id)
    if note is None:
        raise NoteNotFound
    is_author = (note.author_kind, note.author_id) == (identity.actor.kind, identity.actor.id)
    if not is_author and identity.role not in ADMIN_UP:
        raise NotYourNote(note.author_name)
    return note


async def _write(session: WorkspaceSession, note: Note) -> Note:
    await notes.write(session, note)
    return note


def _clean(text: str) -> str:
    """Lines as they were written, without characters nobody sees. Raises InvalidValues where none is left."""
    found = plain.long_display(text)
    if not found:
        raise InvalidValues({"text": "A note needs a word that can be read"})
    return found
