"""What is kept for a while only: events, answers, sessions, deliveries, files, credits.

Done in every web process.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.platform import limits
from leadgen.platform.auth import repository as proofs
from leadgen.platform.billing import service as billing
from leadgen.platform.blobs import repository as blobs
from leadgen.platform.events import repository as events
from leadgen.platform.fetch import repository as fetch
from leadgen.platform.web import repository as answers
from leadgen.platform.webhooks import repository as webhooks
from leadgen.platform.workspaces import repository as workspaces

FIRST_AFTER_S = 60.0
EVERY_S = 3600.0

log = structlog.get_logger()

Forget = Callable[[WorkspaceSession, datetime], Awaitable[None]]
_registered: list[Forget] = []


def register(forget: Forget) -> None:
    """Say how a higher floor deletes what is over its time; done when the product is assembled."""
    _registered.append(forget)


async def keep_tidy(
    database: Database, first_after_s: float = FIRST_AFTER_S, every_s: float = EVERY_S
) -> None:
    """Tidy for ever, once an hour; a time when the database is away or busy is passed over."""
    await asyncio.sleep(first_after_s)
    while True:
        try:
            await tidy(database, now())
        except (DBAPIError, PoolTimeout) as error:
            log.warning("housekeeping.database_away", reason=str(error).splitlines()[0])
        await asyncio.sleep(every_s)


async def tidy(database: Database, at: datetime) -> None:
    """Delete what is over its time; doing it twice, or in two processes, is fine."""
    async with database.identity() as session:
        await proofs.forget_expired(session, at)
        await limits.forget_full(session, at)
        await fetch.forget_free(session, at)
    async with database.all_workspaces("housekeeping: which workspaces there are") as everywhere:
        ids = await workspaces.all_ids(everywhere)
    own = (events.forget_old, answers.forget_old, webhooks.forget_old, blobs.forget_expired, billing.tidy)
    for workspace_id in ids:
        for forget in (*own, *_registered):
            # Each by itself: what one has locked another may lock only after something else.
            async with database.workspace(workspace_id) as inside:
                await forget(inside, at)
