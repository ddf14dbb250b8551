"""Many cells of many records at once, on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator
from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import FieldProblem, Schema, example
from leadgen.records.history_schemas import OPERATION_EXAMPLE, Operation
from leadgen.records.schemas import RECORD_ID, ROW_EXAMPLE, RecordDraft, Row, Value

MOST_RECORDS = 1_000
_CONFLICT: JsonDict = {
    "field": "job_title",
    "value": "CEO",
    "by": "Bob Example",
    "at": "2026-01-31T09:00:00+00:00",
    "operation_id": "01936f0e-7a10-7000-8000-0000000000a1",
}
_EDIT: JsonDict = {"id": RECORD_ID, "values": {"job_title": "CTO"}, "seen": {"job_title": "Engineer"}}
_EDITED: JsonDict = {
    "id": RECORD_ID,
    "written": ["job_title"],
    "refused": [{"field": "email", "message": "This is not an e-mail address"}],
    "conflicts": [],
    "row": ROW_EXAMPLE,
}

Seen = Annotated[
    dict[str, Value | None] | None,
    Member(
        max_length=500,
        description="What stood there when it was decided; a value that is another by now is "
        "not overwritten. Left out, nothing is compared.",
    ),
]


class RecordChange(RecordDraft):
    """Values to write, and what the writer saw in their place; null empties a field."""

    model_config = example({"values": {"job_title": "CTO"}, "seen": {"job_title": "Engineer"}})

    seen: Seen = None


class RecordEdit(RecordChange):
    """The cells of one record."""

    model_config = example(_EDIT)

    id: UUID


def _once(records: list[RecordEdit]) -> list[RecordEdit]:
    if len({record.id for record in records}) < len(records):
        raise ValueError("name each record once")
    return records


class RecordEdits(Schema):
    """Cells of many records, written as one operation."""

    model_config = example({"records": [_EDIT]})

    records: Annotated[list[RecordEdit], AfterValidator(_once)] = Member(
        min_length=1, max_length=MOST_RECORDS
    )


class CellConflict(Schema):
    """A value that somebody changed since it was seen: it stays, with who wrote it and when."""

    model_config = example(_CONFLICT)

    field: str
    value: Value | None
    by: str
    at: datetime
    operation_id: UUID


class EditedRecord(Schema):
    """What became of the cells of one record. What held the wanted value already is in none of the three."""

    model_config = example(_EDITED)

    id: UUID
    written: list[str]
    refused: list[FieldProblem] = Member(description="Why a cell was not written, a sentence each.")
    conflicts: list[CellConflict]
    row: Row | None = Member(description="As the list shows it now; null where it was removed.")


class EditedRecords(Schema):
    """What became of many cells, in the order of the request. `operation` undoes them all."""

    model_config = example({"operation": OPERATION_EXAMPLE, "cells": 1, "records": [_EDITED]})

    operation: Operation | None = Member(description="Null where nothing was to be changed.")
    cells: int = Member(description="How many were written.")
    records: list[EditedRecord]
