"""Triage over HTTP."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.kernel.json import JSON
from leadgen.platform.web import Access, Once, WorkspaceTx, problems
from leadgen.records import history_schemas
from leadgen.records.errors import ChangedMeanwhile, RecordNotFound
from leadgen.records.filters.errors import InvalidFilter
from leadgen.stages.enrich.triage import deciding, schemas, service
from leadgen.stages.enrich.triage.contracts import NotCounted, Rule

router = APIRouter(tags=["Enrichment"])


@router.get("/enrichment/triage", operation_id="get_triage_rules")
async def get_triage_rules(_: Access, session: WorkspaceTx) -> schemas.TriageRules:
    """The rules by which companies pass, fail, or are asked about."""
    return _wire(await service.rules(session))


@router.put("/enrichment/triage", operation_id="update_triage_rules", responses=problems(InvalidFilter))
async def update_triage_rules(
    body: schemas.TriageRules, _: Access, session: WorkspaceTx
) -> schemas.TriageRules:
    """Write the rules anew. What they say is asked for by the terms `triage` and `triage_tier` of filters.

    A condition of a stage, such as `{"term": "triage", "value": "pass"}`, keeps deeper research to companies
    that pass. What is not known never fails a company: it is asked about.
    """
    await service.change(session, _rules(body))
    return _wire(await service.rules(session))


@router.post(
    "/enrichment/triage/preview",
    operation_id="preview_triage_rules",
    responses=problems(InvalidFilter, NotCounted),
)
async def preview_triage_rules(
    body: schemas.TriageRules, _: Access, session: WorkspaceTx
) -> schemas.TriageOutlook:
    """What these rules would say: how many companies each decides, and what would change. Nothing is kept."""
    found = await service.outlook(session, _rules(body))
    moves = [{"before": one.before, "after": one.after, "companies": one.number} for one in found.moves]
    return schemas.TriageOutlook.model_validate({**vars(found), "moves": moves})


@router.get("/companies/{id}/triage", operation_id="get_company_triage", responses=problems(RecordNotFound))
async def get_company_triage(id: UUID, _: Access, session: WorkspaceTx) -> schemas.TriageAnswer:
    """What triage says of a company now, and why. The field `triage_decision` overrules it."""
    return schemas.TriageAnswer.model_validate(await service.answer(session, id))


@router.post(
    "/companies/{id}/triage",
    operation_id="decide_company_triage",
    status_code=201,
    response_model=history_schemas.Written,
    responses=problems(RecordNotFound, ChangedMeanwhile),
)
async def decide_company_triage(
    id: UUID, body: schemas.TriageDecision, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Decide about a company, whatever the rules say. It is one operation, whose undo asks about it again.

    A company that somebody has decided on is refused: change its field `triage_decision`, or undo that.
    """
    return await once(lambda: deciding.decide(session, identity.actor, id, body.verdict, body.reason))


def _rules(body: schemas.TriageRules) -> list[Rule]:
    return [Rule(one.name, one.verdict, one.tier, cast(Mapping[str, JSON], one.given)) for one in body.rules]


def _wire(found: Sequence[Rule]) -> schemas.TriageRules:
    return schemas.TriageRules.model_validate(
        {
            "rules": [
                {"name": one.name, "verdict": one.verdict, "tier": one.tier, "filter": one.filter}
                for one in found
            ]
        }
    )
