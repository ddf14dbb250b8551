"""What goes between records and the floors above."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol, TypeAlias
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records.field import Field, FieldType, Option, RecordKind
from leadgen.records.normalise.values import Value

OperationKind = Literal[
    "import", "edit", "create", "bulk_edit", "trash", "restore", "retype", "merge", "refresh", "cleanup",
    "triage", "enrichment", "rekey", "undo",
]  # fmt: skip
OperationState = Literal["running", "done", "cancelled", "failed"]
Action = Literal["create", "update", "delete", "restore"]

# A strong identity as text: "email:ada@example.com", "domain:example.com".
RecordKey: TypeAlias = str
Values: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True)
class Belief:
    """How sure a found value is, from 0 to 1, and until when it can be trusted.

    With a `reason` there is no value: the field was looked for in vain, and that sentence says why.
    """

    confidence: float | None = None
    expires_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Patch:
    """What one record shall hold: None empties a field. `confirm`: an equal value is recorded as checked.

    `beliefs` says of some of the fields how sure their values are. `given`: what a machine went by; where the
    record holds another value by now, nothing is believed.
    """

    record_id: UUID
    values: Mapping[str, Value | None]
    line_no: int | None = None
    confirm: bool = True
    beliefs: Mapping[str, Belief] = field(default_factory=dict)
    given: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class WriteResult:
    """The records whose values changed, and those where only equal values were confirmed."""

    changed: frozenset[UUID]
    confirmed: frozenset[UUID]


@dataclass(frozen=True)
class Revised:
    """How many records were revised: those whose values changed, and those that were so already."""

    changed: int
    unchanged: int


class ProposedLine(NamedTuple):
    """A contact's line as `projection.prepare` made it, as far as it tells of a company."""

    line_no: int
    values: Mapping[str, object]
    company_keys: Sequence[str]


@dataclass(frozen=True)
class NamedCompany:
    """A company that is there, by its name. `has_domain`: another domain means another company."""

    id: UUID
    name_key: str | None
    country: str | None
    has_domain: bool


class CompanyNews(NamedTuple):
    """A line that knows more about its company. `made_here`: by the very operation that is at work."""

    line_no: int
    company_id: UUID
    made_here: bool
    values: Mapping[str, JSON]
    company_keys: Sequence[str]


@dataclass(frozen=True)
class Operation:
    """One act that changed records. `undone_by_id` names the undo that is in force now."""

    id: UUID
    kind: OperationKind
    state: OperationState
    source: str
    summary: str
    actor: Actor
    counts: Mapping[str, int]
    done: int
    total: int | None
    problem: Mapping[str, JSON] | None
    undoes_id: UUID | None
    undone_by_id: UUID | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class SourceCell:
    """One cell of a source line: the field it was mapped to, its column's header, its text, its value.

    `corrected`: what was read instead of the file's text, and who wrote that.
    """

    field: str
    column: str
    raw: str
    value: Value | None
    corrected: str | None = None
    corrected_by: str | None = None


@dataclass(frozen=True)
class SourceLine:
    """The line of a file that a record or value came from."""

    import_id: UUID
    filename: str
    line_no: int
    cells: Sequence[SourceCell] = field(default=())
    note: str = ""


# An operation and a line of its file.
LineRef: TypeAlias = tuple[UUID, int]


class LineSource(Protocol):
    """What a stage that brings in lines tells about them; registered for its kind of operation."""

    async def lines(
        self, session: WorkspaceSession, wanted: Collection[LineRef]
    ) -> Mapping[LineRef, SourceLine]:
        """The lines that still exist, with a fixed number of queries."""
        ...

    async def imports(
        self, session: WorkspaceSession, operation_ids: Collection[UUID]
    ) -> Mapping[UUID, UUID]:
        """Operation → import, for those that have one."""
        ...


@dataclass(frozen=True)
class Finding:
    """What stood behind a value that an operation found: the words, where they stand, and who read them.

    `reason` says why they are believed to be about this record, and how the value follows from them.
    """

    url: str
    quote: str
    provider: str
    model: str | None
    retrieved_at: datetime
    reason: str


# An operation and a field of the record in question.
FieldRef: TypeAlias = tuple[UUID, str]


class FindingSource(Protocol):
    """What a stage that finds values tells about them; registered for its kind of operation."""

    async def findings(
        self, session: WorkspaceSession, record_id: UUID, wanted: Collection[FieldRef]
    ) -> Mapping[FieldRef, Finding]:
        """Those that are kept still, with a fixed number of queries."""
        ...


class UndoListener(Protocol):
    """Told in the last transaction of an undo (`undone`) or of a redo (not `undone`) of an operation."""

    async def __call__(self, session: WorkspaceSession, operation_id: UUID, undone: bool) -> None: ...


__all__ = [
    "Action",
    "Actor",
    "Belief",
    "CompanyNews",
    "Field",
    "FieldRef",
    "FieldType",
    "Finding",
    "FindingSource",
    "LineRef",
    "LineSource",
    "NamedCompany",
    "Operation",
    "OperationKind",
    "OperationState",
    "Option",
    "Patch",
    "ProposedLine",
    "RecordKey",
    "RecordKind",
    "SourceCell",
    "SourceLine",
    "UndoListener",
    "Value",
    "Values",
    "WriteResult",
]
