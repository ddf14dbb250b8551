"""A stream on its way in: compressed piece by piece into a temporary file, while its digest is taken."""

import asyncio
import zlib
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO

from leadgen.kernel.errors import Refused

PIECE_BYTES = 1 << 20
MOST_BYTES = 1 << 30
_LEVEL = 1  # zlib: a third of the time of the default for a tenth more space


class FileTooLarge(Refused):
    """The file is larger than an import takes."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(
            f"The file has more than {most_bytes >> 20:,} MB, the limit. Split it and import the parts."
        )


@dataclass
class Spooled:
    """A whole stream, at rest; its digest is the SHA-256 of the uncompressed bytes."""

    file: IO[bytes]
    size: int = 0
    digest: bytes = b""
    _lengths: list[int] = field(default_factory=list)

    def pieces(self) -> Iterator[bytes]:
        """The compressed pieces in order, one in memory at a time."""
        self.file.seek(0)
        for length in self._lengths:
            yield self.file.read(length)

    def add(self, piece: bytes) -> None:
        """Compress and write; called off the event loop."""
        packed = zlib.compress(piece, _LEVEL)
        self.file.write(packed)
        self._lengths.append(len(packed))
        self.size += len(piece)


@asynccontextmanager
async def spool(chunks: AsyncIterable[bytes], *, most_bytes: int = MOST_BYTES) -> AsyncIterator[Spooled]:
    """Reads the stream to its end; at most two pieces are in memory. The file goes away with the block.

    Raises FileTooLarge as soon as there are more than `most_bytes`: an endless stream fills no disk.
    """
    with TemporaryFile() as file:
        spooled, hasher = Spooled(file), sha256()
        async for piece in _in_pieces(chunks):
            if spooled.size + len(piece) > most_bytes:
                raise FileTooLarge(most_bytes)
            await asyncio.to_thread(hasher.update, piece)
            await asyncio.to_thread(spooled.add, piece)
        spooled.digest = hasher.digest()
        yield spooled


def spooled(content: bytes) -> Spooled:
    """What is in memory already, ready to be stored; called off the event loop."""
    found = Spooled(BytesIO(), digest=sha256(content).digest())
    for start in range(0, len(content), PIECE_BYTES):
        found.add(content[start : start + PIECE_BYTES])
    return found


async def _in_pieces(chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    waiting = bytearray()
    async for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PIECE_BYTES:
            yield bytes(waiting[:PIECE_BYTES])
            del waiting[:PIECE_BYTES]
    if waiting:
        yield bytes(waiting)
