"""Telling that something changed."""

from functools import partial
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.platform.events import repository
from leadgen.platform.events.contracts import Topic

_PENDING = "leadgen.events"


async def publish(session: WorkspaceSession, *, topic: Topic, ref_id: UUID) -> None:
    """Announce with this transaction's commit, once per resource however often it is called.

    Written at the very end of the transaction, since numbering in the order of commits takes a lock of
    the workspace. Rolled back, nothing is announced.
    """
    pending = _pending(session.sync_session)
    if not pending:
        write = partial(_write, session.workspace_id)
        event.listen(session.sync_session, "before_commit", write, once=True)
    pending[(topic, ref_id)] = None


def _pending(session: Session) -> dict[tuple[str, UUID], None]:
    held: dict[tuple[str, UUID], None] = session.info.setdefault(_PENDING, {})
    return held


def _write(workspace_id: UUID, session: Session) -> None:
    pending = _pending(session)
    repository.record(session, workspace_id, list(pending), now())
    pending.clear()
