"""One look at the head of a delimited file: encoding, dialect, header, first rows, problems."""

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from leadgen_sdk import FileRefused, Head, Problem, Reading, Shape
from leadgen_sdk.delimited.dialect import SAMPLE_ROWS, SEP_LINE, Dialect, Row, detect, dialect_with, sample
from leadgen_sdk.delimited.encoding import Guess
from leadgen_sdk.delimited.header import filled_width, is_header, is_heading, names, table_start
from leadgen_sdk.delimited.text import broken_byte, encoding_of, head_text, mended

MAX_COLUMNS = 1_000
_NOTHING = b'\0 \t\r\n,;|"\xef\xbb\xbf\xff\xfe'


@dataclass(frozen=True)
class Survey:
    """What the head of a file says. `rows` are its first records below the header."""

    encoding: str
    encodings: Sequence[str]  # candidates, best first, where it is not certain
    dialect: Dialect
    header: Sequence[str]
    header_row: int | None  # physical line of the header; None: the columns are named by number
    first_record: int  # physical line where the records start
    rows: Sequence[Sequence[str]]
    problems: Sequence[Problem]

    @property
    def shape(self) -> Shape:
        """What `read_records` needs later."""
        return {
            "encoding": "utf-8" if self.encoding == "utf-8-sig" else self.encoding,
            "encodings": list(self.encodings),
            "bom": self.encoding == "utf-8-sig",
            "delimiter": self.dialect.delimiter,
            "quote": self.dialect.quote,
            "escape": "backslash" if self.dialect.backslash else "doubled",
            "skip_space": self.dialect.skip_space,
            "header_row": self.header_row,
            "first_record": self.first_record,
            "columns": len(self.header),
        }


def survey(head: Head, is_our_header: Callable[[Sequence[str]], bool] | None = None) -> Survey:
    """What the head says, or what a person chose about it. A source that knows its header tells it from any
    preamble by `is_our_header`; the headers of known layouts are told by the head.

    Raises FileRefused for an empty file, one that is no text, one too wide, or a choice that does not fit.
    """
    if not head.data.strip(_NOTHING):
        raise _empty("The file is empty.")
    guess = encoding_of(head)
    text = head_text(head, guess.encoding)
    lines = list(io.StringIO(mended(text), newline=""))
    dialect = _detected(text) if head.reading.delimiter is None else _chosen_dialect(lines, head.reading)
    if lines and SEP_LINE.fullmatch(lines[0]):
        lines[0] = "\n"  # Excel's note to itself is no row
    rows = sample(lines, dialect, max(SAMPLE_ROWS, (head.reading.header_row or 0) + SAMPLE_ROWS))
    table = _table(rows, head, is_our_header)
    width = _width(table.above, table.records, headed=table.header_row is not None)
    if width > MAX_COLUMNS:
        raise _too_wide(rows[table.start].line_no, width)
    return Survey(
        encoding=guess.encoding,
        encodings=guess.candidates,
        dialect=dialect,
        header=names(table.above, width, table.groups),
        header_row=table.header_row,
        first_record=table.first_record,
        rows=table.records,
        problems=[*_encoding_problems(guess, head, broken_byte(text)), *_problems(table, head)],
    )


# Every source of delimited text asks about the same file.
@lru_cache(maxsize=2)
def _detected(text: str) -> Dialect:
    return detect(list(io.StringIO(mended(text), newline="")))


@dataclass(frozen=True)
class _Table:
    """Where the table is in the sampled rows: `above` are the cells of its header, empty without one."""

    start: int
    above: Sequence[str]
    groups: Sequence[str]  # the row of headings over the header, where there is one
    header_row: int | None
    first_record: int
    records: Sequence[Sequence[str]]


