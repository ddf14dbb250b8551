"""Lines of an import on the wire, and their corrections."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import Field
from typing_extensions import TypeAliasType

from leadgen.platform.web import Schema, example
from leadgen.stages.ingest import contracts
from leadgen.stages.ingest.fixing.repository import Group
from leadgen.stages.ingest.schemas import ImportCounts

LineVerdict = TypeAliasType("LineVerdict", contracts.Verdict)
# More than any sheet has: a number that the database cannot hold is refused, not asked for.
LAST_COLUMN = 99_999
LAST_LINE = 10**12
_ID = "01936f0e-0000-7000-8000-000000000101"


class LineProblem(Schema):
    """Why a line was rejected."""

    column: int | None
    field: str | None
    message: str


class MetRecord(Schema):
    """A record that a line leads to."""

    id: UUID
    name: str = Field(examples=["Ada Example"])


class ImportLine(Schema):
    """A line of the file and its verdict. `cells` is what the file says."""

    line_no: int
    cells: list[str]
    verdict: LineVerdict
    record_id: UUID | None
    problems: list[LineProblem]
    fixed: dict[int, str] = Field(
        description="Column index → the text that is read instead of the file's.",
        examples=[{1: "a@b.example"}],
    )
    meets: list[MetRecord] = Field(
        description="Of an ambiguous line: the records that it may be about, as far as they exist."
    )

    @classmethod
    def of(cls, line: contracts.Line, meets: Sequence[tuple[UUID, str]] = ()) -> "ImportLine":
        return cls.model_validate(
            {
                **vars(line),
                "fixed": {column: fix.text for column, fix in line.fixed.items()},
                "meets": [MetRecord(id=record_id, name=name) for record_id, name in meets],
            }
        )


class LineFix(Schema):
    """A new text for one cell; an empty one leaves its value out."""

    line_no: int = Field(ge=1, le=LAST_LINE, examples=[7])
    column: int = Field(ge=0, le=LAST_COLUMN, examples=[1])
    text: str = Field(max_length=10_000, examples=["ada@example.com"])


class LineFixes(Schema):
    """Corrections of cells, of the same line or of many."""

    model_config = example({"fixes": [{"line_no": 7, "column": 1, "text": "ada@example.com"}]})

    fixes: list[LineFix] = Field(min_length=1, max_length=500)


class FixedLines(Schema):
    """The corrected lines with their new verdicts, and the counts of the whole import."""

    model_config = example(
        {
            "items": [
                {
                    "line_no": 7, "cells": ["Ada", "ada@"], "verdict": "create", "record_id": _ID,
                    "problems": [], "fixed": {"1": "ada@example.com"}, "meets": [],
                }
            ],
            "counts": {
                "lines": 120, "create": 101, "update": 5, "duplicate": 12, "ambiguous": 1, "rejected": 1,
                "trash": 0, "companies": 40, "suppressions": 0, "fixes": 0,
            },
        }
    )  # fmt: skip

    items: list[ImportLine]
    counts: ImportCounts


class ColumnFix(Schema):
    """A new text for many cells of a column at once: those with a text, those with a problem, or both."""

    model_config = example({"column": 3, "find": "31.02.2026", "text": "28.02.2026", "problem": None})

    column: int = Field(ge=0, le=LAST_COLUMN)
    find: str | None = Field(
        default=None, max_length=10_000, description="The whole text of the cells meant."
    )
    text: str = Field(max_length=10_000, description="What is read instead; empty: the value is left out.")
    problem: str | None = Field(
        default=None, max_length=2_000, description="The `message` of the problem that the cells meant have."
    )


class LineProblemGroup(Schema):
    """Rejected lines with the same reason."""

    column: int | None = Field(description="Null: the line as a whole is meant.", examples=[3])
    field: str | None = Field(examples=["birthday"])
    message: str = Field(examples=["“31.02.2026” is no date"])
    count: int = Field(examples=[12])
    samples: list[str] = Field(description="Up to three distinct cells.", examples=[["31.02.2026"]])

    @classmethod
    def of(cls, group: Group) -> "LineProblemGroup":
        samples = list(dict.fromkeys(text for text in group.samples if text))
        return cls.model_validate({**vars(group), "samples": samples[:3]})


class LineProblems(Schema):
    """Why lines were rejected, the commonest reason first, up to a hundred."""

    model_config = example(
        {
            "items": [
                {
                    "column": 3, "field": "birthday", "message": "Date does not exist", "count": 12,
                    "samples": ["31.02.2026"],
                }
            ],
            "complete": True,
        }
    )  # fmt: skip

    items: list[LineProblemGroup]
    complete: bool = Field(
        description="False: more than 100,000 lines were rejected, and only the first of them were looked at."
    )


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
                    "fixed": {},
                    "meets": [],
                }
            ],
            "next_cursor": None,
        }
    )

    items: list[ImportLine]
    next_cursor: str | None
