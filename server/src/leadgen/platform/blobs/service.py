"""Putting and reading files."""

import asyncio
import zlib
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.errors import NotFound
from leadgen.platform.blobs import repository
from leadgen.platform.blobs.spool import Spooled, spool


class BlobNotFound(NotFound):
    """The stored file is not there."""

    def __init__(self) -> None:
        super().__init__("The stored file is not there any more. Upload it again.")


@dataclass(frozen=True)
class Blob:
    """A stored file: the SHA-256 of its bytes, and how many they are."""

    digest: bytes
    size: int


async def put(session: WorkspaceSession, chunks: AsyncIterable[bytes], *, kind: str) -> Blob:
    """Store a stream, once per content; never whole in memory.

    For a stream from outside use `spool` before the session opens, then `store`.
    """
    async with spool(chunks) as spooled:
        return await store(session, spooled, kind=kind)


async def store(session: WorkspaceSession, spooled: Spooled, *, kind: str) -> Blob:
    """Store what was spooled; content the workspace has already is not written again."""
    if await repository.add(session, spooled.digest, kind=kind, size=spooled.size, at=now()):
        for seq, piece in enumerate(spooled.pieces()):
            await repository.add_piece(session, spooled.digest, seq, piece)
    return Blob(spooled.digest, spooled.size)


async def read(session: WorkspaceSession, digest: bytes) -> AsyncIterator[bytes]:
    """The bytes in pieces of 1 MB, one at a time. Raises BlobNotFound, at the first piece."""
    left = await repository.size(session, digest)
    if left is None:
        raise BlobNotFound
    seq = 0
    while left > 0:
        packed = await repository.piece(session, digest, seq)
        if packed is None:
            raise BlobNotFound
        piece = await asyncio.to_thread(zlib.decompress, packed)
        left, seq = left - len(piece), seq + 1
        yield piece
