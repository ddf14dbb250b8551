"""Workbooks: XLSX, XLSB, XLS and ODS. The sheet with the table is read; a person may choose another."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from leadgen_sdk import Batch, Head, Plugin, Problem, Recognition, Shape, spooled
from leadgen_spreadsheets.html import Html
from leadgen_spreadsheets.opening import Format, format_of, opened
from leadgen_spreadsheets.reading import batches
from leadgen_spreadsheets.table import find, shape_of

# What the bytes are is beyond doubt; only whose layout it is, the header must tell.
_CONFIDENCE = 0.8
_UNSURE = Problem(
    "encoding_unsure",
    "The file does not say its encoding, and several would fit. Choose the one in which the names are right.",
)


class Workbook:
    """One format of workbooks."""

    def __init__(self, key: Format, label: str, suffixes: Sequence[str]) -> None:
        self.key = key
        self.label = label
        self.suffixes = suffixes

    def recognise(self, head: Head) -> Recognition | None:
        if format_of(head.data, head.open) != self.key:
            return None
        book = opened(self.key, head.open(), head.reading.encoding)
        found = find(book, head)
        shape, problems = shape_of(book, found), [*found.problems, *found.table.problems]
        if isinstance(book, Html):
            shape = {**shape, "encoding": book.encoding, "encodings": list(book.encodings)}
            problems += [_UNSURE] if book.encodings else []
        return Recognition(_CONFIDENCE, shape, found.table.header, problems=problems)

    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        encoding = shape.get("encoding")
        book = opened(self.key, spooled(stream), str(encoding) if encoding else None)
        names = [sheet.name for sheet in book.sheets]
        return batches(book.rows(names.index(str(shape["sheet"]))), shape)


plugin = Plugin(
    key="spreadsheets",
    name="Workbooks",
    sources=(
        Workbook("xlsx", "Excel workbook", (".xlsx", ".xlsm")),
        Workbook("xlsb", "Excel binary workbook", (".xlsb",)),
        Workbook("xls", "Excel 97 workbook", (".xls",)),
        Workbook("ods", "OpenDocument spreadsheet", (".ods",)),
        Workbook("xml2003", "XML spreadsheet of Excel 2003", (".xml", ".xls")),
        Workbook("html", "Table of a web page", (".html", ".htm", ".xls")),
    ),
)
