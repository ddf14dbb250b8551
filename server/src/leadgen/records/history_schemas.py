"""Timeline, evidence, operations and undo on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.contracts import Action, OperationState
from leadgen.records.field import RecordKind
from leadgen.records.schemas import RECORD_EXAMPLE, RECORD_ID, CellState, Record, Value

_OPERATION_ID = "01936f0e-7a10-7000-8000-0000000000a1"
_IMPORT_ID = "01936f0e-7a10-7000-8000-0000000000b1"
_TIME = "2026-01-31T09:00:00+00:00"
_REF: JsonDict = {
    "id": _OPERATION_ID,
    "kind": "import",
    "summary": "Imported Connections.csv",
    "actor_name": "Alice Example",
    "source": "Connections.csv",
}
_NOT_FOUND: JsonDict = dict.fromkeys(("url", "quote", "provider", "model", "retrieved_at"))
OPERATION_EXAMPLE: JsonDict = {
    "id": _OPERATION_ID,
    "kind": "import",
    "state": "done",
    "summary": "Imported Connections.csv",
    "source": "Connections.csv",
    "actor": {"kind": "user", "id": None, "name": "Alice Example"},
    "counts": {"created": 98, "updated": 2},
    "done": 100,
    "total": 100,
    "undoable": True,
    "why_not": None,
    "undoes_id": None,
    "undone_by_id": None,
    "problem": None,
    "import_id": _IMPORT_ID,
    "created_at": _TIME,
    "finished_at": _TIME,
}


class OperationRef(Schema):
    """The operation behind something, in short."""

    model_config = example(_REF)

    id: UUID
    kind: str
    summary: str
    actor_name: str
    source: str


class LineRef(Schema):
    """A line of an imported file."""

    model_config = example({"import_id": _IMPORT_ID, "filename": "Connections.csv", "line_no": 12})

    import_id: UUID
    filename: str
    line_no: int


class FieldChange(Schema):
    """A value before and after; null where there was or is none."""

    model_config = example({"field": "job_title", "before": "CTO", "after": "CEO"})

    field: str
    before: Value | None
    after: Value | None


class MergedRef(Schema):
    """A record that went into another one, by the name it has."""

    model_config = example({"id": RECORD_ID, "label": "A. Example"})

    id: UUID
    label: str


class TimelineEntry(Schema):
    """What one operation did to the record. Equal values before and after were confirmed."""

    model_config = example(
        {
            "at": _TIME,
            "action": "update",
            "operation": _REF,
            "line": {"import_id": _IMPORT_ID, "filename": "Connections.csv", "line_no": 12},
            "fields": [{"field": "job_title", "before": "CTO", "after": "CEO"}],
            "merged": [],
        }
    )

    at: datetime
    action: Action
    operation: OperationRef
    line: LineRef | None
    fields: list[FieldChange]
    merged: list[MergedRef] = Member(description="Records that were merged into this one.")


class TimelinePage(Schema):
    """The history of a record, newest first."""

    model_config = example({"items": [], "next_cursor": None})

    items: list[TimelineEntry]
    next_cursor: str | None


class EvidenceSource(Schema):
    """Where a value came from: the cell of a file, an edit, worked out from another cell, a check, or a page.

    Of an enrichment: the words that stand in the page, and who read them. `note` says why they count, or why
    nothing was found.
    """

    model_config = example(
        {
            "kind": "import",
            "filename": "Connections.csv",
            "line_no": 12,
            "columns": ["Position"],
            "raw": " CTO ",
            "import_id": _IMPORT_ID,
            "corrected": None,
            "corrected_by": None,
            "note": None,
            **_NOT_FOUND,
        }
    )

    kind: Literal["import", "edit", "derived", "check", "enrichment"]
    filename: str | None
    line_no: int | None
    columns: list[str]
    raw: str | None = Member(description="What the file said.")
    import_id: UUID | None
    corrected: str | None = Member(description="What was read instead, as a person wrote it in the import.")
    corrected_by: str | None
    note: str | None = Member(
        description="Where the file is from, as who imported it says; why an enrichment found it, or nothing."
    )
    url: str | None = Member(description="The page that an enrichment read.")
    quote: str | None = Member(description="Its words, as they stand there.")
    provider: str | None = Member(description="Who read them.")
    model: str | None
    retrieved_at: datetime | None


class Evidence(Schema):
    """Why the value of one field is believed."""

    model_config = example(
        {
            "field": "job_title",
            "value": "CTO",
            "state": "value",
            "pinned": False,
            "operation": _REF,
            "at": _TIME,
            "expires_at": None,
            "source": {
                "kind": "import",
                "filename": "Connections.csv",
                "line_no": 12,
                "columns": ["Position"],
                "raw": " CTO ",
                "import_id": _IMPORT_ID,
                "corrected": None,
                "corrected_by": None,
                "note": None,
                **_NOT_FOUND,
            },
            "confidence": None,
        }
    )

    field: str
    value: Value | None
    state: CellState
    pinned: bool
    operation: OperationRef
    at: datetime
    expires_at: datetime | None = Member(description="Until when it can be trusted without a new check.")
    source: EvidenceSource
    confidence: float | None


class EvidenceList(Schema):
    """Evidence of every field that has a value or was emptied on purpose."""

    model_config = example({"items": []})

    items: list[Evidence]


class Actor(Schema):
    """Who did it, with the name as it was then."""

    model_config = example({"kind": "user", "id": None, "name": "Alice Example"})

    kind: Literal["user", "api_key", "system"]
    id: UUID | None
    name: str


class OperationProblem(Schema):
    """Why an operation did not come to its end."""

    model_config = example({"code": "undo_stopped", "detail": "The undo stopped before its end."})

    code: str
    detail: str


class Operation(Schema):
    """One act that changed records, with how far it is and whether it can be undone."""

    model_config = example(OPERATION_EXAMPLE)

    id: UUID
    kind: str
    state: OperationState
    summary: str
    source: str
    actor: Actor
    counts: dict[str, int]
    done: int
    total: int | None
    undoable: bool
    why_not: str | None = Member(description="Why it cannot be undone now.")
    undoes_id: UUID | None = Member(description="The operation that this one undoes.")
    undone_by_id: UUID | None = Member(description="The undo in force for this operation.")
    problem: OperationProblem | None
    import_id: UUID | None
    created_at: datetime
    finished_at: datetime | None


class OperationPage(Schema):
    """Operations, newest first."""

    model_config = example({"items": [OPERATION_EXAMPLE], "next_cursor": None})

    items: list[Operation]
    next_cursor: str | None


class Written(Schema):
    """A record after a write, and the operation to undo it by."""

    model_config = example({"record": RECORD_EXAMPLE, "operation": OPERATION_EXAMPLE})

    record: Record
    operation: Operation


class Conflict(Schema):
    """What an undo does not put back, and why. `field` is null for a whole record."""

    model_config = example(
        {
            "record_id": RECORD_ID,
            "kind": "contact",
            "record_label": "Ada Example",
            "field": "job_title",
            "reason": "The value was changed since, so it stays",
            "by_operation": _REF,
        }
    )

    record_id: UUID
    kind: RecordKind
    record_label: str
    field: str | None
    reason: str
    by_operation: OperationRef | None


class ConflictPage(Schema):
    """Conflicts of an undo."""

    model_config = example({"items": [], "next_cursor": None})

    items: list[Conflict]
    next_cursor: str | None


class UndoPreview(Schema):
    """What the undo of an operation would do now."""

    model_config = example(
        {
            "revert": 3,
            "remove": 98,
            "bring_back": 0,
            "keep": 2,
            "conflicts": [],
            "conflicts_total": 0,
            "sentence": "Removes 98 records and puts back 3 values. "
            "2 values stay because they were confirmed since.",
        }
    )

    revert: int = Member(description="Values put back.")
    remove: int = Member(description="Records removed.")
    bring_back: int = Member(description="Removed records brought back.")
    keep: int = Member(description="Values that stay because a later operation confirmed them.")
    conflicts: list[Conflict] = Member(description="The first 50.")
    conflicts_total: int
    sentence: str
