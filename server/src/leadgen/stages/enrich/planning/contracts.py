"""Wishes, settings and quotes as they go between this package's files; and what can go wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any, Literal, cast
from uuid import UUID

from leadgen.kernel.errors import Conflict, Invalid, NotFound
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records.field import RecordKind
from leadgen.stages.enrich.contracts import Plan
from leadgen.stages.enrich.pricing import Price

MOST_RECORDS = 100_000
# What becomes of a cell: it is asked for, or left alone since a person decided on it, it has a value, or
# was looked for too lately to ask again.
What = Literal["asked", "pinned", "filled", "fresh"]


class NobodyToAsk(Conflict):
    """No provider that is active finds any of these fields."""

    def __init__(self) -> None:
        super().__init__(
            "No provider that is active finds any of these fields. Choose others, or switch one on in "
            "Settings, Providers."
        )


class TooManyRecords(Invalid):
    """More than one run takes."""

    def __init__(self) -> None:
        super().__init__(f"A run takes up to {MOST_RECORDS:,} records. Narrow the selection.")


class UnknownFields(Invalid):
    """Fields that no stage finds for this kind of record."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(
            f"No stage finds {', '.join(fields)} here. GET /enrichment/options has what they find."
        )


class UnknownStage(Invalid):
    """A setting for a stage or a provider that is not there."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no {key} here. GET /enrichment/options has the stages and providers.")


class QuoteNotFound(NotFound):
    """No such quote here."""

    def __init__(self) -> None:
        super().__init__("There is no such quote here. Ask for the price again.")


class QuoteExpired(Conflict):
    """Its time is over."""

    def __init__(self) -> None:
        super().__init__("This quote is over its time. Ask for the price again.")


class QuoteUsed(Conflict):
    """A run was started by it."""

    def __init__(self) -> None:
        super().__init__("A run was started by this quote. Ask for the price again to start another one.")


@dataclass(frozen=True)
class Wish:
    """What shall be found: these fields, or those of a preset. `refresh`: also where there is a value.

    `enrichers`: nobody but these is asked; empty: whoever can find it.
    """

    kind: RecordKind
    preset: str | None = None
    fields: Sequence[str] = ()
    refresh: bool = False
    enrichers: Sequence[str] = ()


@dataclass(frozen=True)
class StageSetting:
    """How a workspace wants a stage. `order`: providers to ask first; `without`: those never asked in it.

    `condition`, in the filter language: only such records; None: all.
    """

    active: bool = True
    order: Sequence[str] = ()
    without: Sequence[str] = ()
    condition: Mapping[str, JSON] | None = None

    def written(self) -> dict[str, JSON]:
        """As it is kept."""
        return {
            "active": self.active,
            "order": list(self.order),
            "without": list(self.without),
            "condition": cast(JSON, self.condition),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "StageSetting":
        """What `written` kept."""
        return cls(**kept)


Settings = Mapping[str, StageSetting]


@dataclass(frozen=True)
class StageCount:
    """A stage of a quote: its wanted cells and the most that they cost, in thousandths of a credit.

    `least`: what a record of which all is wanted costs there at least, of whoever is paid; 0: it is free.
    """

    key: str
    cells: int
    ceiling: int
    least: int = 0


@dataclass(frozen=True)
class Count:
    """Cells of a selection, and what they may cost."""

    records: int
    stages: Sequence[StageCount]
    skipped: Mapping[What, int]
    expected: int = 0

    @property
    def cells(self) -> int:
        """Those that are asked for."""
        return sum(one.cells for one in self.stages)

    @property
    def ceiling(self) -> int:
        """The most that all of it costs."""
        return sum(one.ceiling for one in self.stages)

    def written(self) -> dict[str, JSON]:
        """As it is kept."""
        return {
            "records": self.records,
            "stages": [
                {"key": one.key, "cells": one.cells, "ceiling": one.ceiling, "least": one.least}
                for one in self.stages
            ],
            "skipped": dict(self.skipped.items()),
            "expected": self.expected,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Count":
        """What `written` kept."""
        stages = [StageCount(**one) for one in kept["stages"]]
        return cls(kept["records"], stages, kept["skipped"], kept["expected"])


@dataclass(frozen=True)
class Quote:
    """A price for a plan over settled records, good until it expires or is used.

    `first` is the same for the first ten of them, where they are more. `left_out`: wanted fields that no
    active provider finds.
    """

    id: UUID
    kind: RecordKind
    plan: Plan
    record_ids: Sequence[UUID]
    count: Count
    first: Count | None
    basis: str
    left_out: Sequence[str]
    actor: Actor
    created_at: datetime
    expires_at: datetime
    run_id: UUID | None = None


@dataclass(frozen=True)
class Elsewhere:
    """What a provider takes at most from the account that the workspace has with it, in its own unit."""

    stage: str
    enricher: str
    label: str
    questions: int
    amount: str
    unit: str


@dataclass(frozen=True)
class Experience:
    """Of the cells that each provider was asked for in the last runs, the share that it found."""

    runs: int = 0
    shares: Mapping[str, Fraction] = field(default_factory=dict)

    def share(self, enricher: str, price: Price) -> Fraction:
        """Of one that nobody has asked yet: all where it costs something, else nothing."""
        return self.shares.get(enricher, Fraction(bool(price.amount)))


@dataclass(frozen=True)
class Composed:
    """A plan, and the wanted fields that nobody who is active finds."""

    plan: Plan
    left_out: Sequence[str] = field(default=())
