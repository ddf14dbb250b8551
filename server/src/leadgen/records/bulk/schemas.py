"""A selection, and what can be done with it, on the wire."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field as Member
from pydantic import model_validator
from pydantic.config import JsonDict
from typing_extensions import TypeAliasType

from leadgen.platform.web import Schema, example
from leadgen.records.filters.schemas import OptionalFilterJson
from leadgen.records.history_schemas import OperationRef
from leadgen.records.schemas import ROW_EXAMPLE, Row, Total, Value

MOST_IDS = 20_000
_LIST_ID = "01936f0e-7a10-7000-8000-0000000000d1"
_SALES: JsonDict = {"field": "job_title", "op": "contains", "value": "sales"}
SELECTION: JsonDict = {"filter": _SALES, "operation_id": None, "ids": None, "except": []}
# More than any workspace has: a number that the database cannot hold is refused, not asked for.
MOST_RECORDS = 10**12
COMPANY_SELECTION: JsonDict = {**SELECTION, "filter": {"field": "industry", "op": "is_empty"}}
COMPANY_BULK: JsonDict = {
    "selection": COMPANY_SELECTION,
    "expected": 5000,
    "act": {"kind": "edit", "values": {"company_city": "Prague"}},
}


class Selection(Schema):
    """Which records: those of `ids`, else everything that the filter and the operation match, except some."""

    model_config = example(SELECTION)

    given: OptionalFilterJson = Member(default=None, alias="filter")
    operation_id: UUID | None = Member(
        default=None, description="Only records that this operation made or changed."
    )
    ids: list[UUID] | None = Member(default=None, max_length=MOST_IDS, description="Only these records.")
    left_out: list[UUID] = Member(
        default_factory=list, alias="except", max_length=MOST_IDS, description="But not these."
    )
    trash: bool = Member(default=False, description="Of the trash, instead of those that are there.")


class EditAct(Schema):
    """The same values for all; null empties a field. What tells records apart cannot be set for many."""

    model_config = example({"kind": "edit", "values": {"city": "Prague"}})

    kind: Literal["edit"]
    values: dict[str, Value | None] = Member(min_length=1, max_length=100)


class _Labelling(Schema):
    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not getattr(self, "add", None) and not getattr(self, "remove", None):
            raise ValueError("say what to add or to remove")
        return self


_Tag = Annotated[str, Member(min_length=1, max_length=200)]


class TagAct(_Labelling):
    """Tags to put on and to take off; one that does not exist is made."""

    model_config = example({"kind": "tag", "add": ["Fair 2026"], "remove": []})

    kind: Literal["tag"]
    add: list[_Tag] = Member(default_factory=list, max_length=50)
    remove: list[_Tag] = Member(default_factory=list, max_length=50)


class ListAct(_Labelling):
    """Lists to put the records on and to take them off, by their ids."""

    model_config = example({"kind": "list", "add": [_LIST_ID], "remove": []})

    kind: Literal["list"]
    add: list[UUID] = Member(default_factory=list, max_length=50)
    remove: list[UUID] = Member(default_factory=list, max_length=50)


class TrashAct(Schema):
    """Move to the trash, where they stay until somebody restores them."""

    model_config = example({"kind": "trash"})

    kind: Literal["trash"]


class RestoreAct(Schema):
    """Bring back from the trash; the selection is of records in the trash."""

    model_config = example({"kind": "restore"})

    kind: Literal["restore"]


Act = TypeAliasType(
    "Act", Annotated[EditAct | TagAct | ListAct | TrashAct | RestoreAct, Member(discriminator="kind")]
)


class BulkDraft(Schema):
    """What to do with which records, and how many they are expected to be."""

    model_config = example(
        {"selection": SELECTION, "expected": 5000, "act": {"kind": "edit", "values": {"city": "Prague"}}}
    )

    selection: Selection
    expected: int = Member(
        ge=1,
        le=MOST_RECORDS,
        description="As `…/count` said. Where it is another number by now, nothing is done.",
    )
    act: Act


class Count(Schema):
    """How many records a selection has, exactly."""

    model_config = example({"count": 5000})

    count: int


class CancelOperation(Schema):
    """Whether what was done so far stays or is undone."""

    model_config = example({"keep": False})

    keep: bool


class RemovedBy(Schema):
    """Who moved a record to the trash, and when."""

    at: datetime
    operation: OperationRef

    model_config = example(
        {
            "at": "2026-01-31T09:00:00+00:00",
            "operation": {
                "id": "01936f0e-7a10-7000-8000-0000000000a1",
                "kind": "trash",
                "summary": "Moved Ada Example to the trash",
                "actor_name": "Alice Example",
                "source": "By hand",
            },
        }
    )


_TRASHED: JsonDict = {
    **ROW_EXAMPLE,
    "removed": {
        "at": "2026-01-31T09:00:00+00:00",
        "operation": {
            "id": "01936f0e-7a10-7000-8000-0000000000a1",
            "kind": "trash",
            "summary": "Moved Ada Example to the trash",
            "actor_name": "Alice Example",
            "source": "By hand",
        },
    },
}


class TrashedRow(Row):
    """A record in the trash."""

    model_config = example(_TRASHED)

    removed: RemovedBy


class TrashPage(Schema):
    """The trash, what was removed last first."""

    model_config = example({"items": [_TRASHED], "next_cursor": None, "total": {"value": 1, "exact": True}})

    items: list[TrashedRow]
    next_cursor: str | None
    total: Total
