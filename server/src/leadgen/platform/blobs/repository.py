"""SQL of blobs."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.blobs.models import BlobPieceRow, BlobRow


async def add(session: WorkspaceSession, digest: bytes, *, kind: str, size: int, at: datetime) -> bool:
    """False where the workspace has this content already; another transaction that adds it is waited for."""
    statement = (
        insert(BlobRow)
        .values(workspace_id=session.workspace_id, digest=digest, kind=kind, size=size, created_at=at)
        .on_conflict_do_nothing()
        .returning(BlobRow.digest)
    )
    return (await session.scalar(statement)) is not None


async def add_piece(session: WorkspaceSession, digest: bytes, seq: int, data: bytes) -> None:
    await session.execute(
        insert(BlobPieceRow).values(workspace_id=session.workspace_id, digest=digest, seq=seq, data=data)
    )


async def size(session: WorkspaceSession, digest: bytes) -> int | None:
    """In bytes; None where there is no such blob in the workspace."""
    return await session.scalar(
        select(BlobRow.size).where(BlobRow.workspace_id == session.workspace_id, BlobRow.digest == digest)
    )


async def piece(session: WorkspaceSession, digest: bytes, seq: int) -> bytes | None:
    """Compressed; None past the end."""
    return await session.scalar(
        select(BlobPieceRow.data).where(
            BlobPieceRow.workspace_id == session.workspace_id,
            BlobPieceRow.digest == digest,
            BlobPieceRow.seq == seq,
        )
    )
