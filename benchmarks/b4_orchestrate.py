"""B4: calls of about a second each to three providers, for five workspaces, through the run of an enrichment.

A call is a sleep (lognormal, a second in the middle); of 100 calls 5 are first told to come again in a
second, and 2 get no answer for three seconds and are asked again. Floor: that in asyncio alone, `PLACES` at
a time, with nothing around it. Peer: a Procrastinate job for each call. Ours: runs in five workspaces, one
of which has half of all records, by one worker: claims under a lease, findings, values with their journal,
charges on the ledger, and what each record does next. Only the call itself is the sleep: what is done inside
one (HTTP, pages, evidence) is not in these figures.

Then what a durable item costs that does nothing, beside the peer's job that does nothing: an act of the
effects mechanism, reserved beforehand as the jobs are, claimed under a lease, settled, and charged on the
ledger. And, without a demand, a step of a run whose call takes no time, with its values and all that is kept.

A workspace's share is the time that its calls held places, while each of the five has calls to begin.
"""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.types import JSONValue

from benchmarks.harness import Contender, measure
from benchmarks.installation import Installation, installation
from benchmarks.report import Bound, Demand, report
from leadgen.config import Settings, load_settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.pipeline.assembly import build
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.billing import service as billing
from leadgen.platform.effects.contracts import (
    Again,
    Claimed,
    Done,
    EffectContext,
    EffectKind,
    Effects,
    Outcome,
    Reserve,
    Settled,
)
from leadgen.platform.effects.dispatcher import run_dispatcher
from leadgen.platform.effects.service import reserve
from leadgen.platform.plugins import settings as plugin_settings
from leadgen.platform.plugins.service import Plugins
from leadgen.records.field import RecordKind
from leadgen.records.repository.bulk import Pool
from leadgen.stages.enrich import running
from leadgen.stages.enrich.asking import Told
from leadgen.stages.enrich.contracts import NewRun, Plan, StagePlan
from leadgen.stages.enrich.effects import effects
from leadgen.stages.enrich.evidence_gate import Found
from leadgen.stages.enrich.kinds import KEYED
from leadgen_sdk import JSON, Plugin
from leadgen_sdk.enriching import Answer, Net, Subject, Terms

CALLS = {"ci": 400, "full": 2_000}
PLACES = 100
SEED = 4
HURRY_S, SLOW_S, COME_AGAIN_S = 0.05, 3.0, 1.0
FIELD, STAGE, PRICE = "industry", "company_profile", 1_000
PROVIDERS = ("one", "two", "three")
WORKSPACES = 5
LOOK_S = 0.05
ACTOR = Actor("system", None, "Benchmark")
OPERATION = """
INSERT INTO operation (workspace_id, id, kind, actor_kind, actor_name, source, summary, state, counts, done,
  created_at) VALUES (%s, %s, 'create', 'system', 'Benchmark', 'Benchmark', 'Made', 'done', '{}', 0, %s)
"""
COMPANIES = """
INSERT INTO company (workspace_id, id, origin_operation_id, created_at, updated_at, company_name,
  company_name_key) SELECT %s, id, %s, %s, %s, 'Firm ' || id, 'firm ' || id FROM unnest(%s::uuid[]) AS id
"""
FLOOR, OURS, PEER = "asyncio alone", "ours", "procrastinate"
ACTS, PEER_EMPTY, OURS_EMPTY = "ours, empty acts", "procrastinate, empty jobs", "ours, steps of no time"
ACT = "benchmark.act"
ACTS_AT_ONCE = 500


@dataclass(frozen=True)
class Try:
    """One attempt of a call: how long it takes, and whether it is then to be made again."""

    seconds: float
    again_after_s: float | None = None


Calls = Sequence[Sequence[Try]]


@dataclass(frozen=True)
class Held:
    """A place that a workspace's call held; `is_first` attempt of it."""

    workspace: UUID
    began: float
    ended: float
    is_first: bool


