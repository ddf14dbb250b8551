"""A workspace's webhook, and a worker that delivers at a quick pace."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.effects.contracts import Effects
from leadgen.platform.effects.dispatcher import run_dispatcher
from leadgen.platform.webhooks import service
from leadgen.platform.webhooks.contracts import Delivery, DeliveryState, Webhook
from leadgen.platform.webhooks.delivering import effects
from leadgen.platform.webhooks.repository import deliveries
from tests.factories.effects import QUICK
from tests.factories.outside import Outside
from tests.factories.queue import until
from tests.factories.records import alice
from tests.factories.tenancy import Workspace


def allowing(settings: Settings, *receivers: Outside) -> Settings:
    """The same installation, which may reach these."""
    return settings.model_copy(
        update={"outbound_allow": ",".join(f"127.0.0.1:{receiver.port}" for receiver in receivers)}
    )


@asynccontextmanager
async def delivering(
    database: Database, settings: Settings, *, retries: Sequence[timedelta] = (timedelta(0),) * 9
) -> AsyncIterator[None]:
    """A dispatcher of webhooks runs during the block; failed attempts are made again at once."""
    quick = Effects()
    for kind in effects.kinds.values():
        quick.kind(replace(kind, retries=retries))
    stop = asyncio.Event()
    running = asyncio.create_task(run_dispatcher([quick], database, settings, stop, QUICK))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(running, 15)


async def webhook_to(
    database: Database, settings: Settings, workspace: Workspace, url: str, *events: str
) -> tuple[Webhook, str]:
    """A webhook of Alice's, and its secret."""
    async with database.workspace(workspace.id) as session:
        return await service.create(
            session, settings, alice(workspace), url=url, description="", events=events or ("test.ping",)
        )


async def ping(database: Database, workspace: Workspace, webhook_id: UUID) -> Delivery:
    """A test event on its way."""
    async with database.workspace(workspace.id) as session:
        return await service.test(session, webhook_id)


async def deliveries_of(database: Database, workspace: Workspace, webhook_id: UUID) -> list[Delivery]:
    """The newest first."""
    async with database.workspace(workspace.id) as session:
        return await deliveries(session, webhook_id, state=None, before=None, limit=1_000)


async def webhook_of(database: Database, workspace: Workspace, webhook_id: UUID) -> Webhook:
    """As it is now."""
    async with database.workspace(workspace.id) as session:
        return await service.get(session, webhook_id)


async def all_are(database: Database, workspace: Workspace, webhook_id: UUID, state: DeliveryState) -> None:
    """Wait until every delivery is in this state."""

    async def are() -> bool:
        found = await deliveries_of(database, workspace, webhook_id)
        return bool(found) and {one.state for one in found} == {state}

    await until(are)
