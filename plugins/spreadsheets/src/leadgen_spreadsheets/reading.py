"""The records of a sheet's table as lines: fitted to its columns, numbered as the sheet numbers its rows."""

from collections.abc import Iterable, Iterator

from leadgen_sdk import Batch, Line, Shape
from leadgen_spreadsheets.book import Row
from leadgen_spreadsheets.table import letters, without_errors

_BATCH_LINES = 500
_BATCH_CHARS = 1 << 20
_SHOWN_CHARS = 40


def batches(rows: Iterable[Row], shape: Shape) -> Iterator[Batch]:
    """All records in order. `shape` is the one that the table was found with."""
    lines: list[Line] = []
    chars = 0
    for line in _lines(rows, shape):
        lines.append(line)
        chars += sum(map(len, line.cells))
        if len(lines) >= _BATCH_LINES or chars >= _BATCH_CHARS:
            yield Batch(lines)
            lines, chars = [], 0
    if lines:
        yield Batch(lines)


def _lines(rows: Iterable[Row], shape: Shape) -> Iterator[Line]:
    first_record, left, width = (_whole(shape[key]) for key in ("first_record", "first_column", "columns"))
    for number, cells in rows:
        if number < first_record:
            continue
        clean = without_errors(cells)
        inside = clean[left : left + width]
        stray = _stray(clean, left, left + width)
        if stray is None and not any(cell and not cell.isspace() for cell in inside):
            continue
        yield Line(number, inside + [""] * (width - len(inside)), stray)


def _stray(cells: list[str], left: int, right: int) -> str | None:
    """A filled cell beside the table: nobody would see it get lost."""
    outside = [*range(min(left, len(cells))), *range(right, len(cells))]
    at = next((index for index in outside if cells[index].strip()), None)
    if at is None:
        return None
    return (
        f"Column {letters(at)} holds “{cells[at][:_SHOWN_CHARS]}”, but the table reaches from column "
        f"{letters(left)} to {letters(right - 1)}. Move it into the table, or delete it."
    )


def _whole(value: object) -> int:
    assert isinstance(value, int), "a shape of a sheet counts rows and columns in whole numbers"
    return value
