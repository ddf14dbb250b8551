"""Counts that all processes share: a burst, then a steady pace, and exactly that under any number at once."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform import limits
from leadgen.platform.limits import Limit, Taken

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LIMIT = Limit(5, timedelta(seconds=10))


async def take(database: Database, key: str = "key", at: datetime = NOON) -> Taken:
    async with database.identity() as session:
        return await limits.take(session, key, LIMIT, at)


async def test_a_burst_is_allowed_and_then_one_at_each_interval(database: Database) -> None:
    assert [(await take(database)).remaining for _ in range(5)] == [4, 3, 2, 1, 0]
    refused = await take(database)
    assert not refused.is_allowed
    assert refused.retry_after == timedelta(seconds=10)
    assert refused.full_after == timedelta(seconds=50)
    assert not (await take(database, at=NOON + timedelta(seconds=9.9))).is_allowed
    assert (await take(database, at=NOON + timedelta(seconds=10))).is_allowed
    assert not (await take(database, at=NOON + timedelta(seconds=10))).is_allowed
    assert (await take(database, at=NOON + timedelta(hours=1))).remaining == 4


async def test_names_do_not_count_for_each_other(database: Database) -> None:
    for _ in range(5):
        await take(database, "one")
    assert not (await take(database, "one")).is_allowed
    assert (await take(database, "two")).is_allowed


async def test_a_refusal_counts_nothing_and_what_is_given_back_is_there_again(database: Database) -> None:
    for _ in range(9):
        await take(database)
    async with database.identity() as session:
        await limits.give_back(session, "key", LIMIT)
    assert (await take(database)).is_allowed
    assert not (await take(database)).is_allowed
    async with database.identity() as session:
        await limits.forget(session, "key")
    assert (await take(database)).remaining == 4


async def test_any_number_of_processes_count_together(database: Database, settings: Settings) -> None:
    others = [Database.open(settings) for _ in range(3)]
    try:
        taken = await asyncio.gather(*(take(one) for one in (database, *others) for _ in range(10)))
    finally:
        for other in others:
            await other.close()
    assert sum(each.is_allowed for each in taken) == 5


async def test_names_that_limit_nothing_any_more_are_swept_away(database: Database) -> None:
    await take(database, "old")
    await take(database, "new", NOON + timedelta(seconds=5))
    async with database.identity() as session:
        await limits.forget_full(session, NOON + timedelta(seconds=10))
        assert (await session.scalars(text("SELECT key FROM rate_limit"))).all() == ["new"]
