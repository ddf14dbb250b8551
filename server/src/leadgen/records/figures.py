"""What a workspace holds, for the overview of a person's workspaces."""

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.workspaces.overview import Count, RecordFigures
from leadgen.records.field import RecordKind
from leadgen.records.repository import grid, operations


async def count(session: WorkspaceSession) -> RecordFigures:
    """Never takes long: exact up to 10,000, beyond that what the planner believes."""
    newest = await operations.newest(session, None, 1)
    return RecordFigures(
        contacts=await _count(session, "contact"),
        companies=await _count(session, "company"),
        last_operation_at=newest[0].created_at if newest else None,
    )


async def _count(session: WorkspaceSession, kind: RecordKind) -> Count:
    total = await grid.count(session, kind, None)
    return Count(total.value, total.exact)
