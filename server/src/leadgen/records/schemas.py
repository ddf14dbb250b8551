"""Fields, rows and records on the wire."""

from datetime import datetime
from typing import Annotated, Literal, cast
from uuid import UUID

from pydantic import Field as Member
from pydantic import StrictBool, StrictFloat, StrictInt
from pydantic.config import JsonDict
from typing_extensions import TypeAliasType

from leadgen.platform.web import Schema, example
from leadgen.records import field
from leadgen.records.filters import operators
from leadgen.records.normalise.values import Value as StoredValue

# Named, so that they are schemas of their own in the API's document and types of its client.
RecordKind = TypeAliasType("RecordKind", field.RecordKind)
FilterOperator = TypeAliasType("FilterOperator", operators.Op)
Takes = TypeAliasType("Takes", operators.Takes)
FieldType = TypeAliasType("FieldType", field.FieldType)
CellState = TypeAliasType(
    "CellState",
    Literal["empty", "queued", "running", "value", "unknown", "failed", "skipped", "pinned", "stale"],
)
RECORD_ID = "01936f0e-7a10-7000-8000-0000000000c1"
_COMPANY_ID = "01936f0e-7a10-7000-8000-0000000000c2"


class Money(Schema):
    """An amount in the smallest unit of its currency."""

    model_config = example({"amount": 125000000, "currency": "EUR"})

    amount: StrictInt = Member(ge=-(2**53), le=2**53)
    currency: str = Member(pattern=r"^[A-Z]{3}$")


class Range(Schema):
    """From and to, both included; null where it is open."""

    model_config = example({"min": 50, "max": 249})

    min: StrictInt | None = Member(ge=-(2**53), le=2**53)
    max: StrictInt | None = Member(ge=-(2**53), le=2**53)


Text = Annotated[str, Member(max_length=100_000)]
# A field's value on the wire; its form follows the field's type.
Value = TypeAliasType("Value", Text | StrictBool | StrictInt | StrictFloat | list[Text] | Money | Range)


def bare(value: Value | None) -> StoredValue | None:
    """As records keep it."""
    return cast(StoredValue, value.model_dump() if isinstance(value, Money | Range) else value)


class FieldOption(Schema):
    """One value a choice can take."""

    model_config = example({"value": "customer", "label": "Customer"})

    value: str = Member(min_length=1, max_length=200)
    label: str = Member(min_length=1, max_length=200)


class Operator(Schema):
    """What a filter can ask of a field."""

    model_config = example({"op": "between", "takes": "pair"})

    op: FilterOperator
    takes: Takes = Member(
        description="What stands in `value`: nothing, one value, many of them, a pair of ends (null leaves "
        "one open), a number of days, states of cells."
    )


class FilterTerm(Schema):
    """What a filter can ask beside fields, as `{"term": name, "value": …}`."""

    model_config = example(
        {
            "name": "operation",
            "kinds": ["contact", "company"],
            "takes": "the id of an operation",
            "options": None,
        }
    )

    name: str
    kinds: list[RecordKind]
    takes: str = Member(description="What stands in `value`.")
    options: list[FieldOption] | None = Member(description="All there can be, where they are a closed set.")


class Field(Schema):
    """A field of contacts or companies: what the grid, the mapping and the forms are drawn from."""

    model_config = example(
        {
            "id": None,
            "key": "job_title",
            "kind": "contact",
            "type": "text",
            "label": "Job title",
            "short_label": "Job title",
            "description": "Title in the present job; an edit changes the current employment.",
            "unit": None,
            "options": None,
            "many": False,
            "editable": True,
            "importable": True,
            "sortable": True,
            "groupable": True,
            "default_visible": True,
            "personal": True,
            "sensitive": False,
            "custom": False,
            "about": None,
            "width": 220,
            "operators": ["equals", "contains", "is_empty"],
            "slow_operators": ["contains"],
        }
    )

    id: UUID | None = Member(description="Of a field of the workspace's own; null for a built-in one.")
    key: str
    kind: RecordKind
    type: FieldType
    label: str
    short_label: str = Member(description="Its label among fields of its own kind.")
    description: str
    unit: str | None
    options: list[FieldOption] | None = Member(description="The values of a choice.")
    many: bool = Member(description="Whether the value is a list of texts.")
    editable: bool
    importable: bool
    sortable: bool
    groupable: bool = Member(
        description="Whether facets count its values, and a list can be grouped by them."
    )
    default_visible: bool
    personal: bool = Member(description="Whether it is personal data.")
    sensitive: bool
    custom: bool = Member(description="Whether the workspace added it.")
    about: str | None = Member(description="The field whose present value this one judges; it goes with it.")
    width: int = Member(description="Of its column, in pixels.")
    operators: list[FilterOperator] = Member(description="What a filter can ask of it.")
    slow_operators: list[FilterOperator] = Member(
        description="Those that no index finds; `POST /filters/describe` says why."
    )


class Fields(Schema):
    """All fields of the workspace, in the order people see them."""

    model_config = example({"items": [], "archived": [], "times": [], "operators": [], "terms": []})

    items: list[Field]
    archived: list[Field] = Member(
        description="Fields that were put away, the last first: something old may still mention them."
    )
    times: list[Field] = Member(description="When a record was made and changed: a filter may ask, too.")
    operators: list[Operator] = Member(description="Every operator of a filter with what it takes.")
    terms: list[FilterTerm] = Member(description="What a filter can ask beside fields.")


