"""Companies: list, record, write, timeline, evidence."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query
from starlette.responses import Response

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.web import Access, Once, Paged, PagedBy100, RawJson, WorkspaceTx, problems
from leadgen.records import (
    cell_schemas,
    cells,
    desk,
    evidence,
    grid,
    history_schemas,
    schemas,
    timeline,
    wire,
)
from leadgen.records.errors import ChangedMeanwhile, InvalidValues, KeyTaken, RecordNotFound, UnsortableField
from leadgen.records.filters import service as filters
from leadgen.records.filters.errors import InvalidFilter
from leadgen.records.query import ByFilter, ByOperation

router = APIRouter(tags=["Companies"])

Sort = Annotated[
    str | None,
    Query(
        max_length=100,
        description="A sortable field, `created_at` or `updated_at`; a minus in front turns it round. "
        "Empty ones come last.",
        examples=["-company_name"],
    ),
]

Change = Annotated[
    cell_schemas.RecordChange,
    Body(
        openapi_examples={
            "company": {"value": {"values": {"industry": "Steel"}, "seen": {"industry": "Mining"}}}
        }
    ),
]

Draft = Annotated[
    schemas.RecordDraft,
    Body(
        openapi_examples={
            "company": {"value": {"values": {"company_name": "Example Works", "industry": "Steel"}}}
        }
    ),
]


@router.get(
    "/companies",
    operation_id="list_companies",
    response_model=schemas.RecordPage,
    responses=problems(UnsortableField, InvalidCursor, InvalidFilter),
)
async def list_companies(
    session: WorkspaceTx,
    paging: PagedBy100,
    sort: Sort = None,
    operation_id: ByOperation = None,
    filter_: ByFilter = None,
) -> Response:
    """Companies, sorted, a page at a time.

    By `company_name` where nothing else is asked for. The total is exact up to 10,000.
    """
    chosen = await filters.read_text(session, "company", filter_)
    return RawJson(await grid.page(session, paging, "company", sort, operation_id, chosen))


@router.post(
    "/companies",
    operation_id="create_company",
    status_code=201,
    response_model=history_schemas.Written,
    responses=problems(KeyTaken, InvalidValues),
)
async def create_company(body: Draft, identity: Access, session: WorkspaceTx, once: Once) -> Response:
    """Add a company.

    A domain, LinkedIn page, register number or external id that another company has is refused, naming
    that one.
    """
    return await once(lambda: desk.create(session, identity.actor, "company", body.values))


@router.get("/companies/{id}", operation_id="get_company", responses=problems(RecordNotFound))
async def get_company(id: UUID, _: Access, session: WorkspaceTx) -> schemas.Record:
    """One company with all its values and how many contacts work there.

    The id of one that was merged leads to the company it is now, which `merged_into` says.
    """
    return await desk.lead(session, "company", id)


@router.patch("/companies", operation_id="update_companies")
async def update_companies(
    body: cell_schemas.RecordEdits, identity: Access, session: WorkspaceTx
) -> cell_schemas.EditedRecords:
    """Change cells of up to 1,000 companies as one operation.

    What can be written is written. A cell that cannot be is named with its reason; one that somebody changed
    since it was `seen` keeps their value and is told as a conflict.
    """
    return await cells.update(session, identity.actor, "company", body.records)


@router.patch(
    "/companies/{id}",
    operation_id="update_company",
    responses=problems(RecordNotFound, KeyTaken, ChangedMeanwhile, InvalidValues),
)
async def update_company(
    id: UUID, body: Change, identity: Access, session: WorkspaceTx
) -> history_schemas.Written:
    """Change values of a company.

    All or nothing: one value that cannot be stored refuses them all, and so does one that somebody changed
    since it was `seen`. The answer's operation undoes the edit.
    """
    return await desk.update(session, identity.actor, "company", id, body.values, body.seen)


@router.get(
    "/companies/{id}/timeline",
    operation_id="list_company_timeline",
    responses=problems(RecordNotFound, InvalidCursor),
)
async def list_company_timeline(
    id: UUID, session: WorkspaceTx, paging: Paged
) -> history_schemas.TimelinePage:
    """What happened to a company, newest first; a removed one still has its timeline."""
    page = await timeline.page(session, paging, "company", id)
    return await wire.timeline_page(session, "company", page)


@router.get(
    "/companies/{id}/evidence",
    operation_id="list_company_evidence",
    responses=problems(RecordNotFound),
)
async def list_company_evidence(id: UUID, _: Access, session: WorkspaceTx) -> history_schemas.EvidenceList:
    """Why each value of a company is believed: operation, file, line and raw cell, or the edit."""
    found = await evidence.of_record(session, "company", id)
    return await wire.evidence_list(session, "company", found)
