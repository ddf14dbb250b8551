"""The jobs of records: an undo, or an act on many records, that is too big for a request."""

from uuid import UUID

from leadgen.platform.jobs import JobContext, Jobs, defer
from leadgen.records import bulk, undo
from leadgen.records.repository import operations

jobs = Jobs()


async def _failed(context: JobContext, error: BaseException, workspace_id: UUID, operation_id: UUID) -> None:
    async with context.database.workspace(workspace_id) as session:
        await undo.fail(session, operation_id)


async def _mark(context: JobContext, workspace_id: UUID, operation_id: UUID) -> str:
    async with context.database.workspace(workspace_id) as session:
        return str(await operations.position(session, operation_id))


@jobs.task(undo.TASK, on_failure=_failed, mark=_mark)
async def undo_operation(context: JobContext, workspace_id: UUID, operation_id: UUID) -> None:
    """Undo chunk by chunk, each in a transaction of its own; run again it goes on where it stopped."""
    more = True
    while more:
        async with context.database.workspace(workspace_id) as session:
            more = await undo.step(session, operation_id)
            if more and context.should_abort():
                await defer(session, undo.TASK, operation_id=operation_id)
                return


async def _bulk_failed(
    context: JobContext, error: BaseException, workspace_id: UUID, operation_id: UUID
) -> None:
    async with context.database.workspace(workspace_id) as session:
        await bulk.fail(session, operation_id)


@jobs.task(bulk.TASK, on_failure=_bulk_failed, mark=_mark)
async def change_many(context: JobContext, workspace_id: UUID, operation_id: UUID) -> None:
    """Carry an act on many records out, chunk by chunk, as an undo is."""
    more = True
    while more:
        async with context.database.workspace(workspace_id) as session:
            more = await bulk.step(session, operation_id)
            if more and context.should_abort():
                await defer(session, bulk.TASK, operation_id=operation_id)
                return
