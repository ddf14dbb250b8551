"""Costs over HTTP."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import StreamingResponse

from leadgen.kernel.clock import now
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.plugins import service as plugins
from leadgen.platform.web import Access, Db, Paged, WorkspaceTx, problems
from leadgen.stages.enrich.costs import schemas, service
from leadgen.stages.enrich.costs.contracts import Cut, Figures, InvalidSpan, Part
from leadgen.stages.enrich.planning.stages import STAGES

router = APIRouter(tags=["Enrichment"])

_FILE: dict[str, JSON] = {
    "description": "The file.",
    "content": {
        "text/csv": {"schema": {"type": "string"}, "example": "day,run,credits\r\n2026-01-31,0193…,1.5\r\n"}
    },
}


def _cut(
    since: Annotated[
        date | None, Query(description="The first day, in UTC; without it the first of this month.")
    ] = None,
    until: Annotated[date | None, Query(description="The last day, in UTC; without it today.")] = None,
    stage: Annotated[str | None, Query(max_length=200, description="Only of this stage.")] = None,
    provider: Annotated[str | None, Query(max_length=200, description="Only of this provider.")] = None,
    model: Annotated[
        str | None, Query(max_length=200, description="Only of this model; empty: without one.")
    ] = None,
    member: Annotated[UUID | None, Query(description="Only what this member started.")] = None,
) -> Cut:
    today = now().date()
    return Cut(since or today.replace(day=1), until or today, stage, provider, model, member)


Asked = Annotated[Cut, Depends(_cut)]


@router.get("/enrichment/costs", operation_id="get_costs", responses=problems(InvalidSpan))
async def get_costs(_: Access, session: WorkspaceTx, cut: Asked) -> schemas.Costs:
    """What enrichment cost: by day, stage, provider, model and member, beside the providers' own cost.

    The credits are those of the statement. A provider takes its own price also where nothing was found.
    """
    found = await service.costs(session, cut)
    return schemas.Costs(
        since=cut.since,
        until=cut.until,
        total=schemas.CostFigures.model_validate(_figures(found.total)),
        days=_lines(found.sides["day"], {}),
        stages=_lines(found.sides["stage"], {one.key: one.label for one in STAGES}),
        providers=_lines(
            found.sides["enricher"], {one.key: one.label for one in plugins.installed().enrichers()}
        ),
        models=_lines(found.sides["model"], {}),
        members=_lines(found.sides["member"], {}),
    )


@router.get(
    "/enrichment/costs/runs",
    operation_id="list_cost_runs",
    responses=problems(InvalidSpan, InvalidCursor),
)
async def list_cost_runs(session: WorkspaceTx, paging: Paged, cut: Asked) -> schemas.CostRunPage:
    """The runs behind a cost, the newest first, each with its share of it."""
    page = await service.runs(session, paging, cut)
    items = [
        schemas.CostRun.model_validate(
            {
                "id": one.id, "summary": one.summary, "member": one.member, "created_at": one.created_at,
                **_figures(one.figures),
            }
        )
        for one in page.items
    ]  # fmt: skip
    return schemas.CostRunPage(items=items, next_cursor=page.next_cursor)


@router.get(
    "/enrichment/costs/export",
    operation_id="export_costs",
    response_class=StreamingResponse,
    responses={**problems(InvalidSpan), 200: _FILE},
)
async def export_costs(identity: Access, database: Db, session: WorkspaceTx, cut: Asked) -> StreamingResponse:
    """The costs as CSV: a line for each run, day, stage, provider and model."""
    found = await service.costs(session, cut)
    days = [date.fromisoformat(part.key) for part in found.sides["day"] if part.key]
    return StreamingResponse(
        service.as_csv(database, identity.workspace_id, cut, days),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="costs-{cut.since}-{cut.until}.csv"'},
    )


def _lines(parts: Sequence[Part], labels: Mapping[str, str]) -> list[schemas.CostLine]:
    return [
        schemas.CostLine.model_validate(
            {
                "key": part.key,
                "label": part.name or labels.get(part.key or "", part.key or ""),
                **_figures(part.figures),
            }
        )
        for part in parts
    ]


def _figures(found: Figures) -> dict[str, object]:
    return {
        "steps": found.steps,
        "found": found.found,
        "credits": found.credits,
        "credits_per_found": found.per_found,
        "own": [{"amount": amount, "unit": unit} for unit, amount in sorted(found.own.items())],
    }
