"""R5: no run is charged more than the ceiling that was quoted to a person, and what is expected comes about.

People of three workspaces, two of which share an account, ask for prices of random fields for random records
and start runs, as the dashboard does: whole or in part, for less than quoted, paused, stopped, out of
credits, under caps. Prices change between quote and start and on the way; providers bill in two currencies,
say that they are busy, are away, refuse, answer rubbish, are cut off, or hang, and workers stop in the middle
of calls. Of each run the steps, the findings, the ledger and the run itself must say one charge, within the
quote, and no transaction may be lost to another one that waits for it in a circle. Once 200 records were
enriched, the median of expected over charged must be between 0.8 and 1.25: that takes thousands of runs, so
at the smaller sizes it is told, and asked for only where there are enough of them.
"""

import asyncio
import random
import statistics
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from multiprocessing import get_context
from unittest.mock import patch
from urllib.parse import urlsplit

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.billing import service as billing
from leadgen.platform.billing.jobs import jobs as billing_jobs
from leadgen.platform.effects.contracts import Effects
from leadgen.platform.effects.dispatcher import Pace, run_dispatcher
from leadgen.platform.jobs.worker import Pace as JobPace
from leadgen.platform.jobs.worker import run_worker
from leadgen.stages.enrich import pricing
from leadgen.stages.enrich.effects import effects
from leadgen.stages.enrich.jobs import jobs
from leadgen.stages.enrich.planning.contracts import Experience
from leadgen.stages.enrich.pricing import Price
from tests.factories.billing import sibling
from tests.factories.tenancy import Workspace, add_member, make_person, make_workspace
from tests.factories.web import browser
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size
from tests.proofs.quoting.market import Market, market
from tests.proofs.quoting.shopping import BAD, Shop

RUNS = {"tiny": 40, "ci": 40, "full": 10_000}
PROCESSES = {"tiny": 1, "ci": 2, "full": 2}
HISTORY = {"tiny": 10, "ci": 60, "full": 200}  # records
BUYERS = (8, 3, 3)  # at once, in each workspace
LEASE = timedelta(seconds=10)
RETRIES = (timedelta(seconds=0.05),) * 4
ANSWERS = (50, 300)  # to a worker, until it is stopped and another one starts
JOBS = JobPace(heartbeat=1, stalled=60, care=1, poll=0.5, away=0.1)
PACE = Pace(round=0.02, poll=0.5, grace=0.0, away=0.05)
BETWEEN = (80, 125)  # percent
ENOUGH = 30  # runs, for a median to say something

# The planted bug: a run may spend three times what was quoted for it, with the two below.
PLANTED_BUG = """
CREATE FUNCTION think_big() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN NEW.ceiling := 3 * NEW.ceiling; RETURN NEW; END $$;
CREATE TRIGGER think_big BEFORE INSERT ON enrichment_run FOR EACH ROW EXECUTE FUNCTION think_big();
"""


@dataclass(frozen=True)
class Share:
    """What one process does: a town of its own."""

    settings: Settings
    seed: str
    runs: int
    history: int
    planted: bool


def main(size: Size, seed: int, planted: bool) -> Outcome:
    seen: Counter[str] = Counter(dict.fromkeys(("runs", *BAD, "ratios"), 0))
    ratios: list[float] = []
    with ground() as there, ExitStack() as stack:
        shares = [_share(there, stack, f"{seed}.{one}", size, planted) for one in range(PROCESSES[size])]
        with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
            for counts, found in pool.map(_run, shares):
                seen.update(counts)
                ratios += found
        seen["deadlocks"] += sum(_deadlocks(there, one) for one in shares)
    percent = round(100 * statistics.median(ratios)) if ratios else 0
    is_expected = BETWEEN[0] <= percent <= BETWEEN[1]
    is_told = is_expected or (len(ratios) < ENOUGH and size != "full")
    told = {**seen, "ratios": len(ratios), "expected_percent": percent}
    if planted:  # red means here that both halves found what was planted
        return Outcome(told, held=not seen["over_the_quote"] or not ratios or is_expected)
    return Outcome(told, is_told and seen["runs"] >= RUNS[size] and not any(seen[one] for one in BAD))


