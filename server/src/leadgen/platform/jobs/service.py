"""Deferring a job."""

from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.jobs import repository


async def defer(
    session: WorkspaceSession,
    name: str,
    *,
    lock: str | None = None,
    **ids: UUID | str,
) -> None:
    """Run the task `name` in this workspace once this transaction is committed; a rollback takes it back.

    Jobs of one `lock`, a name within the workspace, run one after another, in order. The task gets
    `workspace_id` and `ids`.
    """
    await repository.defer(
        session,
        task=name,
        args={"workspace_id": str(session.workspace_id), **{key: str(value) for key, value in ids.items()}},
        lock=f"{session.workspace_id}:{lock}" if lock is not None else None,
    )
