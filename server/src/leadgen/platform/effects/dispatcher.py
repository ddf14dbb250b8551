"""Calls what is due, in every worker process: looks whose work is due, claims, calls, settles.

Woken by NOTIFY, by the next due time, and by its own calls coming back. Renews the leases of what it calls.
Outlives the database: a call that returns meanwhile keeps its answer until it can be written, or until its
lease is another's.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from uuid import UUID

import psycopg
import structlog

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.effects import repository
from leadgen.platform.effects.claiming import Claim, claim, see_to_lost
from leadgen.platform.effects.contracts import (
    CHANNEL,
    Again,
    Claimed,
    EffectContext,
    EffectKind,
    Effects,
    Outcome,
    Unknown,
)
from leadgen.platform.effects.places import Places
from leadgen.platform.effects.repository import Lane
from leadgen.platform.effects.settlement import Settlement
from leadgen.platform.effects.settling import Answer, mute
from leadgen.platform.effects.sharing import shares
from leadgen.platform.jobs.retrying import is_passing
from leadgen.platform.net import Net

_CONNECTIONS = 4
_DEFECT_REST = timedelta(seconds=30)

log = structlog.get_logger()


@dataclass(frozen=True)
class Pace:
    """How often things happen, in seconds. Between two rounds at least `round`, at most `poll`.

    Answers of a workspace and kind are written together, those that come within `gather` of the first. At the
    end calls get `grace`, and their answers `writing`: less together than `up` waits for a worker.
    """

    round: float = 0.02
    poll: float = 2
    gather: float = 0.25
    grace: float = 3
    writing: float = 4
    away: float = 1


PACE = Pace()


async def run_dispatcher(
    registries: Sequence[Effects],
    database: Database,
    settings: Settings,
    stop: asyncio.Event,
    pace: Pace = PACE,
) -> None:
    """Dispatch until `stop` is set; what is being called then gets some seconds to end and to be written."""
    kinds = {name: kind for effects in registries for name, kind in effects.kinds.items()}
    await _Dispatcher(kinds, EffectContext(database, settings, Net(settings)), pace).run(stop)


class _Dispatcher:
    def __init__(self, kinds: Mapping[str, EffectKind], context: EffectContext, pace: Pace) -> None:
        self._kinds, self._context, self._pace = kinds, context, pace
        self._database = context.database
        self._woken = asyncio.Event()
        self._connections = asyncio.Semaphore(_CONNECTIONS)
        self._calls: set[asyncio.Task[None]] = set()
        self._places = Places(kinds)
        self._rests: dict[tuple[UUID, str, str], datetime] = {}
        self._settlement = Settlement(
            self._database, self._connections, self._places, self._woken.set, pace.gather, pace.away
        )

    async def run(self, stop: asyncio.Event) -> None:
        listening = asyncio.create_task(self._listen())
        stopping = asyncio.create_task(self._wake_at(stop))
        try:
            while not stop.is_set():
                await self._sleep(await self._round_or_wait())
        finally:
            listening.cancel()
            stopping.cancel()
            await asyncio.gather(listening, stopping, return_exceptions=True)
            await self._finish()

    async def _round_or_wait(self) -> float:
        """One round; how long nothing more is to be done, unless woken."""
        self._woken.clear()
        try:
            return await self._round(now())
        except Exception as error:
            if not is_passing(error):
                raise
            log.warning("effects.database_away", reason=str(error).strip().splitlines()[0])
            return self._pace.away

    async def _round(self, at: datetime) -> float:
        await self._renew(at)
        async with self._connections, self._database.dispatching() as session:
            lanes = await repository.lanes(session, self._kinds, at)
        self._rests = {key: until for key, until in self._rests.items() if until > at}
        due = [lane for lane in lanes if lane.due_at <= at and _key(lane) not in self._rests]
        for lane in due:
            if lane.state == "called":
                await self._see_to_lost(lane, at)
        if await self._claim_and_call(self._shares(due)):
            return 0
        times = [lane.due_at for lane in lanes if lane.due_at > at] + list(self._rests.values())
        return min((*((when - at).total_seconds() for when in times), self._pace.poll))

    def _shares(self, due: Sequence[Lane]) -> Iterator[tuple[Lane, int]]:
        """Kind by kind, worked out only when its turn comes."""
        for name, kind in self._kinds.items():
            waiting = [lane for lane in due if lane.kind == name and lane.state == "reserved"]
            yield from shares(
                waiting,
                at_once=kind.at_once + kind.ahead,
                most=kind.alone,
                batch=kind.batch,
                in_call=self._places.taken(kind),
            )

    async def _renew(self, at: datetime) -> None:
        """Before anybody looks for what was lost, as after a time without the database."""
        for (workspace_id, name), effects in self._places.to_renew(at).items():
            until = now() + self._kinds[name].lease
            async with self._connections, self._database.workspace(workspace_id) as session:
                await repository.renew(session, effects, until)
            self._places.renewed(effects, until)

    async def _see_to_lost(self, lane: Lane, at: datetime) -> None:
        kind = self._kinds[lane.kind]
        try:
            async with self._connections, self._database.workspace(lane.workspace_id) as session:
                await see_to_lost(session, kind, lane, at)
        except Exception as error:
            if is_passing(error):
                raise
            log.exception("effect.not_written", kind=kind.name)
            async with self._connections, self._database.workspace(lane.workspace_id) as session:
                await see_to_lost(session, mute(kind), lane, at)

    async def _claim_and_call(self, shares: Iterable[tuple[Lane, int]]) -> bool:
        """Whether there may be more that could be called at once. Lanes are called in turn, act by act."""
        claims, is_more = [], False
        for lane, places in shares:
            claimed = await self._claimed(lane, places)
            self._places.take(claimed.effects, claimed.at)
            if claimed.rest_until is not None:
                self._rests[_key(lane)] = claimed.rest_until
            is_more |= len(claimed.effects) == places
            claims.append(claimed)
        for turn in zip_longest(*([(one, each.at) for one in each.effects] for each in claims)):
            for effect, at in filter(None, turn):
                task = asyncio.create_task(self._call(self._kinds[effect.kind], effect, at))
                self._calls.add(task)
                task.add_done_callback(self._calls.discard)
        return is_more

    async def _claimed(self, lane: Lane, places: int) -> Claim:
        """A lease begins now: with the time of its round it could be over before the call."""
        try:
            async with self._connections, self._database.workspace(lane.workspace_id) as session:
                return await claim(session, self._kinds[lane.kind], lane, places, now())
        except Exception as error:
            if is_passing(error):
                raise
            log.exception("effect.not_claimed", kind=lane.kind)
            at = now()
            return Claim((), at, at + _DEFECT_REST)

    async def _call(self, kind: EffectKind, effect: Claimed, called_at: datetime) -> None:
        outcome = await self._outcome(kind, effect)
        self._places.answered(effect)
        self._settlement.add(kind, Answer(effect, outcome, called_at))
        if self._places.taken(kind).total() <= kind.at_once:
            self._woken.set()

    async def _outcome(self, kind: EffectKind, effect: Claimed) -> Outcome:
        try:
            async with self._places.place(effect), asyncio.timeout(kind.longest.total_seconds()):
                return await kind.call(self._context, effect)
        except TimeoutError:
            return _cut_off(kind, "It took too long to answer.")
        except asyncio.CancelledError:  # by `_finish` alone
            return _cut_off(kind, "The worker was stopped in mid-call.")
        except Exception:
            log.exception("effect.broke", kind=kind.name, effect=str(effect.id))
            return _cut_off(kind, "An internal error. The log says more.")

    async def _sleep(self, wait_s: float) -> None:
        """A little always, so that what comes at the same time is taken together."""
        await asyncio.sleep(self._pace.round)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), max(wait_s - self._pace.round, 0))

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._woken.set()

    async def _listen(self) -> None:
        """For ever; without a connection, rounds come by the clock alone."""
        while True:
            try:
                async with self._database.listen(CHANNEL) as payloads:
                    self._woken.set()
                    async for _ in payloads:
                        self._woken.set()
            except (OSError, psycopg.OperationalError) as error:
                log.warning("effects.connection_lost", reason=str(error).strip())
            await asyncio.sleep(self._pace.away)

    async def _finish(self) -> None:
        if self._calls:
            await asyncio.wait(self._calls, timeout=self._pace.grace)
        for task in self._calls:
            task.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        await self._settlement.finish(self._pace.writing)


def _key(lane: Lane) -> tuple[UUID, str, str]:
    return lane.workspace_id, lane.kind, lane.name


def _cut_off(kind: EffectKind, problem: str) -> Outcome:
    """Without an answer: only a receiver that knows the key may be asked again."""
    return Again(problem) if kind.is_idempotent else Unknown(problem)
