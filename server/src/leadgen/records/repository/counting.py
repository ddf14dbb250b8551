"""Counting that keeps nobody waiting: up to 10,000 of each where that is quick, else up to 100.

All records of a kind are not counted where the planner believes that they are many more.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from psycopg.errors import QueryCanceled
from psycopg.sql import SQL

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.records.field import RecordKind
from leadgen.records.repository import grid
from leadgen.records.repository.grid import COUNTING_MS, MOST_COUNTED, Total

_FEW = 100
# So many more than are counted that the planner is not mistaken about it.
_MANY = 3 * MOST_COUNTED
# An estimate is asked for anew after this long. It changes with the statistics, not with each record.
_HELD = timedelta(seconds=10)
_MOST_HELD = 10_000
_beliefs: dict[tuple[UUID, RecordKind], tuple[datetime, int]] = {}

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


async def all_of(session: WorkspaceSession, kind: RecordKind) -> Total:
    """How many living records there are: exact up to 10,000, or what the planner believed seconds ago."""
    believed = await _believed(session, kind)
    if believed > _MANY:
        return Total(believed, exact=False)
    return await grid.count(session, kind, None)


async def _believed(session: WorkspaceSession, kind: RecordKind) -> int:
    key, at = (session.workspace_id, kind), clock.now()
    held = _beliefs.get(key)
    if held is not None and held[0] <= at < held[0] + _HELD:
        return held[1]
    if len(_beliefs) >= _MOST_HELD:
        _beliefs.clear()
    believed, _ = await grid.belief(session, grid.everything(kind), {})
    _beliefs[key] = (at, believed)
    return believed


def _totals(found: Mapping[K, int], most: int) -> dict[K, Total]:
    return {key: Total(min(number, most), exact=number <= most) for key, number in found.items()}
