"""Runs of enrichment on the wire. Money is in thousandths of a credit."""

from datetime import datetime
from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.history_schemas import Actor
from leadgen.records.schemas import RecordKind
from leadgen.stages.enrich.contracts import RunState

_COUNTS: JsonDict = {"found": 31, "unknown": 8, "failed": 1, "skipped": 0}
_FIELD: JsonDict = {"field": "legal_name", **_COUNTS, "cost": 0, "cost_per_found": 0}
_ENRICHER: JsonDict = {"enricher": "ares", "label": "ARES (Czech register)", **_COUNTS, "cost": 0}
_ENRICHER["cost_per_found"] = 0
_COMPARISON: JsonDict = {
    "run_id": "01936f0e-7a10-7000-8000-0000000000f1",
    "provider": "llm",
    "model": "small-model",
}
_RUN: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000f2",
    "kind": "company",
    "state": "done",
    "reason": None,
    "summary": "Enriched 10 companies",
    "compares": None,
    "fields": ["legal_name", "register_id"],
    "records": 10,
    "items": 10,
    "done": 10,
    "counts": _COUNTS,
    "expected": 0,
    "ceiling": 0,
    "spent": 0,
    "operation_id": "01936f0e-7a10-7000-8000-0000000000a1",
    "actor": {"kind": "user", "id": None, "name": "Alice Example"},
    "created_at": "2026-01-31T09:00:00+00:00",
    "finished_at": "2026-01-31T09:01:00+00:00",
    "by_field": [_FIELD],
    "by_enricher": [_ENRICHER],
}


class EnrichmentCounts(Schema):
    """How cells ended."""

    model_config = example(_COUNTS)

    found: int
    unknown: int = Member(description="Looked for, and nothing that a source supports; costs nothing.")
    failed: int = Member(description="Nobody could be asked, or no answer came; costs nothing.")
    skipped: int


class FieldReport(EnrichmentCounts):
    """How the cells of a field ended; `cost_per_found` is null where none was found."""

    model_config = example(_FIELD)

    field: str
    cost: int
    cost_per_found: int | None


class ProviderReport(EnrichmentCounts):
    """How the cells that a provider was asked for ended."""

    model_config = example(_ENRICHER)

    enricher: str
    label: str
    cost: int
    cost_per_found: int | None


class RunComparison(Schema):
    """What a run asks again, of which provider and model; a blank model is the provider's own."""

    model_config = example(_COMPARISON)

    run_id: UUID
    provider: str
    model: str


class EnrichmentRun(Schema):
    """A run: how far it is, what it found and what it cost."""

    model_config = example(_RUN)

    id: UUID
    kind: RecordKind
    state: RunState
    reason: str | None = Member(description="Why it waits, or failed, in a sentence.")
    summary: str
    compares: RunComparison | None = Member(
        description="The run that this one only compares with: nothing of it is written to records."
    )
    fields: list[str]
    records: int
    items: int = Member(description="The records, and the companies that they share.")
    done: int = Member(description="So many of the items have ended.")
    counts: EnrichmentCounts
    expected: int
    ceiling: int = Member(description="No more than this is spent.")
    spent: int
    operation_id: UUID = Member(description="The operation in History, with one undo.")
    actor: Actor
    created_at: datetime
    finished_at: datetime | None
    by_field: list[FieldReport]
    by_enricher: list[ProviderReport]


class EnrichmentRunPage(Schema):
    """Runs, the newest first."""

    model_config = example({"items": [_RUN], "next_cursor": None})

    items: list[EnrichmentRun]
    next_cursor: str | None
