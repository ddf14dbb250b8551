"""Views and segments over HTTP."""

from typing import Annotated, cast
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.auth.roles import EDITOR_UP
from leadgen.platform.web import Access, Once, WorkspaceTx, problems
from leadgen.records.errors import NoFacet, UnsortableField
from leadgen.records.export.choosing import UnknownColumn
from leadgen.records.field import RecordKind
from leadgen.records.filters.errors import InvalidFilter
from leadgen.stages.audience import contracts, schemas, segments, views
from leadgen.stages.audience.errors import (
    SegmentExists,
    SegmentInUse,
    SegmentNotFound,
    SharedByEditors,
    TooManyOfThem,
    ViewNotFound,
)

router = APIRouter()

OfKind = Annotated[RecordKind | None, Query(description="Only those of this kind of record.")]


@router.get("/views", operation_id="list_views", tags=["Views"])
async def list_views(identity: Access, session: WorkspaceTx, kind: OfKind = None) -> schemas.ViewList:
    """The views that are shared and your own, in their order."""
    found = await views.listed(session, kind, identity.user_id)
    return schemas.ViewList(items=[_view(view) for view in found])


@router.post(
    "/views",
    operation_id="create_view",
    tags=["Views"],
    status_code=201,
    response_model=schemas.View,
    responses=problems(
        InvalidFilter, UnsortableField, NoFacet, UnknownColumn, TooManyOfThem, SharedByEditors
    ),
)
async def create_view(
    body: schemas.ViewDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Save a list: its filter, order, groups and columns.

    What a key makes is shared; it has nothing of its own. A member below editor saves for themselves.
    """

    async def make() -> schemas.View:
        draft = views.Draft(
            body.kind,
            body.name,
            cast(JSON, body.given),
            body.sort,
            body.group_by,
            _columns(body.columns),
            body.shared,
        )
        return _view(await views.create(session, _person(identity), draft))

    return await once(make)


@router.patch(
    "/views/{id}",
    operation_id="update_view",
    tags=["Views"],
    responses=problems(ViewNotFound, SharedByEditors, InvalidFilter, UnsortableField, NoFacet, UnknownColumn),
)
async def update_view(
    id: UUID, body: schemas.ViewChanges, identity: Access, session: WorkspaceTx
) -> schemas.View:
    """Change, rename, share or move a view. Only what is sent is changed."""
    changes = cast(views.Changes, body.model_dump(exclude_unset=True, exclude={"given", "columns"}))
    if "given" in body.model_fields_set:
        changes["filter"] = cast(JSON, body.given)
    if "columns" in body.model_fields_set:
        changes["columns"] = _columns(body.columns)
    return _view(await views.change(session, _person(identity), id, changes))


@router.post(
    "/views/{id}/duplicate",
    operation_id="duplicate_view",
    tags=["Views"],
    status_code=201,
    response_model=schemas.View,
    responses=problems(ViewNotFound, TooManyOfThem),
)
async def duplicate_view(
    id: UUID, body: schemas.Copy, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Make a view like this one, of your own."""

    async def make() -> schemas.View:
        return _view(await views.duplicate(session, identity.user_id, id, body.name))

    return await once(make)


@router.delete(
    "/views/{id}",
    operation_id="delete_view",
    tags=["Views"],
    status_code=204,
    responses=problems(ViewNotFound, SharedByEditors),
)
async def delete_view(id: UUID, identity: Access, session: WorkspaceTx) -> None:
    """Remove a view. The records in it stay as they are."""
    await views.remove(session, _person(identity), id)


@router.get("/segments", operation_id="list_segments", tags=["Segments"])
async def list_segments(_: Access, session: WorkspaceTx, kind: OfKind = None) -> schemas.SegmentList:
    """All segments by name, each with its filter in words.

    How many records are in one is told by `GET /segments/{id}`. `{"term": "in_segment", "value": id}` is a
    filter, also of another segment.
    """
    found = await segments.listed(session, kind)
    return schemas.SegmentList(items=[schemas.Segment.model_validate(one) for one in found])


@router.post(
    "/segments",
    operation_id="create_segment",
    tags=["Segments"],
    status_code=201,
    response_model=schemas.Segment,
    responses=problems(InvalidFilter, SegmentExists, TooManyOfThem),
)
async def create_segment(body: schemas.SegmentDraft, _: Access, session: WorkspaceTx, once: Once) -> Response:
    """Give a filter a name."""

    async def make() -> schemas.Segment:
        made = await segments.create(session, body.kind, body.name, cast(JSON, body.given))
        return schemas.Segment.model_validate(made)

    return await once(make)


@router.get(
    "/segments/{id}",
    operation_id="get_segment",
    tags=["Segments"],
    responses=problems(SegmentNotFound),
)
async def get_segment(id: UUID, _: Access, session: WorkspaceTx) -> schemas.CountedSegment:
    """A segment, and how many records are in it now: exact up to 10,000."""
    return await _counted(session, await segments.get(session, id))


@router.patch(
    "/segments/{id}",
    operation_id="update_segment",
    tags=["Segments"],
    responses=problems(SegmentNotFound, SegmentExists, InvalidFilter),
)
async def update_segment(
    id: UUID, body: schemas.SegmentChanges, _: Access, session: WorkspaceTx
) -> schemas.Segment:
    """Rename a segment or change its filter, which may not lead back to it. Only what is sent is changed."""
    changes: segments.Changes = {"name": body.name} if "name" in body.model_fields_set else {}
    if "given" in body.model_fields_set:
        changes["filter"] = cast(JSON, body.given)
    return schemas.Segment.model_validate(await segments.change(session, id, changes))


@router.delete(
    "/segments/{id}",
    operation_id="delete_segment",
    tags=["Segments"],
    status_code=204,
    responses=problems(SegmentNotFound, SegmentInUse),
)
async def delete_segment(id: UUID, _: Access, session: WorkspaceTx) -> None:
    """Remove a segment that no other filter asks for. The records in it stay as they are."""
    await segments.remove(session, id)


def _person(identity: Identity) -> contracts.Person:
    return contracts.Person(identity.user_id, shares=identity.role is None or identity.role in EDITOR_UP)


def _columns(columns: list[schemas.ViewColumn]) -> list[contracts.ViewColumn]:
    return [contracts.ViewColumn(one.key, one.width, one.pinned) for one in columns]


def _view(view: contracts.View) -> schemas.View:
    return schemas.View.model_validate(view)


async def _counted(session: WorkspaceTx, segment: contracts.Segment) -> schemas.CountedSegment:
    total = None if segment.notices else await segments.count(session, segment)
    return schemas.CountedSegment.model_validate({**vars(segment), "total": total})
