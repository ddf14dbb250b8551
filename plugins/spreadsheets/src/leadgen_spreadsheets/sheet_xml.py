"""The cells of an XLSX sheet, row by row while the XML streams by, and its shared strings."""

import re
from collections.abc import Iterable, Iterator, Sequence

from leadgen_sdk import FileRefused
from leadgen_spreadsheets.book import MAX_CELL_CHARS, MAX_ROWS, Row, one_text, placed
from leadgen_spreadsheets.elements import LocalNames, walk
from leadgen_spreadsheets.strings import SharedStrings
from leadgen_spreadsheets.values import Formatter, iso_text, written_number

# XML between two rows' ends; the widest honest rows have a few hundred kilobytes.
_LONGEST_ROW_BYTES = 4 << 20
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset({"1", "true"})


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written as `_x000D_`."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return one_text(text)


class _Columns(dict[str, int]):
    """Column numbers, from 0, by the letters of a reference."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            if not "A" <= letter <= "Z" or len(letters) > 3:
                raise ValueError(f"column {letters}")
            number = number * 26 + ord(letter) - ord("A") + 1
        self[letters] = number - 1
        return number - 1


_COLUMNS = _Columns()


class SheetRows:
    """The handler of one sheet's XML."""

    def __init__(self, name: str, strings: SharedStrings, formatters: Sequence[Formatter | None]) -> None:
        self._name = name
        self._strings = strings
        self._formatters = formatters
        self._names = LocalNames()
        self._rows: list[Row] = []
        self._row_no = 0
        self._cells: list[str] = []
        self._column = -1
        self._attributes: dict[str, str] = {}
        self._value: str | None = None
        self._inline: str | None = None
        self._into = ""  # which of the two takes the text that comes
        self._aside = False  # in the reading aid of an East Asian text, which is no text
        self._within = False
        self._over = False
        self._piece_bytes = 0

    def rows(self, pieces: Iterable[bytes]) -> Iterator[Row]:
        """All rows with a filled cell. Raises FileRefused."""
        quiet_bytes, last = 0, 0
        for _ in walk(self._measured(pieces), self):
            yield from self._rows
            self._rows.clear()
            if self._over:
                return
            quiet_bytes = quiet_bytes + self._piece_bytes if last == self._row_no else 0
            last = self._row_no
            if quiet_bytes > _LONGEST_ROW_BYTES:
                raise FileRefused(
                    "row_too_long",
                    f"{self.where()} is longer than {_LONGEST_ROW_BYTES >> 20} MB. Split its longest cell.",
                    self._row_no or None,
                )

    def _measured(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._piece_bytes = len(piece)
            yield piece

    def where(self) -> str:
        return f"Row {self._row_no} of the sheet “{self._name}”"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names[name]
        if local == "c":
            self._attributes = attributes
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = _COLUMNS[letters] if letters else self._column + 1
            self._value = self._inline = None
        elif local == "v" or (local == "t" and not self._aside):
            self._into = local
        elif local == "row" and self._within:
            self._begin_row(attributes.get("r"))
        elif local == "sheetData":
            self._within = True
        elif local == "rPh":
            self._aside = True

    def text(self, data: str) -> None:
        if self._into == "v":
            self._value = data if self._value is None else self._value + data
        elif self._into == "t":
            self._inline = data if self._inline is None else self._inline + data

    def end(self, name: str) -> None:
        local = self._names[name]
        if local == "c":
            if self._value is not None or self._inline is not None:
                text = self._text()
                if text:
                    placed(self._cells, self._column, text)
                self._value = self._inline = None
        elif local in ("v", "t"):
            self._into = ""
        elif local == "row":
            if any(self._cells):
                self._rows.append(Row(self._row_no, self._cells))
            self._cells = []
        elif local == "sheetData":
            self._over = True
        elif local == "rPh":
            self._aside = False

    def _begin_row(self, number: str | None) -> None:
        given = int(number) if number else 0
        self._row_no = given if given > self._row_no else self._row_no + 1
        if self._row_no > MAX_ROWS:
            raise ValueError("row number")
        self._cells = []
        self._column = -1

    def _text(self) -> str:
        kind = self._attributes.get("t", "n")
        value = self._value if self._value is not None else self._inline or ""
        if len(value) > MAX_CELL_CHARS:
            raise ValueError("a cell too long")
        if not value:
            return ""
        if kind == "s":
            return self._strings.text(int(value))
        if kind == "n":
            return written_number(value, self._formatter())
        if kind == "b":
            return "TRUE" if value.strip() in _TRUE else "FALSE"
        if kind == "d":
            return iso_text(value)
        return value if kind == "e" else unescaped(self._inline if self._inline is not None else value)

    def _formatter(self) -> Formatter | None:
        style = self._attributes.get("s")
        index = int(style) if style else 0
        return self._formatters[index] if index < len(self._formatters) else None


class StringItems:
    """The handler of the shared strings; `found` is taken by whoever walks."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._names = LocalNames()
        self._texts: list[str] = []
        self._chars = 0
        self._taking = False
        self._aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names[name]
        if local == "t":
            self._taking = not self._aside
        elif local == "rPh":
            self._aside = True

    def text(self, data: str) -> None:
        if self._taking:
            self._texts.append(data)
            self._chars += len(data)
            if self._chars > MAX_CELL_CHARS:
                raise ValueError("a text too long")

    def end(self, name: str) -> None:
        local = self._names[name]
        if local == "t":
            self._taking = False
        elif local == "si":
            self.found.append(unescaped("".join(self._texts)))
            self._texts.clear()
            self._chars = 0
        elif local == "rPh":
            self._aside = False

    def where(self) -> str:
        return "The list of the workbook's texts"
