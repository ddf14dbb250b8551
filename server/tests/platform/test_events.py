"""Numbers of events follow the order of commits, and a stream stays bounded."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.platform.events import repository
from leadgen.platform.events.contracts import Event, parse_notification
from leadgen.platform.events.hub import MOST_PENDING, Subscription
from leadgen.platform.events.service import publish
from leadgen.platform.events.stream import HEARTBEAT, OPENING, Pace, frame, frames
from tests.factories.tenancy import Workspace


async def test_numbers_follow_the_order_of_commits_not_of_calls(
    database: Database, workspace: Workspace
) -> None:
    slow, quick = uuid7(), uuid7()
    async with database.workspace(workspace.id) as session:
        await publish(session, topic="import", ref_id=slow)
        await session.execute(text("SELECT 1"))
        await asyncio.wait_for(tell(database, workspace, quick), 5)  # nobody waits for the slow one
    async with database.workspace(workspace.id) as session:
        assert [event.ref_id for event in await repository.since(session, 0, 10)] == [quick, slow]
        assert await repository.latest_seq(session) > 0


async def test_writers_at_once_all_are_told(database: Database, workspace: Workspace) -> None:
    refs = [uuid7() for _ in range(12)]
    await asyncio.gather(*(tell(database, workspace, ref) for ref in refs))
    async with database.workspace(workspace.id) as session:
        assert {event.ref_id for event in await repository.since(session, 0, 100)} == set(refs)


async def tell(database: Database, workspace: Workspace, ref: UUID) -> None:
    async with database.workspace(workspace.id) as session:
        await publish(session, topic="import", ref_id=ref)


async def test_many_calls_in_one_transaction_are_one_event(database: Database, workspace: Workspace) -> None:
    ref = uuid7()
    async with database.workspace(workspace.id) as session:
        for _ in range(10):
            await publish(session, topic="import", ref_id=ref)
        assert await repository.since(session, 0, 10) == []  # written at the very end
    async with database.workspace(workspace.id) as session:
        assert [event.ref_id for event in await repository.since(session, 0, 10)] == [ref]


def test_a_notification_says_all_that_a_frame_needs() -> None:
    workspace_id, event = uuid7(), Event(7, "import", uuid7())
    assert parse_notification(event.notification(workspace_id)) == (workspace_id, event)
    assert frame(event).decode() == f'id: 7\nevent: import\ndata: {{"id": "{event.ref_id}"}}\n\n'


def test_a_subscription_keeps_the_last_word_per_resource_and_a_bounded_number() -> None:
    subscription, ref = Subscription(), uuid7()
    for seq in (1, 2, 3):
        subscription.add(Event(seq, "import", ref))
    assert subscription.take() == [Event(3, "import", ref)]
    for seq in range(MOST_PENDING + 5):
        subscription.add(Event(seq, "import", uuid7()))
    assert subscription.is_behind
    assert subscription.take() == []


async def collect(stream: AsyncIterator[bytes], number: int) -> list[bytes]:
    return [await anext(stream) for _ in range(number)]


async def test_frames_replay_first_skip_the_known_and_beat() -> None:
    old, new = Event(5, "import", uuid7()), Event(6, "operation", uuid7())
    asked: list[int] = []

    async def replay(after: int) -> Sequence[Event]:
        asked.append(after)
        return [old]

    async def allowed() -> bool:
        return True

    subscription = Subscription()
    subscription.fall_behind()
    stream = frames(
        subscription,
        after=4,
        replay=replay,
        is_still_allowed=allowed,
        pace=Pace(frame_s=0, heartbeat_s=0.01, recheck_s=60),
    )
    assert await collect(stream, 2) == [OPENING, frame(old)]
    subscription.add(old)  # also came by notification: said already
    subscription.add(new)
    heard = [part for part in await collect(stream, 2) if part != HEARTBEAT]
    assert heard[0] == frame(new)
    assert HEARTBEAT in await collect(stream, 3)
    assert asked == [4]
    subscription.close()


async def test_a_stream_sends_four_frames_a_second_at_most() -> None:
    async def nothing(after: int) -> Sequence[Event]:
        return []

    async def allowed() -> bool:
        return True

    subscription, ref = Subscription(), uuid7()
    stream = frames(subscription, after=0, replay=nothing, is_still_allowed=allowed, pace=Pace())
    await anext(stream)
    begun, heard = asyncio.get_running_loop().time(), 0

    async def hurry() -> None:
        for seq in range(1, 400):
            subscription.add(Event(seq, "import", ref))
            await asyncio.sleep(0.001)

    hurrying = asyncio.create_task(hurry())
    for _ in range(3):
        await anext(stream)
        heard += 1
    elapsed = asyncio.get_running_loop().time() - begun
    assert heard / elapsed <= 6  # three frames are two pauses of a quarter of a second
    await hurrying
