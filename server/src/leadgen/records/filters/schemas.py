"""Filters on the wire. The grammar itself is checked by `parsing`, which names the place of each fault."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field as Member
from pydantic import WithJsonSchema
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.schemas import FilterOperator, RecordKind

FILTER_EXAMPLE: JsonDict = {
    "all": [
        {"field": "job_title", "op": "contains", "value": "sales"},
        {"company": {"field": "company_country", "op": "in", "value": ["DE", "AT"]}},
        {"not": {"field": "tags", "op": "in", "value": ["Customer"]}},
    ]
}
COMPANY_QUERY_EXAMPLE: JsonDict = {
    "filter": {
        "all": [
            {"field": "company_size", "op": "overlaps", "value": [50, 249]},
            {"contact": {"field": "job_title", "op": "contains", "value": "sales"}},
        ]
    },
    "sort": "company_name",
    "limit": 100,
}
_GRAMMAR: dict[str, Any] = {
    "type": "object",
    "description": "One of: all or any (lists of filters), not (a filter), field with op and value, company "
    "of a contact or contact of a company (a filter of theirs), term with value.",
    "additionalProperties": True,
    "examples": [FILTER_EXAMPLE],
}
# Taken as it is: the sentence about a fault is ours, with a JSON pointer to its place.
FilterJson = Annotated[object, WithJsonSchema(_GRAMMAR)]
OptionalFilterJson = Annotated[object, WithJsonSchema({**_GRAMMAR, "type": ["object", "null"]})]


class ListQuery(Schema):
    """Which page of which list: what the address of the list takes, with a filter of any length."""

    model_config = example({"filter": FILTER_EXAMPLE, "sort": "full_name", "limit": 100})

    given: OptionalFilterJson = Member(default=None, alias="filter")
    sort: str | None = Member(default=None, max_length=100)
    limit: int = Member(default=100, ge=1, le=500)
    cursor: str | None = Member(default=None, max_length=2000)
    operation_id: UUID | None = None


class FilterDraft(Schema):
    """A filter, and of which records it is."""

    model_config = example({"kind": "contact", "filter": FILTER_EXAMPLE})

    kind: RecordKind
    given: FilterJson = Member(alias="filter")


class SlowTest(Schema):
    """A test that no index finds, and why."""

    model_config = example(
        {"field": "job_title", "op": "contains", "reason": "What stands within a text has no index."}
    )

    field: str
    op: FilterOperator
    reason: str


class FilterDescription(Schema):
    """A filter for people."""

    model_config = example(
        {
            "words": "Job title contains “sales”, and at a company where Country is Germany or Austria, "
            "and Tags do not have “Customer”",
            "slow": [],
        }
    )

    words: str
    slow: list[SlowTest] = Member(description="What makes it slow where nothing else narrows it.")
