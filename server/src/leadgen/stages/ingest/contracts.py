"""What ingest says to the floors above: an import, its columns, its lines, and what can be wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.kernel.errors import Conflict, Invalid, NotFound, Refused
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records.field import RecordKind
from leadgen.records.normalise.values import DateOrder

State = Literal[
    "uploaded", "inspecting", "mapping", "staging", "staged", "applying", "applied",
    "paused", "cancelled", "failed", "undone",
]  # fmt: skip
# review: a person maps and commits. auto: the proposal is taken and applied. sample: the built-in set.
Mode = Literal["review", "auto", "sample"]
Verdict = Literal["create", "update", "duplicate", "ambiguous", "rejected"]
VERDICTS: tuple[Verdict, ...] = ("create", "update", "duplicate", "ambiguous", "rejected")
Policy = Literal["fill", "overwrite", "never"]

CHUNK_LINES = 5_000
PROBLEM_COLUMN = "leadgen_problem"


class ImportNotFound(NotFound):
    """No such import here."""

    def __init__(self) -> None:
        super().__init__("There is no such import here. The list of imports shows all of them.")


class ImportNotReady(Conflict):
    """The import is not in a state that allows this."""

    def __init__(self, act: str, state: State) -> None:
        super().__init__(
            f"An import that is {state} cannot be {act}. Reload it to see where it stands.", state=state
        )


class MappingRefused(Invalid):
    """The mapping cannot be used; the sentence says which column and why."""


class NoLines(Refused):
    """The file has a header but no lines below it."""

    def __init__(self) -> None:
        super().__init__(
            "The file has a header but no line below it. Export it again and check that it has rows."
        )


class SampleLoaded(Conflict):
    """The sample data is loaded already."""

    def __init__(self) -> None:
        super().__init__("The sample data is loaded already. Undo its import to remove it.")


class Overtaken(Exception):
    """Another process goes on with this import; no error, and nobody's fault."""


@dataclass(frozen=True)
class Column:
    """One column of the file and where it goes. `field` None: left out."""

    index: int
    header: str
    samples: Sequence[str]
    field: str | None
    confidence: float
    reason: str
    policy: Policy = "fill"
    date_order: DateOrder = "dmy"


@dataclass(frozen=True)
class ColumnChoice:
    """A person's decision on one column."""

    index: int
    field: str | None
    policy: Policy


@dataclass(frozen=True)
class Counts:
    """How many lines got which verdict; `companies` were created on the way."""

    create: int = 0
    update: int = 0
    duplicate: int = 0
    ambiguous: int = 0
    rejected: int = 0
    companies: int = 0

    @property
    def lines(self) -> int:
        return self.create + self.update + self.duplicate + self.ambiguous + self.rejected

    def plus(self, moved: Mapping[str, int]) -> "Counts":
        """With each member changed by what `moved` says for it."""
        return replace(self, **{name: getattr(self, name) + by for name, by in moved.items()})


@dataclass(frozen=True)
class Import:
    """One file on its way in. `staged_through` and `applied_through` are line numbers: so far is done.

    `staged_bytes` is about how much of the file that took.
    """

    id: UUID
    filename: str
    size: int
    digest: bytes
    mode: Mode
    state: State
    kind: RecordKind
    source: str | None
    source_label: str | None
    shape: Mapping[str, JSON] | None
    columns: Sequence[Column]
    preview: Sequence[Sequence[str]]
    match: Sequence[str]
    counts: Counts
    staged_through: int
    staged_bytes: int
    applied_through: int
    applied: int
    problem: Mapping[str, JSON] | None
    operation_id: UUID | None
    actor: Actor
    created_at: datetime
    finished_at: datetime | None

    @property
    def mapped(self) -> list[Column]:
        """The columns that go somewhere."""
        return [column for column in self.columns if column.field is not None]


@dataclass(frozen=True)
class Line:
    """A line of the file with its verdict and, where rejected, why."""

    line_no: int
    cells: Sequence[str]
    verdict: Verdict
    record_id: UUID | None
    problems: Sequence[Mapping[str, JSON]] = field(default=())
