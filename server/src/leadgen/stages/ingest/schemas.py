"""Imports on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypeAliasType

from leadgen.kernel.json import JSON
from leadgen.platform.web import Schema, example
from leadgen.stages.ingest import contracts
from leadgen.stages.ingest.identity import FIELDS_OF_KEY, match_sentence
from leadgen.stages.ingest.mapping_schemas import ImportColumn

# Named, so that the client has types of these names.
ImportState = TypeAliasType("ImportState", contracts.State)
ImportOrigin = TypeAliasType("ImportOrigin", contracts.Origin)
_ID = "01936f0e-0000-7000-8000-000000000101"


class ImportSource(Schema):
    """The plugin source that reads the file."""

    key: str = Field(examples=["linkedin"])
    label: str = Field(examples=["LinkedIn connections"])


class ImportSheet(Schema):
    """A sheet of a workbook."""

    name: str = Field(examples=["Leads"])
    rows: int | None = Field(description="Null: not known before it is read.", examples=[120])
    hidden: bool


class ImportShape(Schema):
    """How the file is written, as far as its source says."""

    encoding: str | None = Field(examples=["utf-8"])
    delimiter: str | None = Field(examples=[","])
    header_row: int | None = Field(
        description="Physical line of the header; null when the file has none.", examples=[4]
    )
    quote: str | None = Field(description="The mark around cells.", examples=['"'])
    sheet: str | None = Field(description="The sheet that is read.", examples=["Leads"])
    sheets: list[ImportSheet] = Field(description="All sheets of a workbook; empty for other files.")
    encodings: list[str] = Field(
        description="Where it is not sure: the encodings it may be in, the likeliest first. Choose one.",
        examples=[["cp1250", "iso8859-2"]],
    )
    lines_seen: int = Field(description="Lines read so far.", examples=[120])


class ImportCounts(Schema):
    """Lines by verdict; `lines` is the sum of the six.

    `companies` and `suppressions` are what the lines will make as long as the import is `staged`, and what
    they made once it is committed.
    """

    lines: int
    create: int
    update: int
    duplicate: int
    ambiguous: int
    rejected: int
    trash: int = Field(description="Lines about a record in the trash; nothing is written.")
    companies: int = Field(description="Companies that come along with contacts.")
    suppressions: int = Field(description="Addresses that are never written to from then on.")
    fixes: int = Field(
        description="Cells that were corrected. They stay under another mapping, and are forgotten where the "
        "file is read in another way."
    )


class ImportProgress(Schema):
    """How far the present work has got: in lines, while fetching in bytes."""

    phase: Literal["fetching", "staging", "fixing", "applying"]
    done: int
    total: int | None = Field(
        description="While staging an estimate; null as long as there is none, or where the other server "
        "does not say how large the file is."
    )


class ImportReading(Schema):
    """How a person chose the file to be read; what is null is recognised."""

    model_config = example({"encoding": "cp1250", "delimiter": None, "header_row": 3, "sheet": None})

    encoding: str | None = Field(default=None, max_length=50, examples=["cp1250"])
    delimiter: str | None = Field(default=None, max_length=10, examples=[";"])
    header_row: int | None = Field(
        default=None, ge=0, le=10_000, description="Physical line of the header; 0: there is none."
    )
    sheet: str | None = Field(default=None, max_length=200, examples=["Leads"])


class UrlImport(Schema):
    """A file by its address."""

    model_config = example({"url": "https://files.example.com/contacts.csv", "like": None})

    url: str = Field(min_length=1, max_length=2_000)
    like: UUID | None = Field(
        default=None, description="An earlier import, whose mapping, match keys, policies and tags to use."
    )


class ImportProblem(Schema):
    """What is wrong with a file or stopped an import, in one sentence with the next step."""

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
            "shape": {
                "encoding": "utf-8", "delimiter": ",", "header_row": 4, "quote": '"', "sheet": None,
                "sheets": [], "encodings": [], "lines_seen": 120,
            },
            "columns": [],
            "match": ["email", "linkedin"],
            "match_sentence": "A line updates the contact with the same e-mail address or LinkedIn profile; "
            "else it becomes a new contact.",
            "match_fields": {
                "email": ["email", "email_other"], "linkedin": ["linkedin_url"], "external": ["external_id"],
            },
            "counts": {
                "lines": 120, "create": 100, "update": 5, "duplicate": 12, "ambiguous": 1, "rejected": 2,
                "trash": 0, "companies": 40, "suppressions": 0, "fixes": 0,
            },
            "progress": None,
            "problem": None,
            "problems": [],
            "origin": "file",
            "origin_url": None,
            "reading": None,
            "like_import_id": None,
            "tags": ["Fair 2026"],
            "owner_id": None,
            "note": "Badge scans of the second day",
            "as_of": None,
            "version": 1,
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
    match_fields: dict[str, list[str]] = Field(
        description="The fields of each kind of key. A key that no column of the file fills finds nobody."
    )
    counts: ImportCounts
    progress: ImportProgress | None
    problem: ImportProblem | None = Field(description="Why it stopped.")
    problems: list[ImportProblem] = Field(description="What is to be known about the file, up to 20 notes.")
    origin: ImportOrigin
    origin_url: str | None
    reading: ImportReading | None = Field(
        description="How a person chose the file to be read; null: as it was recognised."
    )
    like_import_id: UUID | None = Field(description="The import whose decisions this one took over.")
    tags: list[str] = Field(description="Every record that a line creates or updates gets these, too.")
    owner_id: UUID | None = Field(description="The member to whom records without an owner then belong.")
    note: str = Field(description="Where the file is from, in your words; shown with every value of it.")
    as_of: datetime | None = Field(
        description="How old the file's values are, for the policy `newest`; null: as old as the import."
    )
    version: int = Field(description="Counts the decisions on it; send it back to notice those of others.")
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
            columns=[ImportColumn.of(column) for column in found.columns],
            match=list(found.match),
            match_sentence=match_sentence(found.kind, found.match) if found.columns else "",
            match_fields={key: sorted(fields) for key, fields in FIELDS_OF_KEY.items()},
            counts=ImportCounts.model_validate(found.counts),
            progress=_progress(found),
            problem=ImportProblem.model_validate(dict(found.problem)) if found.problem else None,
            problems=[ImportProblem.model_validate(dict(one)) for one in found.problems],
            origin=found.origin,
            origin_url=found.origin_url,
            reading=ImportReading.model_validate(dict(found.reading)) if found.reading else None,
            like_import_id=found.like_import_id,
            tags=list(found.tags),
            owner_id=found.owner_id,
            note=found.note,
            as_of=found.as_of,
            version=found.version,
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


class CancelChoice(Schema):
    """Whether what was applied already stays."""

    model_config = example({"keep": False})

    keep: bool


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
        quote=_text(found.shape.get("quote")),
        sheet=_text(found.shape.get("sheet")),
        sheets=_sheets(found.shape.get("sheets")),
        encodings=[name for name in _items(found.shape.get("encodings")) if isinstance(name, str)],
        lines_seen=found.counts.lines,
    )


def _sheets(listed: JSON) -> list[ImportSheet]:
    """As far as the source told them in the form of the contract."""
    found = []
    for sheet in _items(listed):
        if isinstance(sheet, dict) and isinstance(name := sheet.get("name"), str):
            rows = sheet.get("rows")
            known = rows if isinstance(rows, int) else None
            found.append(ImportSheet(name=name, rows=known, hidden=sheet.get("hidden") is True))
    return found


def _items(value: JSON) -> list[JSON]:
    return value if isinstance(value, list) else []


def _estimate(found: contracts.Import) -> int | None:
    """Lines of the whole file, by the bytes that those so far took."""
    if found.staged_bytes == 0:
        return None
    return max(found.counts.lines, round(found.counts.lines * found.size / found.staged_bytes))


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None


def _progress(found: contracts.Import) -> ImportProgress | None:
    if found.state == "fetching":
        return ImportProgress(phase="fetching", done=found.staged_bytes, total=found.size or None)
    if found.state == "staging":
        return ImportProgress(phase="staging", done=found.counts.lines, total=_estimate(found))
    if found.state == "fixing" and found.fixing is not None:
        done, total = (found.fixing[name] for name in ("done", "total"))
        return ImportProgress.model_validate({"phase": "fixing", "done": done, "total": total})
    if found.state == "applying" or (found.state == "paused" and found.operation_id):
        return ImportProgress(phase="applying", done=found.applied, total=found.counts.lines)
    return None
