"""Server-sent events: from what is pending to frames, at a bounded pace."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from leadgen.platform.events.contracts import Event, Topic
from leadgen.platform.events.hub import Subscription

OPENING = b"retry: 2000\n: open\n\n"
HEARTBEAT = b": heartbeat\n\n"
# Somebody's membership or key changed; whose stream it is asks at once whether it still may listen.
ACCESS: Topic = "access"

Replay = Callable[[int], Awaitable[Sequence[Event]]]
Check = Callable[[], Awaitable[bool]]


@dataclass(frozen=True)
class Pace:
    """How often, in seconds; `frame_s` keeps a stream at four frames a second."""

    frame_s: float = 0.25
    heartbeat_s: float = 15.0
    recheck_s: float = 60.0


async def frames(
    subscription: Subscription, *, after: int, replay: Replay, is_still_allowed: Check, pace: Pace
) -> AsyncIterator[bytes]:
    """The frames after number `after`, until the subscription closes or the caller may no longer listen."""
    yield OPENING
    clock = asyncio.get_running_loop().time
    heartbeat_at, recheck_at = clock() + pace.heartbeat_s, clock() + pace.recheck_s
    while not subscription.is_closed:
        fresh = [event for event in await _news(subscription, after, replay) if event.seq > after]
        if clock() >= recheck_at or any(event.topic == ACCESS for event in fresh):
            if not await is_still_allowed():
                return
            recheck_at = clock() + pace.recheck_s
        if fresh:
            after = fresh[-1].seq
            yield b"".join(frame(event) for event in fresh)
            heartbeat_at = clock() + pace.heartbeat_s
            await asyncio.sleep(pace.frame_s * len(fresh))
        elif clock() >= heartbeat_at:
            yield HEARTBEAT
            heartbeat_at = clock() + pace.heartbeat_s
        else:
            await subscription.wait(max(0.0, min(heartbeat_at, recheck_at) - clock()))


def frame(event: Event) -> bytes:
    """One event as the browser's EventSource reads it."""
    data = json.dumps({"id": str(event.ref_id)})
    return f"id: {event.seq}\nevent: {event.topic}\ndata: {data}\n\n".encode()


async def _news(subscription: Subscription, after: int, replay: Replay) -> Sequence[Event]:
    if not subscription.is_behind:
        return subscription.take()
    subscription.catch_up()
    return await replay(after)
