"""SQL of kept answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.web.models import IdempotencyKeyRow as Row

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class KeptAnswer:
    """What was answered to the first request with a key; `answer` is sealed."""

    operation: str
    body_digest: bytes
    status: int
    answer: bytes


async def claim(session: WorkspaceSession, key: str, operation: str, digest: bytes, at: datetime) -> bool:
    """True for the first; another transaction with the key is waited for. After a day a key is free again."""
    await session.execute(
        delete(Row).where(
            Row.workspace_id == session.workspace_id, Row.key == key, Row.created_at < at - KEPT_FOR
        )
    )
    statement = (
        insert(Row)
        .values(
            workspace_id=session.workspace_id, key=key, operation=operation, body_digest=digest, created_at=at
        )
        .on_conflict_do_nothing()
        .returning(Row.key)
    )
    return (await session.scalar(statement)) is not None


async def keep(session: WorkspaceSession, key: str, status: int, answer: bytes) -> None:
    await session.execute(
        update(Row)
        .where(Row.workspace_id == session.workspace_id, Row.key == key)
        .values(status=status, answer=answer)
    )


async def kept(session: WorkspaceSession, key: str) -> KeptAnswer:
    """After a `claim` that was False."""
    found = (
        await session.execute(
            select(Row.operation, Row.body_digest, Row.status, Row.answer).where(
                Row.workspace_id == session.workspace_id, Row.key == key
            )
        )
    ).one()
    status, answer = found.status, found.answer
    assert status is not None, "an answer is written in the transaction that claims its key"
    assert answer is not None
    return KeptAnswer(found.operation, found.body_digest, status, answer)


async def forget_old(session: WorkspaceSession, at: datetime) -> None:
    await session.execute(
        delete(Row).where(Row.workspace_id == session.workspace_id, Row.created_at < at - KEPT_FOR)
    )
