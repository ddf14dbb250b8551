"""Imports on the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypeAliasType

from leadgen.kernel.json import JSON
from leadgen.platform.web import Schema, example
from leadgen.stages.ingest import contracts
from leadgen.stages.ingest.identity import match_sentence

# Named, so that the client has types of these names.
ImportState = TypeAliasType("ImportState", contracts.State)
LineVerdict = TypeAliasType("LineVerdict", contracts.Verdict)
ImportPolicy = TypeAliasType("ImportPolicy", contracts.Policy)
FieldKey = Annotated[str, Field(min_length=1, max_length=100)]
_ID = "01936f0e-0000-7000-8000-000000000101"


class ImportSource(Schema):
    """The plugin source that reads the file."""

    key: str = Field(examples=["linkedin"])
    label: str = Field(examples=["LinkedIn connections"])


class ImportShape(Schema):
    """How the file is written, as far as its source says."""

    encoding: str | None = Field(examples=["utf-8"])
    delimiter: str | None = Field(examples=[","])
    header_row: int | None = Field(
        description="Physical line of the header; null when the file has none.", examples=[4]
    )
    lines_seen: int = Field(description="Lines read so far.", examples=[120])


class ImportColumn(Schema):
    """One column of the file and the field it fills."""

    index: int = Field(ge=0, examples=[3])
    header: str = Field(examples=["Email Address"])
    samples: list[str] = Field(description="Up to three distinct cells.", examples=[["ada@example.com"]])
    field: str | None = Field(description="Null: the column is left out.", examples=["email"])
    confidence: float = Field(ge=0, le=1, examples=[0.98])
    reason: str = Field(
        description="Why this field was proposed.", examples=["Header and values are e-mail addresses."]
    )
    policy: ImportPolicy = Field(
        description="What a line may do to a record that exists: fill blanks, overwrite, or nothing."
    )


class ImportCounts(Schema):
    """Lines by verdict; `lines` is the sum of the five. `companies` are counted while they are made."""

    lines: int
    create: int
    update: int
    duplicate: int
    ambiguous: int
    rejected: int
    companies: int


class ImportProgress(Schema):
    """How far the present work has got, in lines."""

    phase: Literal["staging", "applying"]
    done: int
    total: int | None = Field(description="While staging an estimate; null as long as there is none.")


class ImportProblem(Schema):
    """Why an import stopped, in one sentence with the next step."""

    code: str
    detail: str
    line_no: int | None = None


class Import(Schema):
    """A file on its way in."""

    model_config = example(
        {
            "id": _ID,
            "filename": "Connections.csv",
            "size": 20480,
            "state": "staged",
            "kind": "contact",
            "source": {"key": "linkedin", "label": "LinkedIn connections"},
            "shape": {"encoding": "utf-8", "delimiter": ",", "header_row": 4, "lines_seen": 120},
            "columns": [],
            "match": ["email", "linkedin"],
            "match_sentence": "A line updates the contact with the same e-mail address or LinkedIn profile; "
            "else it becomes a new contact.",
            "counts": {
                "lines": 120, "create": 100, "update": 5, "duplicate": 12, "ambiguous": 1, "rejected": 2,
                "companies": 0,
            },
            "progress": None,
            "problem": None,
            "operation_id": None,
            "created_by_name": "Alice",
            "created_at": "2026-01-31T09:30:00Z",
            "finished_at": None,
        }
    )  # fmt: skip

    id: UUID
    filename: str
    size: int = Field(description="Bytes.")
    state: ImportState
    kind: Literal["contact", "company"]
    source: ImportSource | None
    shape: ImportShape | None
    columns: list[ImportColumn]
    match: list[str] = Field(description="Kinds of keys by which a line finds its record.")
    match_sentence: str
    counts: ImportCounts
    progress: ImportProgress | None
    problem: ImportProblem | None
    operation_id: UUID | None
    created_by_name: str
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, found: contracts.Import) -> "Import":
        return cls(
            id=found.id,
            filename=found.filename,
            size=found.size,
            state=found.state,
            kind=found.kind,
            source=ImportSource(key=found.source, label=found.source_label)
            if found.source and found.source_label
            else None,
            shape=_shape(found),
            columns=[ImportColumn.model_validate(column) for column in _wire_columns(found)],
            match=list(found.match),
            match_sentence=match_sentence(found.kind, found.match) if found.columns else "",
            counts=ImportCounts.model_validate(found.counts),
            progress=_progress(found),
            problem=ImportProblem.model_validate(dict(found.problem)) if found.problem else None,
            operation_id=found.operation_id,
            created_by_name=found.actor.name,
            created_at=found.created_at,
            finished_at=found.finished_at,
        )


class ImportPage(Schema):
    """Imports, newest first."""

    model_config = example({"items": [], "next_cursor": None})

    items: list[Import]
    next_cursor: str | None


class ImportPreview(Schema):
    """The first rows of the file as text."""

    model_config = example({"header": ["First Name", "Email"], "rows": [["Ada", "ada@example.com"]]})

    header: list[str]
    rows: list[list[str]]


class ColumnChoice(Schema):
    """A decision on one column."""

    index: int = Field(ge=0)
    field: FieldKey | None
    policy: ImportPolicy = "fill"


class MappingChoice(Schema):
    """The decisions on all columns; those not named are left out."""

    model_config = example(
        {"columns": [{"index": 0, "field": "first_name", "policy": "fill"}], "match": ["email"]}
    )

    columns: list[ColumnChoice] = Field(max_length=1_000)
    match: list[Literal["email", "linkedin", "external"]] = Field(max_length=3)


class CancelChoice(Schema):
    """Whether what was applied already stays."""

    model_config = example({"keep": False})

    keep: bool


class LineProblem(Schema):
    """Why a line was rejected."""

    column: int | None
    field: str | None
    message: str


class ImportLine(Schema):
    """A line of the file and its verdict."""

    line_no: int
    cells: list[str]
    verdict: LineVerdict
    record_id: UUID | None
    problems: list[LineProblem]


class LinePage(Schema):
    """Lines in file order."""

    model_config = example(
        {
            "items": [
                {
                    "line_no": 7,
                    "cells": ["Ada", "ada@"],
                    "verdict": "rejected",
                    "record_id": None,
                    "problems": [{"column": 1, "field": "email", "message": "E-mail has no domain"}],
                }
            ],
            "next_cursor": None,
        }
    )

    items: list[ImportLine]
    next_cursor: str | None


class Sample(Schema):
    """Where the sample data set stands."""

    model_config = example({"operation_id": None})

    operation_id: UUID | None = Field(
        description="The operation to undo in order to remove it; null: not loaded."
    )


def _shape(found: contracts.Import) -> ImportShape | None:
    if found.shape is None:
        return None
    return ImportShape(
        encoding=_text(found.shape.get("encoding")),
        delimiter=_text(found.shape.get("delimiter")),
        header_row=row if isinstance(row := found.shape.get("header_row"), int) else None,
        lines_seen=found.counts.lines,
    )


def _wire_columns(found: contracts.Import) -> list[dict[str, object]]:
    return [{name: getattr(column, name) for name in ImportColumn.model_fields} for column in found.columns]


def _estimate(found: contracts.Import) -> int | None:
    """Lines of the whole file, by the bytes that those so far took."""
    if found.staged_bytes == 0:
        return None
    return max(found.counts.lines, round(found.counts.lines * found.size / found.staged_bytes))


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None


def _progress(found: contracts.Import) -> ImportProgress | None:
    if found.state == "staging":
        return ImportProgress(phase="staging", done=found.counts.lines, total=_estimate(found))
    if found.state == "applying" or (found.state == "paused" and found.operation_id):
        return ImportProgress(phase="applying", done=found.applied, total=found.counts.lines)
    return None
