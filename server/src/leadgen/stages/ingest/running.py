"""One import brought as far as it goes without a person: inspect, stage, apply.

The job of a worker and the command line run this very function, also at once: whoever is overtaken waits
while the other moves, and takes over where it stands still.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.errors import LeadgenError
from leadgen.kernel.json import JSON
from leadgen.platform.blobs import service as blobs
from leadgen.platform.events import service as events
from leadgen.platform.net import Net
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import service as records
from leadgen.stages.ingest import columns, deciding, dialling, memory, parser, webhooks
from leadgen.stages.ingest.applying import apply
from leadgen.stages.ingest.contracts import EncodingUnsure, Import, NoLines, Overtaken, State
from leadgen.stages.ingest.fetching import fetch
from leadgen.stages.ingest.fixing import acts as fixing
from leadgen.stages.ingest.parsing import Inspection
from leadgen.stages.ingest.repository import imports
from leadgen.stages.ingest.staging import stage
from leadgen_sdk import Reading

_LOOK_S = 0.5
_STILL_LOOKS = 20  # this often the same mark, and the other one is taken for dead
PREVIEW_ROWS = 20
_MOST_NOTES = 20
_WORK: frozenset[State] = frozenset({"fetching", "uploaded", "inspecting", "staging", "fixing", "applying"})


async def advance(
    database: Database,
    workspace_id: UUID,
    import_id: UUID,
    should_stop: Callable[[], bool],
    net: Net | None = None,
) -> None:
    """Until the import waits for a person or is done. What is wrong with the file ends in its `problem`.

    Without `net` a file that is to be fetched waits for somebody who has one.
    """
    while not should_stop():
        found = await _find(database, workspace_id, import_id)
        if found is None or found.state not in _WORK or (found.state == "fetching" and net is None):
            return
        try:
            await _step(database, workspace_id, found, should_stop, net)
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
        found = await imports.find(session, import_id, lock=True)
        if found is None or found.state not in _WORK:
            return
        state: State = "paused" if found.state == "applying" else "failed"
        await imports.change(
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
    database: Database, workspace_id: UUID, found: Import, should_stop: Callable[[], bool], net: Net | None
) -> None:
    if found.state == "fetching" and net is not None:
        await fetch(database, workspace_id, found, net, should_stop)
    elif found.state in ("uploaded", "inspecting"):
        await _inspect(database, workspace_id, found)
    elif found.state == "staging":
        await stage(database, workspace_id, found.id, should_stop)
    elif found.state == "fixing":
        await fixing.run(database, workspace_id, found.id, should_stop)
    else:
        await apply(database, workspace_id, found.id, should_stop)


async def _inspect(database: Database, workspace_id: UUID, found: Import) -> None:
    chunks = blobs.read(database, workspace_id, found.digest)
    reading = Reading(**cast(dict[str, Any], found.reading or {}))
    source = found.source if found.mode != "review" else None  # a person may choose how it is read
    inspection = await parser.inspect(found.filename, chunks, source=source, reading=reading)
    async with database.workspace(workspace_id) as session:
        now = await imports.find(session, found.id, lock=True)
        if now is None or now.state not in ("uploaded", "inspecting") or now.reading != found.reading:
            return
        await _keep(session, now, inspection)


async def _keep(session: WorkspaceSession, found: Import, inspection: Inspection) -> None:
    if not inspection.rows:
        raise NoLines
    question = _question(inspection)
    if question is not None and found.mode != "review":
        raise EncodingUnsure(question)  # nobody looks at the names before they are in
    fields = await records.fields_of(session)
    country = (await workspaces.read(session)).country
    proposed = columns.proposed(inspection, country, fields)
    taken = await deciding.take_over(session, found, proposed, fields)
    unread = dialling.doubts(taken.values["columns"], inspection.rows, country, fields)
    notes = [*taken.notes, *unread, *(_note(problem) for problem in inspection.problems)]
    await imports.change(
        session,
        found.id,
        clock.now(),
        state="mapping",
        source=inspection.source,
        source_label=inspection.label,
        shape=inspection.shape,
        preview=inspection.rows[:PREVIEW_ROWS],
        header_signature=memory.signature(inspection.header),
        problems=notes[:_MOST_NOTES],
        **taken.values,
    )
    await events.publish(session, topic="import", ref_id=found.id)
    if found.mode != "review":
        columns.check(taken.values["columns"], fields)
    if found.mode != "review" or (taken.is_complete and question is None):
        await imports.change(session, found.id, clock.now(), state="staging")


def _question(inspection: Inspection) -> str | None:
    """What a person has to look at before anything goes on."""
    asked = (one["message"] for one in inspection.problems if one["code"] == "encoding_unsure")
    return next((str(message) for message in asked), None)


def _note(problem: Mapping[str, JSON]) -> dict[str, JSON]:
    """What a source says about a file that can be read, in the words of the wire."""
    return {"code": problem["code"], "detail": problem["message"], "line_no": problem["line_no"]}


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


def _marks(found: Import) -> tuple[int, int, JSON]:
    return found.staged_through, found.applied_through, (found.fixing or {}).get("after")


async def _find(database: Database, workspace_id: UUID, import_id: UUID) -> Import | None:
    async with database.workspace(workspace_id) as session:
        return await imports.find(session, import_id)
