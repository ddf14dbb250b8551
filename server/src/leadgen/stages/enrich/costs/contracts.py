"""Costs as they go between this stage's files. Credits are in thousandths; days are those of UTC."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from leadgen.kernel.errors import Invalid

LONGEST = timedelta(days=731)

Side = Literal["day", "stage", "enricher", "model", "member"]


class InvalidSpan(Invalid):
    """It ends before it begins, or is longer than two years."""

    def __init__(self) -> None:
        super().__init__("Choose a first and a last day that are at most two years apart, in that order.")


@dataclass(frozen=True)
class Step:
    """A step that was answered: values found, credits charged, (amount, unit) its provider took."""

    stage: str
    enricher: str
    model: str
    found: int
    credits: int
    own: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Cut:
    """Which spending: of these days, the last included; None is any. No model is ''."""

    since: date
    until: date
    stage: str | None = None
    enricher: str | None = None
    model: str | None = None
    member: UUID | None = None


@dataclass(frozen=True)
class Figures:
    """What so many answered steps charged and found; `own` is what the providers took themselves, by unit."""

    steps: int = 0
    found: int = 0
    credits: int = 0
    own: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def per_found(self) -> int | None:
        """Thousandths of a credit for a found value."""
        return round(self.credits / self.found) if self.found else None

    def __add__(self, other: "Figures") -> "Figures":
        units = sorted(self.own.keys() | other.own.keys())
        own = {unit: self.own.get(unit, Decimal(0)) + other.own.get(unit, Decimal(0)) for unit in units}
        return Figures(self.steps + other.steps, self.found + other.found, self.credits + other.credits, own)


@dataclass(frozen=True)
class Part:
    """What belongs to one day, stage, enricher, model or member; `name` is a member's. Nobody is a None."""

    key: str | None
    figures: Figures
    name: str = ""


@dataclass(frozen=True)
class Costs:
    """A cut, whole and by each of its sides: the days in their order, of the others the dearest first."""

    total: Figures
    sides: Mapping[Side, Sequence[Part]]


@dataclass(frozen=True)
class RunCost:
    """A run behind a cut, with what of it belongs there."""

    id: UUID
    summary: str
    member: str
    created_at: datetime
    figures: Figures


def checked(cut: Cut) -> Cut:
    """The cut itself. Raises InvalidSpan."""
    if not timedelta(0) <= cut.until - cut.since <= LONGEST:
        raise InvalidSpan
    return cut


def dearest(parts: Iterable[Part]) -> list[Part]:
    """The most credits first, then the most steps."""
    return sorted(parts, key=lambda part: (-part.figures.credits, -part.figures.steps, part.key or ""))
