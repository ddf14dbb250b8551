"""What the parent asks of the parsing child, and the shape of its answers.

Request, one frame, then the bytes of the file until the end of the stream. Answers: `{"head": …}` to an
inspection; `{"lines": [line, …], "bytes": read so far}` many times and `{"end": true}` to a reading; or
`{"refused": …}`.
A line is `[line_no, cells, values or null, keys, company_keys, problems]`, a problem
`[column or null, field or null, sentence]`; a line without values is rejected with its problems.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple, cast

from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind
from leadgen.records.normalise.own_words import NONE, OwnWords
from leadgen.records.normalise.values import DateOrder, DecimalMark
from leadgen_sdk import Reading, Shape

# What one cell may hold besides its own field: all of a name; postal code and city; city, state and country;
# a whole address.
Split = Literal["full_name", "postal_city", "place", "address"]

HEAD_BYTES = 256 * 1024
SAMPLE_ROWS = 60
SAMPLE_CELL_CHARS = 300


@dataclass(frozen=True)
class ColumnReading:
    """How the cells of one column become values of one field."""

    index: int
    field: str
    normaliser: str
    many: bool
    overflow: str | None  # the field for further values, where one cell holds several
    options: Sequence[tuple[str, str]]
    date_order: DateOrder
    decimal: DecimalMark = "."
    yes_words: Sequence[str] = ()
    no_words: Sequence[str] = ()
    # What a further column of the same field does: fill it where it is empty, or add to its text.
    again: Literal["instead", "below"] | None = None
    split: Split | None = None
    parts: Sequence[tuple[str, str, str]] = ()  # of a split: role, field, normaliser


@dataclass(frozen=True)
class Limits:
    """What the child may use before the system ends it."""

    memory_bytes: int
    cpu_s: int


@dataclass(frozen=True)
class Request:
    """Without a shape: an inspection, by `source` alone where it is named and in the `reading` that a person
    chose. `after_line`: so far is done."""

    filename: str
    limits: Limits
    source: str | None = None
    shape: Shape | None = None
    kind: RecordKind = "contact"
    columns: Sequence[ColumnReading] = ()
    country: str | None = None
    words: OwnWords = NONE
    after_line: int = 0
    reading: Reading = field(default_factory=Reading)

    def to_json(self) -> JSON:
        return cast(JSON, asdict(self))

    @classmethod
    def from_json(cls, given: JSON) -> "Request":
        fields = dict(cast(Mapping[str, Any], given))
        columns = [ColumnReading(**column) for column in fields.pop("columns")]
        limits, reading = Limits(**fields.pop("limits")), Reading(**fields.pop("reading"))
        words = OwnWords.of(fields.pop("words"))
        return cls(columns=columns, limits=limits, reading=reading, words=words, **fields)


class LineProblem(NamedTuple):
    """Why a line is rejected; `column` is its index, None where the line as a whole is meant."""

    column: int | None
    field: str | None
    message: str


class ParsedLine(NamedTuple):
    """One line of the file, read and checked. `values` None: rejected."""

    line_no: int
    cells: Sequence[str]
    values: Mapping[str, JSON] | None
    keys: Sequence[str]
    company_keys: Sequence[str]
    problems: Sequence[LineProblem]


class ParsedBatch(NamedTuple):
    """Some lines in file order, and how many bytes of the file were read up to here."""

    lines: Sequence[ParsedLine]
    bytes_read: int


@dataclass(frozen=True)
class Inspection:
    """What a source says about a file."""

    source: str
    label: str
    confidence: float
    shape: Shape
    header: Sequence[str]
    mapping: Mapping[int, str]
    rows: Sequence[Sequence[str]]  # the first ones, long cells cut
    problems: Sequence[Mapping[str, JSON]]