# What a workspace can make a field of; the other types are built in.
OwnType = TypeAliasType(
    "OwnType",
    Literal[
        "text",
        "long_text",
        "email",
        "phone",
        "url",
        "date",
        "datetime",
        "number",
        "decimal",
        "boolean",
        "choice",
        "country",
    ],
)


class FieldDraft(Schema):
    """A field to add. Its key is made from the label."""

    model_config = example(
        {
            "kind": "contact",
            "label": "Met at",
            "type": "choice",
            "options": [{"value": "fair", "label": "Trade fair"}, {"value": "referral", "label": "Referral"}],
        }
    )

    kind: RecordKind
    label: str = Member(min_length=1, max_length=100, pattern=r"\S")
    type: OwnType
    options: list[FieldOption] | None = Member(default=None, max_length=500)
    unit: str | None = Member(default=None, max_length=40)
    description: str | None = Member(default=None, max_length=1000)


class Total(Schema):
    """How many rows the list has.

    An estimate, and `exact` false, beyond 10,000 and where a filter takes long to count.
    """

    model_config = example({"value": 1248, "exact": True})

    value: int
    exact: bool


class CompanyRef(Schema):
    """The company somebody works at."""

    model_config = example(
        {"id": _COMPANY_ID, "company_name": "Example Analytics", "company_domain": "example.com"}
    )

    id: UUID
    company_name: str | None
    company_domain: str | None


class FieldState(Schema):
    """The state of a cell, and whether a person fixed it."""

    model_config = example({"state": "value", "pinned": True})

    state: CellState
    pinned: bool


ROW_EXAMPLE: JsonDict = {
    "id": RECORD_ID,
    "values": {"full_name": "Ada Example", "email": "ada@example.com", "company_name": "Example Analytics"},
    "company": {"id": _COMPANY_ID, "company_name": "Example Analytics", "company_domain": "example.com"},
    "states": {"job_title": {"state": "value", "pinned": True}},
    "created_at": "2026-01-31T09:00:00+00:00",
    "updated_at": "2026-01-31T09:00:00+00:00",
}


class Row(Schema):
    """A record as a list shows it. A field without a value is left out, and a state that says nothing."""

    model_config = example(ROW_EXAMPLE)

    id: UUID
    values: dict[str, Value] = Member(
        description="By field key; a contact has its company's name and domain too."
    )
    company: CompanyRef | None
    states: dict[str, FieldState]
    created_at: datetime
    updated_at: datetime


class RecordPage(Schema):
    """Some records in the order asked for."""

    model_config = example(
        {"items": [ROW_EXAMPLE], "next_cursor": None, "total": {"value": 1, "exact": True}, "partial": False}
    )

    items: list[Row]
    next_cursor: str | None
    total: Total
    partial: bool = Member(
        description="True: time was up before the page was full, so that it may be short or empty. Go on "
        "with `next_cursor`, or narrow the filter; `POST …/filters/describe` says what makes it slow."
    )


class ContactPoint(Schema):
    """One way to reach a contact."""

    model_config = example(
        {"kind": "email", "value": "ada@example.com", "label": "", "is_primary": True, "status": "unknown"}
    )

    kind: str
    value: str
    label: str
    is_primary: bool
    status: str


class Employment(Schema):
    """A job of a contact, the present one without a last day."""

    model_config = example(
        {
            "company_id": _COMPANY_ID,
            "company_name": "Example Analytics",
            "title": "Head of Sales",
            "from_date": None,
            "to_date": None,
            "is_primary": True,
        }
    )

    company_id: UUID | None
    company_name: str | None
    title: str | None
    from_date: str | None
    to_date: str | None
    is_primary: bool


RECORD_EXAMPLE: JsonDict = {
    **ROW_EXAMPLE, "points": [], "employments": [], "contacts_count": None, "suppressed_by": [],
}  # fmt: skip


class SuppressionRef(Schema):
    """An entry of the list of those who are never written to."""

    model_config = example(
        {"id": _COMPANY_ID, "kind": "email", "value": "ada@example.com", "reason": "opt_out"}
    )

    id: UUID
    kind: Literal["email", "domain", "phone", "linkedin"]
    value: str | None = Member(description="Null once the person was erased.")
    reason: Literal["by_hand", "opt_out"]


class Record(Row):
    """A record with what only its own page shows."""

    model_config = example(RECORD_EXAMPLE)

    points: list[ContactPoint] = Member(description="Empty for a company.")
    employments: list[Employment] = Member(description="Empty for a company.")
    contacts_count: int | None = Member(
        description="Contacts working at a company, up to 10,000; null for a contact."
    )
    suppressed_by: list[SuppressionRef] = Member(
        description="Why this contact is never written to; empty: nothing is against it."
    )
    merged_into: UUID | None = Member(
        default=None, description="Where the id that was asked for was merged: the id of this very record."
    )


class RecordDraft(Schema):
    """Values to write; null empties a field, a field left out stays as it is."""

    model_config = example({"values": {"job_title": "Head of Sales", "phone_mobile": None}})

    values: dict[str, Value | None] = Member(min_length=1, max_length=500)
