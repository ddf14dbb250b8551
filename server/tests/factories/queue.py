"""A worker at a quick pace, and a task that writes down what it does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import JobContext, Jobs
from leadgen.platform.jobs.repository import QueueState, queue_state
from leadgen.platform.jobs.worker import Pace, run_worker

QUICK = Pace(heartbeat=0.2, stalled=1, care=0.2, poll=0.1, grace=0.3, away=0.1)


@dataclass
class Diary:
    """What a task of the test did."""

    seen: list[tuple[int, UUID, UUID]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    jobs: Jobs = field(default_factory=Jobs)

    def task(self, act: Callable[[JobContext], Awaitable[None]] | None = None) -> None:
        """Register `test.note`, which writes down its ids and then acts."""

        async def failed(context: JobContext, error: Exception, workspace_id: UUID, thing_id: UUID) -> None:
            self.errors.append(str(error))

        @self.jobs.task("test.note", on_failure=failed)
        async def note(context: JobContext, workspace_id: UUID, thing_id: UUID) -> None:
            self.seen.append((context.attempts, workspace_id, thing_id))
            if act is not None:
                await act(context)


@asynccontextmanager
async def working(diary: Diary, database: Database, settings: Settings) -> AsyncIterator[None]:
    """A worker runs during the block."""
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker([diary.jobs], database, settings, stop, QUICK))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(worker, 10)


async def until(come_true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await come_true():  # noqa: ASYNC110 - what changes is in the database
            await asyncio.sleep(0.02)


async def state(database: Database) -> QueueState:
    async with database.all_workspaces("test: state of the queue") as session:
        return await queue_state(session, QUICK.stalled)


async def ended(database: Database, **by_status: int) -> None:
    """Wait until the queue holds exactly this."""

    async def reached() -> bool:
        return (await state(database)).by_status == by_status

    await until(reached)
