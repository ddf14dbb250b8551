"""SQL of the grids: one page by its keys, a count that never takes long, states of the cells.

A page in the order of a column comes in two parts, filled rows first and then the empty ones, in either
direction: both parts are walks along one index, which NULLS LAST in descending order would not be.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar, cast
from uuid import UUID

from psycopg.errors import QueryCanceled
from psycopg.sql import SQL, Composable, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.reading import columns
from leadgen.records.repository.rows import Row, rows, scalars, typed

T = TypeVar("T")

MOST_COUNTED = 10_000
LARGE = 5_000
COUNTING_MS = 150


@dataclass(frozen=True)
class Order:
    """By which column a list is sorted. None: by id, the order in which records were made."""

    column: str | None
    descending: bool


@dataclass(frozen=True)
class Position:
    """The last row of a page. `value` None: among the rows with nothing in the column, or sorted by id."""

    value: str | datetime | None
    id: UUID


@dataclass(frozen=True)
class Stretch:
    """Records behind `after` up to and with `through`; None: from the beginning, to the end.

    Of those with something (`filled`) or nothing in the sorted column; None: of all, by id.
    """

    filled: bool | None
    after: Position | None = None
    through: Position | None = None


@dataclass(frozen=True)
class Total:
    """How many rows a list has; an estimate of the planner's where it is not exact."""

    value: int
    exact: bool


async def page(
    session: WorkspaceSession,
    kind: RecordKind,
    order: Order,
    after: Position | None,
    limit: int,
    operation_id: UUID | None,
    filtered: Where | None,
    total: Total,
) -> list[Row]:
    """Up to `limit` rows of living records behind `after`. The sorted column is `sort_value` in each.

    `total` is what was counted or is believed: few records are found first and sorted then, many are met
    on the walk in their order.
    """
    where = _where(kind, operation_id, filtered, is_large=total.value > LARGE)
    if filtered is not None and total.value <= LARGE:
        where = found_first(kind, where)
    given = {"operation": operation_id, **(filtered.params if filtered else {})}
    found: list[Row] = []
    for one in parts(order, after):
        if len(found) < limit:
            found += await part(session, kind, order, where, given, one, limit - len(found))
    return found


def parts(order: Order, after: Position | None) -> list[Stretch]:
    """What is left of a list behind a position: what has something in the sorted column, then the others."""
    if order.column is None:
        return [Stretch(None, after)]
    if after is not None and after.value is None:
        return [Stretch(filled=False, after=after)]
    return [Stretch(filled=True, after=after), Stretch(filled=False)]


async def count(
    session: WorkspaceSession, kind: RecordKind, operation_id: UUID | None, filtered: Where | None = None
) -> Total:
    """Exact up to 10,000; beyond that, and where a filter takes long to count, what the planner believes."""
    given = {"operation": operation_id, **(filtered.params if filtered else {})}
    found = _found(kind, operation_id)
    if filtered is not None:
        found = SQL("SELECT r.id FROM {} r WHERE {}").format(
            Identifier(kind), _where(kind, operation_id, filtered, is_large=False)
        )
    capped = SQL("SELECT count(*) FROM ({} LIMIT {}) AS counted").format(found, SQL(str(MOST_COUNTED + 1)))
    counting = partial(_counted, session, capped, given)
    counted = await counting() if filtered is None else await in_time(session, COUNTING_MS, counting)
    if counted is not None and counted <= MOST_COUNTED:
        return Total(counted, exact=True)
    plans = await scalars(session, list, SQL("EXPLAIN (FORMAT JSON) {}").format(found), **given)
    believed = int(plans[0][0]["Plan"]["Plan Rows"])
    return Total(believed if counted is None else max(MOST_COUNTED, believed), exact=False)


async def _counted(session: WorkspaceSession, query: Composed, given: Mapping[str, object]) -> int:
    return (await scalars(session, int, query, **given))[0]


async def in_time(session: WorkspaceSession, most_ms: int, act: Callable[[], Awaitable[T]]) -> T | None:
    """What the act answers; None where one of its statements takes longer."""
    connection = await session.driver()
    try:
        # The savepoint is released where all went well: the driver forgets its prepared statements with every
        # one it rolls back.
        async with connection.transaction():
            await connection.execute(SQL("SET LOCAL statement_timeout = {}").format(most_ms))
            found = await act()
            await connection.execute("SET LOCAL statement_timeout TO DEFAULT")
            return found
    except QueryCanceled:
        return None


@dataclass(frozen=True)
class CellState:
    """The state of one cell; without a row a value is its origin's and nothing is to be said."""

    record_id: UUID
    field: str
    state: str
    pinned: bool


