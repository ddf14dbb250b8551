"""Changes of fields on the wire."""

from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.history_schemas import OPERATION_EXAMPLE, Operation
from leadgen.records.schemas import Field, FieldOption, OwnType, Total, Value

_FIELD_ID = "01936f0e-7a10-7000-8000-0000000000e1"
_FIELD: JsonDict = {
    "id": _FIELD_ID,
    "key": "met_at_date",
    "kind": "contact",
    "type": "date",
    "label": "Met at",
    "short_label": "Met at",
    "description": "",
    "unit": None,
    "options": None,
    "many": False,
    "editable": True,
    "importable": True,
    "sortable": False,
    "groupable": False,
    "default_visible": False,
    "personal": True,
    "sensitive": False,
    "custom": True,
    "about": None,
    "width": 160,
    "operators": ["equals", "is_empty"],
    "slow_operators": [],
}


class FieldUpdate(Schema):
    """What becomes of a field of your own; what is left out stays. Its key never changes."""

    model_config = example({"label": "First met at", "position": 0})

    label: str | None = Member(default=None, min_length=1, max_length=100, pattern=r"\S")
    description: str | None = Member(default=None, max_length=1000)
    options: list[FieldOption] | None = Member(
        default=None,
        max_length=500,
        description="All options of a choice in their order. One that a record has cannot go.",
    )
    position: int | None = Member(
        default=None, ge=0, le=10_000, description="Its place among your own fields of its kind, from 0."
    )


class FieldUse(Schema):
    """How many records have a value of a field."""

    model_config = example({"id": _FIELD_ID, "filled": {"value": 128, "exact": True}})

    id: UUID
    filled: Total = Member(description="At least so many, where it is not exact.")


class FieldUsage(Schema):
    """Every field of the workspace's own, archived ones included."""

    model_config = example({"items": [{"id": _FIELD_ID, "filled": {"value": 128, "exact": True}}]})

    items: list[FieldUse]


class RetypeSample(Schema):
    """A value as it stands, and what becomes of it, or why nothing does."""

    model_config = example({"raw": "3 March 2026", "value": "2026-03-03", "problem": None})

    raw: str
    value: Value | None
    problem: str | None


class RetypePreview(Schema):
    """What a new type for a field would come to. Nothing is changed."""

    model_config = example(
        {
            "type": "date",
            "converts": 120,
            "stays": 8,
            "exact": True,
            "samples": [{"raw": "3 March 2026", "value": "2026-03-03", "problem": None}],
            "refused": [{"raw": "the fair", "value": None, "problem": "'the fair' is not a date"}],
            "options": None,
        }
    )

    type: OwnType
    converts: int = Member(description="Records whose value can be read.")
    stays: int = Member(description="Records whose value cannot; it stays in the old field.")
    exact: bool = Member(description="Whether every record was looked at; else the first 20,000 were.")
    samples: list[RetypeSample] = Member(description="Up to ten that can be read.")
    refused: list[RetypeSample] = Member(description="Up to ten that cannot.")
    options: list[FieldOption] | None = Member(description="The options a choice would have.")


class RetypeDraft(Schema):
    """The type to give."""

    model_config = example({"type": "date"})

    type: OwnType


class RetypedField(Schema):
    """The new field, and the operation that fills it."""

    model_config = example({"field": _FIELD, "operation": {**OPERATION_EXAMPLE, "kind": "retype"}})

    field: Field
    operation: Operation
