"""Who did what."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.audit import schemas, service
from leadgen.platform.web import Access, Cursors, WorkspaceTx, problems

router = APIRouter(tags=["Audit"])

Limit = Annotated[int, Query(ge=1, le=200, description="How many entries at most.")]
Cursor = Annotated[str | None, Query(max_length=2000, description="`next_cursor` of the page before.")]
Kind = Annotated[
    str | None, Query(max_length=60, pattern=r"^[a-z_]+$", description="Only acts of this kind.")
]
ActorId = Annotated[UUID | None, Query(description="Only acts of this person or API key.")]


@router.get("/audit", operation_id="list_audit", responses=problems(InvalidCursor))
async def list_audit(
    _: Access,
    session: WorkspaceTx,
    cursors: Cursors,
    limit: Limit = 50,
    cursor: Cursor = None,
    kind: Kind = None,
    actor_id: ActorId = None,
) -> schemas.AuditPage:
    """Who did what, newest first.

    Acts about access (members, invitations, keys, sign-ins of members, webhooks) and every operation that
    changed records.
    """
    page = await service.page(session, cursors, limit=limit, cursor=cursor, kind=kind, actor_id=actor_id)
    return schemas.AuditPage(
        items=[schemas.AuditEntry.model_validate(entry) for entry in page.items],
        next_cursor=page.next_cursor,
    )
