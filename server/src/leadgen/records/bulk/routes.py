"""Acts on many records, and the trash. These addresses stand before those of single records."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body
from starlette.responses import Response

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.web import Access, Once, PagedBy100, RawJson, WorkspaceTx, problems
from leadgen.records import history_schemas, wire
from leadgen.records.bulk import run, schemas, trash_page, wishes
from leadgen.records.bulk.errors import NotCancellable, SelectionChanged
from leadgen.records.errors import InvalidValues, NotUndoable, OperationNotFound, RecordNotFound, UndoRunning
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.filters.errors import InvalidFilter
from leadgen.records.query import ByFilter
from leadgen.records.repository import bulk

router = APIRouter()

_Companies = Annotated[
    schemas.Selection, Body(openapi_examples={"companies": {"value": schemas.COMPANY_SELECTION}})
]
_CompaniesBulk = Annotated[
    schemas.BulkDraft, Body(openapi_examples={"companies": {"value": schemas.COMPANY_BULK}})
]
_BULK = problems(SelectionChanged, InvalidValues, InvalidFilter)


@router.post(
    "/contacts/count", operation_id="count_contacts", tags=["Contacts"], responses=problems(InvalidFilter)
)
async def count_contacts(body: schemas.Selection, _: Access, session: WorkspaceTx) -> schemas.Count:
    """How many contacts a selection has, exactly, however long that takes. Nothing is changed."""
    return await _count(session, "contact", body)


@router.post(
    "/companies/count", operation_id="count_companies", tags=["Companies"], responses=problems(InvalidFilter)
)
async def count_companies(body: _Companies, _: Access, session: WorkspaceTx) -> schemas.Count:
    """How many companies a selection has, exactly, however long that takes. Nothing is changed."""
    return await _count(session, "company", body)


@router.post(
    "/contacts/bulk",
    operation_id="change_contacts",
    tags=["Contacts"],
    status_code=202,
    response_model=history_schemas.Operation,
    responses=_BULK,
)
async def change_contacts(
    body: schemas.BulkDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Edit, tag, put on lists, move to the trash or restore many contacts, as one operation with one undo.

    Which records they are is settled now: those that come to match later are left alone, those that are
    removed meanwhile are left out and counted as `gone`. Few are done in the answer, many by a job.
    """
    return await once(lambda: _change(session, identity, "contact", body))


@router.post(
    "/companies/bulk",
    operation_id="change_companies",
    tags=["Companies"],
    status_code=202,
    response_model=history_schemas.Operation,
    responses=_BULK,
)
async def change_companies(
    body: _CompaniesBulk, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Edit, put on lists, move to the trash or restore many companies, as contacts are.

    Who works at a company that is moved to the trash stays, and still shows its name; once it is restored,
    they work there again.
    """
    return await once(lambda: _change(session, identity, "company", body))


@router.get(
    "/contacts/trash",
    operation_id="list_trashed_contacts",
    tags=["Contacts"],
    response_model=schemas.TrashPage,
    responses=problems(InvalidCursor, InvalidFilter),
)
async def list_trashed_contacts(
    session: WorkspaceTx, paging: PagedBy100, filter_: ByFilter = None
) -> Response:
    """Contacts in the trash, removed last first, with who removed them.

    Nothing in the trash goes away by itself. An import finds what is there by its identity; lists, searches
    and exports do not. Restore with `POST /contacts/bulk`.
    """
    return await _trash(session, paging, "contact", filter_)


@router.get(
    "/companies/trash",
    operation_id="list_trashed_companies",
    tags=["Companies"],
    response_model=schemas.TrashPage,
    responses=problems(InvalidCursor, InvalidFilter),
)
async def list_trashed_companies(
    session: WorkspaceTx, paging: PagedBy100, filter_: ByFilter = None
) -> Response:
    """Companies in the trash, as contacts are."""
    return await _trash(session, paging, "company", filter_)


@router.delete(
    "/contacts/{id}", operation_id="remove_contact", tags=["Contacts"], responses=problems(RecordNotFound)
)
async def remove_contact(id: UUID, identity: Access, session: WorkspaceTx) -> history_schemas.Operation:
    """Move a contact to the trash. The answer is the operation, which can be undone."""
    return await _remove(session, identity, "contact", id)


@router.delete(
    "/companies/{id}", operation_id="remove_company", tags=["Companies"], responses=problems(RecordNotFound)
)
async def remove_company(id: UUID, identity: Access, session: WorkspaceTx) -> history_schemas.Operation:
    """Move a company to the trash. Who works there stays, and still shows its name."""
    return await _remove(session, identity, "company", id)


@router.post(
    "/operations/{id}/cancel",
    operation_id="cancel_operation",
    tags=["Operations"],
    status_code=202,
    response_model=history_schemas.Operation,
    responses=problems(OperationNotFound, NotCancellable, NotUndoable, UndoRunning),
)
async def cancel_operation(
    id: UUID, body: schemas.CancelOperation, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Stop an act on many records.

    What was done already stays (`keep`), or is undone: then the answer is the undo.
    """

    async def act() -> history_schemas.Operation:
        left = await run.cancel(session, id, identity.actor, keep=body.keep)
        return await wire.operation(session, left)

    return await once(act)


async def _count(session: WorkspaceTx, kind: RecordKind, selection: schemas.Selection) -> schemas.Count:
    return schemas.Count(count=await bulk.count(session, await wishes.pool(session, kind, selection)))


async def _change(
    session: WorkspaceTx, identity: Identity, kind: RecordKind, body: schemas.BulkDraft
) -> history_schemas.Operation:
    act = await wishes.act(session, kind, body.act)
    pool = await wishes.pool(session, kind, body.selection, trashed=body.act.kind == "restore")
    operation_id = await run.start(session, identity.actor, act, pool, body.expected)
    return await wire.operation(session, operation_id)


async def _trash(session: WorkspaceTx, paging: PagedBy100, kind: RecordKind, text: str | None) -> Response:
    chosen = await filters.read_text(session, kind, text)
    return RawJson(await trash_page.page(session, paging, kind, chosen))


async def _remove(
    session: WorkspaceTx, identity: Identity, kind: RecordKind, record_id: UUID
) -> history_schemas.Operation:
    return await wire.operation(session, await run.remove(session, identity.actor, kind, record_id))
