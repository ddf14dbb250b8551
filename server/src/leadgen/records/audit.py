"""Operations as the audit tells them."""

from collections.abc import Sequence

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.audit.contracts import Entry, Wanted
from leadgen.records.contracts import Operation
from leadgen.records.repository import operations


async def told(session: WorkspaceSession, wanted: Wanted) -> Sequence[Entry]:
    """As a source of the audit."""
    found = await operations.newest(
        session, wanted.before, wanted.limit, kind=wanted.kind, actor_id=wanted.actor_id
    )
    return [_entry(operation) for operation in found]


def _entry(operation: Operation) -> Entry:
    return Entry(
        id=operation.id,
        at=operation.created_at,
        kind=operation.kind,
        actor=operation.actor,
        subject=operation.summary,
        detail=dict(operation.counts),
        operation_id=operation.id,
    )
