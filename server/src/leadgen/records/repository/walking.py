"""SQL of a page that a filter narrows, whatever the filter, in no more time than a person waits.

What an index finds is found first. Else the planner has a moment to do it in its way: where many match
it meets them soon on a walk along the list. Where that takes longer it was mistaken, and the walk goes in
stretches of the list's own index, each larger than the one before. Where few match although no index finds
them, all are sought at once; and where that takes too long the walk goes on until time is up, and says where
it stopped.
"""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository import grid
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.grid import LARGE, MOST_COUNTED, Order, Position, Stretch, Total
from leadgen.records.repository.rows import Row, scalars

# What the planner calls this or less takes some 20 ms: an index finds the records, or there are few.
CHEAP = 4_000
# Few records are worth so many times as much: a walk would pass most of the list to meet a page of them.
WORTH = 5
# So many more than are counted that the planner is not mistaken about it.
MANY = 3 * MOST_COUNTED
TRYING_MS = 120
STRETCHES = (2_000, 10_000, 40_000)  # records; the last one again and again
PATIENCE_S = 1.8
SEEKING_MS = 1_200  # of it


@dataclass(frozen=True)
class Asked:
    """A page of a filtered list: up to `limit` rows behind `after`."""

    kind: RecordKind
    order: Order
    after: Position | None
    limit: int
    where: Where

    @property
    def condition(self) -> Composed:
        return grid.alive(self.kind, None, self.where)

    @property
    def everything(self) -> Composed:
        return SQL("SELECT r.id FROM {} r WHERE {}").format(Identifier(self.kind), self.condition)


@dataclass(frozen=True)
class Found:
    """Rows of a page in their order, and how many the list has. `stopped`: time was up there, behind the last
    row, before the page was full."""

    rows: list[Row]
    total: Total
    stopped: Position | None = None


async def page(session: WorkspaceSession, asked: Asked) -> Found:
    """The rows, with a total that is exact where it was counted, else what the planner believes."""
    started = time.monotonic()
    believed, cost = await grid.belief(session, asked.everything, asked.where.params)
    if cost <= CHEAP and believed <= MANY:
        return await _counted(session, asked)
    are_few = believed <= LARGE and cost <= WORTH * CHEAP
    found = await (_sought_in_time if are_few else _tried)(session, asked)
    if found is not None:
        return Found(found, _total(asked, found, believed))
    return await _walked(session, asked, believed, started, may_seek=not are_few)


async def _tried(session: WorkspaceSession, asked: Asked) -> list[Row] | None:
    """What the planner finds in a moment."""
    trying = partial(_all_parts, session, asked)
    return await grid.in_time(session, TRYING_MS, trying)


async def _sought_in_time(
    session: WorkspaceSession, asked: Asked, most_ms: int | None = None
) -> list[Row] | None:
    most_ms = SEEKING_MS if most_ms is None else max(1, min(SEEKING_MS, most_ms))
    return await grid.in_time(session, most_ms, partial(_sought, session, asked))


async def _walked(
    session: WorkspaceSession, asked: Asked, believed: int, started: float, *, may_seek: bool
) -> Found:
    found: list[Row] = []
    number = 0
    async for stretch in _stretches(session, asked):
        rows = await _met(session, asked, stretch, asked.limit - len(found), started, is_first=number == 0)
        if rows is None:
            return Found(found, Total(max(believed, len(found)), exact=False), stretch.after)
        found += rows
        number += 1
        if len(found) == asked.limit:
            break
        if number == len(STRETCHES) and may_seek:
            sought = await _sought_in_time(session, asked, _left_ms(started))
            if sought is not None:
                return Found(sought, _total(asked, sought, believed))
        if stretch.through is not None and _left_ms(started) == 0:
            return Found(found, Total(max(believed, len(found)), exact=False), stretch.through)
    return Found(found, _total(asked, found, believed))


async def _met(
    session: WorkspaceSession, asked: Asked, stretch: Stretch, limit: int, started: float, *, is_first: bool
) -> list[Row] | None:
    """The rows of a stretch; None where time was up within it. The first one is always finished, so that
    every page comes further."""
    meeting = partial(_rows, session, asked, stretch, limit)
    if is_first or stretch.after is None:
        return await meeting()
    return await grid.in_time(session, max(1, _left_ms(started)), meeting)


def _left_ms(started: float) -> int:
    """0: none."""
    return max(0, round((started + PATIENCE_S - time.monotonic()) * 1_000))


def _total(asked: Asked, found: list[Row], believed: int) -> Total:
    """A first page that is not full has all there are."""
    is_all = len(found) < asked.limit and asked.after is None
    return Total(len(found), exact=True) if is_all else Total(max(believed, len(found)), exact=False)


async def _counted(session: WorkspaceSession, asked: Asked) -> Found:
    """What is found quickly is counted, too."""
    capped = SQL("SELECT count(*) FROM ({} LIMIT {}) AS counted").format(
        asked.everything, SQL(str(MOST_COUNTED + 1))
    )
    counted = (await scalars(session, int, capped, **asked.where.params))[0]
    total = Total(min(counted, MOST_COUNTED), exact=counted <= MOST_COUNTED)
    if counted == 0:
        return Found([], total)
    if counted <= LARGE:
        return Found(await _sought(session, asked), total)
    return Found(await _all_parts(session, asked), total)


async def _sought(session: WorkspaceSession, asked: Asked) -> list[Row]:
    """All that match are found, once, and sorted then."""
    return await grid.sorted_part(
        session, asked.kind, asked.order, asked.condition, asked.where.params, asked.after, asked.limit
    )


async def _all_parts(session: WorkspaceSession, asked: Asked) -> list[Row]:
    found: list[Row] = []
    for stretch in grid.parts(asked.order, asked.after):
        if len(found) < asked.limit:
            found += await _rows(session, asked, stretch, asked.limit - len(found))
    return found


async def _rows(session: WorkspaceSession, asked: Asked, stretch: Stretch, limit: int) -> list[Row]:
    where, given = asked.condition, asked.where.params
    return await grid.part(session, asked.kind, asked.order, where, given, stretch, limit)


async def _stretches(session: WorkspaceSession, asked: Asked) -> AsyncIterator[Stretch]:
    """What is left of the list, a piece at a time."""
    number = 0
    for rest in grid.parts(asked.order, asked.after):
        after = rest.after
        while True:
            size = STRETCHES[min(number, len(STRETCHES) - 1)]
            here = Stretch(rest.filled, after)
            through = await grid.end_of(session, asked.kind, asked.order, here, size)
            yield Stretch(rest.filled, after, through)
            number += 1
            if through is None:
                break
            after = through