def make_calls(count: int) -> Calls:
    """The same every time."""
    dice = random.Random(SEED)
    calls: list[list[Try]] = []
    for _ in range(count):
        luck, last = dice.random(), Try(dice.lognormvariate(0, 0.3))
        first = [Try(HURRY_S, COME_AGAIN_S)] if luck < 0.05 else [Try(SLOW_S, 0)] if luck < 0.07 else []
        calls.append([*first, last])
    return calls


async def alone(calls: Calls) -> None:
    """The floor."""
    places = asyncio.Semaphore(PLACES)

    async def one(tries: Sequence[Try]) -> None:
        for attempt in tries:
            async with places:
                await asyncio.sleep(attempt.seconds)
            await asyncio.sleep(attempt.again_after_s or 0)

    await asyncio.gather(*(one(tries) for tries in calls))


TERMS = Terms(free=False, honours_idempotency=True, credits={STAGE: PRICE})


@dataclass(frozen=True)
class Provider:
    """An enricher that is known and priced; its calls are the benchmark's own."""

    key: str
    label: str = "Provider"
    kind: RecordKind = "company"
    fields: Sequence[str] = (FIELD,)
    needs: Sequence[Sequence[str]] = ()
    hosts: Sequence[str] = ("provider.example",)
    terms: Terms = TERMS
    settings: Mapping[str, JSON] = field(default_factory=lambda: {"type": "object", "x-key": "none"})

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        raise AssertionError("the benchmark answers itself")


@dataclass
class Ours:
    """Runs over all companies of five workspaces, each of which asks one of the providers."""

    place: Installation
    settings: Settings
    workspaces: Mapping[UUID, Sequence[UUID]]  # with their companies
    calls: Calls
    held: list[Held] = field(default_factory=list)
    spent: int = 0
    _of_effect: dict[str, Sequence[Try]] = field(default_factory=dict)

    def prepare(self) -> None:
        """The companies as they were: nothing is known of them but their names."""
        with self.place.connect("public") as connection:
            connection.execute("UPDATE company SET industry = NULL")
            connection.execute("DELETE FROM field_state")

    def run(self) -> None:
        self.held, self._of_effect = [], {}
        asyncio.run(self._run())

    async def _run(self) -> None:
        database, stop = Database.open(self.settings), asyncio.Event()
        try:
            dispatching = asyncio.create_task(
                run_dispatcher([self._effects()], database, self.settings, stop)
            )
            runs = [await self._start(database, *one) for one in enumerate(self.workspaces)]
            for one in runs:
                await _over(database, *one)
            stop.set()
            await dispatching
            self.spent = sum([await _spent(database, *one) for one in runs])
        finally:
            await database.close()

    async def _start(self, database: Database, number: int, workspace: UUID) -> tuple[UUID, UUID]:
        ids = self.workspaces[workspace]
        provider = PROVIDERS[number % len(PROVIDERS)]
        plan = Plan((FIELD,), [StagePlan(STAGE, "company", (FIELD,), (provider,))])
        new = NewRun("company", Pool("company", ids=ids), plan, 0, PRICE * len(ids), "Benchmark")
        async with database.workspace(workspace) as session:
            run_id = await running.start(session, ACTOR, new)
            await running.feed(session, run_id)
        return workspace, run_id

    def _effects(self) -> Effects:
        """As in the product, but that a call is a sleep, and comes again when the provider says."""
        made = Effects()
        made.kind(
            replace(
                effects.kinds[KEYED],
                call=self._call,
                at_once=PLACES,
                ahead=PLACES // 4,
                retries=(timedelta(0),) * 9,
            )
        )
        return made

    async def _call(self, context: EffectContext, effect: Claimed) -> Outcome:
        if effect.natural_key not in self._of_effect:
            self._of_effect[effect.natural_key] = self.calls[len(self._of_effect)]
        tries = self._of_effect[effect.natural_key]
        attempt = tries[effect.attempt - 1]
        began = time.perf_counter()
        await asyncio.sleep(attempt.seconds)
        self.held.append(Held(effect.workspace_id, began, time.perf_counter(), effect.attempt == 1))
        if attempt.again_after_s is not None:
            return Again("Come again.", timedelta(seconds=attempt.again_after_s))
        found = [Found(FIELD, "accepted", "The page says it.", "Steel", confidence=0.9)]
        told = Told(found, {FIELD: PRICE}, effect.lane, "", {}, [])
        return Done(told.written(), cost=told.cost)

    def unfairness(self) -> float:
        """How far the five differ in the time they held places, over their mean, while all had calls left.

        From when the calls are over that were under way as the last of the five came.
        """
        began = sorted(self.held, key=_began)
        first = {one.workspace: one.began for one in reversed(began)}
        last = {one.workspace: one.began for one in began if one.is_first}
        start = max(one.ended for one in began if one.began <= max(first.values()))
        end = min(last.values())
        shares = dict.fromkeys(self.workspaces, 0.0)
        for one in self.held:
            shares[one.workspace] += max(min(one.ended, end) - max(one.began, start), 0)
        return (max(shares.values()) - min(shares.values())) / (sum(shares.values()) / WORKSPACES)


