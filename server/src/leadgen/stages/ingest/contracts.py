"""What ingest says to the floors above: an import, its columns, its lines, and what can be wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, Protocol
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.errors import Conflict, Invalid, NotFound, Refused
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records.field import RecordKind
from leadgen.records.normalise.values import DateOrder, DecimalMark, Value
from leadgen.stages.ingest.parsing import Split

# fetching: an import by URL whose file is on its way here.
State = Literal[
    "fetching", "uploaded", "inspecting", "mapping", "staging", "staged", "fixing", "applying", "applied",
    "paused", "cancelled", "failed", "undone",
]  # fmt: skip
# review: a person maps and commits. auto: the proposal is taken and applied. sample: the built-in set.
# api: a batch of the API, whose lines are its records; in no list of imports, but shown as evidence.
Mode = Literal["review", "auto", "sample", "api"]
# fixing: staged, and a job corrects many of its rejected lines.
Verdict = Literal["create", "update", "duplicate", "ambiguous", "rejected", "trash"]
VERDICTS: tuple[Verdict, ...] = ("create", "update", "duplicate", "ambiguous", "rejected", "trash")
# newest: as overwrite where the file's values are younger than the base's, else as fill.
Policy = Literal["fill", "overwrite", "newest", "never"]
# api: the records of a batch, see `Mode`.
Origin = Literal["file", "paste", "url", "api"]
# What a person may decide about how a column's cells are read.
Setting = Literal["date_order", "decimal", "yes_no"]
# By which way a person does not want to be reached.
Channel = Literal["email", "phone", "linkedin"]

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


class DecidedSince(Conflict):
    """Somebody else decided on this import meanwhile."""

    def __init__(self, version: int) -> None:
        super().__init__(
            "Somebody decided on this import since you opened it. Reload it to see what they chose, then "
            "decide again.",
            version=version,
        )


class NoLines(Refused):
    """The file has a header but no lines below it."""

    def __init__(self) -> None:
        super().__init__(
            "The file has a header but no line below it. Export it again and check that it has rows."
        )


class NotToFollow(Conflict):
    """The import to be followed was never mapped, so there is nothing to take over."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody decided yet what the columns of that import are, so there is nothing to take over. Map "
            "it first, or import this file without following another."
        )


class EncodingUnsure(Refused):
    """The encoding of a file is a question, and nobody is asked: its import does not go on."""


class SampleLoaded(Conflict):
    """The sample data is loaded already."""

    def __init__(self) -> None:
        super().__init__("The sample data is loaded already. Undo its import to remove it.")


class Overtaken(Exception):
    """Another process goes on with this import; no error, and nobody's fault."""


@dataclass(frozen=True)
class Alternative:
    """Another field that a column might fill."""

    field: str
    confidence: float


@dataclass(frozen=True)
class Column:
    """One column of the file and where it goes. `field` None: left out.

    `asks` are the settings that matter for it, as its field or its values need them; the others hold what
    would be taken. `opt_out`: its cells say who does not want to be written to, by the channels `opt_out_of`.
    `split`: its cells hold several fields, of which `field` is the main one.
    """

    index: int
    header: str
    samples: Sequence[str]
    field: str | None
    confidence: float
    reason: str
    policy: Policy = "fill"
    date_order: DateOrder = "dmy"
    decimal: DecimalMark = "."
    yes_words: Sequence[str] = ()
    no_words: Sequence[str] = ()
    asks: Sequence[Setting] = ()
    sensitive: bool = False
    opt_out: bool = False
    opt_out_of: Sequence[Channel] = ()
    split: Split | None = None
    alternatives: Sequence[Alternative] = ()

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Column":
        """A column as it was stored."""
        others = [Alternative(**one) for one in kept.get("alternatives", ())]
        return cls(**{**kept, "alternatives": others})


@dataclass(frozen=True)
class ColumnChoice:
    """A person's decision on one column; what is None stays as it was proposed."""

    index: int
    field: str | None
    policy: Policy
    date_order: DateOrder | None = None
    decimal: DecimalMark | None = None
    yes_words: Sequence[str] | None = None
    no_words: Sequence[str] | None = None
    opt_out: bool | None = None
    split: bool | None = None


@dataclass(frozen=True)
class ForAllLines:
    """What a person says of a whole file: tags and an owner for its contacts, where it is from, how old."""

    tags: Sequence[str] = ()
    owner_id: UUID | None = None
    note: str = ""
    as_of: datetime | None = None


@dataclass(frozen=True)
class Counts:
    """How many lines got which verdict; `companies` and `suppressions` are made on the way.

    While it is staged: what will be made. From the commit on: what was made. `fixes`: cells corrected.
    """

    create: int = 0
    update: int = 0
    duplicate: int = 0
    ambiguous: int = 0
    rejected: int = 0
    trash: int = 0
    companies: int = 0
    suppressions: int = 0
    fixes: int = 0

    @property
    def lines(self) -> int:
        return sum(getattr(self, verdict) for verdict in VERDICTS)

    def plus(self, moved: Mapping[str, int]) -> "Counts":
        """With each member changed by what `moved` says for it."""
        return replace(self, **{name: getattr(self, name) + by for name, by in moved.items()})


# The SHA-256 of no bytes: the file of an import by URL until it has come.
NOTHING = sha256(b"").digest()


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
    origin: Origin = "file"
    origin_url: str | None = None
    reading: Mapping[str, JSON] | None = None
    like_import_id: UUID | None = None
    tags: Sequence[str] = ()
    owner_id: UUID | None = None
    note: str = ""
    as_of: datetime | None = None
    header_signature: bytes | None = None
    problems: Sequence[Mapping[str, JSON]] = ()
    version: int = 0
    fixing: Mapping[str, JSON] | None = None

    @property
    def mapped(self) -> list[Column]:
        """The columns that go somewhere."""
        return [column for column in self.columns if column.field is not None]


@dataclass(frozen=True)
class Fix:
    """What somebody wrote instead of a cell's text, and when (ISO 8601)."""

    text: str
    by: str
    at: str


@dataclass(frozen=True)
class Line:
    """A line of the file with its verdict and, where rejected, why.

    `cells` is what the file says, `fixed` what is read instead, by the number of the column.
    """

    line_no: int
    cells: Sequence[str]
    verdict: Verdict
    record_id: UUID | None
    problems: Sequence[Mapping[str, JSON]] = field(default=())
    fixed: Mapping[int, Fix] = field(default_factory=dict)

    def text(self, column: int) -> str:
        """What is read in a column; empty where the line is too short."""
        if column in self.fixed:
            return self.fixed[column].text
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Reread:
    """A line of an applied import, read again by the normalisers of today.

    `then` are its values when it was imported, `now` those of the same cells today, with a whole name in its
    parts. `raw` has the text of each field that a cell is about; `corrected`: where a person wrote another.
    """

    then: Mapping[str, Value]
    now: Mapping[str, Value]
    raw: Mapping[str, str]
    corrected: frozenset[str]


class AppliedListener(Protocol):
    """Told in the transaction in which the last line of an import is applied."""

    async def __call__(self, session: WorkspaceSession, found: Import) -> None: ...
