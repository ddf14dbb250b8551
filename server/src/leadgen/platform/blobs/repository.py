"""SQL of blobs."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.blobs.models import BlobPieceRow, BlobRow


async def add(
    session: WorkspaceSession, digest: bytes, *, kind: str, size: int, at: datetime, expires_at: datetime
) -> bool:
    """Whether its pieces are still to be written; another transaction that adds it is waited for.

    Content that was given before is kept as long as what is given now.
    """
    fresh = insert(BlobRow).values(
        workspace_id=session.workspace_id,
        digest=digest,
        kind=kind,
        size=size,
        created_at=at,
        expires_at=expires_at,
    )
    await session.execute(
        fresh.on_conflict_do_update(
            index_elements=[BlobRow.workspace_id, BlobRow.digest],
            set_={"expires_at": func.greatest(BlobRow.expires_at, fresh.excluded.expires_at)},
        )
    )
    return await piece(session, digest, 0) is None


async def forget_expired(session: WorkspaceSession, at: datetime) -> None:
    """Delete the content of what expired; that a file was there, and its size, stays known.

    Whoever gives the same content again meanwhile holds the row: it is no longer expired then.
    """
    expired = (
        select(BlobRow.digest)
        .where(BlobRow.workspace_id == session.workspace_id, BlobRow.expires_at < at)
        .with_for_update()
        .cte("expired")
    )
    await session.execute(
        delete(BlobPieceRow)
        .where(
            BlobPieceRow.workspace_id == session.workspace_id,
            BlobPieceRow.digest.in_(select(expired.c.digest)),
        )
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        delete(BlobRow)
        .where(BlobRow.workspace_id == session.workspace_id, BlobRow.expires_at < at, BlobRow.kind == "page")
        .execution_options(synchronize_session=False)
    )


async def add_piece(session: WorkspaceSession, digest: bytes, seq: int, data: bytes) -> None:
    await session.execute(
        insert(BlobPieceRow).values(workspace_id=session.workspace_id, digest=digest, seq=seq, data=data)
    )


async def size(session: WorkspaceSession, digest: bytes) -> int | None:
    """In bytes; None where there is no such blob in the workspace."""
    return await session.scalar(
        select(BlobRow.size).where(BlobRow.workspace_id == session.workspace_id, BlobRow.digest == digest)
    )


async def contents(
    session: WorkspaceSession, digests: Collection[bytes]
) -> Mapping[bytes, tuple[int, Sequence[bytes]]]:
    """Of each blob that is there the size, and all pieces in their order, compressed."""
    pieces = (
        select(func.array_agg(aggregate_order_by(BlobPieceRow.data, BlobPieceRow.seq)))
        .where(BlobPieceRow.workspace_id == BlobRow.workspace_id, BlobPieceRow.digest == BlobRow.digest)
        .scalar_subquery()
    )
    found = await session.execute(
        select(BlobRow.digest, BlobRow.size, pieces).where(
            BlobRow.workspace_id == session.workspace_id, BlobRow.digest.in_(digests)
        )
    )
    return {digest: (size, data or ()) for digest, size, data in found}


async def piece(session: WorkspaceSession, digest: bytes, seq: int) -> bytes | None:
    """Compressed; None past the end."""
    return await session.scalar(
        select(BlobPieceRow.data).where(
            BlobPieceRow.workspace_id == session.workspace_id,
            BlobPieceRow.digest == digest,
            BlobPieceRow.seq == seq,
        )
    )
