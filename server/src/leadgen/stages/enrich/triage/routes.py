"""Triage over HTTP."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from fastapi import APIRouter

from leadgen.kernel.json import JSON
from leadgen.platform.web import Access, WorkspaceTx, problems
from leadgen.records.errors import RecordNotFound
from leadgen.records.filters.errors import InvalidFilter
from leadgen.stages.enrich.triage import schemas, service
from leadgen.stages.enrich.triage.contracts import Rule

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
    await service.change(
        session,
        [Rule(one.name, one.verdict, one.tier, cast(Mapping[str, JSON], one.given)) for one in body.rules],
    )
    return _wire(await service.rules(session))


@router.get("/companies/{id}/triage", operation_id="get_company_triage", responses=problems(RecordNotFound))
async def get_company_triage(id: UUID, _: Access, session: WorkspaceTx) -> schemas.TriageAnswer:
    """What triage says of a company now, and why. The field `triage_decision` overrules it."""
    return schemas.TriageAnswer.model_validate(await service.answer(session, id))


def _wire(found: Sequence[Rule]) -> schemas.TriageRules:
    return schemas.TriageRules.model_validate(
        {
            "rules": [
                {"name": one.name, "verdict": one.verdict, "tier": one.tier, "filter": one.filter}
                for one in found
            ]
        }
    )
