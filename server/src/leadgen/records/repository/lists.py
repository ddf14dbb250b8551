"""SQL of the grids: one page by its keys, a count that never takes long, states of the cells.

A page in the order of a column comes in two parts, filled rows first and then the empty ones, in either
direction: both parts are walks along one index, which NULLS LAST in descending order would not be.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from psycopg.sql import SQL, Composable, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.reading import columns
from leadgen.records.repository.rows import Row, rows, scalars, typed

MOST_COUNTED = 10_000


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
) -> list[Row]:
    """Up to `limit` rows of living records behind `after`. The sorted column is `sort_value` in each."""
    if order.column is None:
        return await _part(session, kind, order, after, limit, operation_id, filled=None)
    found: list[Row] = []
    if after is None or after.value is not None:
        found = await _part(session, kind, order, after, limit, operation_id, filled=True)
        after = None
    if len(found) < limit:
        found += await _part(session, kind, order, after, limit - len(found), operation_id, filled=False)
    return found


async def count(session: WorkspaceSession, kind: RecordKind, operation_id: UUID | None) -> Total:
    """Exact up to 10,000, beyond that what the planner believes."""
    where = _where(kind, operation_id)
    counted = await scalars(
        session,
        int,
        SQL("SELECT count(*) FROM (SELECT FROM {} r WHERE {} LIMIT {}) AS counted").format(
            Identifier(kind), where, SQL(str(MOST_COUNTED + 1))
        ),
        operation=operation_id,
    )
    if counted[0] <= MOST_COUNTED:
        return Total(counted[0], exact=True)
    plans = await scalars(
        session,
        list,
        SQL("EXPLAIN (FORMAT JSON) SELECT FROM {} r WHERE {}").format(Identifier(kind), where),
        operation=operation_id,
    )
    return Total(max(MOST_COUNTED, int(plans[0][0]["Plan"]["Plan Rows"])), exact=False)


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
    query = _select(kind, SQL("NULL")) + SQL(" WHERE r.deleted_at IS NULL AND r.id = %(id)s")
    found = await rows(session, query, id=record_id)
    return found[0] if found else None


async def _part(
    session: WorkspaceSession,
    kind: RecordKind,
    order: Order,
    after: Position | None,
    limit: int,
    operation_id: UUID | None,
    *,
    filled: bool | None,
) -> list[Row]:
    """Rows with something (`filled`) or nothing in the sorted column, or all of them by id."""
    column = Identifier("r", order.column) if order.column else SQL("NULL")
    keys: Sequence[Composable] = [column, SQL("r.id")] if filled else [SQL("r.id")]
    query = _select(kind, column) + SQL(" WHERE ") + _where(kind, operation_id)
    if filled is not None:
        query += SQL(" AND {} IS {}").format(column, SQL("NOT NULL" if filled else "NULL"))
    if after is not None:
        bounds = SQL("(%(value)s, %(id)s)") if filled else SQL("(%(id)s)")
        query += SQL(" AND ({}) {} {}").format(
            SQL(", ").join(keys), SQL("<" if order.descending else ">"), bounds
        )
    way = SQL(" DESC" if order.descending else " ASC")
    query += SQL(" ORDER BY ") + SQL(", ").join(key + way for key in keys) + SQL(" LIMIT %(limit)s")
    return await rows(
        session,
        query,
        limit=limit,
        operation=operation_id,
        value=after.value if after else None,
        id=after.id if after else None,
    )


def _select(kind: RecordKind, sort_value: Composable) -> Composed:
    """Every column of the record; for a contact its present company beside it."""
    own = SQL("SELECT r.id, r.created_at, r.updated_at, {} AS sort_value, {}").format(
        sort_value, columns(kind)
    )
    if kind == "company":
        return own + SQL(" FROM company r")
    return own + SQL(
        """, co.id AS employer_id, coalesce(co.company_name, e.company_name) AS employer_name,
             co.company_domain AS employer_domain
           FROM contact r
           LEFT JOIN company co ON co.workspace_id = r.workspace_id AND co.id = r.company_id
             AND co.deleted_at IS NULL
           LEFT JOIN employment e ON e.workspace_id = r.workspace_id AND e.contact_id = r.id AND e.is_primary
             AND e.to_date IS NULL"""
    )


def _where(kind: RecordKind, operation_id: UUID | None) -> Composed:
    """Living records; with an operation those that it made or changed."""
    alive = SQL("r.workspace_id = %(ws)s AND r.deleted_at IS NULL")
    if operation_id is None:
        return Composed([alive])
    return alive + SQL(
        """ AND r.id IN (
             SELECT id FROM {} WHERE workspace_id = %(ws)s AND origin_operation_id = %(operation)s
             UNION SELECT record_id FROM change WHERE workspace_id = %(ws)s
               AND operation_id = %(operation)s)"""
    ).format(Identifier(kind))


def sort_value_of(row: Row) -> str | datetime | None:
    """What the row is sorted by."""
    return cast(str | datetime | None, row["sort_value"])
