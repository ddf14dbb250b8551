"""The job that checks addresses."""

from uuid import UUID

from leadgen.platform.jobs import JobContext, Jobs, defer
from leadgen.platform.net import Net
from leadgen.records import bulk
from leadgen.records.bulk import handing
from leadgen.stages.cleanup.verification import service

jobs = Jobs()


async def _failed(context: JobContext, error: Exception, workspace_id: UUID, operation_id: UUID) -> None:
    async with context.database.workspace(workspace_id) as session:
        await bulk.fail(session, operation_id)


async def _mark(context: JobContext, workspace_id: UUID, operation_id: UUID) -> str:
    async with context.database.workspace(workspace_id) as session:
        return await handing.mark(session, operation_id)


@jobs.task(service.TASK, on_failure=_failed, mark=_mark)
async def verify(context: JobContext, workspace_id: UUID, operation_id: UUID) -> None:
    """Check the addresses of an operation's contacts; run again it goes on where it stopped."""
    is_done = await service.work(
        context.database,
        Net(context.settings),
        workspace_id,
        operation_id,
        attempts=context.attempts,
        should_stop=context.should_abort,
    )
    if not is_done:
        async with context.database.workspace(workspace_id) as session:
            await defer(session, service.TASK, operation_id=operation_id)
