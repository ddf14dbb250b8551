"""Who did what."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.audit import schemas, service
from leadgen.platform.web import Paged, WorkspaceTx, problems

router = APIRouter(tags=["Audit"])

Kind = Annotated[
    str | None, Query(max_length=60, pattern=r"^[a-z_]+$", description="Only acts of this kind.")
]
ActorId = Annotated[UUID | None, Query(description="Only acts of this person or API key.")]


@router.get("/audit", operation_id="list_audit", responses=problems(InvalidCursor))
async def list_audit(
    session: WorkspaceTx, paging: Paged, kind: Kind = None, actor_id: ActorId = None
) -> schemas.AuditPage:
    """Who did what, newest first.

    Acts about access (members, invitations, keys, sign-ins of members, webhooks) and every operation that
    changed records.
    """
    page = await service.page(session, paging, kind=kind, actor_id=actor_id)
    return schemas.AuditPage(
        items=[schemas.AuditEntry.model_validate(entry) for entry in page.items],
        next_cursor=page.next_cursor,
    )
