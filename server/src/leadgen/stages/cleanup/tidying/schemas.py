"""Cleanups on the wire."""

from datetime import datetime
from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.bulk.schemas import MOST_RECORDS, Selection
from leadgen.records.field import RecordKind
from leadgen.stages.cleanup.tidying.contracts import Rule, State

_ID = "01936f0e-7a10-7000-8000-0000000000e1"
_RECORD_ID = "01936f0e-7a10-7000-8000-0000000000c1"
_EVERYTHING: JsonDict = {"filter": None, "operation_id": None, "ids": None, "except": []}
_RULE = Member(
    description="`format`: values read again by the normalisers of today. `follow`: seniority, department, "
    "city, region and country follow title and location. `split_name`: a first name that is a whole name. "
    "`domain`: a company's domain from its website, else from its people's addresses."
)


class CleanupWish(Schema):
    """Which records to look at, and by which rules."""

    model_config = example({"kind": "contact", "selection": _EVERYTHING, "rules": ["format", "follow"]})

    kind: RecordKind
    selection: Selection = Member(default_factory=Selection, description="Everything, where not said.")
    rules: list[Rule] = Member(default=["format", "follow"], min_length=1, max_length=4)


class CleanupGroup(Schema):
    """How many changes a rule would make to a field."""

    model_config = example({"rule": "format", "field": "job_title", "label": "Job title", "count": 214})

    rule: Rule
    field: str
    label: str
    count: int


class CleanupProblem(Schema):
    """Why it could not be finished."""

    model_config = example({"code": "cleanup_failed", "detail": "This could not be finished."})

    code: str
    detail: str


_CLEANUP: JsonDict = {
    "id": _ID,
    "kind": "contact",
    "rules": ["format", "follow"],
    "state": "ready",
    "done": 5000,
    "total": 5000,
    "records": 214,
    "changes": 214,
    "clashes": 0,
    "groups": [{"rule": "format", "field": "job_title", "label": "Job title", "count": 214}],
    "operation_id": None,
    "error": None,
    "created_at": "2026-01-31T09:00:00+00:00",
    "expires_at": "2026-02-01T09:00:00+00:00",
}


class Cleanup(Schema):
    """A preview: how far it is, and what would change by rule and field."""

    model_config = example(_CLEANUP)

    id: UUID
    kind: RecordKind
    rules: list[Rule]
    state: State
    done: int = Member(description="So many records were looked at.")
    total: int = Member(description="So many are to be looked at.")
    records: int = Member(description="So many records would change.")
    changes: int = Member(description="So many changes there are.")
    clashes: int = Member(description="Left out, since another record has the identity it would lead to.")
    groups: list[CleanupGroup]
    operation_id: UUID | None = Member(description="The operation that applies it.")
    error: CleanupProblem | None
    created_at: datetime
    expires_at: datetime = Member(description="Then the preview is forgotten.")


class CleanupPage(Schema):
    """Previews, the newest first."""

    model_config = example({"items": [_CLEANUP], "next_cursor": None})

    items: list[Cleanup]
    next_cursor: str | None


_CHANGE: JsonDict = {
    "record_id": _RECORD_ID,
    "record": "Ada Example",
    "rule": "format",
    "field": "job_title",
    "label": "Job title",
    "before": "CHIEF TECHNOLOGY OFFICER",
    "after": "Chief Technology Officer",
    "reason": "Capital and small letters as usual",
}


class CleanupChange(Schema):
    """One change. `before` is null where the field is blank; the parts of a name go together."""

    model_config = example(_CHANGE)

    record_id: UUID
    record: str
    rule: Rule
    field: str
    label: str
    before: str | None
    after: str
    reason: str


class CleanupChangePage(Schema):
    """Changes, in the order of their records. A page may be short though more follow."""

    model_config = example({"items": [_CHANGE], "next_cursor": None})

    items: list[CleanupChange]
    next_cursor: str | None


class GroupRef(Schema):
    """What a rule would do to a field."""

    model_config = example({"rule": "format", "field": "phone_work"})

    rule: Rule
    field: str = Member(max_length=200)


class ChangeRef(GroupRef):
    """A single change."""

    model_config = example({"rule": "format", "field": "job_title", "record_id": _RECORD_ID})

    record_id: UUID


class CleanupChoice(Schema):
    """What of a preview shall be done: everything, but for these groups and these single changes."""

    model_config = example({"without": [], "except": [], "expected": None})

    without: list[GroupRef] = Member(default_factory=list, max_length=1_000)
    left_out: list[ChangeRef] = Member(default_factory=list, alias="except", max_length=5_000)
    expected: int | None = Member(
        default=None,
        ge=1,
        le=MOST_RECORDS,
        description="How many changes these are. Where it is another number, nothing is done.",
    )
