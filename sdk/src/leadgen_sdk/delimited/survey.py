"""One look at the head of a delimited file: encoding, dialect, header, first rows, problems."""

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leadgen_sdk import FileRefused, Head, Problem, Shape
from leadgen_sdk.delimited.dialect import SEP_LINE, Dialect, Row, detect, sample
from leadgen_sdk.delimited.header import filled_width, is_header, names, table_start
from leadgen_sdk.delimited.text import encoding_of, head_text

MAX_COLUMNS = 1_000
_NOTHING = b'\0 \t\r\n,;|"\xef\xbb\xbf\xff\xfe'


@dataclass(frozen=True)
class Survey:
    """What the head of a file says. `rows` are its first records below the header."""

    encoding: str
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
    """What the head says. A source that knows its header tells it from any preamble by `is_our_header`.

    Raises FileRefused for an empty file, one that is not Unicode text, or one too wide.
    """
    if not head.data.strip(_NOTHING):
        raise FileRefused("empty_file", "The file is empty. Export it again and check that it has rows.")
    encoding = encoding_of(head)
    text = head_text(head, encoding)
    lines = list(io.StringIO(text, newline=""))
    dialect = detect(lines)
    if lines and SEP_LINE.fullmatch(lines[0]):
        lines[0] = "\n"  # Excel's note to itself is no row
    rows = sample(lines, dialect)
    ours = [index for index, row in enumerate(rows) if is_our_header is not None and is_our_header(row.cells)]
    start = ours[0] if ours else table_start(rows)
    if start is None:
        raise FileRefused(
            "empty_file", "The file has no filled cell. Export it again and check that it has rows."
        )
    return _survey(
        encoding, dialect, rows, start, "\0" in head.data.decode("latin-1") and "16" not in encoding
    )


def _survey(encoding: str, dialect: Dialect, rows: Sequence[Row], start: int, has_nul: bool) -> Survey:
    first = rows[start]
    below = [row.cells for row in rows[start + 1 :] if any(cell.strip() for cell in row.cells)]
    headed = is_header(first.cells, below)
    records = below if headed else [first.cells, *below]
    width = _width(first.cells, records, headed)
    if width > MAX_COLUMNS:
        raise FileRefused(
            "too_many_columns",
            f"Line {first.line_no} has {width:,} columns; {MAX_COLUMNS:,} are the limit. "
            "Remove columns you do not need.",
            first.line_no,
        )
    return Survey(
        encoding=encoding,
        dialect=dialect,
        header=names(first.cells if headed else (), width),
        header_row=first.line_no if headed else None,
        first_record=first.next_line_no if headed else first.line_no,
        rows=records,
        problems=_problems(first, headed, has_nul),
    )


def _width(first: Sequence[str], records: Sequence[Sequence[str]], headed: bool) -> int:
    """The header's width, or more where the records below agree on more: the rest is unnamed."""
    widths = Counter(len(record) for record in records)
    if not headed:
        return max(
            (width for width, count in widths.items() if count * 3 >= len(records)), default=len(first)
        )
    filled = Counter(filled_width(record) for record in records)
    agreed = [width for width, count in filled.items() if width > len(first) and count * 2 > len(records)]
    return max([filled_width(first) if not records else len(first), *agreed])


def _problems(first: Row, headed: bool, has_nul: bool) -> list[Problem]:
    problems = []
    if headed and first.line_no > 1:
        problems.append(
            Problem(
                "preamble",
                f"The header is in line {first.line_no}; the lines before it are left out.",
                first.line_no,
            )
        )
    if not headed:
        problems.append(
            Problem(
                "no_header", "The file has no header row; its columns are named by number. Map them by hand."
            )
        )
    if has_nul:
        problems.append(Problem("nul", "The file holds NUL characters; they are left out."))
    return problems
