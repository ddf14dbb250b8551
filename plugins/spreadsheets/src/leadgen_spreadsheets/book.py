"""What every format of a workbook gives: its sheets, and the rows of one of them as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from leadgen_sdk import FileRefused

# LibreOffice's largest sheet; Excel ends at 1,048,576 rows and 16,384 columns.
MAX_ROWS = 16_777_216
MAX_SHEET_COLUMNS = 16_384
MAX_CELL_CHARS = 1_048_576


class Row(NamedTuple):
    """A row that is not blank: its number in the sheet, from 1, and its cells from column A on."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """One sheet as people see it. `rows`: up to the last used one, None where only reading would tell."""

    name: str
    rows: int | None
    hidden: bool


class Book(Protocol):
    """A workbook opened for reading; nothing of a sheet is read before it is asked for."""

    @property
    def sheets(self) -> Sequence[Sheet]: ...

    def rows(self, index: int) -> Iterator[Row]:
        """The rows of that sheet from its top, in bounded memory. Raises FileRefused."""
        ...


def damaged(where: str) -> FileRefused:
    """The refusal of a file that does not keep the rules of its own format."""
    return FileRefused(
        "damaged", f"{where} is damaged or cut off. Open the file, save it anew, and import that one."
    )


def encrypted() -> FileRefused:
    """The refusal of a workbook behind a password."""
    return FileRefused(
        "encrypted",
        "The workbook is protected by a password. Open it, save a copy without it, and import that one.",
    )


def one_text(text: str) -> str:
    """A cell's text as every format gives it: lines end with LF, and nothing is NUL."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "") if "\0" in text else text


def placed(cells: list[str], column: int, text: str) -> None:
    """Puts a cell at its column, with blanks up to it. Raises ValueError behind the last column."""
    if not 0 <= column < MAX_SHEET_COLUMNS:
        raise ValueError(f"column {column}")
    missing = column - len(cells)
    if missing >= 0:
        cells.extend([""] * missing)
        cells.append(text)
    else:
        cells[column] = text
