"""One LISTEN connection of a web process, fanned out to its streams in memory."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import structlog

from leadgen.db.engine import Database
from leadgen.platform.events.contracts import CHANNEL, Event, parse_notification

MOST_PENDING = 256
RECONNECT_S = 1.0

log = structlog.get_logger()


class Subscription:
    """What one stream has yet to say: each resource once, with its last number.

    A stream that falls behind keeps nothing in memory and reads the table again instead.
    """

    def __init__(self) -> None:
        self._pending: dict[tuple[str, UUID], Event] = {}
        self._wake = asyncio.Event()
        self.is_behind = False
        self.is_closed = False

    def add(self, event: Event) -> None:
        """A resource changed; the earlier hint of the same one is replaced."""
        if not self.is_behind:
            self._pending[(event.topic, event.ref_id)] = event
        if len(self._pending) > MOST_PENDING:
            self.fall_behind()
        self._wake.set()

    def fall_behind(self) -> None:
        """Something may have been missed: the table has to be read."""
        self._pending.clear()
        self.is_behind = True
        self._wake.set()

    def close(self) -> None:
        """The stream should end."""
        self.is_closed = True
        self._wake.set()

    def take(self) -> list[Event]:
        """What is pending, oldest first."""
        self._wake.clear()
        events = sorted(self._pending.values(), key=lambda event: event.seq)
        self._pending.clear()
        return events

    def catch_up(self) -> None:
        """The table is about to be read: what comes from now on is kept again."""
        self._wake.clear()
        self.is_behind = False

    async def wait(self, timeout_s: float) -> None:
        """Until there is something to do, or the time is up."""
        try:
            await asyncio.wait_for(self._wake.wait(), timeout_s)
        except TimeoutError:
            return


class Hub:
    """Hands each notification to the streams of its workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._streams: defaultdict[UUID, set[Subscription]] = defaultdict(set)
        self._is_closed = False

    @contextmanager
    def subscribe(self, workspace_id: UUID) -> Iterator[Subscription]:
        """A stream of one workspace, for the time of the block."""
        subscription = Subscription()
        if self._is_closed:
            subscription.close()
        self._streams[workspace_id].add(subscription)
        try:
            yield subscription
        finally:
            self._streams[workspace_id].discard(subscription)
            if not self._streams[workspace_id]:
                del self._streams[workspace_id]

    async def run(self) -> None:
        """Listen for ever; a lost connection is made again, and every stream then reads what it missed."""
        while not self._is_closed:
            try:
                await self._listen()
            except (OSError, psycopg.OperationalError) as error:
                log.warning("events.connection_lost", reason=str(error))
            await asyncio.sleep(RECONNECT_S)

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        self._is_closed = True
        for subscription in self._all():
            subscription.close()

    async def _listen(self) -> None:
        async with self._database.listen(CHANNEL) as payloads:
            for subscription in self._all():
                subscription.fall_behind()
            async for payload in payloads:
                workspace_id, event = parse_notification(payload)
                for subscription in self._streams.get(workspace_id, ()):
                    subscription.add(event)

    def _all(self) -> list[Subscription]:
        return [subscription for streams in self._streams.values() for subscription in streams]
