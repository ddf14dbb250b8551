"""What a file is by its own bytes, whatever it is called, and the reader for it."""

from collections.abc import Callable
from typing import BinaryIO, Literal

from leadgen_sdk import FileRefused
from leadgen_spreadsheets.book import Book, encrypted
from leadgen_spreadsheets.html import Html
from leadgen_spreadsheets.ods import Ods
from leadgen_spreadsheets.package import Package
from leadgen_spreadsheets.spreadsheetml import SpreadsheetMl
from leadgen_spreadsheets.xls import Xls
from leadgen_spreadsheets.xlsb import Xlsb
from leadgen_spreadsheets.xlsx import Xlsx, relations

Format = Literal["xlsx", "xlsb", "xls", "ods", "xml2003", "html"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SCAN_BYTES = 1 << 20
# Streams in the directory of an OLE file, whose names are UTF-16.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BOOK_STREAMS = ["Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")]
_XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_MARKUP_BYTES = 64 * 1024
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


def format_of(start: bytes, open_file: Callable[[], BinaryIO]) -> Format | None:
    """The format; None for what is no workbook. Raises FileRefused for one that cannot be opened."""
    if start.startswith(_OLE):
        return _of_ole(open_file())
    if start.startswith(_ZIP):
        return _of_zip(Package(open_file()))
    return _of_markup(start)


def opened(kind: Format, file: BinaryIO, encoding: str | None = None) -> Book:
    """The workbook. `encoding`: of a page, where it is known. Raises FileRefused."""
    if kind == "xls":
        return Xls(file)
    if kind == "xml2003":
        return SpreadsheetMl(file)
    if kind == "html":
        return Html(file, encoding)
    package = Package(file)
    if kind == "ods":
        return Ods(package)
    return Xlsx(package) if kind == "xlsx" else Xlsb(package)


def _of_markup(start: bytes) -> Format | None:
    """What other programs write and call .xls."""
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:_MARKUP_BYTES].lower()
    if not text.startswith(b"<"):
        return None
    if _XML_2003 in text and b"workbook" in text:
        return "xml2003"
    return "html" if b"<table" in text else None


def _of_ole(file: BinaryIO) -> Format | None:
    """Old workbooks, and new ones behind a password; the directory of a large one may stand at its end."""
    size = file.seek(0, 2)
    file.seek(0)
    text = file.read(_SCAN_BYTES)
    if size > _SCAN_BYTES:
        file.seek(-min(_SCAN_BYTES, size - _SCAN_BYTES), 2)
        text += file.read()
    if _ENCRYPTED_STREAM in text:
        raise encrypted()
    return "xls" if any(name.lower() in text.lower() for name in _BOOK_STREAMS) else None


def _of_zip(package: Package) -> Format | None:
    if "mimetype" in package and b"".join(package.pieces("mimetype")).startswith(_OPEN_DOCUMENT):
        return "ods"
    if any(name in package for name in ("index/document.iwa", "index.zip", "index.apxl")):
        raise FileRefused(
            "numbers_file",
            "This is a document of Apple Numbers. Export it as Excel or CSV there, and import that.",
        )
    if "_rels/.rels" not in package:
        return None
    part = relations(package, "").target_of("officeDocument") or ""
    folder = part.lower().partition("/")[0]
    if part.lower().endswith(".bin"):
        return "xlsb"
    return None if folder in ("word", "ppt", "visio") or not part else "xlsx"
