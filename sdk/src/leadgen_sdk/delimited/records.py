"""The records of a delimited file as a stream, each with the physical line where it starts.

Memory is bounded by MAX_RECORD_CHARS. A record that cannot be read (too long, too many cells, a
quote that is never closed) is a line with a problem, and reading goes on behind it.
"""

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from leadgen_sdk import Batch, Line, Shape
from leadgen_sdk.delimited.dialect import MAX_RECORD_CHARS, Dialect, reader_of, revealed
from leadgen_sdk.delimited.text import PhysicalLines, broken_byte, mended

_BATCH_LINES = 500
_SHOWN_CHARS = 200
_TOO_LONG = f"Longer than {MAX_RECORD_CHARS:,} characters. Shorten the line, or split its longest cell."
_OPEN_QUOTE = (
    "A quote opens in this line and is not closed. Close it, or double the quotes that belong to the text."
)


def read_records(stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
    """All records below the header in file order, in batches. `shape` is that of the survey."""
    reading = _Reading(stream, shape)
    lines: list[Line] = []
    for line in reading.lines():
        lines.append(line)
        if len(lines) >= _BATCH_LINES or reading.chars_fed >= MAX_RECORD_CHARS:
            yield Batch(lines)
            lines = []
            reading.chars_fed = 0
    if lines:
        yield Batch(lines)


class _TooLong(Exception):
    """The record at hand passed the limit."""


class _Reading:
    def __init__(self, stream: BinaryIO, shape: Shape) -> None:
        encoding = "utf-8-sig" if shape.get("bom") else str(shape["encoding"])
        self._dialect = Dialect(
            str(shape["delimiter"]),
            str(shape["quote"]),
            shape["escape"] == "backslash",
            bool(shape["skip_space"]),
        )
        self._width = _whole(shape["columns"])
        self._first_record = _whole(shape["first_record"])
        self._encoding = encoding.removesuffix("-sig")
        self._text = PhysicalLines(stream, encoding, MAX_RECORD_CHARS)
        self._source = iter(self._text)
        self._again: deque[str] = deque()  # lines handed back after a record went wrong
        self._record: list[str] = []  # physical lines of the record at hand
        self._record_chars = 0
        self.chars_fed = 0  # since the reader of batches last set it to 0
        self._next_line_no = 1
        self._ended = False

    def lines(self) -> Iterator[Line]:
        self._skip_to_first_record()
        while not self._ended:
            yield from self._until_trouble()

    def _skip_to_first_record(self) -> None:
        while self._next_line_no < self._first_record:
            piece = next(self._source, None)
            if piece is None:
                return
            self._next_line_no += piece.endswith(("\n", "\r"))

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._source, None)
            if line is None:
                self._ended = True
                return
            self._record.append(line)
            self._record_chars += len(line)
            self.chars_fed += len(line)
            if self._record_chars > MAX_RECORD_CHARS or len(line) >= MAX_RECORD_CHARS:
                raise _TooLong
            yield line

    def _until_trouble(self) -> Iterator[Line]:
        """Records by one reader, up to one that must be taken back or the end."""
        reader = reader_of(self._feed(), self._dialect)
        width = self._width
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (_TooLong, csv.Error):
                yield self._recover()
                return
            start, covered = self._next_line_no, len(self._record)
            if (covered > 1 or self._ended) and self._is_runaway(cells):
                yield self._recover()
                return
            self._next_line_no = start + covered
            self._record.clear()
            self._record_chars = 0
            if self._dialect.backslash:
                cells = revealed(cells)
            if self._text.has_broken and (byte := broken_byte("".join(cells))) is not None:
                yield self._broken(start, cells, byte)
            elif len(cells) != width:
                line = self._fitted(start, cells)
                if line is not None:
                    yield line
            elif any(cells) and "".join(cells).strip():
                yield Line(start, cells)

    def _fitted(self, line_no: int, cells: list[str]) -> Line | None:
        """Short rows are padded, blank extra cells dropped; filled extra cells are a problem."""
        if not "".join(cells).strip():
            return None
        missing = self._width - len(cells)
        if missing > 0:
            return Line(line_no, cells + [""] * missing)
        if not "".join(cells[self._width :]).strip():
            return Line(line_no, cells[: self._width])
        return Line(
            line_no,
            cells[: self._width],
            f"Has {len(cells)} cells, the header has {self._width}. "
            "A cell that contains the delimiter must stand in quotes.",
        )

    def _broken(self, line_no: int, cells: list[str], byte: int) -> Line:
        shown = [mended(cell) for cell in cells + [""] * self._width]
        return Line(
            line_no,
            shown[: self._width],
            f"Holds the byte 0x{byte:02X}, which is not {self._encoding.upper()}. "
            "Choose another encoding, or correct the line.",
        )

    def _is_runaway(self, cells: list[str]) -> bool:
        """Did a stray quote swallow the following lines? Then the quote is never closed, or closes in
        the middle of a cell, or the width is wrong although the first line alone has the right one."""
        if not _keeps_rules(self._record, self._dialect):
            return True
        if len(cells) == self._width or len(self._record) == 1:
            return False
        alone = next(
            csv.reader(self._record[:1], delimiter=self._dialect.delimiter, quoting=csv.QUOTE_NONE), []
        )
        return len(alone) == self._width

    def _recover(self) -> Line:
        """Reject the first physical line of the record at hand; what followed it is read anew."""
        first, rest = self._record[0], self._record[1:]
        problem = _TOO_LONG if len(first) >= MAX_RECORD_CHARS else _OPEN_QUOTE
        if len(first) >= MAX_RECORD_CHARS and not first.endswith(("\n", "\r")):
            rest = self._skip_rest_of_line(rest)
        self._again.extendleft(reversed(rest))
        self._ended = False
        line = Line(self._next_line_no, self._shown(first), problem)
        self._next_line_no += 1
        self._record.clear()
        self._record_chars = 0
        return line

    def _skip_rest_of_line(self, held: list[str]) -> list[str]:
        for index, piece in enumerate(held):
            if piece.endswith(("\n", "\r")):
                return held[index + 1 :]
        while self._again:
            if self._again.popleft().endswith(("\n", "\r")):
                return []
        for piece in self._source:
            if piece.endswith(("\n", "\r")):
                break
        return []

    def _shown(self, first: str) -> list[str]:
        """The line as cells, as far as it can be told: enough to find and repair it."""
        first = mended(first)
        short = first[:_SHOWN_CHARS] if len(first) >= MAX_RECORD_CHARS else first.rstrip("\r\n")
        cells = next(csv.reader([short], delimiter=self._dialect.delimiter, quoting=csv.QUOTE_NONE), [])
        return (cells + [""] * self._width)[: self._width]


def _keeps_rules(record: list[str], dialect: Dialect) -> bool:
    try:
        for _ in reader_of(iter(record), dialect, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _whole(value: object) -> int:
    assert isinstance(value, int), "a shape of delimited text counts lines and columns in whole numbers"
    return value
