"""Filters told in words, and lists by filters of any length."""

from typing import Annotated, cast

from fastapi import APIRouter, Body
from starlette.responses import Response

from leadgen.kernel.json import JSON
from leadgen.kernel.paging import InvalidCursor, Paging
from leadgen.platform.web import Access, RawJson, WorkspaceTx, problems
from leadgen.platform.web.state import Cursors
from leadgen.records import grid
from leadgen.records.errors import UnsortableField
from leadgen.records.field import RecordKind
from leadgen.records.filters import schemas, service
from leadgen.records.filters.errors import InvalidFilter
from leadgen.records.schemas import RecordPage

router = APIRouter()

_OfCompanies = Annotated[
    schemas.ListQuery, Body(openapi_examples={"companies": {"value": schemas.COMPANY_QUERY_EXAMPLE}})
]


@router.post(
    "/contacts/query",
    operation_id="query_contacts",
    tags=["Contacts"],
    response_model=RecordPage,
    responses=problems(UnsortableField, InvalidCursor, InvalidFilter),
)
async def query_contacts(
    body: schemas.ListQuery, _: Access, session: WorkspaceTx, cursors: Cursors
) -> Response:
    """Contacts by a filter that is too long for an address.

    The answer is that of the list, and so are its cursors. Nothing is changed.
    """
    return await _page(session, cursors, "contact", body)


@router.post(
    "/companies/query",
    operation_id="query_companies",
    tags=["Companies"],
    response_model=RecordPage,
    responses=problems(UnsortableField, InvalidCursor, InvalidFilter),
)
async def query_companies(body: _OfCompanies, _: Access, session: WorkspaceTx, cursors: Cursors) -> Response:
    """Companies by a filter that is too long for an address, as contacts are."""
    return await _page(session, cursors, "company", body)


async def _page(
    session: WorkspaceTx, cursors: Cursors, kind: RecordKind, body: schemas.ListQuery
) -> Response:
    chosen = await service.read(session, kind, cast(JSON, body.given))
    paging = Paging(cursors, session.workspace_id, body.limit, body.cursor)
    return RawJson(await grid.page(session, paging, kind, body.sort, body.operation_id, chosen))


@router.post(
    "/filters/describe",
    operation_id="describe_filter",
    tags=["Fields"],
    responses=problems(InvalidFilter),
)
async def describe_filter(
    body: schemas.FilterDraft, _: Access, session: WorkspaceTx
) -> schemas.FilterDescription:
    """A filter in words, or each place where it is wrong. Nothing is changed."""
    found = await service.read_whole(session, body.kind, cast(JSON, body.given))
    return schemas.FilterDescription.model_validate(await service.describe(session, found))