def _table(rows: Sequence[Row], head: Head, is_our_header: Callable[[Sequence[str]], bool] | None) -> _Table:
    known = (is_our_header, head.is_header)
    chosen = head.reading.header_row
    start = _row_of(rows, chosen) if chosen else _known_header(rows, known)
    is_told = start is not None
    if start is None:
        start = table_start(rows)
    if start is None:
        raise _empty("The file has no filled cell.")
    groups: Sequence[str] = ()
    if not is_told and chosen is None and is_heading(rows, start):
        groups, start = rows[start].cells, start + 1
    first = rows[start]
    below = [row.cells for row in rows[start + 1 :] if any(cell.strip() for cell in row.cells)]
    if chosen != 0 and (is_told or is_header(first.cells, below)):
        return _Table(start, first.cells, groups, first.line_no, first.next_line_no, below)
    return _Table(start, (), (), None, first.line_no, [first.cells, *below])


def _known_header(rows: Sequence[Row], known: Sequence[Callable[[Sequence[str]], bool] | None]) -> int | None:
    for is_known in known:
        for index, row in enumerate(rows):
            if is_known is not None and len(row.cells) <= MAX_COLUMNS and is_known(row.cells):
                return index
    return None


def _row_of(rows: Sequence[Row], line_no: int) -> int:
    for index, row in enumerate(rows):
        if row.line_no <= line_no < row.next_line_no:
            return index
    raise FileRefused(
        "no_such_row",
        f"There is no line {line_no} at the start of the file. Choose the line of the header anew.",
        line_no,
    )


def _chosen_dialect(lines: Sequence[str], reading: Reading) -> Dialect:
    delimiter = reading.delimiter or ""
    if len(delimiter) != 1 or delimiter in '\r\n"\0':
        raise FileRefused(
            "unknown_delimiter", "A delimiter is one character, such as a comma. Choose another one."
        )
    return dialect_with(lines, delimiter)


def _empty(what: str) -> FileRefused:
    return FileRefused("empty_file", f"{what} Export it again and check that it has rows.")


def _too_wide(line_no: int, width: int) -> FileRefused:
    too_many = f"Line {line_no} has {width:,} columns; {MAX_COLUMNS:,} are the limit."
    return FileRefused("too_many_columns", f"{too_many} Remove columns you do not need.", line_no)


def _width(first: Sequence[str], records: Sequence[Sequence[str]], *, headed: bool) -> int:
    """The header's width, or more where the records below agree on more: the rest is unnamed."""
    widths = Counter(len(record) for record in records)
    if not headed:
        return max(
            (width for width, count in widths.items() if count * 3 >= len(records)), default=len(records[0])
        )
    filled = Counter(filled_width(record) for record in records)
    agreed = [width for width, count in filled.items() if width > len(first) and count * 2 > len(records)]
    return max([filled_width(first) if not records else len(first), *agreed])


def _encoding_problems(guess: Guess, head: Head, broken: int | None) -> list[Problem]:
    found = []
    if broken is not None:
        said = f"The file holds bytes that are not {guess.encoding.upper()}, such as 0x{broken:02X}."
        found.append(
            Problem(
                "broken_bytes", f"{said} Their lines are rejected; choose another encoding if it is wrong."
            )
        )
    if guess.candidates:
        others = ", ".join(guess.candidates[1:4])
        found.append(
            Problem(
                "encoding_unsure",
                f"The encoding of the file is not certain: it is read as {guess.encoding}"
                + (f", and may be {others}" if others else "")
                + ". Check that names with accents look right, or choose another encoding.",
            )
        )
    if b"\0" in head.data and not guess.encoding.startswith(("utf-16", "utf-32")):
        found.append(Problem("nul", "The file holds NUL characters; they are left out."))
    return found


def _problems(table: _Table, head: Head) -> list[Problem]:
    if table.header_row is None:
        named = "The file has no header row; its columns are named by number. Map them by hand."
        return [Problem("no_header", named)]
    if table.header_row > 1 and head.reading.header_row is None:
        row = table.header_row
        left_out = f"The header is in line {row}; the lines before it are left out."
        return [Problem("preamble", left_out, row)]
    return []
