"""Transactions that wait for each other, in an order that the test chooses."""

from sqlalchemy import text

from leadgen.db.engine import Database
from tests.factories.queue import until
from tests.factories.tenancy import Workspace

_WAITING = text("""
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
""")


async def until_blocked(database: Database, workspace: Workspace, transactions: int) -> None:
    """Until so many wait for what another one holds."""

    async def are_waiting() -> bool:
        async with database.workspace(workspace.id) as session:
            return bool((await session.execute(_WAITING)).scalar_one() == transactions)

    await until(are_waiting)
