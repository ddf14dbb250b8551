"""Findings over HTTP."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from leadgen.kernel.paging import InvalidCursor, Page
from leadgen.platform.web import Access, Paged, WorkspaceTx, problems
from leadgen.records import service as records
from leadgen.records.errors import RecordNotFound
from leadgen.stages.enrich.contracts import RunNotFound
from leadgen.stages.enrich.evidence_gate.calibrating import interval
from leadgen.stages.enrich.findings import schemas, service
from leadgen.stages.enrich.findings.contracts import Chosen, Finding, FindingNotFound, NothingToMark, Tally

router = APIRouter(tags=["Enrichment"])

OfField = Annotated[str | None, Query(max_length=200, description="Only about this field.")]
OfVerdict = Annotated[schemas.Verdict | None, Query(description="Only with this verdict.")]
OfEnricher = Annotated[str | None, Query(max_length=200, description="Only of this enricher.")]


@router.get("/findings", operation_id="list_findings", responses=problems(InvalidCursor))
async def list_findings(
    session: WorkspaceTx,
    paging: Paged,
    field: OfField = None,
    enricher: OfEnricher = None,
    verdict: OfVerdict = None,
) -> schemas.FindingPage:
    """Every answer of every enricher, the newest first: a sample to mark, of one field and one enricher."""
    chosen = Chosen(field=field, enricher=enricher, verdict=verdict)
    return await _page(session, await service.page(session, paging, chosen))


@router.get(
    "/enrichment/runs/{id}/findings",
    operation_id="list_run_findings",
    responses=problems(RunNotFound, InvalidCursor),
)
async def list_run_findings(
    id: UUID,
    session: WorkspaceTx,
    paging: Paged,
    field: OfField = None,
    verdict: OfVerdict = None,
) -> schemas.FindingPage:
    """Every answer of a run, taken or not, with its words and the reason; the newest first."""
    chosen = Chosen(run_id=id, field=field, verdict=verdict)
    return await _page(session, await service.page(session, paging, chosen))


@router.get(
    "/contacts/{id}/findings",
    operation_id="list_contact_findings",
    responses=problems(RecordNotFound, InvalidCursor),
)
async def list_contact_findings(
    id: UUID, session: WorkspaceTx, paging: Paged, field: OfField = None
) -> schemas.FindingPage:
    """What was found about a contact, taken or not; sources that disagree stand side by side."""
    return await _page(session, await service.of_record(session, paging, "contact", id, field))


@router.get(
    "/companies/{id}/findings",
    operation_id="list_company_findings",
    responses=problems(RecordNotFound, InvalidCursor),
)
async def list_company_findings(
    id: UUID, session: WorkspaceTx, paging: Paged, field: OfField = None
) -> schemas.FindingPage:
    """What was found about a company, taken or not; sources that disagree stand side by side."""
    return await _page(session, await service.of_record(session, paging, "company", id, field))


@router.put(
    "/findings/{id}/mark",
    operation_id="mark_finding",
    responses=problems(FindingNotFound, NothingToMark),
)
async def mark_finding(
    id: UUID, body: schemas.FindingMark, identity: Access, session: WorkspaceTx
) -> schemas.EnrichmentFinding:
    """Say whether a found value is right or wrong; null takes the mark back.

    The marks of a workspace tell how far its enrichers can be trusted: the confidence of what they find next
    follows them.
    """
    return (await _shown(session, [await service.mark(session, identity.actor, id, body.mark)]))[0]


@router.get("/enrichment/quality", operation_id="get_enrichment_quality")
async def get_enrichment_quality(_: Access, session: WorkspaceTx) -> schemas.EnrichmentQuality:
    """How good each enricher is at each field: what it finds, what of it is right, what a right one costs."""
    fields = await records.fields_of(session, archived=True)
    labels = {(field.kind, field.key): field.label for field in fields}
    tallies = await service.quality(session)
    return schemas.EnrichmentQuality(
        items=[_quality(one, labels.get((one.kind, one.field), one.field)) for one in tallies]
    )


def _quality(one: Tally, label: str) -> schemas.FieldQuality:
    ends = interval(one.right, one.marked)
    return schemas.FieldQuality.model_validate(
        {
            **vars(one),
            "label": label,
            "coverage": round(one.coverage, 3),
            "accuracy": None if one.accuracy is None else round(one.accuracy, 3),
            "interval": None if ends is None else [round(end, 3) for end in ends],
            "price_per_correct": one.price_per_correct,
        }
    )


async def _page(session: WorkspaceTx, page: Page[Finding]) -> schemas.FindingPage:
    return schemas.FindingPage(items=await _shown(session, page.items), next_cursor=page.next_cursor)


async def _shown(session: WorkspaceTx, found: Sequence[Finding]) -> list[schemas.EnrichmentFinding]:
    names: dict[UUID, str] = {}
    for kind in {one.kind for one in found}:
        names |= await records.names(session, kind, {one.record_id for one in found if one.kind == kind})
    return [_wire(one, names.get(one.record_id, "")) for one in found]


def _wire(one: Finding, name: str) -> schemas.EnrichmentFinding:
    shown = {key: value for key, value in vars(one).items() if key in schemas.EnrichmentFinding.model_fields}
    return schemas.EnrichmentFinding.model_validate({**shown, "record": name})
