"""Where the table of a workbook is: which sheet, which row is its header, how far its columns reach."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from leadgen_sdk import FileRefused, Head, Problem, Shape
from leadgen_sdk.delimited import MAX_COLUMNS
from leadgen_sdk.delimited.dialect import Row as PlainRow
from leadgen_sdk.delimited.header import filled_width, is_header, names, table_start
from leadgen_spreadsheets.book import Book, Row, Sheet

_SAMPLE_ROWS = 300
_MOST_SHEETS = 60
_LISTED_SHEETS = 200
_KNOWN_WITHIN_ROWS = 30
IsKnown = Callable[[Sequence[str]], bool]
# What a formula shows that found nothing, in the words of Excel and LibreOffice.
ERRORS = frozenset(
    ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"]
    + ["#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#NV", "#WERT!", "#BEZUG!"]
    + [f"Err:{code}" for code in range(501, 541)]
)


@dataclass(frozen=True)
class Table:
    """The table of one sheet. `first_column` counts from 0, rows from 1."""

    header: Sequence[str]
    header_row: int | None
    first_record: int
    first_column: int
    records: int  # in the sample
    problems: Sequence[Problem]


@dataclass(frozen=True)
class Found:
    """The sheet to read, and its table."""

    sheet: Sheet
    table: Table
    problems: Sequence[Problem]


def find(book: Book, head: Head) -> Found:
    """The sheet a person named; else the first visible one with a known header, else with a table.

    Raises FileRefused for a workbook without a filled cell, or a choice that it cannot keep.
    """
    index = _chosen(book, head.reading.sheet) if head.reading.sheet is not None else _best(book, head)
    table = table_of(book.rows(index), head.reading.header_row, head.is_header)
    if table is None:
        raise FileRefused(
            "empty_sheet", f"The sheet “{book.sheets[index].name}” has no filled cell. Choose another sheet."
        )
    notes = _notes(book, index) if head.reading.sheet is None else []
    return Found(book.sheets[index], table, notes)


def table_of(rows: Iterable[Row], header_row: int | None, is_known: IsKnown) -> Table | None:
    """The table of a sheet; None where no cell is filled. Raises FileRefused."""
    filled = (row for row in rows if row.number >= (header_row or 0) and _is_filled(row))
    sample = list(islice(filled, _SAMPLE_ROWS))
    if header_row and (not sample or sample[0].number != header_row):
        where = f"Row {header_row} is blank" if sample else f"The sheet ends before row {header_row}"
        raise FileRefused(
            "no_such_row", f"{where}, so it cannot be the header. Choose another row.", header_row
        )
    if not sample:
        return None
    at = 0 if header_row else _start(sample, is_known)
    below = [row.cells for row in sample[at + 1 :]]
    headed = bool(header_row) if header_row is not None else is_header(sample[at].cells, below)
    return _table(sample, at, headed=headed)


def without_errors(cells: list[str]) -> list[str]:
    """A formula that found nothing leaves its cell blank."""
    return [("" if cell[:1] in "#E" and cell in ERRORS else cell) for cell in cells]


def shape_of(book: Book, found: Found) -> Shape:
    """What reading needs, and what a person sees of it."""
    sheets = [{"name": one.name, "rows": one.rows, "hidden": one.hidden} for one in book.sheets]
    return {
        "sheet": found.sheet.name,
        "sheets": sheets[:_LISTED_SHEETS],
        "header_row": found.table.header_row,
        "first_record": found.table.first_record,
        "first_column": found.table.first_column,
        "columns": len(found.table.header),
        "decimal": ".",
        "date_order": "ymd",
    }


def letters(column: int) -> str:
    """The column's name as spreadsheets show it, from its number from 0."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name = chr(ord("A") + rest) + name
        column -= 1
    return name


def _chosen(book: Book, name: str) -> int:
    for index, sheet in enumerate(book.sheets):
        if sheet.name == name:
            return index
    listed = ", ".join(f"“{sheet.name}”" for sheet in book.sheets[:10])
    raise FileRefused("no_such_sheet", f"The workbook has no sheet “{name}”. Choose one of: {listed}.")


