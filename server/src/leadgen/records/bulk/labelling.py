"""Labels on and off many records, at the price of the database alone."""

from collections.abc import Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.records.bulk.acts import Label
from leadgen.records.contracts import Revised
from leadgen.records.field import RecordKind, by_key
from leadgen.records.registry import registered
from leadgen.records.repository import labelling, setwise, writing


async def carry_out(
    session: WorkspaceSession, operation_id: UUID, act: Label, kind: RecordKind, ids: Sequence[UUID]
) -> Revised:
    """A label that is there already says nothing. No tag is made for records that are gone."""
    await writing.lock_keys(session, kind)
    living = await setwise.lock(session, kind, ids)
    if not living:
        return Revised(0, 0)
    changed = await labelling.label(
        session,
        operation_id,
        kind,
        ids,
        by_key(registered(kind))[act.field],
        add=act.add,
        remove=act.remove,
        at=clock.now(),
    )
    return Revised(changed, living - changed)
