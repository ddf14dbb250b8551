"""Contacts: list, record, write, timeline, evidence."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
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

router = APIRouter(tags=["Contacts"])

Sort = Annotated[
    str | None,
    Query(
        max_length=100,
        description="A sortable field, `created_at` or `updated_at`; a minus in front turns it round. "
        "Empty ones come last.",
        examples=["-full_name"],
    ),
]


@router.get(
    "/contacts",
    operation_id="list_contacts",
    response_model=schemas.RecordPage,
    responses=problems(UnsortableField, InvalidCursor, InvalidFilter),
)
async def list_contacts(
    session: WorkspaceTx,
    paging: PagedBy100,
    sort: Sort = None,
    operation_id: ByOperation = None,
    filter_: ByFilter = None,
) -> Response:
    """Contacts, sorted, a page at a time.

    By `full_name` where nothing else is asked for. The total is exact up to 10,000.
    """
    chosen = await filters.read_text(session, "contact", filter_)
    return RawJson(await grid.page(session, paging, "contact", sort, operation_id, chosen))


@router.post(
    "/contacts",
    operation_id="create_contact",
    status_code=201,
    response_model=history_schemas.Written,
    responses=problems(KeyTaken, InvalidValues),
)
async def create_contact(
    body: schemas.RecordDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Add a contact.

    An e-mail address, LinkedIn profile or external id that another contact has is refused, naming
    that one.
    """
    return await once(lambda: desk.create(session, identity.actor, "contact", body.values))


@router.get("/contacts/{id}", operation_id="get_contact", responses=problems(RecordNotFound))
async def get_contact(id: UUID, _: Access, session: WorkspaceTx) -> schemas.Record:
    """One contact with all its values, contact points and jobs.

    The id of one that was merged leads to the contact it is now, which `merged_into` says.
    """
    return await desk.lead(session, "contact", id)


@router.patch("/contacts", operation_id="update_contacts")
async def update_contacts(
    body: cell_schemas.RecordEdits, identity: Access, session: WorkspaceTx
) -> cell_schemas.EditedRecords:
    """Change cells of up to 1,000 contacts as one operation.

    What can be written is written. A cell that cannot be is named with its reason; one that somebody changed
    since it was `seen` keeps their value and is told as a conflict.
    """
    return await cells.update(session, identity.actor, "contact", body.records)


@router.patch(
    "/contacts/{id}",
    operation_id="update_contact",
    responses=problems(RecordNotFound, KeyTaken, ChangedMeanwhile, InvalidValues),
)
async def update_contact(
    id: UUID, body: cell_schemas.RecordChange, identity: Access, session: WorkspaceTx
) -> history_schemas.Written:
    """Change values of a contact.

    All or nothing: one value that cannot be stored refuses them all, and so does one that somebody changed
    since it was `seen`. The answer's operation undoes the edit.
    """
    return await desk.update(session, identity.actor, "contact", id, body.values, body.seen)


@router.get(
    "/contacts/{id}/timeline",
    operation_id="list_contact_timeline",
    responses=problems(RecordNotFound, InvalidCursor),
)
async def list_contact_timeline(
    id: UUID, session: WorkspaceTx, paging: Paged
) -> history_schemas.TimelinePage:
    """What happened to a contact, newest first; a removed one still has its timeline."""
    page = await timeline.page(session, paging, "contact", id)
    return await wire.timeline_page(session, "contact", page)


@router.get(
    "/contacts/{id}/evidence",
    operation_id="list_contact_evidence",
    responses=problems(RecordNotFound),
)
async def list_contact_evidence(id: UUID, _: Access, session: WorkspaceTx) -> history_schemas.EvidenceList:
    """Why each value of a contact is believed: operation, file, line and raw cell, or the edit."""
    found = await evidence.of_record(session, "contact", id)
    return await wire.evidence_list(session, "contact", found)
