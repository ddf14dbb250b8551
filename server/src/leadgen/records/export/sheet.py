"""XLSX, behind one door: rows of texts in, a file at rest out. Constant memory; called off the event loop."""

from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from leadgen.kernel.errors import Refused

MOST_ROWS = 1_048_575  # below the header
MOST_CHARACTERS = 32_767
_WIDTH = 22


class ExportTooLarge(Refused):
    """A spreadsheet cannot hold this many rows, or a text this long."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Export as CSV, which holds everything.")


class Sheet:
    """A workbook of one sheet whose cells are all text: nothing in it is a formula, date or number."""

    def __init__(self, title: str, header: Sequence[str]) -> None:
        self._header = header
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
        self._workbook = xlsxwriter.Workbook(self._file, {"constant_memory": True})
        self._sheet = self._workbook.add_worksheet(title)
        # "@" keeps a cell text when somebody edits it.
        self._text = self._workbook.add_format({"num_format": "@"})
        bold = self._workbook.add_format({"num_format": "@", "bold": True})
        self._sheet.set_column(0, max(0, len(header) - 1), _WIDTH, self._text)
        self._sheet.freeze_panes(1, 0)
        for index, name in enumerate(header):
            self._sheet.write_string(0, index, name, bold)
        self._rows = 0

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Raises ExportTooLarge for a text that a cell cannot hold."""
        for row in rows:
            self._rows += 1
            for index, cell in enumerate(row):
                if len(cell) > MOST_CHARACTERS:
                    raise ExportTooLarge(
                        f"In line {self._rows + 1} the column “{self._header[index]}” holds {len(cell):,} "
                        f"characters, and a cell of a spreadsheet at most {MOST_CHARACTERS:,}."
                    )
                if cell:
                    self._sheet.write_string(self._rows, index, cell, self._text)

    def finish(self) -> IO[bytes]:
        """The file, at its start; the caller closes it."""
        self._workbook.close()
        self._file.seek(0)
        return self._file
