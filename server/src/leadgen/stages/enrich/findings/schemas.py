"""Findings on the wire."""

from datetime import datetime
from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict
from typing_extensions import TypeAliasType

from leadgen.platform.web import Schema, example
from leadgen.records.field import RecordKind
from leadgen.records.schemas import RECORD_ID, Value
from leadgen.stages.enrich import evidence_gate
from leadgen.stages.enrich.findings.contracts import Mark

# Named, so that it is a schema of its own in the API's document.
Verdict = TypeAliasType("Verdict", evidence_gate.Verdict)
_THOUSANDTHS = "In thousandths of a credit."
_FINDING: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000f1",
    "run_id": "01936f0e-7a10-7000-8000-0000000000f2",
    "record_id": RECORD_ID,
    "record": "Muster GmbH",
    "kind": "company",
    "field": "founded_year",
    "stage": "company_profile",
    "enricher": "website",
    "value": 2004,
    "verdict": "accepted",
    "reason": "The record's own site.",
    "url": "https://muster.example/impressum",
    "quote": "Gegründet 2004 in Berlin",
    "part": "text",
    "provider": "website",
    "model": None,
    "confidence": 0.94,
    "cost": 0,
    "retrieved_at": "2026-01-31T09:00:00+00:00",
    "mark": None,
    "marked_at": None,
    "created_at": "2026-01-31T09:00:00+00:00",
}


class EnrichmentFinding(Schema):
    """One answer about one field of a record: a value with the words it stands on, or why there is none."""

    model_config = example(_FINDING)

    id: UUID
    run_id: UUID
    record_id: UUID
    record: str = Member(description="What people call the record; empty where it was removed.")
    kind: RecordKind
    field: str
    stage: str
    enricher: str
    value: Value | None
    verdict: Verdict = Member(description="Only what is `accepted` is written, and only that costs anything.")
    reason: str = Member(description="Why it was taken, or why not: a sentence.")
    url: str | None = Member(description="The page.")
    quote: str | None = Member(description="Its words.")
    part: str | None = Member(description="Where in the page they stand.")
    provider: str
    model: str | None
    confidence: float | None = Member(
        description="How sure the value is, from 0 to 1, by the marks there are."
    )
    cost: int = Member(description=_THOUSANDTHS)
    retrieved_at: datetime | None
    mark: Mark | None
    marked_at: datetime | None
    created_at: datetime


class FindingPage(Schema):
    """Findings, the newest first."""

    model_config = example({"items": [_FINDING], "next_cursor": None})

    items: list[EnrichmentFinding]
    next_cursor: str | None


class FindingMark(Schema):
    """Whether a found value is right; null takes the mark back."""

    model_config = example({"mark": "right"})

    mark: Mark | None


_QUALITY: JsonDict = {
    "kind": "company",
    "field": "founded_year",
    "label": "Founded",
    "enricher": "website",
    "asked": 200,
    "found": 120,
    "coverage": 0.6,
    "marked": 30,
    "right": 29,
    "accuracy": 0.967,
    "interval": [0.833, 0.994],
    "cost": 0,
    "price_per_correct": 0,
}


class FieldQuality(Schema):
    """How good one enricher is at one field, by what was found and by people's marks."""

    model_config = example(_QUALITY)

    kind: RecordKind
    field: str
    label: str
    enricher: str
    asked: int = Member(description="So often it was asked.")
    found: int = Member(description="So many values were accepted.")
    coverage: float = Member(description="Accepted values, of the times it was asked.")
    marked: int = Member(description="So many accepted values people marked.")
    right: int
    accuracy: float | None = Member(description="Right ones of those marked; null without a mark.")
    interval: list[float] | None = Member(
        min_length=2,
        max_length=2,
        description="Between these two lies the true share, in 95 of 100 such samples (Wilson).",
    )
    cost: int = Member(description=_THOUSANDTHS)
    price_per_correct: int | None = Member(description="For one right value. " + _THOUSANDTHS)


class EnrichmentQuality(Schema):
    """By field and enricher."""

    model_config = example({"items": [_QUALITY]})

    items: list[FieldQuality]
