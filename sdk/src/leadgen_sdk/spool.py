"""A stream that cannot seek, made seekable: it is copied aside exactly as far as somebody reads it.

The copy lives in memory up to a megabyte, then in a file without a name, which the system takes away with
the process whatever becomes of it.
"""

import io
import tempfile
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MEMORY_BYTES = 1 << 20
_PIECE_BYTES = 256 * 1024


class Spool:
    """The copy. Every `open` reads from the start, with a position of its own."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._copy = tempfile.SpooledTemporaryFile(_MEMORY_BYTES)  # noqa: SIM115 - ends with this object
        self._copied = 0
        self._ended = False

    def open(self) -> BinaryIO:
        """A reader from the first byte."""
        return io.BufferedReader(_Reader(self), _PIECE_BYTES)

    def size(self) -> int:
        """Bytes of the whole stream, which is copied to its end."""
        self._reach(None)
        return self._copied

    def piece(self, offset: int, size: int) -> bytes:
        """Up to `size` bytes from there on; none at the end."""
        self._reach(offset + size)
        self._copy.seek(offset)
        return self._copy.read(size)

    def _reach(self, wanted: int | None) -> None:
        self._copy.seek(self._copied)
        while not self._ended and (wanted is None or self._copied < wanted):
            piece = self._stream.read(_PIECE_BYTES)
            self._ended = not piece
            self._copy.write(piece)
            self._copied += len(piece)


class _Reader(io.RawIOBase):
    def __init__(self, spool: Spool) -> None:
        super().__init__()
        self._spool = spool
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_CUR:
            offset += self._position
        elif whence == io.SEEK_END:
            offset += self._spool.size()
        if offset < 0:
            raise ValueError("a position before the first byte")
        self._position = offset
        return offset

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer)
        piece = self._spool.piece(self._position, len(view))
        view[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)


def spooled(stream: BinaryIO) -> BinaryIO:
    """The same bytes from where the stream stands, seekable; the stream itself where it can seek already."""
    return stream if stream.seekable() else Spool(stream).open()
