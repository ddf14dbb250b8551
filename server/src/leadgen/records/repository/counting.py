"""Counting that keeps nobody waiting: up to 10,000 of each where that is quick, else up to 100."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar
from uuid import UUID

from psycopg.errors import QueryCanceled
from psycopg.sql import SQL

from leadgen.db.engine import WorkspaceSession
from leadgen.records.repository.grid import COUNTING_MS, MOST_COUNTED, Total

_FEW = 100

K = TypeVar("K", bound=UUID)


async def soon(
    session: WorkspaceSession, count: Callable[[int], Awaitable[Mapping[K, int]]]
) -> dict[K, Total]:
    """What `count` finds of each, asked for one more than the most it shall count."""
    connection = await session.driver()
    try:
        async with connection.transaction():
            await connection.execute(SQL("SET LOCAL statement_timeout = {}").format(COUNTING_MS))
            found = _totals(await count(MOST_COUNTED + 1), MOST_COUNTED)
            await connection.execute("SET LOCAL statement_timeout TO DEFAULT")
            return found
    except QueryCanceled:
        return _totals(await count(_FEW + 1), _FEW)


def _totals(found: Mapping[K, int], most: int) -> dict[K, Total]:
    return {key: Total(min(number, most), exact=number <= most) for key, number in found.items()}
