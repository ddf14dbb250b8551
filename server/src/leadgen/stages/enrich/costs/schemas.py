"""Costs on the wire."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example

_THOUSANDTHS = "In thousandths of a credit."
_OWN: JsonDict = {"amount": "1.0734", "unit": "USD"}
_FIGURES: JsonDict = {"steps": 200, "found": 120, "credits": 180000, "credits_per_found": 1500, "own": [_OWN]}
_LINE: JsonDict = {"key": "company_profile", "label": "Company profile", **_FIGURES}
_MEMBER: JsonDict = {"key": "01936f0e-7a10-7000-8000-0000000000a1", "label": "Ada Example", **_FIGURES}
_RUN: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000f2",
    "summary": "Enriched 200 companies",
    "member": "Ada Example",
    "created_at": "2026-01-31T09:00:00+00:00",
    **_FIGURES,
}


class OwnCost(Schema):
    """What providers took themselves, as far as they say so: 0.0053 USD, 812 tokens."""

    model_config = example(_OWN)

    amount: Decimal
    unit: str


class CostFigures(Schema):
    """What was charged and found."""

    model_config = example(_FIGURES)

    steps: int = Member(description="So often an enricher was asked about a record, and answered.")
    found: int = Member(description="So many values were found.")
    credits: int = Member(description=_THOUSANDTHS)
    credits_per_found: int | None = Member(description="For a found value. " + _THOUSANDTHS)
    own: list[OwnCost] = Member(description="By unit; empty where no provider says it.")


class CostLine(CostFigures):
    """One day, stage, provider, model or member."""

    model_config = example(_LINE)

    key: str | None = Member(description="As the query takes it: '' is without a model, null is nobody.")
    label: str


class Costs(Schema):
    """What the runs of a workspace cost on some days, whole and by every side."""

    model_config = example(
        {
            "since": "2026-01-01",
            "until": "2026-01-31",
            "total": _FIGURES,
            "days": [{**_LINE, "key": "2026-01-31", "label": "2026-01-31"}],
            "stages": [_LINE],
            "providers": [{**_LINE, "key": "perplexity", "label": "Perplexity"}],
            "models": [{**_LINE, "key": "sonar", "label": "sonar"}],
            "members": [_MEMBER],
        }
    )

    since: date
    until: date
    total: CostFigures
    days: list[CostLine] = Member(description="In their order; only days on which somebody was asked.")
    stages: list[CostLine] = Member(description="The dearest first, as all that follow.")
    providers: list[CostLine]
    models: list[CostLine]
    members: list[CostLine] = Member(description="Who started the runs.")


class CostRun(CostFigures):
    """A run, with what of it belongs to the cut."""

    model_config = example(_RUN)

    id: UUID
    summary: str
    member: str
    created_at: datetime


class CostRunPage(Schema):
    """Runs, newest first."""

    model_config = example({"items": [_RUN], "next_cursor": None})

    items: list[CostRun]
    next_cursor: str | None
