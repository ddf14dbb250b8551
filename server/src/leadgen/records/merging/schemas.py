"""A merge on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field as Member
from pydantic import field_validator
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.merging.survivorship import KeptBecause, Reason
from leadgen.records.schemas import RECORD_ID, ROW_EXAMPLE, Row, Value

MOST = 50
_OTHER_ID = "01936f0e-7a10-7000-8000-0000000000c9"
MERGE: JsonDict = {"keep": RECORD_ID, "records": [RECORD_ID, _OTHER_ID], "picks": {}}
_CHOICE: JsonDict = {
    "field": "job_title",
    "value": "Head of Sales",
    "record_id": RECORD_ID,
    "reason": "newest",
    "part_of": None,
}


class MergeDraft(Schema):
    """Records that are one. `keep` says which of them stays; null: the one that knows most."""

    model_config = example(MERGE)

    keep: UUID | None = None
    records: list[UUID] = Member(min_length=2, max_length=MOST)
    picks: dict[Annotated[str, Member(max_length=200)], UUID] = Member(
        default_factory=dict,
        max_length=500,
        description="Field → the record whose value it takes, or whose lack of one. Lists are united.",
    )

    @field_validator("records")
    @classmethod
    def _each_once(cls, records: list[UUID]) -> list[UUID]:
        if len(set(records)) < len(records):
            raise ValueError("name each record once")
        return records


class MergeChoice(Schema):
    """What a field will hold, whose value that is, and why. `record_id` null: made of several."""

    model_config = example(_CHOICE)

    field: str
    value: Value | None
    record_id: UUID | None
    reason: Reason
    part_of: str | None = Member(description="The field that is composed of this one, and picked for all.")


class MergeMoves(Schema):
    """What goes to the record that stays besides values."""

    model_config = example({"notes": 2, "contacts": 0})

    notes: int
    contacts: int = Member(description="Contacts that work at a company which goes.")


class MergePreview(Schema):
    """What a merge would make of these records now, to the byte."""

    model_config = example(
        {
            "keep": RECORD_ID,
            "because": "fullest",
            "fields": [_CHOICE],
            "records": [ROW_EXAMPLE],
            "moves": {"notes": 2, "contacts": 0},
        }
    )

    keep: UUID = Member(description="The record that stays.")
    because: KeptBecause
    fields: list[MergeChoice] = Member(description="Those that any of the records has, in their order.")
    records: list[Row] = Member(description="The records as they are, the one that stays first.")
    moves: MergeMoves


class UnmergeDraft(Schema):
    """The record that stayed, of the group that shall come apart again."""

    model_config = example({"record": RECORD_ID})

    record: UUID
