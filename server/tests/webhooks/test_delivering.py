"""An event is signed and sent until it is received, and a bad receiver harms nobody but itself."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from standardwebhooks import Webhook as Library

from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.platform.effects.claiming import claim, see_to_lost
from leadgen.platform.effects.contracts import Done
from leadgen.platform.effects.repository import Lane
from leadgen.platform.effects.settling import Answer, write
from leadgen.platform.webhooks import delivering, log, repository, service
from leadgen.platform.webhooks.errors import WebhookOff
from leadgen.platform.webhooks.repository import NewDelivery
from leadgen.platform.webhooks.verifying import SignatureRefused, verify
from tests.factories.blocking import until_blocked
from tests.factories.outside import Asked, Outside, outside, says
from tests.factories.queue import until
from tests.factories.records import alice
from tests.factories.statements import counted
from tests.factories.tenancy import Workspace
from tests.factories.webhooks import all_are, allowing, deliveries_of, ping, webhook_of, webhook_to
from tests.factories.webhooks import delivering as running


async def test_an_event_arrives_signed_and_is_logged(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, secret = await webhook_to(database, settings, workspace, receiver.url("/hook?key=1"))
    async with running(database, settings):
        delivery = await ping(database, workspace, webhook.id)
        await all_are(database, workspace, webhook.id, "delivered")
    (asked,) = receiver.asked
    assert (asked.method, asked.target) == ("POST", "/hook?key=1")
    body = json.loads(asked.body)
    assert (body["type"], body["data"]["message"], body["id"]) == (
        "test.ping",
        "It works.",
        str(delivery.event_id),
    )
    assert verify([secret], asked.headers, asked.body, now()) == str(delivery.event_id)
    assert Library(secret).verify(asked.body, asked.headers) == body
    async with database.workspace(workspace.id) as session:
        found = await log.detail(session, webhook.id, delivery.id)
    assert found.body.encode() == asked.body
    (attempt,) = found.attempts
    assert (attempt.status, attempt.error, attempt.response_excerpt) == (200, None, "fine")
    assert attempt.request_headers["webhook-signature"] == asked.headers["webhook-signature"]
    last = (await webhook_of(database, workspace, webhook.id)).last_delivery
    assert last is not None
    assert last.state == "delivered"


async def test_a_rolled_back_act_is_not_told(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url())

    async def fail() -> None:
        async with database.workspace(workspace.id) as session:
            await service.publish(session, "test.ping", uuid7())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await deliveries_of(database, workspace, webhook.id) == []


async def test_where_nobody_subscribes_one_look_is_all(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    await webhook_to(database, settings, workspace, receiver.url(), "test.ping")
    async with database.workspace(workspace.id) as session:
        await session.execute(text("UPDATE webhook SET events = '{}'"))
        assert await counted(session, lambda: service.publish(session, "test.ping", uuid7())) == 1
        assert (await session.execute(text("SELECT count(*) FROM webhook_event"))).scalar_one() == 0


async def test_attempts_share_the_id_and_each_has_its_own_time(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, secret = await webhook_to(database, settings, workspace, receiver.url())
    receiver.answer = says(b"no", 500)
    async with running(database, settings, retries=(timedelta(seconds=1.1),) * 3):
        delivery = await ping(database, workspace, webhook.id)

        async def was_tried() -> bool:
            return len(receiver.asked) == 2

        await until(was_tried)
        receiver.answer = says()
        await all_are(database, workspace, webhook.id, "delivered")
    assert {asked.headers["webhook-id"] for asked in receiver.asked} == {str(delivery.event_id)}
    assert len({asked.headers["webhook-timestamp"] for asked in receiver.asked}) == 3
    assert len({asked.body for asked in receiver.asked}) == 1
    for asked in receiver.asked:
        assert verify([secret], asked.headers, asked.body, now())
    (found,) = await deliveries_of(database, workspace, webhook.id)
    assert (found.attempts, found.last_status) == (3, 200)


async def test_a_redirect_is_a_failure_and_never_followed(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    async with outside() as elsewhere:
        settings = allowing(settings, receiver, elsewhere)
        webhook, _ = await webhook_to(database, settings, workspace, receiver.url())
        receiver.answer = says(b"", 302, Location=elsewhere.url())
        async with running(database, settings, retries=()):
            await ping(database, workspace, webhook.id)
            await all_are(database, workspace, webhook.id, "failed")
        assert elsewhere.connections == 0
    (found,) = await deliveries_of(database, workspace, webhook.id)
    assert "redirects are not followed" in (found.last_error or "")


async def test_an_address_that_is_gone_is_turned_off(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url())
    receiver.answer = says(b"", 410)
    for _ in range(20):
        await ping(database, workspace, webhook.id)
    async with running(database, settings):

        async def is_off() -> bool:
            states = {one.state for one in await deliveries_of(database, workspace, webhook.id)}
            return states == {"failed", "released"}

        await until(is_off)
    assert len(receiver.asked) <= delivering.AT_ONCE_PER_ADDRESS
    found = await webhook_of(database, workspace, webhook.id)
    assert (found.state, found.disabled_reason) == (
        "disabled",
        "The address answered 410 Gone: nobody listens there any more.",
    )
    with pytest.raises(WebhookOff):
        await ping(database, workspace, webhook.id)
    async with database.workspace(workspace.id) as session:
        back = await service.change(session, settings, alice(workspace), webhook.id, {"enabled": True})
    assert (back.state, back.disabled_reason) == ("enabled", None)


async def test_an_address_that_fails_for_days_is_turned_off_and_one_success_begins_anew(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url())

    async def failing_for(days: float) -> None:
        async with database.workspace(workspace.id) as session:
            at = now() - timedelta(days=days)
            await session.execute(text("UPDATE webhook SET failing_since = :at"), {"at": at})

    async with running(database, settings, retries=()):
        await failing_for(6)
        await ping(database, workspace, webhook.id)
        await all_are(database, workspace, webhook.id, "delivered")
        assert (await webhook_of(database, workspace, webhook.id)).failing_since is None
        receiver.answer = says(b"", 500)
        await ping(database, workspace, webhook.id)

        async def has_failed() -> bool:
            return (await deliveries_of(database, workspace, webhook.id))[0].state == "failed"

        await until(has_failed)
        found = await webhook_of(database, workspace, webhook.id)
        assert (found.state, found.failing_since is not None) == ("enabled", True)
        await failing_for(6)
        await ping(database, workspace, webhook.id)

        async def is_off() -> bool:
            return (await webhook_of(database, workspace, webhook.id)).state == "disabled"

        await until(is_off)
    assert "Nothing has arrived since" in (
        (await webhook_of(database, workspace, webhook.id)).disabled_reason or ""
    )


async def test_both_secrets_sign_while_one_is_changed_for_the_other(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, old = await webhook_to(database, settings, workspace, receiver.url())
    async with database.workspace(workspace.id) as session:
        new, until_then = await service.rotate(session, settings, alice(workspace), webhook.id)
    assert timedelta(hours=23) < until_then - now() <= timedelta(hours=24)
    async with running(database, settings):
        await ping(database, workspace, webhook.id)
        await all_are(database, workspace, webhook.id, "delivered")
        for secret in (old, new):
            assert verify([secret], receiver.asked[0].headers, receiver.asked[0].body, now())
        async with database.workspace(workspace.id) as session:
            await session.execute(text("UPDATE webhook SET previous_until = :at"), {"at": now()})
        await ping(database, workspace, webhook.id)
        await all_are(database, workspace, webhook.id, "delivered")
    assert verify([new], receiver.asked[1].headers, receiver.asked[1].body, now())
    with pytest.raises(SignatureRefused):
        verify([old], receiver.asked[1].headers, receiver.asked[1].body, now())


async def test_a_webhook_deleted_while_it_is_called_leaves_nothing(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url())
    arrived = asyncio.Event()

    async def slowly(writer: asyncio.StreamWriter, asked: Asked) -> None:
        arrived.set()
        await asyncio.sleep(0.3)
        await says()(writer, asked)

    receiver.answer = slowly
    async with running(database, settings):
        await ping(database, workspace, webhook.id)
        await asyncio.wait_for(arrived.wait(), 10)
        async with database.workspace(workspace.id) as session:
            await service.delete(session, alice(workspace), webhook.id)

        async def is_settled() -> bool:
            async with database.workspace(workspace.id) as session:
                return (await session.execute(text("SELECT state FROM effect"))).scalar_one() == "settled"

        await until(is_settled)
    async with database.workspace(workspace.id) as session:
        assert (await session.execute(text("SELECT count(*) FROM webhook_attempt"))).scalar_one() == 0


async def test_thousands_are_sent_again_without_holding_up_the_process(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url())
    async with database.workspace(workspace.id) as session:
        for _ in range(2):
            await service.test(session, webhook.id)
        await session.execute(
            text(
                "INSERT INTO webhook_event SELECT workspace_id, gen_random_uuid(), type, body, created_at "
                "FROM webhook_event, generate_series(1, 2000)"
            )
        )
        events = (await session.execute(text("SELECT id FROM webhook_event"))).scalars().all()
        deliveries = [NewDelivery(uuid7(), webhook.id, event, "test.ping") for event in events]
        await reserve_all(session, deliveries)
        began = time.thread_time()
        await repository.add_deliveries(session, deliveries, now())
        assert time.thread_time() - began < 0.25
        count = text("SELECT count(*) FROM webhook_delivery")
        assert (await session.execute(count)).scalar_one() == len(events) + 2


async def reserve_all(session: WorkspaceSession, deliveries: Sequence[NewDelivery]) -> None:
    """The acts of these deliveries, under their ids."""
    await session.execute(
        text(
            "INSERT INTO effect (workspace_id, id, kind, lane, natural_key, state, ceiling, cost, attempts, "
            "created_at) SELECT :workspace, id, 'webhook', '', '', 'released', 0, 0, 0, now() "
            "FROM unnest(CAST(:ids AS uuid[])) AS id"
        ),
        {"workspace": session.workspace_id, "ids": [one.id for one in deliveries]},
    )


@pytest.mark.parametrize("is_late", [False, True])
async def test_deleting_and_writing_down_at_once_end_both(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside, is_late: bool
) -> None:
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url())
    await ping(database, workspace, webhook.id)
    kind = delivering.effects.kinds[delivering.KIND]
    async with database.workspace(workspace.id) as session:
        lane = Lane(workspace.id, kind.name, str(webhook.id), "reserved", now())
        (effect,) = (await claim(session, kind, lane, 1, now())).effects
        over = now() + timedelta(hours=is_late)
        await see_to_lost(session, kind, replace(lane, state="called"), over)

    async def write_down() -> None:
        async with database.workspace(workspace.id) as session:
            await write(session, kind, [Answer(effect, Done(), now())], now())

    async with database.workspace(workspace.id) as session:
        await repository.some(session, [webhook.id], lock=True)
        writing = asyncio.create_task(write_down())
        await until_blocked(database, workspace, 1)
        await service.delete(session, alice(workspace), webhook.id)
    await writing
    async with database.workspace(workspace.id) as session:
        assert (await session.execute(text("SELECT state FROM effect"))).scalar_one() == "settled"


async def test_what_was_missed_is_sent_again_and_nothing_twice(
    database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> None:
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url())
    began = now()
    async with running(database, settings, retries=()):
        arrived = await ping(database, workspace, webhook.id)
        await all_are(database, workspace, webhook.id, "delivered")
        receiver.answer = says(b"", 500)
        missed = [(await ping(database, workspace, webhook.id)).event_id for _ in range(3)]

        async def have_failed() -> bool:
            states = [one.state for one in await deliveries_of(database, workspace, webhook.id)]
            return states.count("failed") == 3

        await until(have_failed)
        receiver.answer, receiver.asked = says(), []
        assert await replay(database, workspace, webhook.id, began) == 3
        assert await replay(database, workspace, webhook.id, began) == 0

        async def are_there() -> bool:
            return len(receiver.asked) == 3

        await until(are_there)
        assert {UUID(asked.headers["webhook-id"]) for asked in receiver.asked} == set(missed)
        async with database.workspace(workspace.id) as session:
            once_more = await service.replay(session, webhook.id, arrived.id)
        assert (once_more.event_id, once_more.id != arrived.id) == (arrived.event_id, True)
        await until(lambda: _count_is(receiver, 4))


async def _count_is(receiver: Outside, count: int) -> bool:
    return len(receiver.asked) == count


async def replay(database: Database, workspace: Workspace, webhook_id: UUID, since: object) -> int:
    async with database.workspace(workspace.id) as session:
        return await service.replay_missed(session, webhook_id, since, now())  # type: ignore[arg-type]  # a time
