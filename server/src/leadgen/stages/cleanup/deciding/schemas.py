"""Duplicates on the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field as Member
from pydantic import model_validator
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.field import RecordKind
from leadgen.records.merging.schemas import MergeChoice
from leadgen.records.merging.survivorship import KeptBecause
from leadgen.records.schemas import RECORD_ID, ROW_EXAMPLE, Row, Total
from leadgen.stages.cleanup.deciding.contracts import ClusterState, ScanState
from leadgen.stages.cleanup.deciding.telling import LevelName

_ID = "01936f0e-7a10-7000-8000-0000000000f1"
_OTHER_ID = "01936f0e-7a10-7000-8000-0000000000c9"
_AT = "2026-01-31T09:00:00+00:00"
_VERSION = "5f1c0a9b3d2e4f60"
_SCAN: JsonDict = {
    "id": _ID, "kind": "contact", "whole": True, "state": "done", "progress": {"done": 1248, "total": 1248},
    "records": 1248, "clusters": 31, "automatic_clusters": 12, "expected_false_merges": 0.004, "error": None,
    "created_at": _AT, "started_at": _AT, "finished_at": _AT,
}  # fmt: skip
_NAMED: JsonDict = {"id": RECORD_ID, "title": "Ada Example", "subtitle": "Head of Sales, Example Ltd"}
_SUMMARY: JsonDict = {
    "id": _ID, "kind": "contact", "state": "open", "probability": 0.9994, "automatic": True, "size": 2,
    "records": [_NAMED],
    "found_at": _AT, "decided_by": None, "decided_at": None, "operation_id": None,
}  # fmt: skip
_REASON: JsonDict = {
    "field": "phone_mobile", "label": "Mobile phone", "level": "same", "bits": 13.2,
    "text": "Mobile phone is the same",
}  # fmt: skip
_CLUSTER: JsonDict = {
    **_SUMMARY, "version": _VERSION, "records": [ROW_EXAMPLE], "gone": [], "changed": [],
    "pairs": [{"a": RECORD_ID, "b": _OTHER_ID, "probability": 0.9994, "bits": 10.7, "why": [_REASON]}],
    "suggested": {"keep": RECORD_ID, "because": "fullest", "fields": []},
    "next_id": None, "previous_id": None,
}  # fmt: skip

Probability = Annotated[float, Member(ge=0.0, le=1.0)]
Records = Annotated[
    list[UUID] | None,
    Member(max_length=500, description="Those of the cluster that are meant; null: all of them."),
]
Version = Annotated[
    str | None,
    Member(
        max_length=100,
        description="`version` of the cluster as you saw it: it is decided on if it is still so. Without it "
        "the records have to be what they were when they were compared.",
    ),
]


class ScanDraft(Schema):
    """What to look through."""

    model_config = example({"kind": "contact"})

    kind: RecordKind


class Progress(Schema):
    """Records read, of how many. All of them read, they are compared."""

    model_config = example({"done": 500, "total": 1248})

    done: int
    total: int


class Scan(Schema):
    """A look for duplicates. The counts are those of what waited for a decision when it was done."""

    model_config = example(_SCAN)

    id: UUID
    kind: RecordKind
    whole: bool = Member(description="False: it looked at what changed since the one before, by itself.")
    state: ScanState
    progress: Progress | None
    records: int | None
    clusters: int | None
    automatic_clusters: int | None = Member(description="Those that may be merged unseen.")
    expected_false_merges: float | None = Member(description="If all of those were merged unseen.")
    error: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ScanPage(Schema):
    """The newest first."""

    model_config = example({"items": [_SCAN], "next_cursor": None})

    items: list[Scan]
    next_cursor: str | None


class Thresholds(Schema):
    """Probabilities. What may be merged unseen is said anew at once, what is shown by the next scan."""

    model_config = example({"review": 0.5, "automatic": 0.999})

    review: float = Member(ge=0.5, lt=1.0, description="From here on two records are worth a look.")
    automatic: float = Member(ge=0.5, lt=1.0, description="From here on they may be merged unseen.")

    @model_validator(mode="after")
    def _in_order(self) -> "Thresholds":
        if self.automatic < self.review:
            raise ValueError("what may be merged unseen is at least as sure as what is worth a look")
        return self


class NamedRecord(Schema):
    """A record in a line."""

    model_config = example(_NAMED)

    id: UUID
    title: str
    subtitle: str


class Decided(Schema):
    """What is known of a cluster without its records."""

    id: UUID
    kind: RecordKind
    state: ClusterState
    probability: float = Member(description="That its weakest link is one.")
    automatic: bool = Member(description="Whether it may be merged unseen.")
    size: int
    found_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    operation_id: UUID | None = Member(description="Of the merge; its undo opens the cluster again.")


class ClusterSummary(Decided):
    """A cluster in the list: records that are probably one."""

    model_config = example(_SUMMARY)

    records: list[NamedRecord] = Member(description="The first five at most.")


class ClusterCounts(Schema):
    """How many there are of each state, exact up to 10,000."""

    model_config = example(
        {state: {"value": 3, "exact": True} for state in ("open", "skipped", "distinct", "merged")}
    )

    open: Total
    skipped: Total
    distinct: Total
    merged: Total


class ClusterPage(Schema):
    """Some clusters in the order asked for."""

    model_config = example(
        {
            "items": [_SUMMARY],
            "next_cursor": None,
            "counts": {
                state: {"value": 3, "exact": True} for state in ("open", "skipped", "distinct", "merged")
            },
        }
    )

    items: list[ClusterSummary]
    next_cursor: str | None
    counts: ClusterCounts


class Reason(Schema):
    """What a field says of a pair. A bit doubles the odds that the two are one, a bit less halves them."""

    model_config = example(_REASON)

    field: str | None = Member(description="Null for what is no field.")
    label: str
    level: LevelName
    bits: float
    text: str


class Pair(Schema):
    """Two records of the cluster; the bits of its reasons sum up to its own."""

    model_config = example(
        {"a": RECORD_ID, "b": _OTHER_ID, "probability": 0.9994, "bits": 10.7, "why": [_REASON]}
    )

    a: UUID
    b: UUID
    probability: float
    bits: float
    why: list[Reason]


class Suggestion(Schema):
    """What a merge of the records shown would make of them now, as `POST …/merge/preview` says it."""

    model_config = example({"keep": RECORD_ID, "because": "fullest", "fields": []})

    keep: UUID
    because: KeptBecause
    fields: list[MergeChoice]


class Cluster(Decided):
    """A cluster with its records side by side and why they are thought to be one."""

    model_config = example(_CLUSTER)

    version: str = Member(description="Another one as soon as a record of it, or the decision, is another.")
    records: list[Row] = Member(description="Those that are there, the first 50.")
    gone: list[NamedRecord] = Member(description="Those that were removed or merged since.")
    changed: list[UUID] = Member(description="Those that were changed since they were compared.")
    pairs: list[Pair] = Member(description="Of the first 50 records, the surest first.")
    suggested: Suggestion | None = Member(description="Null where fewer than two records are there.")
    next_id: UUID | None = Member(description="The cluster behind it, in the order asked for.")
    previous_id: UUID | None


class ClusterMergeDraft(Schema):
    """`keep` says which record stays; null: the one that knows most."""

    model_config = example({"keep": None, "picks": {}})

    keep: UUID | None = None
    picks: dict[Annotated[str, Member(max_length=200)], UUID] = Member(
        default_factory=dict,
        max_length=500,
        description="Field → the record whose value it takes, or whose lack of one. Lists are united.",
    )
    records: Records = None
    version: Version = None


class DistinctDraft(Schema):
    """None of these records is another one of them."""

    model_config = example({"records": None})

    records: Records = None
    version: Version = None


class SkipDraft(Schema):
    """Decide later."""

    model_config = example({"version": None})

    version: Version = None


class BulkPreviewDraft(Schema):
    """From which probability on clusters shall be merged unseen."""

    model_config = example({"kind": "contact", "least": 0.999})

    kind: RecordKind
    least: float = Member(default=0.999, ge=0.5, lt=1.0)


class BulkPreview(Schema):
    """What would be merged now. Look at the sample first."""

    model_config = example(
        {
            "clusters": 120,
            "records": 251,
            "expected_false_merges": 0.02,
            "sample": [_ID],
            "count_token": "wQ8m…",
        }
    )

    clusters: int
    records: int
    expected_false_merges: float = Member(
        description="Of these merges, how many are expected to be mistakes."
    )
    sample: list[UUID] = Member(description="20 of the clusters at the most, drawn at random.")
    count_token: str = Member(description="Goes with `POST /duplicates/merge`, which merges no others.")


class BulkMerge(Schema):
    """Merge what a preview counted."""

    model_config = example({"kind": "contact", "least": 0.999, "preview": "wQ8m…", "rule": "survivorship"})

    kind: RecordKind
    least: float = Member(default=0.999, ge=0.5, lt=1.0)
    preview: str = Member(max_length=2000, description="`count_token` of the preview.")
    rule: Literal["survivorship"] = "survivorship"


class Merged(Schema):
    """The operation, whose undo opens the cluster again, and the cluster after it."""

    model_config = example({"operation_id": _OTHER_ID, "cluster": _CLUSTER})

    operation_id: UUID
    cluster: Cluster


Sort = Literal["-probability", "probability", "-size"]
