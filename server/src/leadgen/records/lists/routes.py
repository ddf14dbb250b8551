"""Lists of records."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.platform.web import Access, Once, WorkspaceTx, problems
from leadgen.records.lists import schemas, service
from leadgen.records.lists.service import ListExists, ListNotFound, TooManyLists

router = APIRouter(tags=["Lists"])


@router.get("/lists", operation_id="list_lists")
async def list_lists(_: Access, session: WorkspaceTx) -> schemas.RecordLists:
    """Every list of contacts and of companies, with how many are on it."""
    return await service.every(session)


@router.post(
    "/lists",
    operation_id="create_list",
    status_code=201,
    response_model=schemas.RecordList,
    responses=problems(ListExists, TooManyLists),
)
async def create_list(body: schemas.ListDraft, _: Access, session: WorkspaceTx, once: Once) -> Response:
    """Make a list. Put records on it with `POST /contacts/bulk` or `/companies/bulk`."""
    return await once(lambda: service.create(session, body.kind, body.name, body.description))


@router.patch("/lists/{id}", operation_id="update_list", responses=problems(ListNotFound, ListExists))
async def update_list(
    id: UUID, body: schemas.ListChange, _: Access, session: WorkspaceTx
) -> schemas.RecordList:
    """Rename a list, describe it, or bring a deleted one back."""
    return await service.change(session, id, body)


@router.delete("/lists/{id}", operation_id="delete_list", status_code=204, responses=problems(ListNotFound))
async def delete_list(id: UUID, _: Access, session: WorkspaceTx) -> None:
    """Delete a list. The records on it stay where they are; the list can be brought back."""
    await service.delete(session, id)
