"""Cells that a run is looking for, as lists show them."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.live import Sought
from leadgen.stages.enrich import repository
from leadgen.stages.enrich.planning.wanting import wanted
from leadgen.stages.enrich.repository import Live


async def states(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]
) -> Mapping[UUID, Mapping[str, Sought]]:
    """Record → its fields that are looked for now. One small query where no run is on.

    Until a record's turn comes a run has all its fields open; those that it will not ask for are left out.
    """
    if not ids or not await repository.any_open(session):
        return {}
    found: dict[UUID, dict[str, Sought]] = {}
    for one in await _still(session, kind, await repository.live(session, ids)):
        cells = found.setdefault(one.record_id, {})
        cells |= {field: cells.get(field, "queued") for field in one.open}
        cells |= dict.fromkeys(one.asking, "running")
    return found


async def _still(session: WorkspaceSession, kind: RecordKind, items: Sequence[Live]) -> list[Live]:
    """As the run will narrow them when their turn comes."""
    narrowed = [one for one in items if not one.is_new]
    for refresh in (False, True):
        new = [one for one in items if one.is_new and one.refresh is refresh]
        if new:
            ids, fields = {one.record_id for one in new}, {field for one in new for field in one.open}
            still = await wanted(session, kind, ids, fields, refresh=refresh)
            narrowed += [one.narrowed(still.get(one.record_id, frozenset())) for one in new]
    return narrowed
