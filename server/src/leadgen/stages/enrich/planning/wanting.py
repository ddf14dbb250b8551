"""Which cells a run asks for: one rule for the quote and for the run itself."""

from collections.abc import Collection, Mapping
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.records import journal
from leadgen.records.field import RecordKind
from leadgen.stages.enrich.planning import repository


async def wanted(
    session: WorkspaceSession,
    kind: RecordKind,
    record_ids: Collection[UUID],
    fields: Collection[str],
    *,
    refresh: bool,
) -> Mapping[UUID, frozenset[str]]:
    """Record → those of the fields that it is asked for; one that wants none, or was removed, is left out.

    Asked for is what is blank and was not looked for in vain within a week; to refresh, all that is blank and
    what is over its time. A pinned cell never is. Up to 5,000 records at once.
    """
    known = [one for one in await journal.fields_of(session, kind) if one.key in fields]
    if not known:
        return {}
    found = await repository.wanted(session, kind, record_ids, known, refresh=refresh, at=clock.now())
    return {one.record_id: frozenset(one.fields) for one in found}
