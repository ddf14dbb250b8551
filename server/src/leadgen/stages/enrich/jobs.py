"""The job that begins a run, and lets one go on."""

from uuid import UUID

from leadgen.platform.jobs import JobContext, Jobs
from leadgen.stages.enrich import running
from leadgen.stages.enrich.stepping import FEED

jobs = Jobs()


async def _failed(context: JobContext, error: Exception, workspace_id: UUID, run_id: UUID) -> None:
    async with context.database.workspace(workspace_id) as session:
        await running.fail(session, run_id)


async def _mark(context: JobContext, workspace_id: UUID, run_id: UUID) -> str:
    async with context.database.workspace(workspace_id) as session:
        return await running.mark(session, run_id)


@jobs.task(FEED, on_failure=_failed, mark=_mark)
async def feed(context: JobContext, workspace_id: UUID, run_id: UUID) -> None:
    """Ask about the first records, as many at a time as are asked at all; answers bring on the next."""
    async with context.database.workspace(workspace_id) as session:
        await running.feed(session, run_id)
