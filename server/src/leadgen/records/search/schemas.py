"""What a search answers."""

from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.schemas import RecordKind

_HIT: JsonDict = {
    "id": "0199c0de-0000-7000-8000-000000000001",
    "kind": "contact",
    "name": "Jana Malá",
    "secondary": "Head of Sales · Brightwater",
    "field": "email",
    "value": "jana@brightwater.example",
}


class SearchHit(Schema):
    """A record that answers, and the value by which it does."""

    model_config = example(_HIT)

    id: UUID
    kind: RecordKind
    name: str
    secondary: str = Member(description="What tells two of one name apart: job and company, or an address.")
    field: str = Member(description="The key of the field by which it was found.")
    value: str = Member(description="That field's value.")


class SearchHits(Schema):
    """The best contacts and companies in one order."""

    model_config = example({"items": [_HIT]})

    items: list[SearchHit]