async def states(session: WorkspaceSession, ids: Collection[UUID]) -> dict[UUID, dict[str, CellState]]:
    """Record → field → state, for the fields that have one."""
    found = await typed(
        session,
        CellState,
        """SELECT record_id, field, state, pinned_by IS NOT NULL AS pinned FROM field_state
           WHERE record_id = ANY(%(ids)s)""",
        ids=list(ids),
    )
    held: dict[UUID, dict[str, CellState]] = defaultdict(dict)
    for row in found:
        held[row.record_id][row.field] = row
    return held


async def by_id(session: WorkspaceSession, kind: RecordKind, record_id: UUID) -> Row | None:
    """One living record as a row of its list."""
    chosen = SQL("r.workspace_id = %(ws)s AND r.deleted_at IS NULL AND r.id = %(id)s")
    found = await rows(session, row_query(kind, SQL("NULL"), chosen), id=record_id)
    return found[0] if found else None


@dataclass(frozen=True)
class RecordIds:
    """The ids of a whole list in its order, 16 bytes each."""

    packed: bytes

    def __len__(self) -> int:
        return len(self.packed) // 16

    def pages(self, size: int) -> Iterator[list[UUID]]:
        """So many at a time."""
        step = size * 16
        for start in range(0, len(self.packed), step):
            page = self.packed[start : start + step]
            yield [UUID(bytes=page[at : at + 16]) for at in range(0, len(page), 16)]


async def all_ids(
    session: WorkspaceSession,
    kind: RecordKind,
    order: Order,
    operation_id: UUID | None,
    filtered: Where | None = None,
) -> RecordIds:
    """What `page` would give from the first page to the last, as it is now."""
    column = Identifier("r", order.column) if order.column else SQL("NULL")
    way = SQL(" DESC" if order.descending else " ASC")
    query = SQL("SELECT r.id FROM {} r WHERE {} ORDER BY {} IS NULL, {} {}, r.id {}").format(
        Identifier(kind), _where(kind, operation_id, filtered, is_large=False), column, column, way, way
    )
    given = {"ws": session.workspace_id, "operation": operation_id, **(filtered.params if filtered else {})}
    connection = await session.driver()
    packed = bytearray()
    async with connection.cursor(name="record_ids") as cursor:
        await cursor.execute(query, given)
        async for (record_id,) in cursor:
            packed += record_id.bytes
    return RecordIds(bytes(packed))


async def by_ids(session: WorkspaceSession, kind: RecordKind, ids: Sequence[UUID]) -> dict[UUID, Row]:
    """The living ones of these records as rows of their list."""
    chosen = SQL("r.workspace_id = %(ws)s AND r.deleted_at IS NULL AND r.id = ANY(%(ids)s)")
    found = await rows(session, row_query(kind, SQL("NULL"), chosen), ids=list(ids))
    return {cast(UUID, row["id"]): row for row in found}


async def newest_ids(session: WorkspaceSession, kind: RecordKind, limit: int) -> list[UUID]:
    """Living records, those changed last first."""
    query = SQL(
        "SELECT id FROM {} WHERE workspace_id = %(ws)s AND deleted_at IS NULL "
        "ORDER BY updated_at DESC, id DESC LIMIT %(limit)s"
    )
    return await scalars(session, UUID, query.format(Identifier(kind)), limit=limit)


async def part(
    session: WorkspaceSession,
    kind: RecordKind,
    order: Order,
    where: Composed,
    given: Mapping[str, object],
    stretch: Stretch,
    limit: int,
) -> list[Row]:
    """The first rows of a stretch."""
    chosen = _of_stretch(order, where, stretch) + SQL(" LIMIT %(limit)s")
    return await rows(
        session, row_query(kind, _sorted(order), chosen), limit=limit, **_ends(stretch), **given
    )


async def end_of(
    session: WorkspaceSession, kind: RecordKind, order: Order, stretch: Stretch, size: int
) -> Position | None:
    """Of a stretch without a filter, the last of its first `size` records; None where there are no more.

    Read in the list's index alone.
    """
    query = SQL("SELECT {} AS sort_value, r.id FROM {} r WHERE {} OFFSET %(skipped)s LIMIT 1").format(
        _sorted(order), Identifier(kind), _of_stretch(order, Composed([_ALIVE]), stretch)
    )
    found = await rows(session, query, skipped=size - 1, **_ends(stretch))
    return position_of(found[0]) if found else None


def _of_stretch(order: Order, where: Composed, stretch: Stretch) -> Composed:
    """The condition of a stretch, and its order."""
    column = _sorted(order)
    keys: Sequence[Composable] = [column, SQL("r.id")] if stretch.filled else [SQL("r.id")]
    query = where
    if stretch.filled is not None:
        query += SQL(" AND {} IS {}").format(column, SQL("NOT NULL" if stretch.filled else "NULL"))
    listed = SQL(", ").join(keys)
    if stretch.after is not None:
        bounds = SQL("(%(value)s, %(id)s)" if stretch.filled else "(%(id)s)")
        query += SQL(" AND ({}) {} {}").format(listed, SQL("<" if order.descending else ">"), bounds)
    if stretch.through is not None:
        bounds = SQL("(%(end_value)s, %(end_id)s)" if stretch.filled else "(%(end_id)s)")
        query += SQL(" AND ({}) {} {}").format(listed, SQL(">=" if order.descending else "<="), bounds)
    way = SQL(" DESC" if order.descending else " ASC")
    return query + SQL(" ORDER BY ") + SQL(", ").join(key + way for key in keys)


