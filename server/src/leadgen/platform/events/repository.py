"""SQL of events."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.orm import Session

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.events.contracts import CHANNEL, Event
from leadgen.platform.events.models import EventRow

KEPT_FOR = timedelta(days=7)
_LOCK_SPACE = 7_233_003
_NOTIFY = text("SELECT pg_notify(:channel, one) FROM unnest(CAST(:told AS text[])) AS one")


def record(session: Session, workspace_id: UUID, happened: Iterable[tuple[str, UUID]], at: datetime) -> None:
    """Write and announce, in the order of commits: the lock is held until this transaction is through."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(workspace_id), _LOCK_SPACE))))
    rows = [
        {"workspace_id": workspace_id, "topic": one, "ref_id": ref_id, "at": at} for one, ref_id in happened
    ]
    added = insert(EventRow).values(rows).returning(EventRow.seq, EventRow.topic, EventRow.ref_id)
    told = [Event(*row).notification(workspace_id) for row in session.execute(added)]
    session.execute(_NOTIFY, {"channel": CHANNEL, "told": told})


async def latest_seq(session: WorkspaceSession) -> int:
    """The number of the workspace's last event; 0 before the first."""
    found = await session.scalar(
        select(func.max(EventRow.seq)).where(EventRow.workspace_id == session.workspace_id)
    )
    return found or 0


async def since(session: WorkspaceSession, seq: int, limit: int) -> Sequence[Event]:
    """What changed after `seq`, each resource once with its last number, oldest first."""
    last = func.max(EventRow.seq).label("last")
    statement = (
        select(last, EventRow.topic, EventRow.ref_id)
        .where(EventRow.workspace_id == session.workspace_id, EventRow.seq > seq)
        .group_by(EventRow.topic, EventRow.ref_id)
        .order_by(last)
        .limit(limit)
    )
    return [Event(number, topic, ref_id) for number, topic, ref_id in await session.execute(statement)]


async def forget_old(session: WorkspaceSession, at: datetime) -> None:
    await session.execute(
        delete(EventRow).where(EventRow.workspace_id == session.workspace_id, EventRow.at < at - KEPT_FOR)
    )
