"""The content lines of a vCard file: unfolded, with the number of the physical line where each starts.

Works on bytes, because a card of version 2.1 names an encoding for every line of its own.
"""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

MAX_LINE_BYTES = 1 << 20
_PIECE_BYTES = 256 * 1024
# What no column holds: not kept while it streams by, however long it is.
SKIPPED = frozenset({b"PHOTO", b"LOGO", b"SOUND", b"KEY", b"X-MS-CARDPICTURE", b"X-THUMBNAIL", b"X-FACE"})
_QUOTED_PRINTABLE = b"QUOTED-PRINTABLE"


class ContentLine(NamedTuple):
    """One property as the file writes it. `cut`: longer than a line may be, the rest is left out."""

    line_no: int
    data: bytes
    cut: bool = False


def content_lines(stream: BinaryIO) -> Iterator[ContentLine]:
    """Every property, in order. Pictures and keys come as their name alone."""
    held = _Held(0, b"")
    for line_no, line in enumerate(_physical(stream), 1):
        if held.goes_on(line):
            held.add(line)
            continue
        if held.line_no:
            yield held.finished()
        held = _Held(line_no, line)
    if held.line_no:
        yield held.finished()


class _Held:
    """A content line that may go on."""

    def __init__(self, line_no: int, first: bytes) -> None:
        self.line_no = line_no
        self._data = bytearray(first[:MAX_LINE_BYTES])
        self._cut = len(first) > MAX_LINE_BYTES
        head = first.partition(b":")[0].upper()
        self._skips = head.partition(b";")[0].rpartition(b".")[2] in SKIPPED
        self._is_base64 = any(mark in head for mark in (b"=BASE64", b";BASE64", b"=B;")) or head.endswith(
            b"=B"
        )
        self._is_soft = _QUOTED_PRINTABLE in head

    def goes_on(self, line: bytes) -> bool:
        """Is this line a part of the one before it?"""
        if line[:1] in (b" ", b"\t") and self.line_no:
            return True
        if self._is_soft and self._data.endswith(b"="):
            return True
        # Some phones do not indent the lines of a picture.
        return self._is_base64 and bool(line.strip()) and b":" not in line

    def add(self, line: bytes) -> None:
        if self._skips:
            return
        if self._is_soft and self._data.endswith(b"="):
            self._data += b"\n"
        elif line[:1] in (b" ", b"\t"):
            line = line[1:]
        self._cut = self._cut or len(self._data) + len(line) > MAX_LINE_BYTES
        self._data += line[: MAX_LINE_BYTES - len(self._data)]

    def finished(self) -> ContentLine:
        if self._skips:
            return ContentLine(self.line_no, bytes(self._data[:40]).partition(b":")[0] + b":")
        return ContentLine(self.line_no, bytes(self._data), self._cut)


def _physical(stream: BinaryIO) -> Iterator[bytes]:
    """Lines without their ends (LF, CR LF or CR); of a longer one than may be only the start."""
    held, dropping = b"", False
    while piece := stream.read(_PIECE_BYTES):
        text = held + piece
        held = b""
        if text.endswith(b"\r"):  # half of a CR LF, perhaps
            text, held = text[:-1], b"\r"
        *lines, last = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        for line in lines:
            if not dropping:
                yield line
            dropping = False
        if len(last) > MAX_LINE_BYTES:
            if not dropping:
                yield last[: MAX_LINE_BYTES + 1]
            last, dropping = b"", True
        held = last + held
    if held.rstrip(b"\r") and not dropping:
        yield held.rstrip(b"\r")
