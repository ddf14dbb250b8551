"""R23: after any fault each job ends or asks for a person within 60 s, and cancelling works in every state.

Workers exactly as the product's, at its own pace, run jobs and the steps of enrichment. In each window one of
them is killed, or stands still with what it had in its hands, or PostgreSQL is killed, or all that at once;
beside that one provider is out of order, one is busy for an hour and one does not answer. At the fault runs
are cancelled in each state that they can be in. Whatever was there must have ended, or say what a person is
to know, 60 s later: jobs are over, steps are settled, failed, unknown or say why they wait, runs are over,
and those that were cancelled hold no credits.

A provider that does not answer is no fault until the time is over that a call may take: its run is seen to
be stopped at once, and at the full size also to be over when that time is.
"""

import asyncio
import random
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

import psycopg

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.jobs import defer
from leadgen.platform.jobs.retrying import is_passing
from leadgen.stages.enrich import running
from leadgen.stages.enrich.contracts import Run
from tests.factories.enrichers import granted, plan, start
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.proofs.enriching.crew import Crew, administrator, companies, installation
from tests.proofs.enriching.provider import Till, serving
from tests.proofs.enriching.worker import FIELDS, PRICE, REST, install
from tests.proofs.outcome import Outcome, Size

ALL = ("worker killed", "worker stands still", "postgres killed")
FAULTS = (ALL, *((one,) for one in ALL))
WINDOWS = {"tiny": 1, "ci": 1, "full": 44}
TASK = {"tiny": "work", "ci": "serve", "full": "serve"}
WITHIN_S = {"tiny": 20.0, "ci": 60.0, "full": 60.0}
PATIENCE_S = 240.0  # for a provider that does not answer: longer than a call may take
COMPANIES, JOBS = 10, 4
GRANTED = 1_000_000_000
LITTLE = 1_000  # thousandths of a credit, enough for one company
PER_WINDOW = 8 * COMPANIES
LOOK_S = 0.5

OPEN_STEPS = """
SELECT id::text, lane FROM effect
WHERE lane <> 'hanging' AND (state = 'called' OR (state = 'reserved' AND problem IS NULL))
"""
OPEN_JOBS = "SELECT id::text, task_name FROM jobs.procrastinate_jobs WHERE status IN ('todo', 'doing')"
OPEN_RUNS = """
SELECT r.id::text, r.state FROM enrichment_run r
WHERE r.finished_at IS NULL AND r.state NOT IN ('waiting_for_credits', 'paused')
  AND NOT EXISTS (SELECT FROM effect e WHERE e.run_id = r.id AND (e.lane = 'hanging' OR e.problem <> ''
    AND e.state = 'reserved'))
"""
BEGUN = """
SELECT (SELECT count(*) FROM effect WHERE state = 'called' AND lane <> 'hanging'),
  (SELECT count(*) FROM jobs.procrastinate_jobs WHERE status = 'doing')
"""
HANGING = "SELECT id FROM enrichment_run WHERE state = 'cancelled' AND finished_at IS NULL"
# Runs whose provider does not answer hold what its call may cost.
RESERVED = """
SELECT coalesce(sum(run_reserve.held), 0)::bigint FROM run_reserve JOIN enrichment_run r ON r.id = run_id
WHERE r.state = 'cancelled' AND r.finished_at IS NOT NULL
"""
STATES = 7
BAD = ("steps_sat", "jobs_sat", "runs_sat", "not_cancelled", "still_reserved", "charged_twice")
Open = dict[str, str]
T = TypeVar("T")


