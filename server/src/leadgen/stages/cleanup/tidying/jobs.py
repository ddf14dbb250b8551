"""The jobs of a cleanup: looking at many records, and changing them."""

from uuid import UUID

from leadgen.platform.jobs import JobContext, Jobs, defer
from leadgen.stages.cleanup.tidying import applying, service
from leadgen.stages.cleanup.tidying.previewing import Preview

jobs = Jobs()


async def _failed(context: JobContext, error: BaseException, workspace_id: UUID, cleanup_id: UUID) -> None:
    async with context.database.workspace(workspace_id) as session:
        await service.fail(session, cleanup_id)


async def _mark(context: JobContext, workspace_id: UUID, cleanup_id: UUID) -> str:
    async with context.database.workspace(workspace_id) as session:
        return await service.mark(session, cleanup_id)


@jobs.task(service.PREVIEW, on_failure=_failed, mark=_mark)
async def preview(context: JobContext, workspace_id: UUID, cleanup_id: UUID) -> None:
    """Look at the records piece by piece, each in a transaction; run again it goes on where it stopped."""
    run, more = Preview(cleanup_id), True
    while more:
        async with context.database.workspace(workspace_id) as session:
            more = await run.step(session)
            if more and context.should_abort():
                await defer(session, service.PREVIEW, cleanup_id=cleanup_id)
                return


@jobs.task(service.APPLY, on_failure=_failed, mark=_mark)
async def apply(context: JobContext, workspace_id: UUID, cleanup_id: UUID) -> None:
    """Make the changes piece by piece, as a preview is made."""
    more = True
    while more:
        async with context.database.workspace(workspace_id) as session:
            more = await applying.step(session, cleanup_id)
            if more and context.should_abort():
                await defer(session, service.APPLY, cleanup_id=cleanup_id)
                return
