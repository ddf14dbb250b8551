"""Since when the base holds its values, for the policy `newest`."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records import service as records
from leadgen.records.contracts import RecordKind
from leadgen.stages.ingest.contracts import Import, Policy
from leadgen.stages.ingest.policy import Ages, Rules
from leadgen.stages.ingest.repository import imports


async def rules(
    session: WorkspaceSession,
    of: Import,
    kind: RecordKind,
    policies: Mapping[str, Policy],
    ids: Collection[UUID],
) -> Rules:
    """The policies with the ages of these records' values, which are only asked for where they matter."""
    bare = Rules(policies, of.as_of or of.created_at)
    if not bare.compares or not ids:
        return bare
    return Rules(policies, bare.as_of, await _ages(session, kind, policies, ids))


async def _ages(
    session: WorkspaceSession, kind: RecordKind, fields: Collection[str], ids: Collection[UUID]
) -> Ages:
    """Four queries, however many records."""
    authors = await records.value_authors(session, kind, ids)
    named = {one.of(field) for one in authors for field in fields}
    times = await _times(session, named)
    return {one.id: {field: times[one.of(field)] for field in fields} for one in authors}


async def _times(session: WorkspaceSession, operation_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When an operation was; of an import, of which day its file was."""
    times = dict(await records.operation_times(session, operation_ids))
    for found in await imports.by_operations(session, operation_ids):
        assert found.operation_id is not None
        times[found.operation_id] = found.as_of or found.created_at
    return times
