"""The job that tells an account's workspaces of room that one of them has made."""

from uuid import UUID

from leadgen.platform.billing.service import TELL_ACCOUNT, tell_account
from leadgen.platform.jobs import JobContext, Jobs

jobs = Jobs()


@jobs.task(TELL_ACCOUNT)
async def tell(context: JobContext, workspace_id: UUID) -> None:
    """What waits for credits anywhere in the account goes on at once."""
    await tell_account(context.database, workspace_id)
