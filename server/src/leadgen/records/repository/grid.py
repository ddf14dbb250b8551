"""SQL of the grids: one page by its keys, a count that never takes long.

A page in the order of a column comes in two parts, filled rows first and then the empty ones, in either
direction: both parts are walks along one index, which NULLS LAST in descending order would not be.
"""

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
from leadgen.records.repository.row_json import shown_query
from leadgen.records.repository.rows import Row, rows, scalars

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
    believed, _ = await belief(session, found, given)
    return Total(believed if counted is None else max(MOST_COUNTED, believed), exact=False)


async def belief(
    session: WorkspaceSession, query: Composed, given: Mapping[str, object]
) -> tuple[int, float]:
    """How many rows the query has and what finding all of them costs, as the planner sees it."""
    plans = await scalars(session, list, SQL("EXPLAIN (FORMAT JSON) {}").format(query), **given)
    plan = plans[0][0]["Plan"]
    return int(plan["Plan Rows"]), float(plan["Total Cost"])


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


async def shown(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> dict[UUID, str]:
    """The living ones of these records as JSON, as their list shows them."""
    chosen = SQL("r.workspace_id = %(ws)s AND r.deleted_at IS NULL AND r.id = ANY(%(ids)s)")
    found = await rows(session, shown_query(kind, SQL("NULL"), chosen), ids=list(ids))
    return {cast(UUID, row["id"]): cast(str, row["item"]) for row in found}


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
    """The living ones of these records, every column of each; of a contact with its present company's."""
    found = await rows(session, _row_query(kind), ids=list(ids))
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
    """The first rows of a stretch: `id`, `sort_value`, and the row's JSON as `item`."""
    chosen = _of_stretch(order, where, stretch) + SQL(" LIMIT %(limit)s")
    return await rows(
        session, shown_query(kind, _sorted(order), chosen), limit=limit, **_ends(stretch), **given
    )


async def sorted_part(
    session: WorkspaceSession,
    kind: RecordKind,
    order: Order,
    where: Composed,
    given: Mapping[str, object],
    after: Position | None,
    limit: int,
) -> list[Row]:
    """As `part`, of all that is left of a list: for few records, which are sorted and not walked along.

    They are found with what they are sorted by, and nothing else is read of those that are not of the page.
    """
    column = _sorted(order)
    way = SQL(" DESC" if order.descending else " ASC")
    keys: list[Composable] = [SQL("r.id") + way]
    held: list[Composable] = [SQL("r.id")]
    if order.column is not None:
        keys, held = [SQL("{} IS NULL").format(column), column + way, *keys], [*held, column]
    chosen = SQL(
        """r.workspace_id = %(ws)s AND r.id IN (
             SELECT r.id FROM (SELECT {held} FROM {table} r WHERE {where} OFFSET 0) AS r
             WHERE true{behind} ORDER BY {keys} LIMIT %(limit)s) ORDER BY {keys}"""
    ).format(
        held=SQL(", ").join(held),
        table=Identifier(kind),
        where=where,
        behind=_behind(order, after),
        keys=SQL(", ").join(keys),
    )
    ends = _ends(Stretch(None, after))
    return await rows(session, shown_query(kind, column, chosen), limit=limit, **ends, **given)


def _behind(order: Order, after: Position | None) -> Composable:
    """Behind a position of the whole list, whose last ones have nothing in the sorted column."""
    if after is None:
        return SQL("")
    sign = SQL("<" if order.descending else ">")
    if order.column is None or after.value is None:
        emptied = SQL("") if order.column is None else SQL(" AND {} IS NULL").format(_sorted(order))
        return emptied + SQL(" AND r.id {} %(id)s").format(sign)
    return SQL(" AND (({c}, r.id) {sign} (%(value)s, %(id)s) OR {c} IS NULL)").format(
        c=_sorted(order), sign=sign
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


def _row_query(kind: RecordKind) -> Composed:
    """Every column of the living ones of `ids`; for a contact its present company beside it, of one in the
    trash the name alone."""
    own = SQL("SELECT r.id, {}").format(columns(kind))
    chosen = SQL("r.workspace_id = %(ws)s AND r.deleted_at IS NULL AND r.id = ANY(%(ids)s)")
    if kind == "company":
        return own + SQL(" FROM company r WHERE {}").format(chosen)
    return own + SQL(
        """, coalesce(co.company_name, e.company_name) AS employer_name, co.company_domain AS employer_domain
           FROM contact r
           LEFT JOIN LATERAL (SELECT c.company_name, c.company_domain FROM company c
             WHERE c.workspace_id = %(ws)s AND c.id = r.company_id LIMIT 1) AS co ON true
           LEFT JOIN LATERAL (SELECT j.company_name FROM employment j WHERE j.workspace_id = %(ws)s
             AND j.contact_id = r.id AND j.is_primary AND j.to_date IS NULL LIMIT 1) AS e ON true
           WHERE {}"""
    ).format(chosen)


_ALIVE = SQL("r.workspace_id = %(ws)s AND r.deleted_at IS NULL")
_TOUCHED = SQL(
    """(r.origin_operation_id = %(operation)s OR EXISTS (SELECT FROM change h
         WHERE h.workspace_id = %(ws)s AND h.operation_id = %(operation)s AND h.record_id = r.id))"""
)


def everything(kind: RecordKind) -> Composed:
    """The ids of living records."""
    return SQL("SELECT r.id FROM {} r WHERE {}").format(Identifier(kind), _ALIVE)


def _found(kind: RecordKind, operation_id: UUID | None) -> Composed:
    """The ids of living records; with an operation those that it made, and those of others it changed."""
    if operation_id is None:
        return everything(kind)
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


def touched() -> Composed:
    """Living records `r` that an operation made or changed, each asked by itself; it mentions `operation`."""
    return _ALIVE + SQL(" AND ") + _TOUCHED


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
    return touched()


def position_of(row: Row) -> Position:
    """Where the row stands in its list."""
    return Position(cast(str | datetime | None, row["sort_value"]), cast(UUID, row["id"]))
