"""Comparisons as they go between this package's files; and what can go wrong."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from uuid import UUID

from leadgen.kernel.errors import Conflict, Invalid
from leadgen.records.contracts import Value
from leadgen.records.field import RecordKind
from leadgen.stages.enrich.contracts import CellState, Plan, Run

# not_answered: the other one failed, or was not asked.
Outcome = Literal["same", "different", "only_before", "only_now", "neither", "not_answered"]
OUTCOMES: Sequence[Outcome] = ("same", "different", "only_before", "only_now", "neither", "not_answered")


class ProviderInactive(Conflict):
    """It cannot be asked here."""

    def __init__(self, provider: str, why: str) -> None:
        super().__init__(f"{provider} cannot be asked here: {why}")


class NoSuchModel(Invalid):
    """The provider has no models to choose from, or none of such a name."""

    def __init__(self, provider: str, why: str) -> None:
        super().__init__(f"{provider} cannot be asked with this model: {why}")


class NothingToCompare(Conflict):
    """The run asked nothing that the provider finds."""

    def __init__(self, provider: str) -> None:
        super().__init__(
            f"The run has asked nothing yet that {provider} finds. Choose another one, or wait for its end."
        )


@dataclass(frozen=True)
class Price:
    """What a comparison would ask, and the most that it costs, in thousandths of a credit."""

    plan: Plan
    records: int
    cells: int
    ceiling: int
    summary: str


@dataclass(frozen=True)
class Said:
    """What one run has of a cell: the value with its words, or why there is none."""

    state: CellState
    enricher: str | None
    model: str = ""
    value: Value | None = None
    quote: str | None = None
    url: str | None = None
    reason: str | None = None
    cost: int = 0


@dataclass(frozen=True)
class Pair:
    """One cell in both runs."""

    record_id: UUID
    kind: RecordKind
    name: str
    field: str
    before: Said
    now: Said

    @property
    def outcome(self) -> Outcome:
        """How the two stand to each other."""
        if self.now.state in ("failed", "skipped"):
            return "not_answered"
        was, is_now = self.before.state == "found", self.now.state == "found"
        if was and is_now:
            return "same" if self.before.value == self.now.value else "different"
        return "only_before" if was else "only_now" if is_now else "neither"


@dataclass(frozen=True)
class Sum:
    """Of one field: cells by outcome, and what both runs took for it."""

    field: str
    outcomes: Mapping[Outcome, int]
    cost_before: int
    cost_now: int


@dataclass(frozen=True)
class Compared:
    """A comparison as far as it has got."""

    run: Run
    pairs: Sequence[Pair]

    @cached_property
    def sums(self) -> Sequence[Sum]:
        """By field, in the order of the plan."""
        of_field: dict[str, list[Pair]] = {field: [] for field in self.run.plan.fields}
        for pair in self.pairs:
            of_field[pair.field].append(pair)
        return [_sum(field, pairs) for field, pairs in of_field.items() if pairs]


def _sum(field: str, pairs: Sequence[Pair]) -> Sum:
    counts = Counter(pair.outcome for pair in pairs)
    return Sum(
        field,
        {outcome: counts[outcome] for outcome in OUTCOMES},
        sum(pair.before.cost for pair in pairs),
        sum(pair.now.cost for pair in pairs),
    )
