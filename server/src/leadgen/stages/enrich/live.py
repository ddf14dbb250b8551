"""Cells that a run is looking for, as lists show them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.live import Sought
from leadgen.stages.enrich import repository


async def states(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]
) -> Mapping[UUID, Mapping[str, Sought]]:
    """Record → its fields that are looked for now. One small query where no run is on."""
    if not ids or not await repository.any_open(session):
        return {}
    found: dict[UUID, dict[str, Sought]] = {}
    for one in await repository.live(session, ids):
        cells = found.setdefault(one.record_id, {})
        cells |= {field: cells.get(field, "queued") for field in one.open}
        cells |= dict.fromkeys(one.asking, "running")
    return found
