"""XML Spreadsheet 2003, which older programs write and call .xls: one XML file with all sheets in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from leadgen_sdk import FileRefused
from leadgen_spreadsheets.book import MAX_CELL_CHARS, MAX_ROWS, Row, Sheet, placed
from leadgen_spreadsheets.elements import LocalNames, attribute, walk, walk_all
from leadgen_spreadsheets.merged import spread
from leadgen_spreadsheets.values import iso_text, written_number

_PIECE_BYTES = 64 * 1024
_MOST_QUIET_PIECES = 64  # without the end of a row


@dataclass
class _Outline:
    """The sheets of the workbook, without their cells."""

    names: LocalNames = field(default_factory=LocalNames)
    sheets: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    _takes: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.names[name]
        if local == "Worksheet":
            self.sheets.append(attribute(attributes, "Name") or "")
        self._takes = local == "Visible"

    def end(self, name: str) -> None:
        self._takes = False

    def text(self, data: str) -> None:
        if self._takes and self.sheets and data.strip() in ("SheetHidden", "SheetVeryHidden"):
            self.hidden.add(len(self.sheets) - 1)

    def where(self) -> str:
        return "The list of sheets"


@dataclass
class _Rows:
    """The rows of one sheet; `found` is taken by whoever walks."""

    index: int
    name: str
    names: LocalNames = field(default_factory=LocalNames)
    found: list[Row] = field(default_factory=list)
    row_no: int = 0
    over: bool = False
    _spans: dict[int, tuple[int, str]] = field(default_factory=dict)  # column → last row, text
    _sheet: int = -1
    _cells: list[str] = field(default_factory=list)
    _column: int = -1
    _across: int = 0
    _down: int = 0
    _kind: str | None = None  # of the data being read
    _data: str = ""

    def where(self) -> str:
        return f"Row {self.row_no} of the sheet “{self.name}”"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.names[name]
        if local == "Worksheet":
            self._sheet += 1
        elif self._sheet != self.index:
            return
        elif local == "Row":
            self.row_no = max(self.row_no + 1, int(attribute(attributes, "Index") or 0))
            self._cells, self._column, self._across = [], -1, 0
            if self.row_no > MAX_ROWS:
                raise ValueError("row number")
        elif local == "Cell":
            self._begin_cell(attributes)
        elif local == "Data":
            self._kind, self._data = attribute(attributes, "Type") or "String", ""

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        given = attribute(attributes, "Index")
        self._column = int(given) - 1 if given else self._column + 1 + self._across
        self._across = max(0, int(attribute(attributes, "MergeAcross") or 0))
        self._down = 0 if self._across else max(0, int(attribute(attributes, "MergeDown") or 0))

    def text(self, data: str) -> None:
        if self._kind is not None:
            self._data += data
            if len(self._data) > MAX_CELL_CHARS:
                raise ValueError("a cell too long")

    def end(self, name: str) -> None:
        local = self.names[name]
        if local == "Data" and self._kind is not None:
            if text := _text(self._kind, self._data):
                placed(self._cells, self._column, text)
                if self._down:
                    self._spans[self._column] = (self.row_no + self._down, text)
            self._kind = None
        elif local == "Row" and self._sheet == self.index and any(self._cells):
            spread(self._cells, self._spans, self.row_no)
            self.found.append(Row(self.row_no, self._cells))
        elif local == "Worksheet":
            self.over = self._sheet == self.index


class SpreadsheetMl:
    """One workbook."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        outline = _Outline()
        walk_all(self._pieces(), outline)
        self.sheets: Sequence[Sheet] = [
            Sheet(name, None, index in outline.hidden) for index, name in enumerate(outline.sheets)
        ]

    def rows(self, index: int) -> Iterator[Row]:
        handler = _Rows(index, self.sheets[index].name)
        quiet, last = 0, 0
        for _ in walk(self._pieces(), handler):
            yield from handler.found
            handler.found.clear()
            if handler.over:
                return
            quiet = quiet + 1 if handler.row_no == last else 0
            last = handler.row_no
            if last and quiet > _MOST_QUIET_PIECES:
                raise FileRefused("row_too_long", f"{handler.where()} is too long. Split its longest cell.")

    def _pieces(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(_PIECE_BYTES):
            yield piece


def _text(kind: str, data: str) -> str:
    if kind == "Number":
        return written_number(data.strip(), None)
    if kind == "DateTime":
        return iso_text(data)
    if kind == "Boolean":
        return "TRUE" if data.strip() == "1" else "FALSE"
    return data
