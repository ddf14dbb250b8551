"""Cells that somebody is at work on just now: no record holds that, so whoever works says so."""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Literal, cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import Row

Sought = Literal["queued", "running"]
Source = Callable[
    [WorkspaceSession, RecordKind, Collection[UUID]], Awaitable[Mapping[UUID, Mapping[str, Sought]]]
]

_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Done when the product is assembled; again changes nothing. It is asked for each page of a list."""
    _sources[name] = source


def sources() -> Sequence[Source]:
    """Whoever has registered."""
    return list(_sources.values())


async def items(session: WorkspaceSession, kind: RecordKind, found: Sequence[Row]) -> list[str]:
    """The JSON of rows of a list, with the states of cells that are being worked on."""
    ids = [cast(UUID, row["id"]) for row in found]
    sought: dict[UUID, dict[str, Sought]] = {}
    for source in sources():
        for record_id, cells in (await source(session, kind, ids)).items():
            sought.setdefault(record_id, {}).update(cells)
    written = zip(ids, (cast(str, row["item"]) for row in found), strict=True)
    return [_with(item, sought[one]) if one in sought else item for one, item in written]


def _with(item: str, sought: Mapping[str, Sought]) -> str:
    row = json.loads(item)
    for field, state in sought.items():
        row["states"][field] = {"state": state, "pinned": False}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
