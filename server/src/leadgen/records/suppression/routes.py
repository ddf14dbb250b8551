"""Suppressions over HTTP."""

from typing import Annotated, cast
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.web import Access, Cursors, Once, WorkspaceTx, problems
from leadgen.records.query import Cursor, Limit
from leadgen.records.suppression import schemas, service
from leadgen.records.suppression.contracts import AddressInvalid, SuppressionNotFound

router = APIRouter(tags=["Suppressions"])


@router.get("/suppressions", operation_id="list_suppressions", responses=problems(InvalidCursor))
async def list_suppressions(
    identity: Access,
    session: WorkspaceTx,
    cursors: Cursors,
    search: Annotated[
        str | None, Query(max_length=200, description="Only those with this in their address or note.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> schemas.SuppressionPage:
    """The addresses, numbers, profiles and domains that are never written to, newest first."""
    purpose = f"suppressions {search}"
    before = UUID(cast(str, cursors.decode(identity.workspace_id, purpose, cursor))) if cursor else None
    found = await service.page(session, search, before, limit)
    more = cursors.encode(identity.workspace_id, purpose, str(found.items[-1].id)) if found.more else None
    return schemas.SuppressionPage(
        items=[schemas.Suppression.of(one) for one in found.items], next_cursor=more
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
