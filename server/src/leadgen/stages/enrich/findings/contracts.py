"""Findings as they go between this stage's files, and what can go wrong with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.kernel.errors import Conflict, NotFound
from leadgen.records.contracts import Value
from leadgen.records.field import RecordKind
from leadgen.stages.enrich.evidence_gate import Verdict

Mark = Literal["right", "wrong"]


class FindingNotFound(NotFound):
    """No such finding here."""

    def __init__(self) -> None:
        super().__init__("There is no such finding here. The findings of a record or of a run list them.")


class NothingToMark(Conflict):
    """It has no value that could be right or wrong."""

    def __init__(self) -> None:
        super().__init__("Nothing was found there, so it is neither right nor wrong. Mark a found value.")


@dataclass(frozen=True)
class Asked:
    """The step that was answered: which enricher, about which record, in which stage of which run."""

    run_id: UUID
    record_id: UUID
    kind: RecordKind
    stage: str
    enricher: str
    provider: str
    model: str | None = None


@dataclass(frozen=True)
class Chosen:
    """Which findings somebody wants to see; None is any."""

    run_id: UUID | None = None
    record_id: UUID | None = None
    field: str | None = None
    enricher: str | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Finding:
    """One answer about one field of a record. `cost` in thousandths of a credit."""

    id: UUID
    run_id: UUID
    record_id: UUID
    kind: RecordKind
    field: str
    stage: str
    enricher: str
    value: Value | None
    verdict: Verdict
    reason: str
    url: str | None
    quote: str | None
    page: str | None
    part: str | None
    provider: str
    model: str | None
    confidence: float | None
    cost: int
    retrieved_at: datetime | None
    mark: Mark | None
    marked_by_id: UUID | None
    marked_at: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class Tally:
    """What one enricher made of one field: asked so often, accepted so many, of which these were marked."""

    kind: RecordKind
    field: str
    enricher: str
    asked: int
    found: int
    cost: int
    marked: int
    right: int

    @property
    def coverage(self) -> float:
        """The share of the questions that were answered with a value."""
        return self.found / self.asked if self.asked else 0.0

    @property
    def accuracy(self) -> float | None:
        """The share of right ones among those marked."""
        return self.right / self.marked if self.marked else None

    @property
    def price_per_correct(self) -> int | None:
        """Thousandths of a credit for one right value, as far as the marks tell."""
        if not self.accuracy or not self.found:
            return None
        return round(self.cost / (self.found * self.accuracy))
