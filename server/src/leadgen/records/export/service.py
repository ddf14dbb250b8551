"""The rows of an export, a page at a time, and the two files they become."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Literal, cast
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.platform.audit import service as audit
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.members import service as members
from leadgen.records.bulk import wishes
from leadgen.records.bulk.schemas import Selection
from leadgen.records.export.cells import text_of
from leadgen.records.export.choosing import EMPLOYER, columns_of
from leadgen.records.export.sheet import MOST_ROWS, ExportTooLarge, Sheet
from leadgen.records.field import Field, RecordKind
from leadgen.records.formulas import csv_lines, guarded, typed
from leadgen.records.grid import DEFAULT_SORT, order_of
from leadgen.records.normalise.values import Value
from leadgen.records.registry import export_header, registered
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import grid, lists, reading
from leadgen.records.repository.grid import RecordIds
from leadgen.records.repository.rows import Row
from leadgen.records.values import value_in

Format = Literal["csv", "xlsx"]
NOUNS: Mapping[RecordKind, str] = {"contact": "contacts", "company": "companies"}
_PAGE = 1_000
_PIECE_BYTES = 1 << 20
_ASK_AGAIN_S = 60.0

# Raises where whoever began the export may not read any more.
StillAllowed = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Export:
    """An export that has begun: which records, in which order, which columns."""

    database: Database
    workspace_id: UUID
    kind: RecordKind
    columns: Sequence[Field]
    ids: RecordIds
    names: dict[str, str]
    still_allowed: StillAllowed


async def begin(
    database: Database,
    identity: Identity,
    kind: RecordKind,
    form: Format,
    *,
    columns: str | None,
    sort: str | None,
    selection: Selection,
    still_allowed: StillAllowed,
) -> Export:
    """Settle what is exported, and note in the audit who takes it along.

    Raises UnknownColumn, UnsortableField, InvalidFilter, ExportTooLarge.
    """
    order = order_of(kind, sort or DEFAULT_SORT[kind])
    async with database.workspace(identity.workspace_id) as session:
        fields = (*registered(kind), *await custom_fields.custom(session, kind))
        chosen = columns_of(kind, fields, columns)
        pool = await wishes.pool(session, kind, selection)
        ids = await grid.all_ids(session, kind, order, pool.operation_id, pool.where)
        if form == "xlsx" and len(ids) > MOST_ROWS:
            raise ExportTooLarge(f"These are {len(ids):,} records, and a sheet holds {MOST_ROWS:,}.")
        names = await _names(session, chosen)
        detail = {"records": len(ids), "format": form, "columns": len(chosen)}
        await audit.record(session, "records_exported", identity.actor, NOUNS[kind], detail)
    return Export(database, identity.workspace_id, kind, chosen, ids, names, still_allowed)


async def as_csv(export: Export) -> AsyncIterator[bytes]:
    """Comma, double quotes, CRLF, UTF-8 with its mark, as spreadsheets expect."""
    yield b"\xef\xbb\xbf" + csv_lines([export_header(export.columns)])
    async for rows in _pages(export):
        yield await asyncio.to_thread(csv_lines, ([guarded(cell) for cell in row] for row in rows))


async def as_xlsx(export: Export) -> AsyncIterator[bytes]:
    """A workbook of text cells: made as a whole before this answers. Raises ExportTooLarge."""
    sheet = await asyncio.to_thread(Sheet, export.kind.capitalize(), export_header(export.columns))
    async for rows in _pages(export):
        await asyncio.to_thread(sheet.add, [[typed(cell) for cell in row] for row in rows])
    return _sent(await asyncio.to_thread(sheet.finish))


async def _sent(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := await asyncio.to_thread(file.read, _PIECE_BYTES):
            yield piece


async def _pages(export: Export) -> AsyncIterator[list[list[str]]]:
    """The cells of 1,000 records at a time, each page in a transaction of its own."""
    asked_at = time.monotonic()
    for ids in export.ids.pages(_PAGE):
        if time.monotonic() - asked_at > _ASK_AGAIN_S:
            await export.still_allowed()
            asked_at = time.monotonic()
        async with export.database.workspace(export.workspace_id) as session:
            rows = await grid.by_ids(session, export.kind, ids)
            extras = await reading.shown_beside(session, export.kind, list(rows), export.columns)
        yield [
            [_cell(export, field, rows[one], extras.get(one, {})) for field in export.columns]
            for one in ids
            if one in rows
        ]


def _cell(export: Export, field: Field, row: Row, extras: dict[str, Value]) -> str:
    value = _value(export.kind, field, row, extras)
    if value is None:
        return ""
    if field.type == "member":
        return export.names.get(str(value), "")
    if field.type == "lists":
        return "; ".join(sorted(export.names[one] for one in cast(Sequence[str], value)))
    return text_of(field, value)


def _value(kind: RecordKind, field: Field, row: Row, extras: dict[str, Value]) -> Value | None:
    if kind == "contact" and field.key in EMPLOYER:
        held = row[f"employer_{field.key.removeprefix('company_')}"]
        return None if held is None else str(held)
    return value_in(field, row) if field.storage == "column" else extras.get(field.key)


async def _names(session: WorkspaceSession, chosen: Sequence[Field]) -> dict[str, str]:
    """What stands for ids in these columns: a member by their e-mail, a list by its name."""
    types = {field.type for field in chosen}
    names: dict[str, str] = {}
    if "member" in types:
        names |= {str(member.user_id): member.email for member in await members.listed(session)}
    if "lists" in types:
        names |= {str(one.id): one.name for one in await lists.every(session)}
    return names
