"""Answers on their way into the table: those of one workspace and kind together, as many as there are.

A group is a transaction, which costs as much as dozens of answers. So an answer waits a moment for others,
the shorter the fewer of the same place are being called; while a group is written the next one gathers by
itself.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from uuid import UUID

import structlog

from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.effects.contracts import EffectKind, Unknown
from leadgen.platform.effects.places import Places
from leadgen.platform.effects.settling import Answer, mute, write
from leadgen.platform.jobs.retrying import is_passing

log = structlog.get_logger()

# With so many calls under way the wait is whole; of few most likely none ends meanwhile.
_MANY = 20
_UNWRITABLE = "It was called, and its result could not be written. The log says more."


class Settlement:
    """Of one dispatcher. `wake` is called when places in lanes may have become free."""

    def __init__(
        self,
        database: Database,
        connections: asyncio.Semaphore,
        places: Places,
        wake: Callable[[], None],
        gather_s: float,
        away_s: float,
    ) -> None:
        self._database, self._connections, self._places, self._wake = database, connections, places, wake
        self._gather_s, self._away_s = gather_s, away_s
        self._waiting: dict[tuple[UUID, str], list[Answer]] = {}
        self._enough: dict[tuple[UUID, str], asyncio.Event] = {}
        self._writing: set[asyncio.Task[None]] = set()

    def add(self, kind: EffectKind, answer: Answer) -> None:
        """To be written soon."""
        place = (answer.effect.workspace_id, kind.name)
        if place not in self._waiting:
            self._waiting[place], self._enough[place] = [], asyncio.Event()
            task = asyncio.create_task(self._drain(place, kind))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)
        self._waiting[place].append(answer)
        if self._is_enough(place, kind):
            self._enough[place].set()

    def _is_enough(self, place: tuple[UUID, str], kind: EffectKind) -> bool:
        is_full = len(self._waiting[place]) >= kind.batch
        return is_full or not self._places.calling(place[0], kind)

    def _wait_s(self, place: tuple[UUID, str], kind: EffectKind) -> float:
        """In a lane with a limit a place is free only once the answer is written: there none waits long."""
        longest_s = self._gather_s if kind.lane_at_once is None else self._gather_s / 10
        return longest_s * min(1, self._places.calling(place[0], kind) / _MANY)

    async def finish(self, grace_s: float) -> None:
        """Wait for what is being written; what cannot be by then is left to its lease."""
        if self._writing:
            await asyncio.wait(self._writing, timeout=grace_s)
        for task in self._writing:
            task.cancel()
        await asyncio.gather(*self._writing, return_exceptions=True)

    async def _drain(self, place: tuple[UUID, str], kind: EffectKind) -> None:
        waiting, enough = self._waiting[place], self._enough[place]
        try:
            while waiting:
                if not self._is_enough(place, kind):
                    enough.clear()
                    with suppress(TimeoutError):
                        await asyncio.wait_for(enough.wait(), self._wait_s(place, kind))
                group = waiting[: kind.batch]
                try:
                    await self._settle(kind, group)
                finally:
                    self._places.written([answer.effect for answer in group])
                del waiting[: len(group)]
                self._wake()
        finally:
            del self._waiting[place], self._enough[place]

    async def _settle(self, kind: EffectKind, group: Sequence[Answer]) -> None:
        """Together; where one of them cannot be written, each by itself, and that one as unknown."""
        if await self._written(kind, group):
            return
        for answer in group:
            if not await self._written(kind, [answer]):
                unknown = Answer(answer.effect, Unknown(_UNWRITABLE), answer.called_at)
                await self._written(mute(kind), [unknown])

    async def _written(self, kind: EffectKind, group: Sequence[Answer]) -> bool:
        """False where it never will be; while the database is away it is tried again."""
        while True:
            try:
                await self._write(kind, group)
            except Exception as error:
                if not is_passing(error):
                    log.exception("effect.not_written", kind=kind.name, answers=len(group))
                    return False
                log.warning("effects.database_away", reason=str(error).strip().splitlines()[0])
                await asyncio.sleep(self._away_s)
            else:
                return True

    async def _write(self, kind: EffectKind, group: Sequence[Answer]) -> None:
        async with self._connections, self._database.workspace(group[0].effect.workspace_id) as session:
            told = await write(session, kind, group, now())
        if len(told) < len(group):
            log.warning("effect.late_answer", kind=kind.name, answers=len(group) - len(told))