def _began(held: Held) -> float:
    return held.began


@dataclass
class Acts:
    """Acts in five workspaces that do nothing: claimed under a lease, settled, charged on the ledger."""

    place: Installation
    settings: Settings
    workspaces: Mapping[UUID, Sequence[UUID]]
    left: int = 0
    round: int = 0

    def prepare(self) -> None:
        asyncio.run(self._prepare())

    def run(self) -> None:
        asyncio.run(self._run())

    async def _prepare(self) -> None:
        database = Database.open(self.settings)
        self.round += 1
        for workspace, ids in self.workspaces.items():
            run_id, self.left = uuid7(), self.left + len(ids)
            acts = [Reserve(f"{self.round} {one}", {}, ceiling=1, run_id=run_id) for one in ids]
            async with database.workspace(workspace) as session:
                assert await billing.reserve(session, run_id, len(ids), least=len(ids)) == len(ids)
                await reserve(session, ACT, acts)
        await database.close()

    async def _run(self) -> None:
        database, stop, effects = Database.open(self.settings), asyncio.Event(), Effects()

        async def settle(session: WorkspaceSession, settled: Sequence[Settled]) -> None:
            run_id = settled[0].effect.run_id
            assert run_id is not None
            await billing.settle(session, run_id, len(settled))
            self.left -= len(settled)
            if not self.left:
                stop.set()

        effects.kind(EffectKind(ACT, _nothing, settle, True, batch=ACTS_AT_ONCE, at_once=ACTS_AT_ONCE))
        await run_dispatcher([effects], database, self.settings, stop)
        await database.close()


async def _nothing(context: EffectContext, effect: Claimed) -> Outcome:
    return Done(cost=1)


async def _over(database: Database, workspace: UUID, run_id: UUID) -> None:
    while True:
        async with database.workspace(workspace) as session:
            if (await running.get(session, run_id)).finished_at is not None:
                return
        await asyncio.sleep(LOOK_S)


async def _spent(database: Database, workspace: UUID, run_id: UUID) -> int:
    async with database.workspace(workspace) as session:
        return (await running.get(session, run_id)).spent


@dataclass(frozen=True)
class Peer:
    """A job for each call, in a schema of its own; a call that is to come again is retried by the queue."""

    place: Installation
    calls: Calls

    def prepare(self) -> None:
        with self.place.connect("public") as connection:
            connection.execute("DROP SCHEMA IF EXISTS peer CASCADE; CREATE SCHEMA peer")
        asyncio.run(self._prepare())

    def run(self) -> None:
        asyncio.run(self._run())

    def _app(self) -> App:
        with self.place.connect("peer") as connection:
            conninfo = f"{connection.info.dsn} password={self.place.password}"
        app = App(connector=PsycopgConnector(conninfo=conninfo, max_size=10))
        calls = self.calls

        @app.task(name="call", retry=RetryStrategy(max_attempts=9, wait=1), pass_context=True)
        async def call(context: object, number: int) -> None:
            attempt = calls[number][context.job.attempts]  # type: ignore[attr-defined]  # the queue's own
            await asyncio.sleep(attempt.seconds)
            if attempt.again_after_s is not None:
                raise RuntimeError("come again")

        return app

    async def _prepare(self) -> None:
        app = self._app()
        async with app.open_async():
            await app.schema_manager.apply_schema_async()
            numbers: list[dict[str, JSONValue]] = [{"number": number} for number in range(len(self.calls))]
            await app.configure_task("call").batch_defer_async(*numbers)

    async def _run(self) -> None:
        app = self._app()
        async with app.open_async():
            while await self._left(app):
                await app.run_worker_async(
                    concurrency=PLACES, wait=False, install_signal_handlers=False, listen_notify=False
                )
                await asyncio.sleep(LOOK_S)

    async def _left(self, app: App) -> bool:
        query = "SELECT count(*) AS left FROM procrastinate_jobs WHERE status = 'todo'"
        return bool((await app.connector.execute_query_one_async(query))["left"])


