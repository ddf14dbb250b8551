"""Tags as words of the workspace."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.platform.web import Access, Once, WorkspaceTx, problems
from leadgen.records import history_schemas, wire
from leadgen.records.bulk.errors import SelectionChanged
from leadgen.records.errors import InvalidValues
from leadgen.records.tags import schemas, service
from leadgen.records.tags.service import SameTag, TagExists, TagNotFound

router = APIRouter(tags=["Tags"])


@router.get("/tags", operation_id="list_tags")
async def list_tags(_: Access, session: WorkspaceTx) -> schemas.Tags:
    """Every tag by name, with how many contacts have it."""
    return await service.every(session)


@router.post("/tags/clean", operation_id="clean_tags")
async def clean_tags(_: Access, session: WorkspaceTx) -> schemas.Cleaned:
    """Forget the tags that no contact has, not even one in the trash. A tag comes back once it is used."""
    return schemas.Cleaned(removed=await service.clean(session))


@router.patch(
    "/tags/{id}", operation_id="update_tag", responses=problems(TagNotFound, TagExists, InvalidValues)
)
async def update_tag(id: UUID, body: schemas.TagChange, _: Access, session: WorkspaceTx) -> schemas.Tag:
    """Rename a tag, wherever it is, at once. What History says of before keeps the old word."""
    return await service.rename(session, id, body.name)


@router.post(
    "/tags/{id}/merge",
    operation_id="merge_tag",
    status_code=202,
    response_model=history_schemas.Operation,
    responses=problems(TagNotFound, SameTag, InvalidValues, SelectionChanged),
)
async def merge_tag(
    id: UUID, body: schemas.TagMerge, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Give every contact that has this tag another one instead, as one operation with one undo."""

    async def act() -> history_schemas.Operation:
        return await wire.operation(session, await service.merge(session, identity.actor, id, body.into))

    return await once(act)


@router.delete(
    "/tags/{id}",
    operation_id="remove_tag",
    status_code=202,
    responses=problems(TagNotFound, SelectionChanged),
)
async def remove_tag(id: UUID, identity: Access, session: WorkspaceTx) -> history_schemas.Operation:
    """Take a tag off every contact that has it, as one operation with one undo."""
    return await wire.operation(session, await service.remove(session, identity.actor, id))
