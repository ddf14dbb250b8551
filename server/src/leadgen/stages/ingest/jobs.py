"""The one job of ingest."""

from uuid import UUID

from leadgen.platform.jobs import JobContext, Jobs
from leadgen.platform.net import Net
from leadgen.stages.ingest import running
from leadgen.stages.ingest.service import ADVANCE

jobs = Jobs()


async def _failed(context: JobContext, error: Exception, workspace_id: UUID, import_id: UUID) -> None:
    await running.fail(context.database, workspace_id, import_id, error)


async def _mark(context: JobContext, workspace_id: UUID, import_id: UUID) -> str:
    return await running.mark(context.database, workspace_id, import_id)


@jobs.task(ADVANCE, on_failure=_failed, mark=_mark)
async def advance(context: JobContext, workspace_id: UUID, import_id: UUID) -> None:
    """Fetch, inspect, stage and apply an import as far as it goes without a person."""
    net = Net(context.settings)
    await running.advance(context.database, workspace_id, import_id, context.should_abort, net)
