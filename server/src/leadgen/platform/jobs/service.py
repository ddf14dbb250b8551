"""Deferring a job."""

from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.jobs import repository


async def defer(
    session: WorkspaceSession,
    name: str,
    *,
    lock: str | None = None,
    queueing_lock: str | None = None,
    **ids: UUID | str,
) -> None:
    """Run the task `name` in this workspace once this transaction is committed; a rollback takes it back.

    Jobs of one `lock` run one after another, in order. While a job of the same `queueing_lock` waits,
    nothing is added. Both are names within the workspace. The task gets `workspace_id` and `ids`.
    """
    within = f"{session.workspace_id}:"
    await repository.defer(
        session,
        task=name,
        args={"workspace_id": str(session.workspace_id), **{key: str(value) for key, value in ids.items()}},
        lock=within + lock if lock is not None else None,
        queueing_lock=within + queueing_lock if queueing_lock is not None else None,
    )
