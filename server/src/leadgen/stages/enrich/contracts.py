"""A run of enrichment as it goes between this stage's files, and to the floors above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

from leadgen.kernel.errors import Conflict, NotFound, PaymentRequired
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records.field import RecordKind
from leadgen.records.repository.bulk import Pool

RunState = Literal["queued", "running", "paused", "waiting_for_credits", "done", "cancelled", "failed"]
# queued: not begun. blocked: its company comes first. held: its next step cannot be paid just now.
ItemState = Literal["queued", "blocked", "running", "held", "done"]
CellState = Literal["found", "unknown", "failed", "skipped"]


@dataclass(frozen=True)
class StagePlan:
    """A stage of a run: the fields it finds and whom it asks, in order.

    `condition`, in the filter language: records that do not match it pass the stage over.
    """

    key: str
    kind: RecordKind
    fields: Sequence[str]
    enrichers: Sequence[str]
    condition: Mapping[str, JSON] | None = None


@dataclass(frozen=True)
class Comparison:
    """A run asks another provider what the run `run_id` asked. `model`: in the place of its own; "": that."""

    run_id: UUID
    provider: str
    model: str = ""

    def written(self) -> dict[str, JSON]:
        """As it is kept."""
        return {"run_id": str(self.run_id), "provider": self.provider, "model": self.model}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Comparison":
        """What `written` kept."""
        return cls(UUID(kept["run_id"]), kept["provider"], kept["model"])


@dataclass(frozen=True)
class Plan:
    """What a run shall find, in the order of its stages. `refresh`: also where there is a value.

    Stages about companies come before those about contacts. One that `compares` writes nothing to records.
    """

    fields: Sequence[str]
    stages: Sequence[StagePlan]
    refresh: bool = False
    compares: Comparison | None = None

    def written(self) -> dict[str, JSON]:
        """As it is kept."""
        return {
            "fields": list(self.fields),
            "stages": [
                {
                    "key": one.key,
                    "kind": one.kind,
                    "fields": list(one.fields),
                    "enrichers": list(one.enrichers),
                    "condition": cast(JSON, one.condition),
                }
                for one in self.stages
            ],
            "refresh": self.refresh,
            "compares": self.compares.written() if self.compares else None,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Plan":
        """What `written` kept."""
        stages = [StagePlan(**one) for one in kept["stages"]]
        compares = Comparison.read(told) if (told := kept.get("compares")) else None
        return cls(kept["fields"], stages, kept["refresh"], compares)


@dataclass(frozen=True)
class NewRun:
    """What somebody agreed to: these records, this plan, at most this much; `first` so many of them only.

    Money in thousandths of a credit. Without a pool: the records of the run that the plan compares with.
    """

    kind: RecordKind
    pool: Pool | None
    plan: Plan
    expected: int
    ceiling: int
    summary: str
    first: int | None = None
    quote_id: UUID | None = None


@dataclass(frozen=True)
class Tally:
    """How cells ended, and what they cost in thousandths of a credit."""

    found: int = 0
    unknown: int = 0
    failed: int = 0
    skipped: int = 0
    cost: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.found + other.found,
            self.unknown + other.unknown,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.cost + other.cost,
        )


@dataclass(frozen=True)
class Run:
    """A run as it stands. `done` of `items` have ended: the records, and companies that they share.

    `running` items are being asked, `held` wait for money; `updated` are the records that got a value.
    """

    id: UUID
    kind: RecordKind
    state: RunState
    reason: str | None
    summary: str
    plan: Plan
    quote_id: UUID | None
    operation_id: UUID
    actor: Actor
    records: int
    items: int
    done: int
    running: int
    held: int
    updated: int
    by_field: Mapping[str, Tally]
    by_enricher: Mapping[str, Tally]
    expected: int
    ceiling: int
    budget: int
    committed: int
    spent: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def free(self) -> int:
        """What of its budget nobody has spent or may be spending."""
        return self.budget - self.spent - self.committed

    @property
    def counts(self) -> Tally:
        """Over all fields."""
        each = self.by_field.values()
        return Tally(
            sum(one.found for one in each),
            sum(one.unknown for one in each),
            sum(one.failed for one in each),
            sum(one.skipped for one in each),
            self.spent,
        )


@dataclass(frozen=True)
class Cell:
    """What became of one field of one record so far."""

    state: CellState
    reason: str | None = None
    enricher: str | None = None
    cost: int = 0


@dataclass(frozen=True)
class Item:
    """One record of a run; `asked` are the pairs of stage and enricher that have answered or failed."""

    record_id: UUID
    kind: RecordKind
    state: ItemState
    open: frozenset[str]
    asking: frozenset[str] = frozenset()
    stage: str | None = None
    enricher: str | None = None
    asked: frozenset[tuple[str, str]] = frozenset()
    cells: Mapping[str, Cell] = field(default_factory=dict)
    spent: int = 0


class RunNotFound(NotFound):
    """No such run here."""

    def __init__(self) -> None:
        super().__init__("There is no such run here. The list shows those there are.")


class RunOver(Conflict):
    """It has ended, or is being ended."""

    def __init__(self, state: RunState) -> None:
        super().__init__("This run has ended already. Start another one.", state=state)


class NothingToRun(Conflict):
    """Nothing was selected that is still there."""

    def __init__(self) -> None:
        super().__init__("None of these records is there any more. Select some and ask for the price again.")


class CreditsMissing(PaymentRequired):
    """Nothing can be set aside for it."""

    def __init__(self) -> None:
        super().__init__(
            "No credits are left for this run, or a limit on spending is reached. Nothing was started."
        )