def _best(book: Book, head: Head) -> int:
    """The first visible sheet with a known header, with a table or with anything; else a hidden one."""
    visible = [index for index, sheet in enumerate(book.sheets) if not sheet.hidden][:_MOST_SHEETS]
    hidden = [index for index, sheet in enumerate(book.sheets) if sheet.hidden][:_MOST_SHEETS]
    for index in visible:
        if any(head.is_header(row.cells) for row in islice(book.rows(index), _KNOWN_WITHIN_ROWS)):
            return index
    for candidates in (visible, hidden):
        filled = None
        for index in candidates:
            table = table_of(book.rows(index), None, head.is_header)
            if table is not None and _is_table(table):
                return index
            filled = index if filled is None and table is not None else filled
        if filled is not None:
            return filled
    raise FileRefused("empty_file", "No sheet of the workbook has a filled cell. Choose another file.")


def _is_table(table: Table) -> bool:
    """More than a cover page or a note."""
    return len(table.header) > 1 and table.records > 0


def _notes(book: Book, index: int) -> list[Problem]:
    sheet, others = book.sheets[index], [one for one in book.sheets if not one.hidden]
    if sheet.hidden:
        return [Problem("hidden_sheet", f"The sheet “{sheet.name}” is hidden; no visible one has rows.")]
    if len(others) > 1:
        return [
            Problem(
                "more_sheets",
                f"The workbook has {len(others)} sheets; “{sheet.name}” is read. "
                "Choose another one if the contacts are there.",
            )
        ]
    return []


def _start(sample: Sequence[Row], is_known: IsKnown) -> int:
    """Where the table begins in the sample, its header included."""
    known = next((index for index, row in enumerate(sample) if is_known(row.cells)), None)
    if known is not None:
        return known
    # Columns left blank from top to bottom say nothing about where the table starts.
    margin = _margin(sample)
    plain = [PlainRow(row.number, row.number + 1, row.cells[margin:]) for row in sample]
    return table_start(plain) or 0


def _table(sample: Sequence[Row], at: int, *, headed: bool) -> Table:
    first = sample[at]
    body = sample[at:]
    margin = _margin(body)
    width = max(filled_width(row.cells) for row in body) - margin
    if width > MAX_COLUMNS:
        raise FileRefused(
            "too_many_columns",
            f"The sheet has {width:,} columns; {MAX_COLUMNS:,} are the limit. "
            "Remove columns you do not need.",
            first.number,
        )
    return Table(
        header=names(first.cells[margin:] if headed else (), width),
        header_row=first.number if headed else None,
        first_record=first.number + 1 if headed else first.number,
        first_column=margin,
        records=len(body) - headed,
        problems=list(_problems(sample, at, headed=headed)),
    )


def _is_filled(row: Row) -> bool:
    return any(cell and not cell.isspace() for cell in row.cells)


def _margin(rows: Sequence[Row]) -> int:
    """Columns at the left that are blank in all these rows."""
    return min(next(index for index, cell in enumerate(row.cells) if cell.strip()) for row in rows)


def _problems(sample: Sequence[Row], at: int, *, headed: bool) -> Iterator[Problem]:
    if headed and at > 0:
        row = sample[at].number
        yield Problem("preamble", f"The header is in row {row}; the rows before it are left out.", row)
    if not headed:
        yield Problem(
            "no_header", "The sheet has no header row; its columns are named by number. Map them by hand."
        )
    errors = ((row.number, index, cell) for row in sample[at:] for index, cell in enumerate(row.cells))
    shown = next((found for found in errors if found[2] in ERRORS), None)
    if shown is not None:
        number, column, cell = shown
        yield Problem(
            "formula_errors",
            f"Cell {letters(column)}{number} shows {cell}; cells with such an error count as blank.",
            number,
        )
