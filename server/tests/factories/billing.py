"""Credits for the tests: grants, and a second workspace of the same account."""

from uuid import UUID

from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.billing import service
from leadgen.platform.billing.contracts import CREDIT, Meter
from tests.factories.tenancy import Workspace

OPERATOR = Actor("system", None, "Command line")


async def granted(database: Database, workspace_id: UUID, credits_: int) -> Meter:
    """So many whole credits more."""
    return await service.grant(database, workspace_id, credits_ * CREDIT, OPERATOR)


async def look(database: Database, workspace_id: UUID) -> Meter:
    """The meter, as the workspace sees it."""
    async with database.workspace(workspace_id) as session:
        return await service.meter(session)


async def sibling(database: Database, workspace: Workspace, slug: str) -> UUID:
    """One more workspace of the account, without members."""
    made = uuid7()
    async with database.workspace(made) as session:
        await session.execute(
            text(
                "INSERT INTO workspace (id, account_id, slug, name, created_at)"
                " VALUES (:id, :account, :slug, :slug, :now)"
            ),
            {"id": made, "account": workspace.account_id, "slug": slug, "now": clock.now()},
        )
    return made
