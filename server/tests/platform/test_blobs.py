"""Files come back byte for byte, once per content, and only in their workspace."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.platform.blobs import service
from leadgen.platform.blobs.spool import PIECE_BYTES, FileTooLarge, spool
from leadgen.platform.housekeeping import tidy
from tests.factories.tenancy import Workspace


async def stream(content: bytes, size: int = 70_000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def put(database: Database, workspace: Workspace, content: bytes) -> service.Blob:
    async with spool(stream(content)) as spooled, database.workspace(workspace.id) as session:
        return await service.store(session, spooled, kind="upload")


async def read(database: Database, workspace: Workspace, digest: bytes) -> bytes:
    return b"".join([piece async for piece in service.read(database, workspace.id, digest)])


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES + 7])
async def test_what_goes_in_comes_out(database: Database, workspace: Workspace, size: int) -> None:
    content = os.urandom(size)
    blob = await put(database, workspace, content)
    assert (blob.size, blob.digest) == (size, sha256(content).digest())
    assert await read(database, workspace, blob.digest) == content


async def test_pieces_are_read_one_at_a_time(database: Database, workspace: Workspace) -> None:
    content = b"a,b\n" * PIECE_BYTES
    blob = await put(database, workspace, content)
    sizes = [len(piece) async for piece in service.read(database, workspace.id, blob.digest)]
    async with database.workspace(workspace.id) as session:
        stored = await session.scalar(text("SELECT sum(length(data)) FROM blob_piece"))
    assert sizes == [PIECE_BYTES] * 4
    assert stored is not None
    assert stored < len(content) / 50


async def test_the_same_content_is_kept_once_even_at_the_same_time(
    database: Database, workspace: Workspace
) -> None:
    content = os.urandom(2 * PIECE_BYTES)
    blobs = await asyncio.gather(*(put(database, workspace, content) for _ in range(4)))
    assert len(set(blobs)) == 1
    async with database.workspace(workspace.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM blob_piece")) == 2
    assert await read(database, workspace, blobs[0].digest) == content


async def test_another_workspace_cannot_read_it_by_its_digest(
    database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    blob = await put(database, workspace, b"secret")
    with pytest.raises(service.BlobNotFound):
        await read(database, other_workspace, blob.digest)
    assert await put(database, other_workspace, b"secret") == blob
    assert await read(database, other_workspace, blob.digest) == b"secret"


async def test_a_reader_who_leaves_in_the_middle_of_a_piece_spoils_nothing(
    database: Database, workspace: Workspace
) -> None:
    blob = await put(database, workspace, os.urandom(4 * PIECE_BYTES))
    async with database.workspace(workspace.id):
        await read(database, workspace, blob.digest)  # from here on nobody who leaves was still connecting
    for wait_s in (0.0, 0.001, 0.002, 0.004, 0.008):
        async with database.workspace(workspace.id) as session:
            reading = asyncio.create_task(read(database, workspace, blob.digest))
            await asyncio.sleep(wait_s)
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            assert await session.scalar(text("SELECT count(*) FROM blob")) == 1


async def test_a_stream_over_the_limit_is_not_read_to_its_end() -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += PIECE_BYTES
            yield b"x" * PIECE_BYTES

    with pytest.raises(FileTooLarge, match="more than 3 MB"):
        async with spool(endless(), most_bytes=3 * PIECE_BYTES):
            pass
    assert taken == 4 * PIECE_BYTES


async def test_a_file_goes_when_its_time_is_over_and_comes_back_with_its_next_upload(
    database: Database, workspace: Workspace
) -> None:
    content = os.urandom(1000)
    blob = await put(database, workspace, content)
    begun = clock.now()
    await tidy(database, begun + service.KEPT["upload"] - timedelta(minutes=1))
    assert await read(database, workspace, blob.digest) == content
    for _ in range(2):
        await tidy(database, begun + service.KEPT["upload"] + timedelta(minutes=1))
        with pytest.raises(service.BlobNotFound):
            await read(database, workspace, blob.digest)
    await put(database, workspace, content)
    assert await read(database, workspace, blob.digest) == content


async def test_a_file_given_again_is_kept_from_then_on(database: Database, workspace: Workspace) -> None:
    content = os.urandom(1000)
    with clock.fix(clock.now() - service.KEPT["upload"]):
        blob = await put(database, workspace, content)
    await put(database, workspace, content)
    await tidy(database, clock.now() + timedelta(days=1))
    assert await read(database, workspace, blob.digest) == content
