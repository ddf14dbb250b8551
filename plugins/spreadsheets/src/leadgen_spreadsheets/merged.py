"""Cells merged downwards: each row shows the value that the file holds in the topmost one only."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from leadgen_spreadsheets.book import Row, placed

Ranges = Mapping[int, Sequence[tuple[int, int]]]  # by column, from 0: first and last row, in order

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,8}):([A-Z]{1,3})(\d{1,8})[\"']")
_LONGEST_ELEMENT = 200
_MOST_RANGES = 200_000


def merged_columns(pieces: Iterable[bytes]) -> Ranges:
    """The ranges of a sheet's XML, which names them behind its rows, that are one column wide."""
    found: dict[int, list[tuple[int, int]]] = {}
    held, count = b"", 0
    for piece in pieces:
        text = held + piece
        if b"mergeCell" in text:
            for left, first, right, last in _MERGED.findall(text):
                count += 1
                if left == right and count <= _MOST_RANGES:
                    found.setdefault(_column(left), []).append((int(first), int(last)))
            text = text[text.rfind(b">") + 1 :]
        held = text[-_LONGEST_ELEMENT:]
    return {column: sorted(ranges) for column, ranges in found.items()}


def filled_down(rows: Iterable[Row], ranges: Ranges) -> Iterator[Row]:
    """The rows with the merged value in each row that its range covers; blank rows stay blank."""
    if not ranges:
        yield from rows
        return
    left = {column: iter(each) for column, each in ranges.items()}
    at = {column: next(each, None) for column, each in left.items()}
    values: dict[int, tuple[int, str]] = {}  # column → last row, text
    for row in rows:
        for column, found in at.items():
            while found is not None and found[0] < row.number:
                found = at[column] = next(left[column], None)
            if found is not None and found[0] == row.number and column < len(row.cells):
                values[column] = (found[1], row.cells[column])
            elif (
                (held := values.get(column))
                and row.number <= held[0]
                and (column >= len(row.cells) or not row.cells[column])
            ):
                placed(row.cells, column, held[1])
        yield row


def spread(cells: list[str], spans: Mapping[int, tuple[int, str]], row_no: int) -> None:
    """The same for a row of a format that says at a cell how far down it reaches: last row and text."""
    for column, (last, text) in spans.items():
        if row_no <= last and (column >= len(cells) or not cells[column]):
            placed(cells, column, text)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
