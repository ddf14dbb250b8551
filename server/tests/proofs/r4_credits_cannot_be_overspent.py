"""R4: credits cannot be overspent.

64 runs spend a balance, or what a cap leaves of it, at once, again and again: exactly ten credits go each
time. Then random acts of a ledger (grants that end and that do not, reserves, charges, returns, expiry, caps,
some of them taken back) beside a plain oracle, compared after each transaction.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.platform.billing import lots, repository, service
from tests.factories.billing import sibling
from tests.factories.tenancy import make_person, make_workspace
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size
from tests.proofs.spending import crowd, ledger

ACTS = {"tiny": 400, "ci": 50_000, "full": 1_000_000}
PROCESSES = {"tiny": 1, "ci": 2, "full": 2}
DATABASES = 4  # a pool of connections each

# With the check gone too, a balance can go below zero where nobody locks it.
PLANTED_BUG = "ALTER TABLE account_balance DROP CONSTRAINT account_balance_balance_check"


@dataclass(frozen=True)
class Job:
    """The share of one process: an account of its own."""

    settings: Settings
    seed: str
    acts: int
    planted: bool


def main(size: Size, seed: int, planted: bool) -> Outcome:
    with ground() as there, there.server.connect(there.address.database) as administrator:
        if planted:
            administrator.execute(PLANTED_BUG)
        spent = asyncio.run(_crowd(there, size, planted))
        walked = _walk(there, size, seed, planted)
        walked["unbalanced"] = ledger.unbalanced(administrator)
        if planted:
            return _found(spent, walked)
        bad = (*crowd.BAD, *ledger.BAD)
        counts = spent + walked
        told = {name: counts[name] for name in ("tried", "spent", "acts", "taken_back", *bad)}
        return Outcome(told, not any(told[name] for name in bad) and told["spent"] > 0)


def _found(spent: Counter[str], walked: Counter[str]) -> Outcome:
    """Red means here that both halves found what was planted; one that did not leaves the proof green."""
    found = {
        "found_by_the_crowd": sum(spent[name] for name in crowd.BAD),
        "found_by_the_oracle": sum(walked[name] for name in ledger.BAD),
    }
    return Outcome(found, held=not all(found.values()))


async def _crowd(there: Ground, size: Size, planted: bool) -> Counter[str]:
    async with _opened(there.settings, DATABASES) as databases:
        places = await _places(databases[0], "crowd")
        if not planted:
            return await crowd.spend_all(databases, places, size)
        with patch.multiple(repository, lock_balance=_look_at_balance, take=_take_anyway):
            return await crowd.spend_all(databases, places, size)


def _walk(there: Ground, size: Size, seed: int, planted: bool) -> Counter[str]:
    processes = PROCESSES[size]
    jobs = [
        Job(there.settings, f"{seed}.{one}", ACTS[size] // processes, planted) for one in range(processes)
    ]
    seen: Counter[str] = Counter()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for found in pool.map(_share, jobs):
            seen.update(found)
    return seen


def _share(job: Job) -> Counter[str]:
    if job.planted:
        with patch.object(lots, "expired", _all_at_once):
            return asyncio.run(_walk_one(job))
    return asyncio.run(_walk_one(job))


async def _walk_one(job: Job) -> Counter[str]:
    async with _opened(job.settings, 1) as (database,):
        here, beside = await _places(database, f"walk{job.seed[-1]}")
        walk = ledger.Walk(database, {"here": here, "beside": beside}, random.Random(job.seed))
        await walk.go(job.acts)
        return walk.seen


async def _places(database: Database, slug: str) -> list[UUID]:
    """Two workspaces of one account."""
    people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    made = await make_workspace(database, slug=slug, owner=people[0], bob=people[1], charlie=people[2])
    return [made.id, await sibling(database, made, f"{slug}-beside")]


@asynccontextmanager
async def _opened(settings: Settings, number: int) -> AsyncIterator[list[Database]]:
    async with AsyncExitStack() as stack:
        databases = [Database.open(settings) for _ in range(number)]
        for database in databases:
            stack.push_async_callback(database.close)
        yield databases


async def _look_at_balance(session: WorkspaceSession) -> int:
    """What others planted elsewhere: the balance is read, and nobody else is kept from reading it."""
    return (await service.meter(session)).balance


async def _take_anyway(session: WorkspaceSession, run_id: UUID, amount: int, at: datetime) -> bool:
    """… and written without looking again."""
    for statement in _NAIVE:
        await session.execute(text(statement), {"run": run_id, "amount": amount})
    return True


_NAIVE = (
    "UPDATE account_balance SET balance = balance - :amount",  # of the session's account
    "UPDATE run_reserve SET held = held + :amount WHERE run_id = :run",
)


def _all_at_once(of: Sequence[lots.Lot], balance: int, at: datetime) -> dict[UUID, int]:
    """An expiry that forgets what is promised to runs."""
    over = {lot.id: lot.left for lot in of if lot.expires_at is not None and lot.expires_at <= at}
    return over if sum(over.values()) <= balance else {}