def _deadlocks(there: Ground, share: Share) -> int:
    assert share.settings.database_url is not None
    name = urlsplit(share.settings.database_url).path.strip("/")
    with there.server.connect(name) as administrator:
        query = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        row = administrator.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _share(there: Ground, stack: ExitStack, seed: str, size: Size, planted: bool) -> Share:
    address = stack.enter_context(there.server.database())
    if planted:
        with there.server.connect(address.database) as administrator:
            administrator.execute(PLANTED_BUG)
    settings = there.settings.model_copy(update={"database_url": address.public_url()})
    return Share(settings, seed, RUNS[size] // PROCESSES[size], HISTORY[size], planted)


def _run(share: Share) -> tuple[Counter[str], list[float]]:
    with _wrong(share.planted):
        return asyncio.run(_town(share))


async def _town(share: Share) -> tuple[Counter[str], list[float]]:
    async with AsyncExitStack() as stack:
        there = await stack.enter_async_context(market(share.seed))
        settings = share.settings.model_copy(update={"outbound_allow": f"127.0.0.1:{there.there.port}"})
        database = Database.open(settings)
        stack.push_async_callback(database.close)
        app = create_app(build(), database, settings)
        dice = random.Random(share.seed)
        shops = []
        for workspace in await _workspaces(database):
            client = await stack.enter_async_context(await browser(app, database, workspace.alice))
            own = random.Random(f"{share.seed} {workspace.slug}")
            shops.append(Shop(database, workspace, client, there, own, share.history))
        await stack.enter_async_context(_at_work(database, settings, there, dice))
        async with asyncio.TaskGroup() as people:
            for shop, buyers in zip(shops, BUYERS, strict=True):
                for _ in range(buyers):
                    people.create_task(_buy(shop, shops, share.runs))
        seen = sum((shop.seen for shop in shops), Counter[str]())
        seen.update(await _accounts(shops))
        print(share.seed, dict(there.answers), flush=True)
        return seen, [one for shop in shops for one in shop.ratios]


async def _buy(shop: Shop, shops: Sequence[Shop], runs: int) -> None:
    while sum(one.seen["runs"] for one in shops) < runs:
        await shop.buy()


async def _workspaces(database: Database) -> list[Workspace]:
    """Two of one account, and one beside them."""
    people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    alice, bob, charlie = people
    north = await make_workspace(database, slug="north", owner=alice, bob=bob, charlie=charlie)
    south = replace(north, id=await sibling(database, north, "south"), slug="south")
    await add_member(database, south.id, alice, "owner")
    away = await make_workspace(database, slug="away", owner=alice, bob=bob, charlie=charlie)
    return [north, south, away]


async def _accounts(shops: Sequence[Shop]) -> Counter[str]:
    """What is gone from each account is what its runs were charged, and nothing is set aside."""
    counts: Counter[str] = Counter()
    for account in {shop.workspace.account_id for shop in shops}:
        own = [shop for shop in shops if shop.workspace.account_id == account]
        async with own[0].database.workspace(own[0].workspace.id) as session:
            meter = await billing.meter(session)
        charged = sum(shop.granted for shop in own) - meter.balance
        counts["unlike_the_ledger"] += charged != sum(shop.charged for shop in own)
        counts["left_reserved"] += meter.account.reserved != 0
    return counts


@asynccontextmanager
async def _at_work(
    database: Database, settings: Settings, there: Market, dice: random.Random
) -> AsyncIterator[None]:
    """Jobs, and two dispatchers that are stopped in mid-call and started again."""
    stop, quick = asyncio.Event(), Effects()
    stopping = asyncio.create_task(stop.wait())
    for kind in effects.kinds.values():
        quick.kind(replace(kind, lease=LEASE, retries=RETRIES))

    async def dispatch() -> None:
        while not stop.is_set():
            over = asyncio.Event()
            working = asyncio.create_task(run_dispatcher([quick], database, settings, over, PACE))
            enough = asyncio.create_task(there.until_asked(dice.randint(*ANSWERS)))
            await asyncio.wait({working, enough, stopping}, return_when=asyncio.FIRST_COMPLETED)
            enough.cancel()
            over.set()
            await working

    loops = [asyncio.create_task(run_worker([jobs, billing_jobs], database, settings, stop, JOBS))]
    loops += [asyncio.create_task(dispatch()) for _ in range(2)]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*loops)


@contextmanager
def _wrong(planted: bool) -> Iterator[None]:
    """The other planted bugs: a third of what it may cost is quoted, and nothing is expected to be found."""
    if not planted:
        yield
        return
    whole = pricing.most

    def third(prices: Iterable[Price], wanted: Mapping[str, int]) -> int:
        return whole(prices, wanted) // 3

    with (
        patch.object(pricing, "most", third),
        patch.object(Experience, "share", lambda past, enricher, price: Fraction(0)),
    ):
        yield
