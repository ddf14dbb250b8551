"""Data health on the wire."""

from datetime import datetime
from typing import Literal

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.filters.schemas import FilterJson
from leadgen.records.schemas import RecordKind, Total

_MISSING: JsonDict = {"count": 40, "filter": {"field": "email", "op": "is_empty"}}
_INVALID: JsonDict = {
    "count": 12,
    "filter": {"field": "email_status", "op": "equals", "value": "invalid"},
}
_FINDING: JsonDict = {
    **_INVALID,
    "id": "email_invalid",
    "level": "invalid",
    "label": "Cannot be written to",
    "why": "The last check found no mailbox that could take mail. Correct the address.",
    "action": "show",
}
_FIELD: JsonDict = {
    "key": "email",
    "label": "E-mail",
    "filled": {"count": 1160, "filter": {"field": "email", "op": "is_filled"}},
    "missing": _MISSING,
    "invalid": _INVALID,
    "suspicious": None,
    "stale": None,
    "findings": [_FINDING],
}
_SCORE: JsonDict = {
    "count": 1100,
    "filter": {"field": "email", "op": "is_filled"},
    "label": "can be written to",
    "why": "They have an address that was not found invalid or risky, a name to greet, and a company.",
    "obstacles": [{**_MISSING, "label": "No address"}],
}


class Tally(Schema):
    """How many records a filter finds."""

    model_config = example(_MISSING)

    count: int
    given: FilterJson = Member(alias="filter")


class Finding(Tally):
    """What is wrong with a field's values in so many records, why that matters and what to do."""

    model_config = example(_FINDING)

    id: str
    level: Literal["invalid", "suspicious", "stale"]
    label: str
    why: str
    action: Literal["show", "verify", "clean_up"] = Member(
        description="What helps: a look at them, a check of addresses, or another reading of the values."
    )


class FieldHealth(Schema):
    """A field. A level that no finding is of is null; `missing` and `filled` are all records together."""

    model_config = example(_FIELD)

    key: str
    label: str
    filled: Tally
    missing: Tally
    invalid: Tally | None = Member(description="Records with one finding of this level at least.")
    suspicious: Tally | None
    stale: Tally | None
    findings: list[Finding]


class Obstacle(Tally):
    """What keeps records from being ready; a record may have several."""

    model_config = example({**_MISSING, "label": "No address"})

    label: str


class Score(Tally):
    """The records that are ready for what they are there for, and what is in the way of the others."""

    model_config = example(_SCORE)

    label: str
    why: str
    obstacles: list[Obstacle]


class DataHealth(Schema):
    """How much of each field is there, and what is wrong with it. Each number is that of its filter."""

    model_config = example(
        {
            "kind": "contact",
            "as_of": "2026-11-23T09:00:00Z",
            "total": {"value": 1200, "exact": True},
            "score": _SCORE,
            "fields": [_FIELD],
        }
    )

    kind: RecordKind
    as_of: datetime = Member(description="When it was counted: seconds ago at most.")
    total: Total = Member(description="All records. `exact`: they were counted; else a sample of them was.")
    score: Score
    fields: list[FieldHealth]