def main(size: str, rows: int | None) -> bool:
    count = rows or CALLS[size]
    build()
    calls, empty = make_calls(count), [[Try(0)]] * count
    plugins = [Plugin(key, key, enrichers=(Provider(key),)) for key in PROVIDERS]
    found = Plugins(plugins, [])
    plugin_settings.installed = lambda: found  # type: ignore[attr-defined,assignment]  # not those of the machine
    with installation() as place:
        return _measured(place, size if rows is None else f"{rows} calls", calls, empty)


def _measured(place: Installation, size: str, calls: Calls, empty: Calls) -> bool:
    settings = load_settings({"data_dir": place.folder / "data"})
    workspaces = asyncio.run(_workspaces(place, settings, len(calls)))
    ours, ours_empty = (Ours(place, settings, workspaces, one) for one in (calls, empty))
    acts = Acts(place, settings, workspaces)
    peer, peer_empty = Peer(place, calls), Peer(place, empty)
    contenders = [
        Contender(FLOOR, lambda: asyncio.run(alone(calls))),
        Contender(OURS, ours.run, ours.prepare),
        Contender(PEER, peer.run, peer.prepare),
        Contender(ACTS, acts.run, acts.prepare),
        Contender(PEER_EMPTY, peer_empty.run, peer_empty.prepare),
        Contender(OURS_EMPTY, ours_empty.run, ours_empty.prepare),
    ]
    measured = measure(contenders, FLOOR, [place.server_pid])
    demands = [Demand(OURS, FLOOR, at_most=1.05), Demand(PEER_EMPTY, ACTS, at_least=5)]
    bounds = [Bound("credits beyond the ceiling", ours.spent / PRICE - len(calls), 0)]
    if len(calls) >= CALLS["full"]:  # with fewer, the smaller four are at their end before shares are even
        bounds.append(Bound("unfairness in per cent", 100 * ours.unfairness(), 10))
    return report("orchestrate", size, measured, demands, bounds)


async def _workspaces(place: Installation, settings: Settings, count: int) -> dict[UUID, list[UUID]]:
    """The first one has half of all companies, the others an equal part of the rest."""
    database = Database.open(settings)
    try:
        sizes = [count - (WORKSPACES - 1) * (count // 8), *[count // 8] * (WORKSPACES - 1)]
        return dict([await new_workspace(place, database, size) for size in sizes])
    finally:
        await database.close()


async def new_workspace(place: Installation, database: Database, size: int) -> tuple[UUID, list[UUID]]:
    workspace, account, operation, at = uuid7(), uuid7(), uuid7(), clock.now()
    ids = [uuid7() for _ in range(size)]
    with place.connect("public") as connection:
        connection.execute("INSERT INTO account (id, name, created_at) VALUES (%s, 'A', %s)", [account, at])
        connection.execute(
            "INSERT INTO workspace (id, account_id, slug, name, created_at) VALUES (%s, %s, %s, 'W', %s)",
            [workspace, account, f"w-{workspace}", at],
        )
        connection.execute(OPERATION, [workspace, operation, at])
        connection.execute(COMPANIES, [workspace, operation, at, at, ids])
    await billing.grant(database, workspace, 1_000 * PRICE * size, ACTOR)
    return workspace, ids
