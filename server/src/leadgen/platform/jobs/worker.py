"""Runs jobs, and takes care that none sits unseen.

Procrastinate runs them; it neither recovers the jobs of a killed worker nor survives the database being
away. Both are done here, in loops of their own and not as jobs: a queue full of long jobs must not
delay the recovery of others.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import psycopg
import structlog
from procrastinate import App, PsycopgConnector
from procrastinate import JobContext as QueueContext
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker

from leadgen.config import Settings
from leadgen.db.address import address_of
from leadgen.db.engine import Database
from leadgen.db.roles import Role
from leadgen.platform.jobs import repository
from leadgen.platform.jobs.registry import JobContext, Jobs, RegisteredTask
from leadgen.platform.jobs.retrying import MOST_DEATHS, Retry, WorkerKeepsDying, delay

CONCURRENT_JOBS = 2
_KEPT_HOURS = 14 * 24
_TIDY_EVERY = 720  # looks of the care loop: about an hour

log = structlog.get_logger()


@dataclass(frozen=True)
class Pace:
    """How often things happen, in seconds. A killed job runs again within stalled + care + poll."""

    heartbeat: float = 5
    stalled: float = 20
    care: float = 5
    poll: float = 2
    grace: float = 5
    away: float = 1


PACE = Pace()


async def run_worker(
    registries: Sequence[Jobs],
    database: Database,
    settings: Settings,
    stop: asyncio.Event,
    pace: Pace = PACE,
) -> None:
    """Run jobs until `stop` is set; running ones get 5 s to end, are then aborted and queued again.

    Outlives the database: while it is away, tries again every second.
    """
    runner = _Runner(registries, database, settings, pace)
    while not stop.is_set():
        try:
            await runner.run(stop)
        except (ConnectorException, psycopg.OperationalError) as error:
            log.warning("worker.database_away", reason=str(error.__cause__ or error).strip())
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), timeout=pace.away)


class _Runner:
    def __init__(
        self, registries: Sequence[Jobs], database: Database, settings: Settings, pace: Pace
    ) -> None:
        self._pace = pace
        self._database = database
        self._settings = settings
        self._tasks = [task for jobs in registries for task in jobs.tasks.values()]
        self._running: set[int] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """One life of a worker: ends when asked to, or with the connection's error."""
        app = self._app()
        async with app.open_async():
            worker = _worker(app, self._pace)
            log.info("worker.started", tasks=len(self._tasks))
            await _until_first(
                stop,
                worker.run(),  # type: ignore[no-untyped-call]  # the library leaves it untyped
                self._care(app, worker),
                before_end=worker.stop,
            )

    def _app(self) -> App:
        address = address_of(self._settings)
        app = App(
            connector=PsycopgConnector(
                conninfo=address.role_conninfo(Role.SYSTEM, self._settings.secret()),
                kwargs={"options": "-c search_path=jobs", "connect_timeout": 10},
                min_size=1,
                max_size=4,
                timeout=10,
            )
        )
        for task in self._tasks:
            app.task(name=task.name, retry=Retry(), pass_context=True)(self._runnable(app, task))
        return app

    def _runnable(self, app: App, task: RegisteredTask) -> Callable[..., Awaitable[None]]:
        async def run(queue: QueueContext, **stored: str) -> None:
            context, ids = self._context(queue), task.arguments(stored)
            self._running.add(context.job_id)
            try:
                await self._give_up_a_killer(app, task, context, ids)
                await task.run(context, **ids)
            except Exception as error:
                if delay(error, context.attempts) is None:
                    log.exception("job.failed", task=task.name, job=context.job_id, **stored)
                    await self._tell(task, context, error, ids)
                else:
                    log.warning("job.again_later", task=task.name, job=context.job_id, reason=str(error))
                raise
            finally:
                self._running.discard(context.job_id)

        return run

    @staticmethod
    async def _give_up_a_killer(
        app: App, task: RegisteredTask, context: JobContext, ids: Mapping[str, UUID | str]
    ) -> None:
        """Raises WorkerKeepsDying for a job over which workers died while it got no further."""
        if await repository.deaths(app.connector, context.job_id) == 0:
            return
        mark = await task.mark(context, **ids) if task.mark is not None else ""
        deaths = await repository.deaths_at(app.connector, context.job_id, mark)
        if deaths >= MOST_DEATHS:
            raise WorkerKeepsDying(deaths)

    @staticmethod
    async def _tell(
        task: RegisteredTask, context: JobContext, error: Exception, ids: Mapping[str, UUID | str]
    ) -> None:
        if task.on_failure is not None:
            await task.on_failure(context, error, **ids)

    def _context(self, queue: QueueContext) -> JobContext:
        assert queue.job.id is not None
        return JobContext(
            database=self._database,
            settings=self._settings,
            job_id=queue.job.id,
            attempts=queue.job.attempts,
            should_abort=queue.should_abort,
        )

    async def _care(self, app: App, worker: Worker) -> None:
        """Queue again the jobs of dead workers, and those we lost ourselves; forget old ones."""
        suspects: frozenset[int] = frozenset()
        looks = 0
        while True:
            await asyncio.sleep(self._pace.care)
            if worker.worker_id is None:
                continue
            # First our own sign of life: after a laptop's sleep it is we who look dead.
            await app.job_manager.update_heartbeat(worker.worker_id)
            suspects = await self._rerun_lost(app, worker.worker_id, suspects)
            for name in await repository.rerun_stalled(app.connector, self._pace.stalled):
                log.warning("job.stalled", task=name, action="queued again")
            if looks % _TIDY_EVERY == 0:
                await app.job_manager.prune_stalled_workers(self._pace.stalled)
                await app.job_manager.delete_old_jobs(
                    nb_hours=_KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
                )
            looks += 1

    async def _rerun_lost(self, app: App, worker_id: int, suspects: frozenset[int]) -> frozenset[int]:
        """Jobs the table says we run and we do not: their end could not be written, or their fetch's
        answer was lost with the connection. Twice in a row, as a job is briefly both at its ends."""
        missing = await repository.doing(app.connector, worker_id) - self._running
        if lost := missing & suspects:
            log.warning("job.lost", jobs=sorted(lost), action="queued again")
            await repository.rerun(app.connector, worker_id, lost)
        return missing


def _worker(app: App, pace: Pace) -> Worker:
    return Worker(
        app,
        concurrency=CONCURRENT_JOBS,
        install_signal_handlers=False,
        fetch_job_polling_interval=pace.poll,
        shutdown_graceful_timeout=pace.grace,
        update_heartbeat_interval=pace.heartbeat,
        stalled_worker_timeout=pace.stalled,
    )


async def _until_first(
    stop: asyncio.Event, work: Awaitable[None], care: Awaitable[None], *, before_end: Callable[[], None]
) -> None:
    """Run both until one ends or `stop` is set; then end the work in its own way. Raises what it raised."""
    working, caring = asyncio.ensure_future(work), asyncio.ensure_future(care)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.sleep(0)  # the worker forgets a stop that comes before its first step
    try:
        await asyncio.wait({working, caring, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        before_end()
        stopping.cancel()
        caring.cancel()
        outcomes = await asyncio.gather(working, caring, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
