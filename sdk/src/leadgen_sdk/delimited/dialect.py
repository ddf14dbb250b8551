"""Which delimiter, quote and escape a text uses: every candidate parses the head, the best table wins.

A right dialect gives rows of one width, cells that look like something, and no quote left over.
The scores were set on generated files of each kind, traps included: decimal commas, lists in
cells, times and URLs full of colons, prose before the header.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadgen_sdk.delimited.cells import look

if TYPE_CHECKING:
    import _csv  # the type of csv.reader's result has no public name

# With the belief before the file is seen: colons stand in times and URLs, commas in prose.
_DELIMITERS = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 0.95, "^": 0.8, "~": 0.8, ":": 0.55}
_WORTH = {"empty": 0.8, "number": 1.0, "email": 1.0, "url": 1.0, "date": 1.0, "phone": 1.0}
_WORTH |= {"word": 1.0, "text": 0.7, "odd": 0.15}
MAX_RECORD_CHARS = 1_048_576
# One setting for the whole process; what is longer is rejected before the reader sees all of it.
csv.field_size_limit(2 * MAX_RECORD_CHARS)
_ONE_COLUMN = 0.3
SAMPLE_ROWS = 120
_CELLS_SEEN = 200
SEP_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\"\'\\])")
# An escaped character hides from the reader as a private one until the record is cut into cells.
_HIDDEN = {'"': "\ue022", "'": "\ue027", "\\": "\ue05c"}


@dataclass(frozen=True)
class Dialect:
    delimiter: str = ","
    quote: str = '"'
    backslash: bool = False  # quotes inside a quoted cell are \" instead of ""
    skip_space: bool = False  # blanks after the delimiter do not belong to the cell


@dataclass(frozen=True)
class Row:
    line_no: int
    next_line_no: int
    cells: list[str]


def detect(lines: Sequence[str]) -> Dialect:
    """The dialect of physical lines with their ends. Falls back to the comma."""
    if lines and (told := SEP_LINE.fullmatch(lines[0])):
        return Dialect(told[1], *_quoting(lines[1:], told[1]))
    best, best_score = _one_column(lines)
    for delimiter, belief in _DELIMITERS.items():
        if not any(delimiter in line for line in lines):
            continue
        dialect = Dialect(delimiter, *_quoting(lines, delimiter))
        score = belief * _score([row.cells for row in sample(lines, dialect)])
        if score > best_score:
            best, best_score = dialect, score
    return best


def dialect_with(lines: Sequence[str], delimiter: str) -> Dialect:
    """The dialect of a text whose delimiter is known."""
    return Dialect(delimiter, *_quoting(lines, delimiter))


def sample(lines: Sequence[str], dialect: Dialect, limit: int = SAMPLE_ROWS) -> list[Row]:
    """The first records, blank ones included, with the physical lines they cover."""
    rows: list[Row] = []
    reader = reader_of(iter(lines), dialect)
    start = 1
    for cells in reader:
        rows.append(Row(start, reader.line_num + 1, revealed(cells) if dialect.backslash else cells))
        start = reader.line_num + 1
        if len(rows) >= limit:
            break
    return rows


def reader_of(lines: Iterator[str], dialect: Dialect, *, strict: bool = False) -> "_csv.Reader":
    """A standard reader. With backslash escapes its cells still need `revealed`: the reader's own
    escape character would also eat the backslash of a path or of `\\N`."""
    if dialect.backslash:
        lines = (_ESCAPED.sub(lambda match: _HIDDEN[match[1]], line) for line in lines)
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        doublequote=True,
        skipinitialspace=dialect.skip_space,
        strict=strict,
    )


def revealed(cells: list[str]) -> list[str]:
    """Cells with their escaped characters back in place."""
    for plain, hidden in _HIDDEN.items():
        if any(hidden in cell for cell in cells):
            cells = [cell.replace(hidden, plain) for cell in cells]
    return cells


def _quoting(lines: Sequence[str], delimiter: str) -> tuple[str, bool, bool]:
    """Quote character, backslash escapes, blanks before a quote."""
    text = "".join(lines).replace("\r\n", "\n").replace("\r", "\n")
    cut = re.escape(delimiter)
    counts = {q: len(re.findall(rf"(?:^|{cut})[ ]*{q}", text, re.MULTILINE)) for q in "\"'"}
    closed = len(re.findall(rf"'[ ]*(?:{cut}|$)", text, re.MULTILINE))
    quote = "'" if counts["'"] > 2 * counts['"'] and closed >= counts["'"] * 0.8 else '"'
    tight = len(re.findall(rf"{cut}{quote}", text))
    spaced = len(re.findall(rf"{cut} +{quote}", text))
    skip_space = spaced > tight
    return quote, _has_backslashes(lines, text, Dialect(delimiter, quote, False, skip_space)), skip_space


def _has_backslashes(lines: Sequence[str], text: str, plain: Dialect) -> bool:
    """A \\" that does not end its cell, in a text that reads no worse when it counts as an escape."""
    inside = re.compile(rf"\\{plain.quote}(?![ ]*(?:{re.escape(plain.delimiter)}|$))", re.MULTILINE)
    if not inside.search(text):
        return False
    return _strict_errors(lines, replace(plain, backslash=True)) <= _strict_errors(lines, plain)


def _one_column(lines: Sequence[str]) -> tuple[Dialect, float]:
    """No delimiter at all: the reader gets one that the head does not contain."""
    text = "".join(lines)
    delimiter = next((one for one in _DELIMITERS if one not in text), ",")
    filled = [line for line in lines[:SAMPLE_ROWS] if line.strip()]
    looks = sum(_worth(line) for line in filled) / max(len(filled), 1)
    return Dialect(delimiter, *_quoting(lines, delimiter)), _ONE_COLUMN * looks * looks


def _worth(cell: str) -> float:
    """A cell of text that starts with a blank was prose, cut at its commas."""
    worth = _WORTH[look(cell)]
    return worth * 0.5 if cell.startswith(" ") and cell.strip() else worth


def _strict_errors(lines: Sequence[str], dialect: Dialect) -> int:
    """Records that break the rules of quoting; reading goes on behind each."""
    errors = 0
    rest = iter(lines[:400])
    reader = reader_of(rest, dialect, strict=True)
    while True:
        try:
            next(reader)
        except StopIteration:
            return errors
        except csv.Error:
            errors += 1
            reader = reader_of(rest, dialect, strict=True)


def _score(rows: Sequence[list[str]]) -> float:
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    looks = [_row_looks(row) for row in rows]
    widths = {len(row) for row in rows}
    return max((_table_score(rows, looks, width) for width in widths if width > 1), default=0.0)


def _row_looks(row: list[str]) -> float:
    """The worth of its cells; of a very wide row the first ones stand for all."""
    seen = row[:_CELLS_SEEN]
    return sum(map(_worth, seen)) / len(seen) * len(row)


def _table_score(rows: Sequence[list[str]], looks: Sequence[float], width: int) -> float:
    """How much the rows from the first of this width on look like a table of this width."""
    first = next(index for index, row in enumerate(rows) if len(row) == width)
    body = rows[first:]
    fit: float = sum(_row_fit(len(row), width) for row in body) / len(body)
    look_of_all = sum(looks[first:]) / sum(map(len, body))
    prose_before: float = (len(body) / len(rows)) ** 0.5
    return fit * fit * look_of_all * look_of_all * prose_before * (width - 1) / width


def _row_fit(width: int, expected: int) -> float:
    if width == expected:
        return 1.0
    if 1 < width < expected:
        return 0.4
    return 0.15
