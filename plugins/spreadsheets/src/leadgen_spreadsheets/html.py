"""Tables of a web page, which many programs write and call .xls: each table counts as a sheet."""

import codecs
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import BinaryIO

from leadgen_sdk import FileRefused
from leadgen_sdk.delimited.encoding import codec_of, detect_encoding
from leadgen_spreadsheets.book import MAX_CELL_CHARS, MAX_ROWS, Row, Sheet, damaged, placed
from leadgen_spreadsheets.merged import spread

_PIECE_BYTES = 64 * 1024
_OUTLINE_PIECES = 16
_SAMPLE_BYTES = 256 * 1024
_LONGEST_TAG_CHARS = 1 << 20
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LINE_ENDS = frozenset({"br", "p", "div", "li"})
_SILENT = frozenset({"script", "style", "template"})
_MOST_ACROSS = 1_000


class _Tables(HTMLParser):
    """The rows of all tables in the order of their ends; `found` is taken by whoever feeds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, Row]] = []
        self.rows: list[int] = []  # of each table so far
        self._open: list[_Table] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in _SILENT
        if tag == "table":
            self._open.append(_Table(len(self.rows)))
            self.rows.append(0)
        elif self._open and tag == "tr":
            self._end_row()
        elif self._open and tag in ("td", "th"):
            given = dict(attrs)
            self._open[-1].begin_cell(_count(given.get("colspan")), _count(given.get("rowspan")))
        elif self._open and tag in _LINE_ENDS:
            self._open[-1].add("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if not self._open:
            return
        if tag in ("tr", "table"):
            self._end_row()
        if tag in ("td", "th"):
            self._open[-1].end_cell()
        elif tag == "table":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self._open[-1].add(re.sub(r"\s+", " ", data))

    def _end_row(self) -> None:
        table = self._open[-1]
        cells = table.end_row(self.rows[table.index] + 1)
        if cells is not None:
            self.rows[table.index] += 1
            if self.rows[table.index] > MAX_ROWS:
                raise ValueError("row number")
            if any(cells):
                self.found.append((table.index, Row(self.rows[table.index], cells)))


class _Table:
    """One table while it is open."""

    def __init__(self, index: int) -> None:
        self.index = index
        self._cells: list[str] | None = None
        self._text: list[str] | None = None
        self._chars = 0
        self._column = 0
        self._across, self._down = 1, 1
        self._spans: dict[int, tuple[int, str]] = {}  # column → rows left, text

    def begin_cell(self, across: int, down: int) -> None:
        self.end_cell()
        if self._cells is None:
            self._cells, self._column = [], 0
        while self._spans.get(self._column, (0, ""))[0] > 0:
            self._column += 1  # a cell of a row above reaches down to here
        self._text, self._chars = [], 0
        self._across, self._down = across, down

    def add(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)
            self._chars += len(text)
            if self._chars > MAX_CELL_CHARS:
                raise ValueError("a cell too long")

    def end_cell(self) -> None:
        if self._text is None or self._cells is None:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self._text).split("\n")).strip()
        if text:
            placed(self._cells, self._column, text)
        if self._down > 1:
            for column in range(self._column, self._column + self._across):
                self._spans[column] = (self._down, text if self._across == 1 else "")
        self._column += self._across
        self._text = None

    def end_row(self, number: int) -> list[str] | None:
        self.end_cell()
        cells, self._cells = self._cells, None
        if cells is None:
            return None
        if any(cells):
            spread(cells, {at: (number, text) for at, (left, text) in self._spans.items() if text}, number)
        self._spans = {at: (left - 1, text) for at, (left, text) in self._spans.items() if left > 1}
        return cells


class Html:
    """One page. `encoding`: what a person chose; else what the page says, else what its bytes look like."""

    def __init__(self, file: BinaryIO, encoding: str | None = None) -> None:
        self._file = file
        file.seek(0)
        sample = file.read(_SAMPLE_BYTES)
        self.encoding, self.encodings = _encoding(sample, encoding)
        parser, cut = _Tables(), False
        for at, _ in enumerate(self._fed(parser), 1):
            parser.found.clear()
            cut = at >= _OUTLINE_PIECES
            if cut:
                break
        self.sheets: Sequence[Sheet] = [
            Sheet(f"Table {index + 1}", None if cut else rows, False)
            for index, rows in enumerate(parser.rows)
        ]

    def rows(self, index: int) -> Iterator[Row]:
        parser = _Tables()
        for _ in self._fed(parser):
            yield from (row for table, row in parser.found if table == index)
            parser.found.clear()

    def _fed(self, parser: _Tables) -> Iterator[None]:
        self._file.seek(0)
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        try:
            while piece := self._file.read(_PIECE_BYTES):
                parser.feed(decoder.decode(piece).replace("\0", ""))
                if len(parser.rawdata) > _LONGEST_TAG_CHARS:
                    raise damaged("The table")
                yield
            parser.close()
            yield
        except (ValueError, AssertionError) as error:
            raise damaged("The table") from error


def _encoding(sample: bytes, chosen: str | None) -> tuple[str, Sequence[str]]:
    """The encoding, and the candidates where it is not sure. Raises FileRefused."""
    declared = _DECLARED.search(sample[:8192])
    named = chosen or (declared[1].decode("ascii", "replace") if declared else "")
    known = codec_of(named) if named else None
    if known is not None and (chosen or not known.startswith("utf-8")):
        return known, ()
    if chosen:
        raise FileRefused(
            "unknown_encoding", f"There is no encoding called “{chosen[:40]}”. Choose one of the list."
        )
    guess = detect_encoding(sample, complete=False)
    return guess.encoding, guess.candidates


def _count(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_ACROSS) if text and text.isdigit() else 1
