"""Suppressions over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.web import Access, Once, Paged, WorkspaceTx, problems
from leadgen.records.suppression import schemas, service
from leadgen.records.suppression.contracts import AddressInvalid, SuppressionNotFound

router = APIRouter(tags=["Suppressions"])


@router.get("/suppressions", operation_id="list_suppressions", responses=problems(InvalidCursor))
async def list_suppressions(
    session: WorkspaceTx,
    paging: Paged,
    search: Annotated[
        str | None, Query(max_length=200, description="Only those with this in their address or note.")
    ] = None,
) -> schemas.SuppressionPage:
    """The addresses, numbers, profiles and domains that are never written to, newest first."""
    page = await service.page(session, paging, search)
    return schemas.SuppressionPage(
        items=[schemas.Suppression.of(one) for one in page.items], next_cursor=page.next_cursor
    )


@router.post(
    "/suppressions",
    operation_id="add_suppression",
    status_code=201,
    response_model=schemas.Suppression,
    responses=problems(AddressInvalid),
)
async def add_suppression(
    body: schemas.SuppressionDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Never write to an address again, in whatever spelling. One that is on the list stays as it is."""

    async def act() -> schemas.Suppression:
        return schemas.Suppression.of(
            await service.add(session, identity.actor, body.kind, body.value, body.note)
        )

    return await once(act)


@router.delete(
    "/suppressions/{id}",
    operation_id="remove_suppression",
    status_code=204,
    responses=problems(SuppressionNotFound),
)
async def remove_suppression(id: UUID, identity: Access, session: WorkspaceTx) -> None:
    """Take an address off the list: from then on it may be written to again."""
    await service.remove(session, identity.actor, id)
