"""Receivers that hang, drip, flood or are overloaded: cut off, and nobody else waits for them."""

import asyncio
from datetime import timedelta

import pytest

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.webhooks import delivering, log
from leadgen.platform.webhooks.contracts import DeliveryState
from tests.factories.outside import Asked, Outside, Says, outside, says
from tests.factories.queue import until
from tests.factories.tenancy import Workspace
from tests.factories.webhooks import all_are, allowing, deliveries_of, ping, webhook_to
from tests.factories.webhooks import delivering as running


async def hang(writer: asyncio.StreamWriter, asked: Asked) -> None:
    await asyncio.sleep(30)


async def drip_headers(writer: asyncio.StreamWriter, asked: Asked) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(300):
        writer.write(b"X-%d: y\r\n" % number)
        await writer.drain()
        await asyncio.sleep(0.1)


async def drip_body(writer: asyncio.StreamWriter, asked: Asked) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    for _ in range(300):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.1)


async def endless_body(writer: asyncio.StreamWriter, asked: Asked) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n")
    for _ in range(1_000):
        writer.write(b"\0<b>" * 2_500)
        await writer.drain()


async def odd_coding(writer: asyncio.StreamWriter, asked: Asked) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: UTF-8\r\nContent-Length: 2\r\n\r\nok")


async def hang_up(writer: asyncio.StreamWriter, asked: Asked) -> None:
    writer.write(b"HTTP/1.1 2")


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [
        (hang, "failed"),
        (drip_headers, "failed"),
        (hang_up, "failed"),
        (odd_coding, "delivered"),
        (drip_body, "delivered"),
        (endless_body, "delivered"),
    ],
)
async def test_a_receiver_that_wastes_time_or_space_is_cut_off(
    database: Database,
    settings: Settings,
    workspace: Workspace,
    receiver: Outside,
    monkeypatch: pytest.MonkeyPatch,
    behaviour: Says,
    state: DeliveryState,
) -> None:
    monkeypatch.setattr(delivering, "TIMEOUT_S", 0.6)
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url())
    receiver.answer = behaviour
    async with running(database, settings, retries=()):
        delivery = await ping(database, workspace, webhook.id)
        async with asyncio.timeout(5):
            await all_are(database, workspace, webhook.id, state)
    async with database.workspace(workspace.id) as session:
        (attempt,) = (await log.detail(session, webhook.id, delivery.id)).attempts
    assert len(attempt.response_excerpt.encode()) <= 3 * delivering.EXCERPT_BYTES
    assert "\0" not in attempt.response_excerpt
    assert (attempt.error is None) == (state == "delivered")


async def test_a_dead_address_delays_no_other(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    async with outside(hang) as dead:
        settings = allowing(settings, receiver, dead)
        bad, _ = await webhook_to(database, settings, workspace, dead.url())
        good, _ = await webhook_to(database, settings, workspace, receiver.url())
        for _ in range(20):
            await ping(database, workspace, bad.id)
        async with running(database, settings):
            for _ in range(10):
                await ping(database, workspace, good.id)
            async with asyncio.timeout(5):
                await all_are(database, workspace, good.id, "delivered")
            assert dead.connections == delivering.AT_ONCE_PER_ADDRESS


async def test_an_overloaded_address_is_left_alone_for_as_long_as_it_says(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url())
    receiver.answer = says(b"", 429, Retry_After="1")
    async with running(database, settings):
        await ping(database, workspace, webhook.id)

        async def was_refused() -> bool:
            return (await deliveries_of(database, workspace, webhook.id))[0].last_status == 429

        await until(was_refused)
        receiver.answer = says()
        first = now()
        await ping(database, workspace, webhook.id)
        await all_are(database, workspace, webhook.id, "delivered")
    assert now() - first > timedelta(seconds=0.6)
    assert len(receiver.asked) == 3
