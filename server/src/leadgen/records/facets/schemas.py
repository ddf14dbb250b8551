"""Facets on the wire."""

from uuid import UUID

from pydantic import Field as Member
from pydantic import StrictBool
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.filters.schemas import FILTER_EXAMPLE, OptionalFilterJson
from leadgen.records.schemas import FilterOperator, RecordKind
from leadgen.records.search.words import LONGEST_QUERY

COMPANY_FACETS: JsonDict = {
    "filter": {"field": "company_country", "op": "in", "value": ["DE", "AT"]},
    "fields": ["company_country", "industry"],
}
_FACET: JsonDict = {
    "field": "country",
    "kind": "contact",
    "label": "Country",
    "op": "in",
    "values": [{"value": "DE", "label": "Germany", "count": 120}],
    "empty": 12,
    "others": 0,
    "exact": True,
}


class FacetQuery(Schema):
    """A list, and the fields whose values are wanted."""

    model_config = example({"filter": FILTER_EXAMPLE, "fields": ["country", "company_size"]})

    given: OptionalFilterJson = Member(default=None, alias="filter")
    operation_id: UUID | None = Member(default=None, description="Only of records it made or changed.")
    fields: list[str] | None = Member(
        default=None,
        min_length=1,
        max_length=50,
        description="Keys of fields, of a contact also of its company. Without them: those that lists offer.",
    )
    search: str | None = Member(
        default=None, max_length=LONGEST_QUERY, description="Only values that have this text in them."
    )
    groups: bool = Member(
        default=False,
        description="Count what the list shows and no more: the field's own tests count, too, and `empty` "
        "has those without a company.",
    )


class FacetValue(Schema):
    """A value as a filter takes it, and as people read it."""

    model_config = example({"value": "DE", "label": "Germany", "count": 120})

    value: StrictBool | str | list[int | None]
    label: str
    count: int


class Facet(Schema):
    """The values of a field among the records of a list, the most frequent first, up to 50."""

    model_config = example(_FACET)

    field: str
    kind: RecordKind
    label: str
    op: FilterOperator = Member(description="Finds the records of a value; `in` takes a list of values.")
    values: list[FacetValue]
    empty: int = Member(description="Records with nothing in the field.")
    others: int = Member(description="Records with a value that is not among these.")
    exact: bool = Member(description="Whether the records were counted; else a sample of them was.")


class Facets(Schema):
    """In the order asked for."""

    model_config = example({"facets": [_FACET]})

    facets: list[Facet]
