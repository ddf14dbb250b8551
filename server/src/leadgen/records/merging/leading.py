"""Where the address of a merged record leads."""

from collections.abc import Collection
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository import merging

# More merges one after the other than anybody does; a circle cannot be, it is only never waited for.
_FURTHEST = 1_000


async def survivors(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Of these records, those that were merged → the record each of them is now."""
    found: dict[UUID, UUID] = {}
    sought = {one: one for one in ids}
    for _ in range(_FURTHEST):
        step = {one.record_id: one.survivor_id for one in await merging.of_records(session, kind, sought)}
        if not step:
            return found
        reached = {step[place]: first for place, first in sought.items() if place in step}
        found |= {first: place for place, first in reached.items()}
        sought = reached
    return found
