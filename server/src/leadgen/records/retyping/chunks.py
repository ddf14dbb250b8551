"""Carrying a new type out for some records, in their transaction."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import journal
from leadgen.records.contracts import Patch
from leadgen.records.field import RecordKind
from leadgen.records.normalise import Bad
from leadgen.records.repository import fields
from leadgen.records.retyping import converting


async def carry_out(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    ids: Sequence[UUID],
    *,
    source_id: UUID,
    target_id: UUID,
) -> Counter[str]:
    """Write into the new field what can be read of the old one: how many were `updated` and `unread`."""
    own = {field.custom_id: field for field in await fields.custom(session, kind, archived=True)}
    old, new = own[source_id], own[target_id]
    country = (await workspaces.read(session)).country
    found = [
        (record_id, converting.read(old, new, value, country))
        for record_id, _, value in await fields.values(session, ids, [old])
    ]
    patches = [Patch(record_id, {new.key: value}) for record_id, value in found if not isinstance(value, Bad)]
    written = await journal.write(session, operation_id, kind, patches)
    counts = {
        "updated": len(written.changed),
        "unread": len(found) - len(patches),
        "gone": len(ids) - len(found) + len(patches) - len(written.changed) - len(written.confirmed),
    }
    return Counter({name: number for name, number in counts.items() if number})
