"""Staging: the whole file parsed, checked and planned, a chunk a transaction; nothing visible changes.

It may be killed anywhere and run again, or run twice at once: a chunk is only written where the import's
high-water mark still stands where this run left it. Here are the chunks; the verdicts come from `judging`.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.platform.blobs import service as blobs
from leadgen.platform.events import service as events
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import service as records
from leadgen.records.contracts import Field
from leadgen.records.vocabularies import service as vocabularies
from leadgen.stages.ingest import columns, judging, parser, service
from leadgen.stages.ingest.contracts import CHUNK_LINES, Counts, Import, NoLines, Overtaken
from leadgen.stages.ingest.fixing import kept
from leadgen.stages.ingest.judging import Judged, Plan
from leadgen.stages.ingest.parsing import ParsedBatch, ParsedLine, Request
from leadgen.stages.ingest.repository import imports, line_rows

_CHUNK_CHARS = 16 << 20


async def stage(
    database: Database, workspace_id: UUID, import_id: UUID, should_stop: Callable[[], bool]
) -> None:
    """Bring an import from `staging` to `staged`, or on to `applying` where nobody reviews it.

    Returns early when told to, or when it was cancelled.

    Raises FileUnreadable, ParserStopped, NoLines, Overtaken.
    """
    while await _forget_chunk(database, workspace_id, import_id):
        pass
    async with database.workspace(workspace_id) as session:
        found = await imports.find(session, import_id)
        if found is None or found.state != "staging":
            return
        plan = await judging.plan_of(session, found)
        request = await request_of(session, found)
    mark = found.staged_through
    lines = parser.read(request, blobs.read(database, workspace_id, found.digest))
    async with aclosing(lines):
        async for chunk in _chunks(lines):
            async with database.workspace(workspace_id) as session:
                if should_stop() or not await _stage_chunk(session, plan, mark, chunk):
                    return
            mark = chunk.lines[-1].line_no
    async with database.workspace(workspace_id) as session:
        await _finish(session, import_id, mark)


async def _forget_chunk(database: Database, workspace_id: UUID, import_id: UUID) -> bool:
    """Lines staged by another mapping go, while nobody began to stage by this one. False: none is left."""
    async with database.workspace(workspace_id) as session:
        found = await imports.find(session, import_id, lock=True)
        if found is None or found.state != "staging" or found.staged_through:
            return False
        return await line_rows.forget(session, import_id, CHUNK_LINES)


async def request_of(session: WorkspaceSession, found: Import) -> Request:
    """How the lines of this import are read."""
    fields = await records.fields_of(session)
    words = await vocabularies.own_words(session)
    return replace(_request(found, fields, (await workspaces.read(session)).country), words=words)


def _request(found: Import, fields: Sequence[Field], country: str | None) -> Request:
    return Request(
        filename=found.filename,
        limits=parser.limits_for(found.size),
        source=found.source,
        shape=found.shape,
        kind=found.kind,
        columns=columns.readings(found.columns, fields),
        country=country,
        after_line=found.staged_through,
    )


async def _chunks(batches: AsyncIterator[ParsedBatch]) -> AsyncIterator[ParsedBatch]:
    """Up to CHUNK_LINES lines, fewer where they are long: a chunk is held in memory."""
    chunk: list[ParsedLine] = []
    chars = bytes_read = 0
    async for lines, bytes_read in batches:
        for line in lines:
            chunk.append(line)
            chars += sum(map(len, line.cells))
            if len(chunk) == CHUNK_LINES or chars > _CHUNK_CHARS:
                yield ParsedBatch(chunk, bytes_read)
                chunk, chars = [], 0
    if chunk:
        yield ParsedBatch(chunk, bytes_read)


async def _stage_chunk(session: WorkspaceSession, plan: Plan, mark: int, chunk: ParsedBatch) -> bool:
    now = await imports.find(session, plan.found.id, lock=True)
    if now is None or now.state != "staging":
        return False
    if now.staged_through != mark:
        raise Overtaken
    judged = await judging.judge(session, plan, chunk.lines)
    fixes = await kept.take(session, now, judged.lines[-1].line_no)
    await line_rows.add(session, now.id, judged.lines)
    await kept.put_back(session, now.id, fixes)
    await imports.change(
        session,
        now.id,
        clock.now(),
        staged_through=judged.lines[-1].line_no,
        staged_bytes=chunk.bytes_read,
        counts=counted(now.counts, judged),
    )
    await events.publish(session, topic="import", ref_id=now.id)
    return True


def counted(counts: Counts, judged: Judged) -> Counts:
    """With these lines."""
    moved: dict[str, int] = {"companies": judged.companies, "suppressions": judged.suppressions}
    for line in judged.lines:
        moved[line.verdict] = moved.get(line.verdict, 0) + 1
    return counts.plus(moved)


async def _finish(session: WorkspaceSession, import_id: UUID, mark: int) -> None:
    now = await imports.find(session, import_id, lock=True)
    if now is None or now.state != "staging":
        return
    if now.staged_through != mark:
        raise Overtaken
    if now.counts.lines == 0:
        raise NoLines
    if now.mode == "review":
        await imports.change(session, import_id, clock.now(), **await kept.after_staging(session, now))
        await events.publish(session, topic="import", ref_id=import_id)
    else:
        await service.begin(session, now, now.actor)
