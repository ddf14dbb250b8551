"""Notes on the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.history_schemas import Actor
from leadgen.records.schemas import RECORD_ID, RecordKind

MOST_CHARACTERS = 5_000
Text = Annotated[str, Member(min_length=1, max_length=MOST_CHARACTERS, pattern=r"\S")]

_NOTE: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000f1",
    "kind": "contact",
    "record_id": RECORD_ID,
    "text": "Wants to hear from us again in spring.",
    "author": {"kind": "user", "id": None, "name": "Alice Example"},
    "created_at": "2026-01-31T09:00:00+00:00",
    "edited_at": None,
}


class Note(Schema):
    """What somebody wrote about a record: plain text, in which nothing is code."""

    model_config = example(_NOTE)

    id: UUID
    kind: RecordKind
    record_id: UUID
    text: str
    author: Actor
    created_at: datetime
    edited_at: datetime | None


class RecordNotes(Schema):
    """All notes of a record, the newest first."""

    model_config = example({"items": [_NOTE]})

    items: list[Note]


class NotePage(Schema):
    """Notes of all records, the newest first."""

    model_config = example({"items": [_NOTE], "next_cursor": None})

    items: list[Note]
    next_cursor: str | None


class NoteDraft(Schema):
    """The text of a note."""

    model_config = example({"text": "Wants to hear from us again in spring."})

    text: Text


class NoteChange(Schema):
    """What becomes of a note; what is left out stays. `deleted` false brings a removed one back."""

    model_config = example({"text": "Wants to hear from us again in May."})

    text: Text | None = None
    deleted: Literal[False] | None = Member(default=None, description="false: bring a removed note back.")
