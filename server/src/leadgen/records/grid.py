"""The grids: pages of contacts and companies, sorted, with everything a row shows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Paging, read_id
from leadgen.records.errors import RecordNotFound, UnsortableField
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as conditions
from leadgen.records.filters.service import Filter
from leadgen.records.normalise.values import Value
from leadgen.records.registry import REFERENCES, registered, shown_key
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import grid, reading, walking
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.grid import CellState, Order, Position, Total
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
) -> JSON:
    """A `RecordPage` as JSON: rows in the order of `sort`, empty ones last, both ways.

    Raises UnsortableField, InvalidCursor. The number of queries does not depend on that of the rows; a filter
    that is slow takes some more, and no more than two seconds.
    """
    wanted = sort or DEFAULT_SORT[kind]
    order = order_of(kind, wanted)
    where = conditions.where(filtered)
    purpose = f"{kind} list by {wanted} of {operation_id} where {filtered and filtered.digest}"
    if where is not None and operation_id is None:
        return await _narrowed(session, paging, kind, order, where, purpose)
    total = await grid.count(session, kind, operation_id, where)

    async def rows(after: Position | None, limit: int) -> Sequence[Row]:
        if total == Total(0, exact=True):
            return []
        return await grid.page(session, kind, order, after, limit, operation_id, where, total)

    found = await paging.page(purpose, _written, partial(_read, order), rows)
    return await _wire_page(session, kind, found.items, found.next_cursor, total)


async def _narrowed(
    session: WorkspaceSession, paging: Paging, kind: RecordKind, order: Order, where: Where, purpose: str
) -> JSON:
    """A page of what a filter finds; a short one where time was up, whose cursor goes on from there."""
    after = paging.behind(purpose, partial(_read, order))
    found = await walking.page(session, Asked(kind, order, after, paging.limit + 1, where))
    shown = found.rows[: paging.limit]
    behind = grid.position_of(shown[-1]) if len(found.rows) > paging.limit else found.stopped
    cursor = paging.following(purpose, _place(behind)) if behind else None
    return await _wire_page(session, kind, shown, cursor, found.total, partial=found.stopped is not None)


async def _wire_page(
    session: WorkspaceSession,
    kind: RecordKind,
    found: Sequence[Row],
    cursor: str | None,
    total: Total,
    *,
    partial: bool = False,
) -> JSON:
    return {
        "items": await wire_rows(session, kind, found),
        "next_cursor": cursor,
        "total": cast(dict[str, JSON], asdict(total)),
        "partial": partial,
    }


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
    found = await grid.by_id(session, kind, record_id)
    if found is None:
        raise RecordNotFound
    return (await wire_rows(session, kind, [found]))[0]


async def wire_rows(
    session: WorkspaceSession, kind: RecordKind, found: Sequence[Row]
) -> list[dict[str, JSON]]:
    """Rows as they go over the wire, with what stands outside their own table."""
    ids = [cast(UUID, row["id"]) for row in found]
    fields = (*registered(kind), *await custom_fields.custom(session, kind))
    extras = await reading.shown_beside(session, kind, ids, fields)
    states = await grid.states(session, ids)
    return [
        _wire(kind, row, extras.get(record_id, {}), states.get(record_id, {}))
        for record_id, row in zip(ids, found, strict=True)
    ]


def _wire(
    kind: RecordKind, row: Row, extras: Mapping[str, Value], states: Mapping[str, CellState]
) -> dict[str, JSON]:
    values: dict[str, Value] = {**reading.column_values(kind, row), **extras}
    return {
        "id": str(row["id"]),
        "values": cast(dict[str, JSON], _shown(values) | _employer_values(row)),
        "company": _employer(row),
        "states": {
            shown_key(kind, key): {"state": state.state, "pinned": state.pinned}
            for key, state in states.items()
        },
        "created_at": _time(row["created_at"]),
        "updated_at": _time(row["updated_at"]),
    }


def _shown(values: Mapping[str, Value]) -> dict[str, Value]:
    """Without a reference to another record, whose name stands beside it."""
    return {key: value for key, value in values.items() if key not in REFERENCES}


def _employer_values(row: Row) -> dict[str, Value]:
    """The company's name and domain stand in the contact's row too."""
    found = {"company_name": row.get("employer_name"), "company_domain": row.get("employer_domain")}
    return {key: cast(str, value) for key, value in found.items() if value is not None}


def _employer(row: Row) -> dict[str, JSON] | None:
    if row.get("employer_id") is None:
        return None
    return {
        "id": str(row["employer_id"]),
        "company_name": cast(str | None, row["employer_name"]),
        "company_domain": cast(str | None, row["employer_domain"]),
    }


def _time(value: object) -> str:
    return cast(datetime, value).isoformat()


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
