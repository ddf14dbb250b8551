"""Runs of enrichment over HTTP: started, watched, paused, stopped."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.plugins import service as plugins
from leadgen.platform.web import Access, Once, Paged, WorkspaceTx, problems
from leadgen.stages.enrich import running
from leadgen.stages.enrich.contracts import CreditsMissing, NothingToRun, Run, RunNotFound, RunOver, Tally
from leadgen.stages.enrich.planning import run_schemas, schemas, starting
from leadgen.stages.enrich.planning.contracts import QuoteExpired, QuoteNotFound, QuoteUsed

router = APIRouter(tags=["Enrichment"])


@router.post(
    "/enrichment/runs",
    operation_id="start_enrichment_run",
    status_code=202,
    response_model=run_schemas.EnrichmentRun,
    responses=problems(QuoteNotFound, QuoteExpired, QuoteUsed, CreditsMissing, NothingToRun),
)
async def start_enrichment_run(
    body: schemas.RunDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Start a run at the price of a quote, or below. It spends no more than its ceiling.

    With `first` only so many of the quote's records are run. What comes of it is one operation with one undo;
    the undo gives no credits back.
    """

    async def act() -> run_schemas.EnrichmentRun:
        run_id = await starting.start(session, identity.actor, body.quote_id, body.first, body.ceiling)
        return _wire(await running.get(session, run_id))

    return await once(act)


@router.get("/enrichment/runs", operation_id="list_enrichment_runs", responses=problems(InvalidCursor))
async def list_enrichment_runs(session: WorkspaceTx, paging: Paged) -> run_schemas.EnrichmentRunPage:
    """The runs, the newest first."""
    page = await running.page(session, paging)
    return run_schemas.EnrichmentRunPage(
        items=[_wire(one) for one in page.items], next_cursor=page.next_cursor
    )


@router.get("/enrichment/runs/{id}", operation_id="get_enrichment_run", responses=problems(RunNotFound))
async def get_enrichment_run(id: UUID, _: Access, session: WorkspaceTx) -> run_schemas.EnrichmentRun:
    """A run: how far it is, and what it found, by field and by provider."""
    return _wire(await running.get(session, id))


@router.post(
    "/enrichment/runs/{id}/pause",
    operation_id="pause_enrichment_run",
    responses=problems(RunNotFound, RunOver),
)
async def pause_enrichment_run(id: UUID, _: Access, session: WorkspaceTx) -> run_schemas.EnrichmentRun:
    """Ask nobody anew until it is resumed; what is under way ends."""
    return _wire(await running.pause(session, id))


@router.post(
    "/enrichment/runs/{id}/resume",
    operation_id="resume_enrichment_run",
    responses=problems(RunNotFound, RunOver),
)
async def resume_enrichment_run(id: UUID, _: Access, session: WorkspaceTx) -> run_schemas.EnrichmentRun:
    """Go on with a run that was paused, or that waited for credits."""
    return _wire(await running.resume(session, id))


@router.post(
    "/enrichment/runs/{id}/cancel",
    operation_id="cancel_enrichment_run",
    responses=problems(RunNotFound, RunOver),
)
async def cancel_enrichment_run(id: UUID, _: Access, session: WorkspaceTx) -> run_schemas.EnrichmentRun:
    """End a run. What was found stays and can be undone; what was reserved and not spent is given back."""
    return _wire(await running.cancel(session, id))


def _wire(found: Run) -> run_schemas.EnrichmentRun:
    labels = {one.key: one.label for one in plugins.installed().enrichers()}
    return run_schemas.EnrichmentRun.model_validate(
        {
            "id": found.id,
            "kind": found.kind,
            "state": found.state,
            "reason": found.reason,
            "summary": found.summary,
            "compares": None if found.plan.compares is None else vars(found.plan.compares),
            "fields": found.plan.fields,
            "records": found.records,
            "items": found.items,
            "done": found.done,
            "counts": _counts(found.counts),
            "expected": found.expected,
            "ceiling": found.ceiling,
            "spent": found.spent,
            "operation_id": found.operation_id,
            "actor": {"kind": found.actor.kind, "id": found.actor.id, "name": found.actor.name},
            "created_at": found.created_at,
            "finished_at": found.finished_at,
            "by_field": [
                {"field": key, **_report(found.by_field[key])}
                for key in found.plan.fields
                if key in found.by_field
            ],
            "by_enricher": [
                {"enricher": key, "label": labels.get(key, key), **_report(tally)}
                for key, tally in sorted(found.by_enricher.items())
            ],
        }
    )


def _counts(tally: Tally) -> Mapping[str, int]:
    return {
        "found": tally.found,
        "unknown": tally.unknown,
        "failed": tally.failed,
        "skipped": tally.skipped,
    }


def _report(tally: Tally) -> Mapping[str, int | None]:
    each = tally.cost // tally.found if tally.found else None
    return {**_counts(tally), "cost": tally.cost, "cost_per_found": each}
