"""Lists on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.schemas import RecordKind, Total

_LIST: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000d1",
    "kind": "contact",
    "name": "Q3 outreach",
    "description": "Whom we write to in autumn.",
    "count": {"value": 1248, "exact": True},
    "created_at": "2026-01-31T09:00:00+00:00",
}


class RecordList(Schema):
    """A list. A filter finds who is on it: `{"field": "lists", "op": "in", "value": [id]}`."""

    model_config = example(_LIST)

    id: UUID
    kind: RecordKind
    name: str
    description: str
    count: Total = Member(description="How many are on it; of many, and where counting takes long, at least.")
    created_at: datetime


class RecordLists(Schema):
    """All lists, by kind and name."""

    model_config = example({"items": [_LIST]})

    items: list[RecordList]


class ListDraft(Schema):
    """A list to make. Nobody is on it yet."""

    model_config = example({"kind": "contact", "name": "Q3 outreach", "description": ""})

    kind: RecordKind
    name: str = Member(min_length=1, max_length=100, pattern=r"\S")
    description: str = Member(default="", max_length=1000)


class ListChange(Schema):
    """What becomes of a list; what is left out stays. `deleted` false brings a deleted one back."""

    model_config = example({"name": "Q4 outreach"})

    name: str | None = Member(default=None, min_length=1, max_length=100, pattern=r"\S")
    description: str | None = Member(default=None, max_length=1000)
    deleted: Literal[False] | None = Member(
        default=None, description="false: bring a deleted list back, with everybody on it."
    )
