"""The trash, a page at a time: each record as its list showed it, with who removed it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Paging, read_id
from leadgen.records import wire
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.filters.service import Filter
from leadgen.records.repository import operations, trash
from leadgen.records.repository.rows import Row


async def page(session: WorkspaceSession, paging: Paging, kind: RecordKind, filtered: Filter | None) -> JSON:
    """A `TrashPage` as JSON. Raises InvalidCursor."""
    where = filters.where(filtered)

    async def rows(after: tuple[datetime, UUID] | None, limit: int) -> Sequence[Row]:
        return await trash.page(session, kind, after, limit, where)

    found = await paging.page(f"{kind} trash where {filtered and filtered.digest}", _written, _read, rows)
    total = await trash.count(session, kind, where)
    return {
        "items": await _shown(session, found.items),
        "next_cursor": found.next_cursor,
        "total": cast(dict[str, JSON], asdict(total)),
    }


async def _shown(session: WorkspaceSession, found: Sequence[Row]) -> list[JSON]:
    known = await operations.by_ids(session, {cast(UUID, row["removed_by"]) for row in found})
    return [
        {
            **json.loads(cast(str, row["item"])),
            "removed": {
                "at": _time(row),
                "operation": wire.ref(known[cast(UUID, row["removed_by"])]).model_dump(mode="json"),
            },
        }
        for row in found
    ]


def _time(row: Row) -> str:
    return cast(datetime, row["sort_value"]).isoformat()


def _written(row: Row) -> JSON:
    return [_time(row), str(row["id"])]


def _read(place: JSON) -> tuple[datetime, UUID]:
    match place:
        case [str() as at, record_id]:
            return datetime.fromisoformat(at), read_id(record_id)
    raise TypeError(place)
