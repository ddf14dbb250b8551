"""Acts nobody knows the end of."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.effects import kinds, schemas, service
from leadgen.platform.effects.repository import Left
from leadgen.platform.effects.service import EffectNotFound, EffectNotUnknown
from leadgen.platform.web import Access, Paged, WorkspaceTx, problems

router = APIRouter(tags=["Effects"])

State = Annotated[Literal["unknown"], Query(description="Acts whose end nobody knows.")]


@router.get("/effects", operation_id="list_effects", responses=problems(InvalidCursor))
async def list_effects(session: WorkspaceTx, paging: Paged, state: State = "unknown") -> schemas.EffectPage:
    """Letters, messages and paid calls that may or may not have happened, newest first.

    The process that carried them out ended in between, and the other side cannot tell a repetition. They are
    never repeated by themselves: look whether it happened, and say so.
    """
    page = await service.unknown(session, paging)
    return schemas.EffectPage(items=[_wire(left) for left in page.items], next_cursor=page.next_cursor)


@router.post(
    "/effects/{id}/resolve",
    operation_id="resolve_effect",
    responses=problems(EffectNotFound, EffectNotUnknown),
)
async def resolve_effect(
    id: UUID, body: schemas.Resolution, identity: Access, session: WorkspaceTx
) -> schemas.Effect:
    """Say whether an act happened.

    It is written down as it would have been; nothing is called again either way.
    """
    return _wire(await service.resolve(session, identity.actor, id, body.outcome))


def _wire(left: Left) -> schemas.Effect:
    return schemas.Effect(
        id=left.id,
        kind=left.kind,
        label=kinds.label_of(left.kind, left.payload),
        state=left.state,
        problem=left.problem,
        created_at=left.created_at,
        called_at=left.called_at,
    )