def _sorted(order: Order) -> Composable:
    return Identifier("r", order.column) if order.column else SQL("NULL")


def _ends(stretch: Stretch) -> dict[str, object]:
    after, through = stretch.after, stretch.through
    return {
        "value": after.value if after else None,
        "id": after.id if after else None,
        "end_value": through.value if through else None,
        "end_id": through.id if through else None,
    }


def row_query(kind: RecordKind, sort_value: Composable, chosen: Composable) -> Composed:
    """Every column of the chosen records in their order; for a contact its present company beside it, of one
    in the trash the name alone.

    The page is chosen first, and the company looked up for its rows alone, whatever the planner believes.
    """
    page = SQL(
        "(SELECT r.*, row_number() OVER () AS place FROM (SELECT r.* FROM {} r WHERE {}) AS r)"
    ).format(Identifier(kind), chosen)
    own = SQL("SELECT r.id, r.created_at, r.updated_at, {} AS sort_value, {}").format(
        sort_value, columns(kind)
    )
    if kind == "company":
        return own + SQL(" FROM {} AS r ORDER BY r.place").format(page)
    return own + SQL(
        """, CASE WHEN co.deleted_at IS NULL THEN co.id END AS employer_id,
             coalesce(co.company_name, e.company_name) AS employer_name, co.company_domain AS employer_domain
           FROM {} AS r
           LEFT JOIN LATERAL (SELECT c.id, c.company_name, c.company_domain, c.deleted_at FROM company c
             WHERE c.workspace_id = %(ws)s AND c.id = r.company_id LIMIT 1) AS co ON true
           LEFT JOIN LATERAL (SELECT j.company_name FROM employment j WHERE j.workspace_id = %(ws)s
             AND j.contact_id = r.id AND j.is_primary AND j.to_date IS NULL LIMIT 1) AS e ON true
           ORDER BY r.place"""
    ).format(page)


_ALIVE = SQL("r.workspace_id = %(ws)s AND r.deleted_at IS NULL")


def _found(kind: RecordKind, operation_id: UUID | None) -> Composed:
    """The ids of living records; with an operation those that it made, and those of others it changed."""
    if operation_id is None:
        return SQL("SELECT r.id FROM {} r WHERE {}").format(Identifier(kind), _ALIVE)
    return SQL(
        """SELECT r.id FROM {table} r WHERE {alive} AND r.origin_operation_id = %(operation)s
           UNION ALL SELECT r.id FROM change h JOIN {table} r ON r.workspace_id = h.workspace_id
             AND r.id = h.record_id AND r.deleted_at IS NULL AND r.origin_operation_id <> %(operation)s
           WHERE h.workspace_id = %(ws)s AND h.operation_id = %(operation)s"""
    ).format(table=Identifier(kind), alive=_ALIVE)


def alive(kind: RecordKind, operation_id: UUID | None, filtered: Where | None) -> Composed:
    """Living records `r` that match, as a condition; it mentions `operation` and what the filter does."""
    return _where(kind, operation_id, filtered, is_large=False)


def _where(
    kind: RecordKind, operation_id: UUID | None, filtered: Where | None, *, is_large: bool
) -> Composed:
    """Living records that match."""
    found = _of_operation(kind, operation_id, is_large=is_large)
    return found if filtered is None else found + SQL(" AND ") + filtered.condition


def found_first(kind: RecordKind, where: Composed) -> Composed:
    """The same records, by a query of their own: else the planner, who cannot know how few they are, reads
    the whole list in its order to meet them."""
    return SQL("r.workspace_id = %(ws)s AND r.id IN (SELECT r.id FROM {} r WHERE {} OFFSET 0)").format(
        Identifier(kind), where
    )


def _of_operation(kind: RecordKind, operation_id: UUID | None, *, is_large: bool) -> Composed:
    """Living records. Those of a small operation are looked up; among those of a large one the next page is
    soon met on the walk along the list's own index."""
    if operation_id is None:
        return Composed([_ALIVE])
    if not is_large:
        return _ALIVE + SQL(" AND r.id IN ({})").format(_found(kind, operation_id))
    return _ALIVE + SQL(
        """ AND (r.origin_operation_id = %(operation)s OR EXISTS (SELECT FROM change h
             WHERE h.workspace_id = %(ws)s AND h.operation_id = %(operation)s AND h.record_id = r.id))"""
    )


def position_of(row: Row) -> Position:
    """Where the row stands in its list."""
    return Position(cast(str | datetime | None, row["sort_value"]), cast(UUID, row["id"]))
