"""XLSB, Excel's binary workbook: the same parts as XLSX, as records instead of XML ([MS-XLSB])."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from leadgen_spreadsheets.book import MAX_CELL_CHARS, MAX_ROWS, Row, Sheet, damaged, one_text, placed
from leadgen_spreadsheets.formats import formatter_of
from leadgen_spreadsheets.package import Package
from leadgen_spreadsheets.strings import SharedStrings
from leadgen_spreadsheets.values import Formatter, number
from leadgen_spreadsheets.xlsx import relations

# Record types ([MS-XLSB] 2.3.2).
_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(8)
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR = range(8, 12)
_STRING_ITEM, _FORMAT, _CELL_FORMAT, _RICH_TEXT = 19, 44, 47, 62
_END_DATA, _SIZE, _WORKBOOK, _SHEET = 146, 148, 153, 156
_FORMATS_BEGIN, _FORMATS_END = 617, 618
_LARGEST_RECORD = 16 << 20
_CELL = struct.Struct("<II")
_U32 = struct.Struct("<I")
_NONSENSE = (struct.error, ValueError, IndexError, OverflowError)
_F64 = struct.Struct("<d")
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def records(pieces: Iterable[bytes], where: str) -> Iterator[tuple[int, bytes]]:
    """Type and body of every record. Raises FileRefused where they end in the middle."""
    held, at = b"", 0
    for piece in pieces:
        held, at = held[at:] + piece, 0
        while (found := _header(held, at)) is not None:
            kind, body, size = found
            if size > _LARGEST_RECORD:
                raise damaged(where)
            if body + size > len(held):
                break
            yield kind, held[body : body + size]
            at = body + size
    if at < len(held):
        raise damaged(where)


def _header(held: bytes, at: int) -> tuple[int, int, int] | None:
    """Type, place of the body and its size; None where the header itself is cut."""
    try:
        kind = held[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (held[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            byte = held[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift == 28:
                return kind, at, size
    except IndexError:
        return None


class Xlsb:
    """One workbook."""

    def __init__(self, package: Package) -> None:
        self._package = package
        part = relations(package, "").target_of("officeDocument") or "xl/workbook.bin"
        self._relations = relations(package, part)
        self._since_1904 = False
        self._parts: list[str] = []
        self.sheets: Sequence[Sheet] = self._listed(part)
        self._formatters = self._styles()
        self._shared: SharedStrings | None = None

    def rows(self, index: int) -> Iterator[Row]:
        name = self.sheets[index].name
        if self._shared is None:
            self._shared = SharedStrings(self._texts())
        return _rows(self._package.pieces(self._parts[index]), name, self._shared, self._formatters)

    def _listed(self, part: str) -> list[Sheet]:
        sheets: list[Sheet] = []
        where = "The list of sheets"
        for kind, body in records(self._package.pieces(part), where):
            if kind == _WORKBOOK:
                self._since_1904 = bool(body[:1] and body[0] & 1)
            elif kind == _SHEET:
                with _refusing(where):
                    relation, after = wide_text(body, 8)
                    name, _ = wide_text(body, after)
                target = self._relations.targets.get(relation)
                kind_of_sheet = self._relations.kinds.get(relation)
                if target is not None and target in self._package and kind_of_sheet == "worksheet":
                    self._parts.append(target)
                    sheets.append(Sheet(name, self._last_row(target), body[0] != 0))
        return sheets

    def _last_row(self, part: str) -> int | None:
        for kind, body in records(self._package.pieces(part), "The sheet"):
            if kind == _SIZE and len(body) >= 8:
                return int.from_bytes(body[4:8], "little") + 1
            if kind == _ROW:
                break
        return None

    def _styles(self) -> list[Formatter | None]:
        part = self._relations.target_of("styles")
        if part is None or part not in self._package:
            return []
        codes: dict[int, str] = {}
        used: list[int] = []
        within = False
        where = "The list of the workbook's formats"
        for kind, body in records(self._package.pieces(part), where):
            if kind == _FORMAT:
                with _refusing(where):
                    codes[int.from_bytes(body[:2], "little")] = wide_text(body, 2)[0]
            elif kind in (_FORMATS_BEGIN, _FORMATS_END):
                within = kind == _FORMATS_BEGIN
            elif kind == _CELL_FORMAT and within:
                used.append(int.from_bytes(body[2:4], "little"))
        return [formatter_of(codes.get(key), key, since_1904=self._since_1904) for key in used]

    def _texts(self) -> Iterator[list[str]]:
        part = self._relations.target_of("sharedStrings")
        if part is None or part not in self._package:
            return
        where = "The list of the workbook's texts"
        for kind, body in records(self._package.pieces(part), where):
            if kind == _STRING_ITEM:
                with _refusing(where):
                    text = wide_text(body, 1)[0]
                yield [text]


def _rows(
    pieces: Iterable[bytes], name: str, strings: SharedStrings, formatters: Sequence[Formatter | None]
) -> Iterator[Row]:
    row_no, cells = 0, list[str]()
    for kind, body in records(pieces, f"The sheet “{name}”"):
        if _RK <= kind <= _FORMULA_ERROR or kind == _RICH_TEXT:
            try:
                column, style = _CELL.unpack_from(body)
                style &= 0xFFFFFF
                formatter = formatters[style] if style < len(formatters) else None
                if text := _text(kind, body, strings, formatter):
                    placed(cells, column, text)
            except _NONSENSE as error:
                raise damaged(f"Row {row_no} of the sheet “{name}”") from error
        elif kind in (_ROW, _END_DATA):
            if any(cells):
                yield Row(row_no, cells)
            if kind == _END_DATA:
                return
            with _refusing(f"A row of the sheet “{name}”"):
                row_no, cells = _next_row(body, row_no), []
    raise damaged(f"The sheet “{name}”")


@contextmanager
def _refusing(where: str) -> Iterator[None]:
    """What makes no sense in a record refuses the file."""
    try:
        yield
    except _NONSENSE as error:
        raise damaged(where) from error


def _next_row(body: bytes, before: int) -> int:
    given = int(_U32.unpack_from(body)[0]) + 1
    if given > MAX_ROWS:
        raise ValueError("row number")
    return max(given, before + 1)


def _text(kind: int, body: bytes, strings: SharedStrings, formatter: Formatter | None) -> str:
    if kind == _SHARED:
        return strings.text(_U32.unpack_from(body, 8)[0])
    if kind in (_RK, _REAL, _FORMULA_REAL):
        value = rk(_U32.unpack_from(body, 8)[0]) if kind == _RK else float(_F64.unpack_from(body, 8)[0])
        return number(value) if formatter is None else formatter(value)
    if kind in (_TEXT, _FORMULA_TEXT):
        return wide_text(body, 8)[0]
    if kind == _RICH_TEXT:
        return wide_text(body, 9)[0]
    if kind in (_BOOL, _FORMULA_BOOL):
        return "TRUE" if body[8] else "FALSE"
    return _ERRORS.get(body[8], "#N/A")


def wide_text(body: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; none is an empty one."""
    count = _U32.unpack_from(body, at)[0]
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    if count > MAX_CELL_CHARS or end > len(body):
        raise ValueError("a text longer than its record")
    return one_text(body[at + 4 : end].decode("utf-16-le", "replace")), end


def rk(packed: int) -> float:
    """Excel's short number: 30 bits of a whole number or of a float, perhaps in hundredths."""
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole & 0x20000000 else whole)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return value / 100 if packed & 1 else value
