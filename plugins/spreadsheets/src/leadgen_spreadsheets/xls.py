"""XLS, the binary workbook of Excel 5 to 2003: small by nature, 65,536 rows of 256 columns at most."""

import struct
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from leadgen_sdk import FileRefused
from leadgen_spreadsheets.book import Row, Sheet, damaged, encrypted, one_text
from leadgen_spreadsheets.merged import filled_down
from leadgen_spreadsheets.values import elapsed, iso, number

# The library holds the whole workbook, about nine times the file.
MAX_BYTES = 32 << 20
_DAY_S = 86_400
# The first record of the workbook's stream (BOF) in Excel 97 and in Excel 5, and the one of a password.
_BEGINNINGS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
_RECORD = struct.Struct("<HH")
_FILE_PASS = 0x2F
_RECORDS_BEFORE_PASS = 8


class Xls:
    """One workbook."""

    def __init__(self, file: BinaryIO) -> None:
        size = file.seek(0, 2)
        if size > MAX_BYTES:
            raise FileRefused(
                "file_too_large",
                f"An XLS workbook of {size >> 20} MB cannot be read; the limit is {MAX_BYTES >> 20} MB. "
                "Save it as XLSX or CSV (UTF-8) and import that.",
            )
        file.seek(0)
        if _has_password(file.read()):
            raise encrypted()
        file.seek(0)
        self._book = _opened(file)
        self._names = [
            sheet.name for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        visible = {
            sheet.name for sheet in self._book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible
        }
        self.sheets: Sequence[Sheet] = [
            Sheet(name, self._sheet(name).total_height + 1, name not in visible) for name in self._names
        ]

    def rows(self, index: int) -> Iterator[Row]:
        sheet = self._sheet(self._names[index])
        ranges: dict[int, list[tuple[int, int]]] = {}
        for (first, left), (last, right) in sorted(sheet.merged_cell_ranges or ()):
            if left == right:
                ranges.setdefault(left, []).append((first + 1, last + 1))
        return filled_down(_rows(sheet), ranges)

    def _sheet(self, name: str) -> CalamineSheet:
        try:
            return self._book.get_sheet_by_name(name)
        except CalamineError as error:
            raise damaged(f"The sheet “{name}”") from error


def _has_password(data: bytes) -> bool:
    """Does a password stand among the first records of the workbook? [MS-XLS] 2.2.10."""
    at = max(data.find(beginning) for beginning in _BEGINNINGS)
    for _ in range(_RECORDS_BEFORE_PASS if at >= 0 else 0):
        if at + _RECORD.size > len(data):
            return False
        kind, size = _RECORD.unpack_from(data, at)
        if kind == _FILE_PASS:
            return True
        at += _RECORD.size + size
    return False


def _opened(file: BinaryIO) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(file)
    except CalamineError as error:
        raise damaged("The workbook") from error
    except BaseException as error:
        # A panic of the library's Rust is no Exception, and its class has no public name.
        if type(error).__name__ == "PanicException":
            raise damaged("The workbook") from error
        raise


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]  # the library leaves blank columns out, blank rows not
    for row_no, values in enumerate(sheet.iter_rows(), 1):
        cells = left + [_text(value) for value in values]
        if any(cells):
            yield Row(row_no, cells)


def _text(value: int | float | str | bool | time | date | timedelta) -> str:
    if isinstance(value, str):
        return one_text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, timedelta):
        return elapsed(value.total_seconds() / _DAY_S)
    return value.replace(microsecond=0).isoformat() if isinstance(value, time) else iso(value)
