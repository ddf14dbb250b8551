"""The jobs that look for duplicates, and that merge many of them."""

from uuid import UUID

from leadgen.kernel.errors import LeadgenError
from leadgen.platform.jobs import JobContext, Jobs, defer
from leadgen.records import bulk as acts
from leadgen.records.bulk import handing
from leadgen.stages.cleanup.deciding import bulk, scanning

jobs = Jobs()
_FAILED = "The scan stopped before its end. Nothing was changed; start it again."


async def _failed(context: JobContext, error: Exception, workspace_id: UUID, scan_id: UUID) -> None:
    said = error.detail if isinstance(error, LeadgenError) else _FAILED
    async with context.database.workspace(workspace_id) as session:
        await scanning.fail(session, scan_id, said)


async def _mark(context: JobContext, workspace_id: UUID, scan_id: UUID) -> str:
    """It begins anew each time, so a worker that dies over it dies at the same place."""
    return str(scan_id)


@jobs.task(scanning.TASK, on_failure=_failed, mark=_mark)
async def scan(context: JobContext, workspace_id: UUID, scan_id: UUID) -> None:
    """Look for duplicates; run again it begins anew, and has written nothing before its end."""
    is_done = await scanning.work(context.database, workspace_id, scan_id, context.should_abort)
    if not is_done:
        async with context.database.workspace(workspace_id) as session:
            await defer(session, scanning.TASK, scan_id=scan_id)


async def _merge_failed(
    context: JobContext, error: Exception, workspace_id: UUID, operation_id: UUID
) -> None:
    async with context.database.workspace(workspace_id) as session:
        await acts.fail(session, operation_id)


async def _merge_mark(context: JobContext, workspace_id: UUID, operation_id: UUID) -> str:
    async with context.database.workspace(workspace_id) as session:
        return await handing.mark(session, operation_id)


@jobs.task(bulk.TASK, on_failure=_merge_failed, mark=_merge_mark)
async def merge(context: JobContext, workspace_id: UUID, operation_id: UUID) -> None:
    """Merge clusters piece by piece; run again it goes on where it stopped."""
    if not await bulk.work(context.database, workspace_id, operation_id, context.should_abort):
        async with context.database.workspace(workspace_id) as session:
            await defer(session, bulk.TASK, operation_id=operation_id)
