"""One import brought as far as it goes without a person: inspect, stage, apply.

The job of a worker and the command line run this very function, also at once: whoever is overtaken waits
while the other moves, and takes over where it stands still.
"""

import asyncio
from collections.abc import Callable
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.errors import LeadgenError
from leadgen.kernel.json import JSON
from leadgen.platform.blobs import service as blobs
from leadgen.platform.events import service as events
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import service as records
from leadgen.stages.ingest import columns, parser, repository, service, webhooks
from leadgen.stages.ingest.applying import apply
from leadgen.stages.ingest.contracts import Import, NoLines, Overtaken, State
from leadgen.stages.ingest.mapping import propose
from leadgen.stages.ingest.parsing import Inspection
from leadgen.stages.ingest.staging import stage

_LOOK_S = 0.5
_STILL_LOOKS = 20  # this often the same mark, and the other one is taken for dead
PREVIEW_ROWS = 20
_WORK: frozenset[State] = frozenset({"uploaded", "inspecting", "staging", "applying"})


async def advance(
    database: Database, workspace_id: UUID, import_id: UUID, should_stop: Callable[[], bool]
) -> None:
    """Until the import waits for a person or is done. What is wrong with the file ends in its `problem`."""
    while not should_stop():
        found = await _find(database, workspace_id, import_id)
        if found is None or found.state not in _WORK:
            return
        try:
            await _step(database, workspace_id, found, should_stop)
        except Overtaken:
            await _wait_for_the_other(database, workspace_id, found, should_stop)
        except LeadgenError as error:
            if error.retryable:
                raise
            await fail(database, workspace_id, import_id, error)
            return


async def fail(database: Database, workspace_id: UUID, import_id: UUID, error: Exception) -> None:
    """End an import with its problem: failed where nothing was written yet, else paused to be resumed."""
    async with database.workspace(workspace_id) as session:
        found = await repository.find(session, import_id, lock=True)
        if found is None or found.state not in _WORK:
            return
        state: State = "paused" if found.state == "applying" else "failed"
        await repository.change(
            session, import_id, clock.now(), state=state, problem=problem_of(error),
            finished_at=clock.now() if state == "failed" else None,
        )  # fmt: skip
        await events.publish(session, topic="import", ref_id=import_id)
        if state == "failed":
            await webhooks.tell_failed(session, import_id)


async def mark(database: Database, workspace_id: UUID, import_id: UUID) -> str:
    """How far an import has got: another text after each step."""
    found = await _find(database, workspace_id, import_id)
    return f"{found.state} {_marks(found)}" if found is not None else "gone"


def problem_of(error: Exception) -> dict[str, JSON]:
    """What a person is told."""
    if isinstance(error, LeadgenError):
        return {"code": error.code, "detail": error.detail, "line_no": error.extra.get("line_no")}
    return {
        "code": "internal_error",
        "detail": "Something went wrong on our side. Resume the import; if it stops again, report it.",
        "line_no": None,
    }


async def _step(
    database: Database, workspace_id: UUID, found: Import, should_stop: Callable[[], bool]
) -> None:
    if found.state in ("uploaded", "inspecting"):
        await _inspect(database, workspace_id, found)
    elif found.state == "staging":
        await stage(database, workspace_id, found.id, should_stop)
    else:
        await apply(database, workspace_id, found.id, should_stop)


async def _inspect(database: Database, workspace_id: UUID, found: Import) -> None:
    chunks = blobs.read(database, workspace_id, found.digest)
    inspection = await parser.inspect(found.filename, chunks, source=found.source)
    async with database.workspace(workspace_id) as session:
        now = await repository.find(session, found.id, lock=True)
        if now is None or now.state not in ("uploaded", "inspecting"):
            return
        await _keep(session, now, inspection)


async def _keep(session: WorkspaceSession, found: Import, inspection: Inspection) -> None:
    if not inspection.rows:
        raise NoLines
    fields = await records.fields_of(session)
    country = (await workspaces.read(session)).country
    proposals = propose(inspection.header, inspection.rows, fields)
    decided = columns.proposed(inspection, proposals, country, {field.key for field in fields})
    await repository.change(
        session,
        found.id,
        clock.now(),
        state="mapping",
        source=inspection.source,
        source_label=inspection.label,
        shape=inspection.shape,
        preview=inspection.rows[:PREVIEW_ROWS],
        **service.mapping_values(decided, fields),
    )
    await events.publish(session, topic="import", ref_id=found.id)
    if found.mode != "review":
        columns.check(decided, fields)
        await repository.change(session, found.id, clock.now(), state="staging")


async def _wait_for_the_other(
    database: Database, workspace_id: UUID, before: Import, should_stop: Callable[[], bool]
) -> None:
    """Until the import has left its state, or stood still long enough for us to take over."""
    looks = 0
    while looks < _STILL_LOOKS and not should_stop():
        await asyncio.sleep(_LOOK_S)
        now = await _find(database, workspace_id, before.id)
        if now is None or now.state != before.state:
            return
        looks = looks + 1 if _marks(now) == _marks(before) else 0
        before = now


def _marks(found: Import) -> tuple[int, int]:
    return found.staged_through, found.applied_through


async def _find(database: Database, workspace_id: UUID, import_id: UUID) -> Import | None:
    async with database.workspace(workspace_id) as session:
        return await repository.find(session, import_id)
