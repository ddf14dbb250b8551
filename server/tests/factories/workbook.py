"""An XLSX file as a spreadsheet program finds it: read from its XML, by nothing of the product."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Cell:
    """One cell: its column, its type (inlineStr and s are texts), its text, and whether it has a formula."""

    column: str
    type: str
    text: str
    has_formula: bool


def rows_of(content: bytes) -> Iterator[list[Cell]]:
    """The rows of the first sheet, cells that are not written left out."""
    with ZipFile(io.BytesIO(content)) as package, package.open("xl/worksheets/sheet1.xml") as sheet:
        for _, element in ElementTree.iterparse(sheet):
            if element.tag == f"{_MAIN}row":
                yield [_cell(one) for one in element.iter(f"{_MAIN}c")]
                element.clear()


def parts_of(content: bytes) -> list[str]:
    """The names of what is in the package."""
    with ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return package.namelist()


def _cell(element: ElementTree.Element) -> Cell:
    texts = "".join(one.text or "" for one in element.iter(f"{_MAIN}t"))
    return Cell(
        re.sub("[0-9]", "", element.get("r", "")),
        element.get("t", "n"),
        _ESCAPE.sub(lambda found: chr(int(found[1], 16)), texts),
        element.find(f"{_MAIN}f") is not None,
    )
