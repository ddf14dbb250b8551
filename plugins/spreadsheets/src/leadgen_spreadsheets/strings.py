"""The shared strings of a workbook: read as far as somebody asks, held without an object for each.

A million rows with six texts each are 6 million strings: as Python objects 500 MB, here 50 MB and a file.
"""

import os
import tempfile
from array import array
from collections.abc import Iterator
from functools import lru_cache

from leadgen_sdk import FileRefused

_MEMORY_BYTES = 48 << 20
_MOST_STRINGS = 16_000_000
_FLUSH_BYTES = 1 << 20


class SharedStrings:
    """Texts by number. `source` gives them in order, some at a time; the first ones come at once."""

    def __init__(self, source: Iterator[list[str]]) -> None:
        self._source = source
        self._ends = array("Q")
        self._memory = bytearray()
        self._rest = bytearray()  # not yet written
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - ends with this object
        self._filed = 0
        self.text = lru_cache(maxsize=8_192)(self._text)

    def _text(self, index: int) -> str:
        """Raises IndexError where the workbook has no such string."""
        while index >= len(self._ends):
            self._read_on()
        if index < 0:
            raise IndexError(index)
        start = self._ends[index - 1] if index else 0
        return self._piece(start, self._ends[index]).decode("utf-8", "surrogatepass")

    def _read_on(self) -> None:
        texts = next(self._source, None)
        if texts is None:
            raise IndexError("no such shared string")
        if len(self._ends) + len(texts) > _MOST_STRINGS:
            raise FileRefused(
                "too_many_strings",
                f"The workbook holds more than {_MOST_STRINGS:,} different texts. "
                "Split it, or save the sheet as CSV (UTF-8).",
            )
        end = self._ends[-1] if self._ends else 0
        for text in texts:
            encoded = text.encode("utf-8", "surrogatepass")
            end += len(encoded)
            self._ends.append(end)
            self._keep(encoded)

    def _keep(self, encoded: bytes) -> None:
        if not self._filed and not self._rest and len(self._memory) + len(encoded) <= _MEMORY_BYTES:
            self._memory += encoded
            return
        self._rest += encoded
        if len(self._rest) >= _FLUSH_BYTES:
            self._filed += self._file.write(self._rest)
            self._file.flush()
            self._rest.clear()

    def _piece(self, start: int, end: int) -> bytes:
        """A text lies wholly in memory, in the file, or in what waits to be written."""
        held = len(self._memory)
        if start < held:
            return bytes(self._memory[start:end])
        start, end = start - held, end - held
        if start < self._filed:
            return os.pread(self._file.fileno(), end - start, start)
        return bytes(self._rest[start - self._filed : end - self._filed])
