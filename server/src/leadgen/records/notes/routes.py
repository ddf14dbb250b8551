"""Notes of contacts and companies."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.web import Access, Once, Paged, WorkspaceTx, problems
from leadgen.records.errors import InvalidValues, RecordNotFound
from leadgen.records.history_schemas import Actor
from leadgen.records.notes import schemas, service
from leadgen.records.notes.service import NoteNotFound, NotYourNote, TooManyNotes
from leadgen.records.repository.notes import Note

router = APIRouter(tags=["Notes"])


@router.get("/notes", operation_id="list_notes", responses=problems(InvalidCursor))
async def list_notes(session: WorkspaceTx, paging: Paged) -> schemas.NotePage:
    """Notes of all contacts and companies, the newest first."""
    page = await service.newest(session, paging)
    return schemas.NotePage(items=shown(page.items), next_cursor=page.next_cursor)


@router.get("/contacts/{id}/notes", operation_id="list_contact_notes", responses=problems(RecordNotFound))
async def list_contact_notes(id: UUID, _: Access, session: WorkspaceTx) -> schemas.RecordNotes:
    """The notes of a contact, the newest first."""
    return schemas.RecordNotes(items=shown(await service.of_record(session, "contact", id)))


@router.post(
    "/contacts/{id}/notes",
    operation_id="add_contact_note",
    status_code=201,
    response_model=schemas.Note,
    responses=problems(RecordNotFound, TooManyNotes, InvalidValues),
)
async def add_contact_note(
    id: UUID, body: schemas.NoteDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Write a note about a contact."""

    async def act() -> schemas.Note:
        return shown([await service.add(session, identity.actor, "contact", id, body.text)])[0]

    return await once(act)


@router.get("/companies/{id}/notes", operation_id="list_company_notes", responses=problems(RecordNotFound))
async def list_company_notes(id: UUID, _: Access, session: WorkspaceTx) -> schemas.RecordNotes:
    """The notes of a company, the newest first."""
    return schemas.RecordNotes(items=shown(await service.of_record(session, "company", id)))


@router.post(
    "/companies/{id}/notes",
    operation_id="add_company_note",
    status_code=201,
    response_model=schemas.Note,
    responses=problems(RecordNotFound, TooManyNotes, InvalidValues),
)
async def add_company_note(
    id: UUID, body: schemas.NoteDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Write a note about a company."""

    async def act() -> schemas.Note:
        return shown([await service.add(session, identity.actor, "company", id, body.text)])[0]

    return await once(act)


@router.patch(
    "/notes/{id}", operation_id="update_note", responses=problems(NoteNotFound, NotYourNote, InvalidValues)
)
async def update_note(
    id: UUID, body: schemas.NoteChange, identity: Access, session: WorkspaceTx
) -> schemas.Note:
    """Change a note, or bring a removed one back: your own, or as an admin anybody's."""
    back = body.deleted is False
    return shown([await service.change(session, identity, id, body.text, back=back)])[0]


@router.delete(
    "/notes/{id}",
    operation_id="remove_note",
    status_code=204,
    responses=problems(NoteNotFound, NotYourNote),
)
async def remove_note(id: UUID, identity: Access, session: WorkspaceTx) -> None:
    """Remove a note: your own, or as an admin anybody's. It can be brought back."""
    await service.remove(session, identity, id)


def shown(found: Sequence[Note]) -> list[schemas.Note]:
    """As the API shows them."""
    return [
        schemas.Note(
            id=note.id,
            kind=note.kind,
            record_id=note.record_id,
            text=note.text,
            author=Actor(kind=note.author_kind, id=note.author_id, name=note.author_name),
            created_at=note.created_at,
            edited_at=note.edited_at,
        )
        for note in found
    ]
