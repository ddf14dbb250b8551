"""A kind of effects that writes down what it does, and dispatchers at a quick pace."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.platform.effects.contracts import (
    Claimed,
    Done,
    EffectContext,
    EffectKind,
    Effects,
    Hold,
    Outcome,
    Reserve,
    Settled,
)
from leadgen.platform.effects.dispatcher import Pace, run_dispatcher
from leadgen.platform.effects.service import reserve
from tests.factories.queue import until
from tests.factories.tenancy import Workspace

QUICK = Pace(round=0.005, poll=0.1, grace=0.3, away=0.05)

Act = Callable[[Claimed], Awaitable[Outcome]]
States = dict[str, int]


@dataclass
class Ledger:
    """What a kind of the test did: each call, and each result written (in the database too, as text)."""

    called: list[tuple[str, int]] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    holds: Callable[[Sequence[Claimed]], Mapping[UUID, Hold]] = lambda claimed: {}
    unwritable: set[str] = field(default_factory=set)
    effects: Effects = field(default_factory=Effects)

    def kind(self, act: Act | None = None, *, is_idempotent: bool = True, **how: object) -> EffectKind:
        """Register `test.act`."""

        async def call(context: EffectContext, effect: Claimed) -> Outcome:
            self.called.append((effect.natural_key, effect.attempt))
            return await act(effect) if act is not None else Done()

        async def guard(session: WorkspaceSession, claimed: Sequence[Claimed]) -> Mapping[UUID, Hold]:
            return self.holds(claimed)

        async def settle(session: WorkspaceSession, settled: Sequence[Settled]) -> None:
            if self.unwritable & {one.effect.natural_key for one in settled}:
                raise ZeroDivisionError
            self.settled.extend(settled)

        chosen: dict[str, object] = {"retries": (timedelta(0),) * 3, "lease": timedelta(seconds=20), **how}
        kind = EffectKind(
            "test.act", call, settle, is_idempotent, guards=(guard,), **chosen  # type: ignore[arg-type]  # as given
        )  # fmt: skip
        return self.effects.kind(kind)


@asynccontextmanager
async def dispatching(
    ledger: Ledger, database: Database, settings: Settings, pace: Pace = QUICK
) -> AsyncIterator[None]:
    """A dispatcher runs during the block."""
    stop = asyncio.Event()
    running = asyncio.create_task(run_dispatcher([ledger.effects], database, settings, stop, pace))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(running, 15)


async def ask(database: Database, workspace: Workspace, *keys: str, lane: str = "") -> int:
    """Reserve acts by their keys; how many are new."""
    async with database.workspace(workspace.id) as session:
        return await reserve(session, "test.act", [Reserve(key, {"key": key}, lane=lane) for key in keys])


async def states(database: Database, workspace: Workspace) -> States:
    """How many effects are in which state."""
    async with database.workspace(workspace.id) as session:
        rows = await session.execute(text("SELECT state, count(*) AS found FROM effect GROUP BY state"))
        return {row.state: row.found for row in rows}


async def reached(database: Database, workspace: Workspace, **expected: int) -> None:
    """Wait until the effects are in exactly these states."""

    async def are_there() -> bool:
        return await states(database, workspace) == expected

    await until(are_there)
