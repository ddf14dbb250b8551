"""Putting and reading files."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.errors import NotFound
from leadgen.platform.blobs import repository
from leadgen.platform.blobs.spool import Spooled

Kind = Literal["upload", "page"]
# An import needs its file until it is checked; its lines, by which it is shown and undone, stay for good.
# A page is what a value can be checked against and a run played back from; its quotes stay with the value.
KEPT: Mapping[Kind, timedelta] = {"upload": timedelta(days=90), "page": timedelta(days=180)}


class BlobNotFound(NotFound):
    """The stored file is not there."""

    def __init__(self) -> None:
        super().__init__("The stored file is not there any more. Upload it again.")


@dataclass(frozen=True)
class Blob:
    """A stored file: the SHA-256 of its bytes, and how many they are."""

    digest: bytes
    size: int


async def store(session: WorkspaceSession, spooled: Spooled, *, kind: Kind) -> Blob:
    """Keep a spooled stream for a while; content the workspace has already is not written again."""
    at = now()
    if await repository.add(
        session, spooled.digest, kind=kind, size=spooled.size, at=at, expires_at=at + KEPT[kind]
    ):
        for seq, piece in enumerate(spooled.pieces()):
            await repository.add_piece(session, spooled.digest, seq, piece)
    return Blob(spooled.digest, spooled.size)


async def contents(session: WorkspaceSession, digests: Collection[bytes]) -> Mapping[bytes, bytes]:
    """All the bytes at once, for what is known to be small; nothing of those that are not there any more."""
    found = {}
    for digest, (size, pieces) in (await repository.contents(session, digests)).items():
        whole = b"".join([zlib.decompress(piece) for piece in pieces])
        if len(whole) == size:
            found[digest] = whole
    return found


async def read(database: Database, workspace_id: UUID, digest: bytes) -> AsyncIterator[bytes]:
    """The bytes in pieces of 1 MB, one at a time. Raises BlobNotFound, at the first piece.

    Each piece in a transaction of its own, since whoever takes them may be slow, or leave in the middle:
    neither may keep a transaction open or spoil one.
    """
    async with database.workspace(workspace_id) as session:
        left = await repository.size(session, digest)
    if left is None:
        raise BlobNotFound
    seq = 0
    while left > 0:
        async with database.workspace(workspace_id) as session:
            packed = await repository.piece(session, digest, seq)
        if packed is None:
            raise BlobNotFound
        piece = await asyncio.to_thread(zlib.decompress, packed)
        left, seq = left - len(piece), seq + 1
        yield piece