@dataclass
class Scene:
    """Two workspaces, one of which has hardly any credits, and who works for them."""

    settings: Settings
    database: Database
    crew: Crew
    task: str
    within_s: float
    rich: Workspace
    poor: Workspace
    records: list[UUID]
    poor_records: list[UUID]
    counts: dict[str, int] = field(default_factory=dict)

    def begin_workers(self) -> None:
        for _ in range(2):
            self.crew.start(self.task)

    async def start(self, *enrichers: str, companies: int = COMPANIES) -> UUID:
        """A run over companies that nobody has asked about."""
        ids = [self.records.pop() for _ in range(companies)]
        ceiling = 2 * PRICE * companies
        wanted = plan(FIELDS, *enrichers)
        return await patiently(lambda: start(self.database, self.rich, wanted, ids, ceiling=ceiling))

    async def cancel(self, run_id: UUID, workspace: Workspace) -> Run:
        async def act() -> Run:
            async with self.database.workspace(workspace.id) as session:
                return await running.cancel(session, run_id)

        return await patiently(act)

    def asked(self, query: str, *given: object) -> list[tuple[object, ...]]:
        """Below the product; waits while the database is away."""
        while True:
            try:
                with administrator(self.settings) as connection:
                    return connection.execute(query, given or None).fetchall()
            except psycopg.OperationalError:
                time.sleep(LOOK_S / 5)

    def count(self, name: str, number: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + number


def main(size: Size, seed: int, planted: bool) -> Outcome:
    build()
    till = Till(seed)
    with installation() as settings, serving(till) as port:
        install(port)
        crew = Crew(settings.data_dir, port)
        try:
            counts = asyncio.run(_prove(settings, crew, size, random.Random(seed), planted))
        finally:
            crew.leave()
    counts["charged_twice"] = till.charged_twice()
    is_whole = counts["windows"] == WINDOWS[size] and counts["cancelled"] == STATES * WINDOWS[size]
    return Outcome(counts, is_whole and not any(counts[name] for name in BAD))


async def _prove(
    settings: Settings, crew: Crew, size: Size, dice: random.Random, planted: bool
) -> dict[str, int]:
    database = Database.open(settings)
    rich, poor = [await _workspace(database, slug) for slug in ("rich", "poor")]
    await granted(database, rich, GRANTED)
    scene = Scene(
        settings, database, crew, "forget" if planted else TASK[size], WITHIN_S[size], rich, poor,
        companies(settings, rich.id, PER_WINDOW * WINDOWS[size]),
        companies(settings, poor.id, COMPANIES * WINDOWS[size]),
    )  # fmt: skip
    scene.counts |= dict.fromkeys(("windows", "faults", "longest_s", "cancelled", "still_reserved", *BAD), 0)
    scene.begin_workers()
    for number in range(WINDOWS[size]):
        await _window(scene, FAULTS[number % len(FAULTS)], dice)
    if size == "full":
        await until(lambda: not scene.asked(HANGING))
    scene.count("still_reserved", int(str(scene.asked(RESERVED)[0][0])))
    await database.close()
    return scene.counts


async def _window(scene: Scene, faults: Sequence[str], dice: random.Random) -> None:
    """Work is begun, something happens, and what was there is watched until it is over."""
    await scene.start("paid", "keyed", "free")
    await scene.start("down", "keyed")
    hanging, *states = await _every_state(scene)
    for _ in range(JOBS):
        await patiently(lambda: _rest(scene))
    await until(lambda: all(scene.asked(BEGUN)[0]))
    await asyncio.sleep(dice.random())
    there = _open(scene)
    hit, ends = time.monotonic(), [_happen(scene, fault) for fault in faults]
    scene.count("windows")
    scene.count("faults", len(faults))
    for run_id, workspace in (hanging, *states):
        has_stopped = (await scene.cancel(run_id, workspace)).state == "cancelled"
        scene.count("cancelled" if has_stopped else "not_cancelled")
        if (run_id, workspace) != hanging:
            there["runs"][str(run_id)] = "cancelled"
    left = there
    while any(left.values()) and time.monotonic() - hit < scene.within_s:
        await asyncio.sleep(LOOK_S)
        now = _open(scene)
        left = {what: {key: left[what][key] for key in left[what] if key in now[what]} for what in left}
    scene.counts["longest_s"] = max(scene.counts["longest_s"], round(time.monotonic() - hit))
    for what, ids in left.items():
        scene.count(f"{what}_sat", len(ids))
        if ids:
            print(f"{faults}: {what} sat {ids}", flush=True)
    for end in ends:
        end()


async def _every_state(scene: Scene) -> list[tuple[UUID, Workspace]]:
    """A run in each state that it can be cancelled in; first the one whose provider does not answer."""
    hanging = await scene.start("hanging", companies=2)
    busy = await scene.start("busy", companies=2)
    paused = await scene.start("slow")
    await granted(scene.database, scene.poor, LITTLE)
    ids = [scene.poor_records.pop() for _ in range(COMPANIES)]
    starved = await start(scene.database, scene.poor, plan(FIELDS, "keyed"), ids, ceiling=PRICE * COMPANIES)
    await until(lambda: _steps(scene, paused, "state = 'called'"))
    async with scene.database.workspace(scene.rich.id) as session:
        await running.pause(session, paused)
    await until(lambda: _state(scene, starved) == "waiting_for_credits")
    await until(lambda: _steps(scene, busy, "problem <> ''"))
    await until(lambda: _steps(scene, hanging, "state = 'called'"))
    asked = await scene.start("slow")
    lost = await scene.start("slow", "paid")
    await until(lambda: _steps(scene, asked, "state = 'called'") and _steps(scene, lost, "state = 'called'"))
    queued = await scene.start("slow")
    rich = [(run_id, scene.rich) for run_id in (hanging, queued, asked, lost, busy, paused)]
    return [*rich, (starved, scene.poor)]


def _open(scene: Scene) -> dict[str, Open]:
    """What neither has ended nor says why it waits."""
    queries = {"steps": OPEN_STEPS, "jobs": OPEN_JOBS, "runs": OPEN_RUNS}
    return {what: {str(key): str(of) for key, of in scene.asked(query)} for what, query in queries.items()}


def _happen(scene: Scene, fault: str) -> Callable[[], None]:
    """The fault; what ends it."""
    match fault:
        case "worker killed":
            scene.crew.kill(scene.task)
        case "postgres killed":
            scene.crew.kill("postgres")
        case _:
            still = scene.crew.at_work[scene.task][0]
            still.send_signal(signal.SIGSTOP)
            return lambda: still.send_signal(signal.SIGCONT)
    return lambda: None


def _state(scene: Scene, run_id: UUID) -> object:
    return scene.asked("SELECT state FROM enrichment_run WHERE id = %s", run_id)[0][0]


def _steps(scene: Scene, run_id: UUID, such: str) -> object:
    return scene.asked(f"SELECT count(*) FROM effect WHERE run_id = %s AND {such}", run_id)[0][0]


async def _rest(scene: Scene) -> None:
    async with scene.database.workspace(scene.rich.id) as session:
        await defer(session, REST)


async def _workspace(database: Database, slug: str) -> Workspace:
    people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    return await make_workspace(database, slug=slug, owner=people[0], bob=people[1], charlie=people[2])


async def patiently(act: Callable[[], Awaitable[T]]) -> T:
    """Once the database is there."""
    while True:
        try:
            return await act()
        except Exception as error:
            if not is_passing(error):
                raise
            await asyncio.sleep(LOOK_S / 5)


async def until(come_true: Callable[[], object]) -> None:
    """Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE_S):
        while not come_true():  # noqa: ASYNC110 - what changes is in the database
            await asyncio.sleep(LOOK_S / 5)
