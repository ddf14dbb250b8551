"""Views and segments on the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.filters.schemas import FILTER_EXAMPLE, FilterJson, OptionalFilterJson
from leadgen.records.schemas import RecordKind, Total

_VIEW: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000e1",
    "kind": "contact",
    "name": "Sales in Germany",
    "shared": True,
    "filter": FILTER_EXAMPLE,
    "sort": "-updated_at",
    "group_by": "country",
    "columns": [{"key": "full_name", "width": 220, "pinned": "left"}],
    "created_at": "2026-01-31T09:00:00+00:00",
    "updated_at": "2026-01-31T09:00:00+00:00",
    "notices": [],
}
_SEGMENT: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000e2",
    "kind": "contact",
    "name": "Sales in Germany",
    "filter": FILTER_EXAMPLE,
    "words": "Job title contains “sales”, and at a company where Country is Germany or Austria, "
    "and Tags do not have “Customer”",
    "created_at": "2026-01-31T09:00:00+00:00",
    "updated_at": "2026-01-31T09:00:00+00:00",
    "notices": [],
}
_COLUMNS: JsonDict = {"key": "full_name", "width": 220, "pinned": "left"}

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Sort = Annotated[str | None, Field(max_length=100, description="As in the list.")]

GroupBy = Annotated[
    str | None,
    Field(max_length=100, description="Key of the field by which the list is shown in groups."),
]


class ViewColumn(Schema):
    """A column that a view shows."""

    model_config = example(_COLUMNS)

    key: str = Field(max_length=100, description="Of a field, as in an export.")
    width: int | None = Field(default=None, ge=20, le=2000, description="In pixels; null: the field's own.")
    pinned: Literal["left"] | None = Field(default=None, description="Where it stays while others scroll.")


Columns = Annotated[
    list[ViewColumn], Field(max_length=500, description="Shown, in this order; none: the usual ones.")
]


class Notice(Schema):
    """What is no longer possible, since a field was archived or a segment changed."""

    model_config = example(
        {"about": "filter", "place": "/all/0/field", "message": "There is no such field of contacts."}
    )

    about: Literal["filter", "sort", "group_by", "columns"]
    place: str = Field(description="A JSON pointer into the filter, where it is about that.")
    message: str


class ViewDraft(Schema):
    """A list to save."""

    model_config = example({"kind": "contact", "name": "Sales in Germany", "filter": FILTER_EXAMPLE})

    kind: RecordKind
    name: Name
    given: OptionalFilterJson = Field(default=None, alias="filter")
    sort: Sort = None
    group_by: GroupBy = None
    columns: Columns = Field(default_factory=list)
    shared: bool = Field(default=False, description="Everybody of the workspace has it.")


class ViewChanges(Schema):
    """What of a view shall be otherwise; what is left out stays as it is."""

    model_config = example({"name": "Sales in Austria"})

    name: Name = ""
    given: OptionalFilterJson = Field(default=None, alias="filter")
    sort: Sort = None
    group_by: GroupBy = None
    columns: Columns = Field(default_factory=list)
    shared: bool = True
    position: int = Field(default=0, ge=0, le=1000, description="Its place among the views, from 0.")


class Copy(Schema):
    """A copy to make."""

    model_config = example({"name": "Sales in Germany, by size"})

    name: Name


class View(Schema):
    """A saved filter, order and columns of a list."""

    model_config = example(_VIEW)

    id: UUID
    kind: RecordKind
    name: str
    shared: bool = Field(description="Everybody has it; else it is yours alone.")
    filter: OptionalFilterJson
    sort: str | None
    group_by: str | None
    columns: list[ViewColumn]
    created_at: datetime
    updated_at: datetime
    notices: list[Notice] = Field(description="What of it cannot be shown. It is kept until somebody saves.")


class ViewList(Schema):
    """Views in their order."""

    model_config = example({"items": [_VIEW]})

    items: list[View]


class SegmentDraft(Schema):
    """A filter to name."""

    model_config = example({"kind": "contact", "name": "Sales in Germany", "filter": FILTER_EXAMPLE})

    kind: RecordKind
    name: Name
    given: FilterJson = Field(alias="filter")


class SegmentChanges(Schema):
    """What of a segment shall be otherwise; what is left out stays as it is."""

    model_config = example({"name": "Sales in Austria"})

    name: Name = ""
    given: FilterJson = Field(default=None, alias="filter")


class Segment(Schema):
    """A named filter: its records are those that match now."""

    model_config = example(_SEGMENT)

    id: UUID
    kind: RecordKind
    name: str
    filter: FilterJson
    words: str = Field(description="The filter in a sentence; empty where it cannot be used any more.")
    created_at: datetime
    updated_at: datetime
    notices: list[Notice] = Field(description="Why it cannot be used any more.")


class CountedSegment(Segment):
    """A segment with how many records are in it now."""

    model_config = example({**_SEGMENT, "total": {"value": 1248, "exact": True}})

    total: Total | None = Field(description="Null where it cannot be used any more.")


class SegmentList(Schema):
    """Segments by name."""

    model_config = example({"items": [_SEGMENT]})

    items: list[Segment]
