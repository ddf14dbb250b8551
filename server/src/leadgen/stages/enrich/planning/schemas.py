"""Options, settings and quotes of enrichment on the wire. Money is in thousandths of a credit."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field as Member
from pydantic import model_validator
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.bulk.schemas import Selection
from leadgen.records.filters.schemas import OptionalFilterJson
from leadgen.records.schemas import RecordKind

_QUOTE_ID = "01936f0e-7a10-7000-8000-0000000000f1"
_EVERYTHING: JsonDict = {"filter": None, "operation_id": None, "ids": None, "except": []}
# No price and no ceiling is more: a number that the database cannot hold is refused, not asked for.
MOST = 10**15
Key = Annotated[str, Member(min_length=1, max_length=100)]

_STAGE: JsonDict = {
    "key": "company_registers",
    "label": "Public registers",
    "description": "What registers say: legal name, ids, status, credibility.",
    "kind": "company",
    "fields": ["legal_name", "register_id"],
    "needs": ["company_profile"],
}
_PRESET: JsonDict = {
    "key": "quick",
    "label": "Quick",
    "stages": ["company_profile", "company_registers"],
}
_ENRICHER: JsonDict = {
    "key": "ares",
    "label": "ARES (Czech register)",
    "kind": "company",
    "free": True,
    "active": True,
    "reason": None,
    "questions": False,
    "model": None,
    "fields": ["legal_name", "register_id"],
    "prices": {},
}


class EnrichmentStage(Schema):
    """A step of enrichment: what it finds, and after which others it comes."""

    model_config = example(_STAGE)

    key: str
    label: str
    description: str
    kind: RecordKind
    fields: list[str]
    needs: list[str] = Member(description="Stages that come before it, where they are wanted too.")


class EnrichmentPreset(Schema):
    """Stages by a name: how deep to look."""

    model_config = example(_PRESET)

    key: str
    label: str
    stages: list[str]


class EnrichmentProvider(Schema):
    """Who finds fields: free of charge, or at a price for each record."""

    model_config = example(_ENRICHER)

    key: str
    label: str
    kind: RecordKind
    free: bool
    active: bool
    reason: str | None = Member(description="Why it is not asked, where it is not active.")
    questions: bool = Member(description="It answers fields of the workspace's own, too.")
    model: str | None = Member(description="Which model it asks, where its settings say so.")
    fields: list[str]
    prices: dict[str, int] = Member(
        description="Stage → thousandths of a credit for a record, at most: what is not found costs nothing."
    )


class EnrichmentOptions(Schema):
    """What can be found for this kind of record, and by whom."""

    model_config = example({"stages": [_STAGE], "presets": [_PRESET], "enrichers": [_ENRICHER]})

    stages: list[EnrichmentStage]
    presets: list[EnrichmentPreset]
    enrichers: list[EnrichmentProvider]


_SETTING: JsonDict = {
    "key": "company_registers",
    "active": True,
    "order": ["ares"],
    "without": [],
    "condition": {"field": "company_country", "op": "in", "value": ["CZ"]},
}


class EnrichmentStageSetting(Schema):
    """How this workspace wants a stage."""

    model_config = example(_SETTING)

    key: Key
    active: bool = Member(default=True, description="Off: presets leave it out.")
    order: list[Key] = Member(
        default_factory=list, max_length=100, description="Providers to ask first; the others come behind."
    )
    without: list[Key] = Member(
        default_factory=list, max_length=100, description="Providers that are not asked in this stage."
    )
    condition: OptionalFilterJson = Member(
        default=None, description="Only records that match this filter; null: all."
    )


class EnrichmentSettings(Schema):
    """How this workspace wants its stages, in their order."""

    model_config = example({"stages": [_SETTING]})

    stages: list[EnrichmentStageSetting] = Member(max_length=100)


class QuoteDraft(Schema):
    """What to find for which records: a preset, or single fields."""

    model_config = example(
        {"kind": "company", "selection": _EVERYTHING, "preset": "quick", "fields": None, "refresh": False}
    )

    kind: RecordKind
    selection: Selection = Member(default_factory=Selection, description="Everything, where not said.")
    preset: Literal["quick", "standard", "deep"] | None = None
    fields: list[Key] | None = Member(default=None, min_length=1, max_length=200)
    refresh: bool = Member(default=False, description="Also cells with a value that is over its time.")
    enrichers: list[Key] = Member(
        default_factory=list, max_length=100, description="Only these providers are asked; empty: any."
    )

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if (self.preset is None) == (self.fields is None):
            raise ValueError("say either a preset or fields")
        return self


class QuotedStage(Schema):
    """A stage of a quote."""

    model_config = example(
        {"key": "company_registers", "label": "Public registers", "cells": 40, "ceiling": 0, "least": 0}
    )

    key: str
    label: str
    cells: int = Member(description="So many values are looked for.")
    ceiling: int
    least: int = Member(
        description="A record of which all is looked for costs so much there at least: with a lower ceiling "
        "nobody who is paid is asked about it. 0: it is free."
    )


class SkippedCells(Schema):
    """Cells that are left alone, by why."""

    model_config = example({"pinned": 2, "filled": 31, "fresh": 0})

    pinned: int = Member(description="A person decided on them.")
    filled: int = Member(description="They have a value.")
    fresh: int = Member(description="Looked for in vain within a week; in a refresh, checked lately.")


_FIRST: JsonDict = {"records": 10, "expected": 0, "ceiling": 0}


class FirstQuote(Schema):
    """The price of the first records alone."""

    model_config = example(_FIRST)

    records: int
    expected: int
    ceiling: int


class TakenElsewhere(Schema):
    """What a provider takes for a run, from the account that the workspace has with it."""

    model_config = example(
        {
            "stage": "contact_mailbox",
            "enricher": "hunter",
            "label": "Hunter",
            "questions": 40,
            "amount": "20.0",
            "unit": "Hunter credits",
        }
    )

    stage: str
    enricher: str
    label: str
    questions: int = Member(description="It is asked so often at most.")
    amount: str = Member(description="All of them cost so much at most, a decimal number.")
    unit: str


_QUOTE: JsonDict = {
    "id": _QUOTE_ID,
    "kind": "company",
    "records": 50,
    "cells": 417,
    "fields": ["legal_name", "register_id"],
    "left_out": [],
    "stages": [
        {"key": "company_registers", "label": "Public registers", "cells": 40, "ceiling": 0, "least": 0}
    ],
    "skipped": {"pinned": 2, "filled": 31, "fresh": 0},
    "expected": 0,
    "ceiling": 0,
    "basis": "From how much each provider found in your last 4 runs.",
    "elsewhere": [],
    "balance": 250_000,
    "balance_after": 250_000,
    "created_at": "2026-01-31T09:00:00+00:00",
    "expires_at": "2026-01-31T10:00:00+00:00",
    "first": _FIRST,
}


class EnrichmentQuote(Schema):
    """A price, good until it expires. The ceiling binds: no run by this quote costs more."""

    model_config = example(_QUOTE)

    id: UUID
    kind: RecordKind
    records: int
    cells: int = Member(description="So many values are looked for.")
    fields: list[str]
    left_out: list[str] = Member(description="Wanted fields that no active provider finds.")
    stages: list[QuotedStage]
    skipped: SkippedCells
    expected: int
    ceiling: int
    basis: str = Member(description="What `expected` stands on.")
    elsewhere: list[TakenElsewhere] = Member(
        description="What providers take from accounts that the workspace has with them."
    )
    balance: int
    balance_after: int = Member(description="At least; below 0 where the balance is less than the ceiling.")
    created_at: datetime
    expires_at: datetime
    first: FirstQuote | None = Member(description="The first ten records alone, where they are more.")


class RunDraft(Schema):
    """The start of a run at the price of a quote, or below."""

    model_config = example({"quote_id": _QUOTE_ID, "first": 10, "ceiling": None})

    quote_id: UUID
    first: int | None = Member(
        default=None, ge=1, le=100_000, description="Only so many of the quote's records."
    )
    ceiling: int | None = Member(
        default=None, ge=0, le=MOST, description="Spend no more than this, below the quote's ceiling."
    )
