"""The grids: pages of contacts and companies, sorted, with everything a row shows."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Paging, read_id
from leadgen.records import live
from leadgen.records.errors import RecordNotFound, UnsortableField
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as conditions
from leadgen.records.filters.service import Filter
from leadgen.records.registry import registered
from leadgen.records.repository import counting, grid, walking
from leadgen.records.repository.grid import Order, Position, Total
from leadgen.records.repository.rows import Row
from leadgen.records.repository.walking import Asked

DEFAULT_SORT: Mapping[RecordKind, str] = {"contact": "full_name", "company": "company_name"}
_TIMES = {"created_at": None, "updated_at": "updated_at"}


async def page(
    session: WorkspaceSession,
    paging: Paging,
    kind: RecordKind,
    sort: str | None = None,
    operation_id: UUID | None = None,
    filtered: Filter | None = None,
) -> bytes:
    """A `RecordPage` as JSON: rows in the order of `sort`, empty ones last, both ways.

    Raises UnsortableField, InvalidCursor. The number of queries does not depend on that of the rows; a filter
    that is slow takes some more, and no more than two seconds.
    """
    wanted = sort or DEFAULT_SORT[kind]
    order = order_of(kind, wanted)
    purpose = f"{kind} list by {wanted} of {operation_id} where {filtered and filtered.digest}"
    if filtered is not None and operation_id is None:
        return await _narrowed(session, paging, kind, order, filtered, purpose)
    if operation_id is None:
        return await _whole(session, paging, kind, order, purpose)
    where = conditions.where(filtered)
    total = await grid.count(session, kind, operation_id, where)

    async def some(after: Position | None, limit: int) -> Sequence[Row]:
        if total == Total(0, exact=True):
            return []
        return await grid.page(session, kind, order, after, limit, operation_id, where, total)

    found = await paging.page(purpose, _written, partial(_read, order), some)
    return await _wire(session, kind, found.items, found.next_cursor, total)


async def _whole(
    session: WorkspaceSession, paging: Paging, kind: RecordKind, order: Order, purpose: str
) -> bytes:
    """A page of all records. A first page that is also the last has all there are, and nobody counts."""

    async def some(after: Position | None, limit: int) -> Sequence[Row]:
        return await grid.page(session, kind, order, after, limit, None, None, Total(0, exact=False))

    found = await paging.page(purpose, _written, partial(_read, order), some)
    is_all = paging.cursor is None and found.next_cursor is None
    total = Total(len(found.items), exact=True) if is_all else await counting.all_of(session, kind)
    return await _wire(session, kind, found.items, found.next_cursor, total)


async def _narrowed(
    session: WorkspaceSession, paging: Paging, kind: RecordKind, order: Order, filtered: Filter, purpose: str
) -> bytes:
    """A page of what a filter finds; a short one where time was up, whose cursor goes on from there."""
    after = paging.behind(purpose, partial(_read, order))
    where = conditions.where(await conditions.in_order_of(session, filtered, order.column))
    assert where is not None
    found = await walking.page(session, Asked(kind, order, after, paging.limit + 1, where))
    shown = found.rows[: paging.limit]
    behind = grid.position_of(shown[-1]) if len(found.rows) > paging.limit else found.stopped
    cursor = paging.following(purpose, _place(behind)) if behind else None
    return await _wire(session, kind, shown, cursor, found.total, partial=found.stopped is not None)


async def _wire(
    session: WorkspaceSession,
    kind: RecordKind,
    found: Sequence[Row],
    cursor: str | None,
    total: Total,
    *,
    partial: bool = False,
) -> bytes:
    """The rows are JSON already; the rest is put around them."""
    beside = json.dumps({"next_cursor": cursor, "total": asdict(total), "partial": partial})
    items = ",".join(await live.items(session, kind, found))
    return f'{{"items":[{items}],{beside[1:]}'.encode()


async def count(session: WorkspaceSession, kind: RecordKind, filtered: Filter) -> Total:
    """How many records a filter finds: exact up to 10,000, and where counting takes but a moment."""
    return await grid.count(session, kind, None, conditions.where(filtered))


def order_of(kind: RecordKind, sort: str) -> Order:
    """The order that `sort` asks for, such as `-full_name`. Raises UnsortableField."""
    key = sort.removeprefix("-")
    columns = {field.key: field.sort_column for field in registered(kind) if field.sortable} | _TIMES
    if key not in columns:
        raise UnsortableField(key, sorted(columns))
    return Order(columns[key], descending=sort.startswith("-"))


async def row(session: WorkspaceSession, kind: RecordKind, record_id: UUID) -> dict[str, JSON]:
    """One record as its list shows it. Raises RecordNotFound."""
    found = await rows(session, kind, [record_id])
    if not found:
        raise RecordNotFound
    return found[record_id]


async def rows(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]
) -> dict[UUID, dict[str, JSON]]:
    """The living ones of these records as their list shows them."""
    found = await grid.shown(session, kind, ids)
    return {record_id: cast(dict[str, JSON], json.loads(item)) for record_id, item in found.items()}


def _written(row: Row) -> JSON:
    return _place(grid.position_of(row))


def _place(position: Position) -> JSON:
    value = position.value
    return [value.isoformat() if isinstance(value, datetime) else value, str(position.id)]


def _read(order: Order, place: JSON) -> Position:
    match place:
        case [None | str() as value, record_id]:
            if value is not None and order.column == "updated_at":
                return Position(datetime.fromisoformat(value), read_id(record_id))
            return Position(value, read_id(record_id))
    raise TypeError(place)
