"""ODS, the workbook of LibreOffice and others: one XML part with all sheets in it (OpenDocument 1.3)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from leadgen_sdk import FileRefused
from leadgen_spreadsheets.book import MAX_CELL_CHARS, MAX_ROWS, Row, Sheet, encrypted, placed
from leadgen_spreadsheets.elements import LocalNames, attribute, starts, walk, walk_all
from leadgen_spreadsheets.merged import spread
from leadgen_spreadsheets.package import Package
from leadgen_spreadsheets.values import iso_text, written_number

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_SPAN = re.compile(r"-?PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_AS_SHOWN = re.compile(r"[0+(][\d ()/+\-\u00a0]*")
_MOST_QUIET_PIECES = 64  # of 64 KB each, without the end of a row
# A row that is filled downwards this often is a slip of the hand, not data.
_MOST_EQUAL_ROWS = 1_000
_ASIDE = frozenset({"annotation", "tracked-changes", "ruby-text", "shapes", "frame"})
_BLANKS = {"s": " ", "tab": "\t", "line-break": "\n"}


@dataclass
class _Outline:
    """The sheets of the workbook, without their cells."""

    names: LocalNames = field(default_factory=LocalNames)
    sheets: list[tuple[str, str]] = field(default_factory=list)  # name, style
    hidden_styles: set[str] = field(default_factory=set)
    _style: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.names[name]
        if local == "style":
            self._style = attribute(attributes, "name") or ""
        elif local == "table-properties" and attribute(attributes, "display") == "false":
            self.hidden_styles.add(self._style)
        elif local == "table" and attribute(attributes, "is-sub-table") != "true":
            style = attribute(attributes, "style-name") or ""
            self.sheets.append((attribute(attributes, "name") or "", style))


@dataclass
class _Manifest:
    """Whether the parts are encrypted."""

    names: LocalNames = field(default_factory=LocalNames)
    is_encrypted: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.names[name] == "encryption-data":
            self.is_encrypted = True

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...

    def where(self) -> str:
        return "The list of the workbook's parts"


@dataclass
class _Rows:
    """The rows of one sheet; `found` is taken by whoever walks, each with how often it stands there."""

    index: int
    name: str
    names: LocalNames = field(default_factory=LocalNames)
    found: list[tuple[Row, int]] = field(default_factory=list)
    row_no: int = 0  # the last finished one
    within: bool = False
    over: bool = False
    _tables: int = 0
    _depth: int = 0
    _aside: int = 0  # elements open below a note, a drawing or a deleted cell
    _times: int = 1
    _cells: list[str] = field(default_factory=list)
    _column: int = 0
    _cell: dict[str, str] = field(default_factory=dict)
    _paragraphs: list[str] = field(default_factory=list)
    _taking: bool = False
    _spans: dict[int, tuple[int, str]] = field(default_factory=dict)  # column → last row, text

    def where(self) -> str:
        return f"Row {self.row_no + 1} of the sheet “{self.name}”"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.names[name]
        if self._aside or local in _ASIDE:
            self._aside += 1
        elif local == "table":
            self._tables += not self._depth
            self._depth += 1
            self.within = self._tables == self.index + 1
        elif self.within and self._depth == 1:
            self._inside(local, attributes)

    def _inside(self, local: str, attributes: dict[str, str]) -> None:
        if local in ("table-cell", "covered-table-cell"):
            self._cell = {self.names[key]: value for key, value in attributes.items()}
            self._paragraphs = []
        elif local == "p":
            self._paragraphs.append("")
            self._taking = True
        elif local == "table-row":
            self._times = max(1, int(attribute(attributes, "number-rows-repeated") or 1))
            self._cells, self._column = [], 0
        elif self._taking and local in _BLANKS:
            self.text(_BLANKS[local] * min(int(attribute(attributes, "c") or 1), 1_000))

    def text(self, data: str) -> None:
        if self._taking and not self._aside:
            self._paragraphs[-1] += data
            if len(self._paragraphs[-1]) > MAX_CELL_CHARS:
                raise ValueError("a cell too long")

    def end(self, name: str) -> None:
        local = self.names[name]
        if self._aside:
            self._aside -= 1
        elif local == "table":
            self._depth -= 1
            self.over = self.over or (self.within and not self._depth)
            self.within = self.within and bool(self._depth)
        elif self.within and self._depth == 1:
            self._ended(local)

    def _ended(self, local: str) -> None:
        if local == "p":
            self._taking = False
        elif local == "table-cell":
            self._put(_text(self._cell, "\n".join(self._paragraphs)))
        elif local == "covered-table-cell":
            self._put("")
        elif local == "table-row":
            self._end_row()

    def _put(self, text: str) -> None:
        times = max(1, int(self._cell.get("number-columns-repeated", 1)))
        if text and times * len(text) > MAX_CELL_CHARS:
            raise ValueError("a cell that repeats itself without end")
        for column in range(self._column, self._column + times) if text else ():
            placed(self._cells, column, text)
        rows = int(self._cell.get("number-rows-spanned", 1))
        if text and rows > 1 and self._cell.get("number-columns-spanned", "1") == "1":
            self._spans[self._column] = (self.row_no + rows, text)
        self._column += times

    def _end_row(self) -> None:
        number = self.row_no + 1
        self.row_no += self._times
        if self.row_no > MAX_ROWS:
            raise ValueError("row number")
        if not any(self._cells):
            return
        spread(self._cells, self._spans, number)
        self.found.append((Row(number, self._cells), self._times))


class Ods:
    """One workbook."""

    def __init__(self, package: Package) -> None:
        self._package = package
        manifest, outline = _Manifest(), _Outline()
        if _MANIFEST in package:
            walk_all(package.pieces(_MANIFEST), manifest)
        if manifest.is_encrypted:
            raise encrypted()
        starts(package.pieces(_CONTENT), "The list of sheets", outline.start)
        self.sheets: Sequence[Sheet] = [
            Sheet(name, None, style in outline.hidden_styles) for name, style in outline.sheets
        ]

    def rows(self, index: int) -> Iterator[Row]:
        handler = _Rows(index, self.sheets[index].name)
        quiet, last = 0, 0
        for _ in walk(self._package.pieces(_CONTENT), handler):
            for row, times in handler.found:
                yield from _repeated(row, times)
            handler.found.clear()
            if handler.over:
                return
            quiet = quiet + 1 if handler.within and handler.row_no == last else 0
            last = handler.row_no
            if quiet > _MOST_QUIET_PIECES:
                raise FileRefused("row_too_long", f"{handler.where()} is too long. Split its longest cell.")


def _repeated(row: Row, times: int) -> Iterator[Row]:
    if times > _MOST_EQUAL_ROWS:
        raise FileRefused(
            "repeated_row",
            f"Row {row.number} repeats itself {times:,} times. Delete the rows below it that were filled "
            "by mistake, save the file, and import it again.",
            row.number,
        )
    for after in range(times):
        yield Row(row.number + after, list(row.cells))


def _text(cell: dict[str, str], shown: str) -> str:
    kind = cell.get("value-type", "")
    if kind in ("float", "percentage", "currency"):
        return _number(cell.get("value", ""), shown)
    if kind == "date":
        return iso_text(cell.get("date-value", shown))
    if kind == "boolean":
        return "TRUE" if cell.get("boolean-value") == "true" else "FALSE"
    if kind == "time" and (span := _SPAN.fullmatch(cell.get("time-value", ""))):
        hours, minutes, seconds = (int(part or 0) for part in span.groups())
        return f"{hours:02}:{minutes:02}:{seconds:02}"
    return shown or cell.get("string-value", "")


def _number(value: str, shown: str) -> str:
    """A postcode or a phone number as the sheet shows it; of any other number all its digits."""
    plain = written_number(value, None)
    digits = "".join(char for char in shown if char.isdigit())
    if _AS_SHOWN.fullmatch(shown) and plain.isdigit() and digits.endswith(plain):
        return shown
    return plain
