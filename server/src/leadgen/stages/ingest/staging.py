"""Staging: the whole file parsed, checked and planned, a chunk a transaction; nothing visible changes.

It may be killed anywhere and run again, or run twice at once: a chunk is only written where the import's
high-water mark still stands where this run left it.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.blobs import service as blobs
from leadgen.platform.events import service as events
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import service as records
from leadgen.records.contracts import Field, ProposedLine, Value
from leadgen.records.employment import COMPANY
from leadgen.records.projection import names_company
from leadgen.stages.ingest import columns, employers, parser, repository, service
from leadgen.stages.ingest.contracts import CHUNK_LINES, Counts, Import, NoLines, Overtaken, Policy, Verdict
from leadgen.stages.ingest.matching import Match, Seen, matching_keys
from leadgen.stages.ingest.parsing import ParsedBatch, ParsedLine, Request
from leadgen.stages.ingest.policy import many_of, policies_of, wish_of
from leadgen.stages.ingest.repository import StagedLine

_CHUNK_CHARS = 16 << 20
# No company has this id: that of one which the import will make.
_NEW_COMPANY = UUID(int=0)


@dataclass(frozen=True)
class _Plan:
    """How this import's lines are judged. `told`: the companies that lines so far were about."""

    found: Import
    request: Request
    policies: Mapping[str, Policy]
    company_policies: Mapping[str, Policy]
    company_fields: tuple[Sequence[Field], Sequence[Field]]
    many: frozenset[str]
    seen: Seen
    told: set[int] = field(default_factory=set)


async def stage(
    database: Database, workspace_id: UUID, import_id: UUID, should_stop: Callable[[], bool]
) -> None:
    """Bring an import from `staging` to `staged`, or on to `applying` where nobody reviews it.

    Returns early when told to, or when it was cancelled.

    Raises FileUnreadable, ParserStopped, NoLines, Overtaken.
    """
    while await _forget_chunk(database, workspace_id, import_id):
        pass
    plan = await _prepare(database, workspace_id, import_id)
    if plan is None:
        return
    mark = plan.found.staged_through
    lines = parser.read(plan.request, blobs.read(database, workspace_id, plan.found.digest))
    async with aclosing(lines):
        async for chunk in _chunks(lines):
            async with database.workspace(workspace_id) as session:
                if should_stop() or not await _stage_chunk(session, plan, mark, chunk):
                    return
            mark = chunk.lines[-1].line_no
    async with database.workspace(workspace_id) as session:
        await _finish(session, plan.found.id, mark)


async def _forget_chunk(database: Database, workspace_id: UUID, import_id: UUID) -> bool:
    """Lines staged by another mapping go, while nobody began to stage by this one. False: none is left."""
    async with database.workspace(workspace_id) as session:
        found = await repository.find(session, import_id, lock=True)
        if found is None or found.state != "staging" or found.staged_through:
            return False
        through, count = await repository.chunk_end(session, import_id, 0, CHUNK_LINES)
        await repository.forget_lines(session, import_id, through)
        return bool(count)


async def _prepare(database: Database, workspace_id: UUID, import_id: UUID) -> _Plan | None:
    async with database.workspace(workspace_id) as session:
        found = await repository.find(session, import_id)
        if found is None or found.state != "staging":
            return None
        fields = await records.fields_of(session)
        seen = Seen()
        async for verdict, keys, record_id in repository.staged_keys(session, import_id):
            seen.attach(record_id, matching_keys(found.kind, keys, found.match), in_base=verdict != "create")
        country = (await workspaces.read(session)).country
        policies = policies_of(found.columns, fields, found.kind)
        companies = employers.company_policies(found, fields)
        return _Plan(
            found,
            _request(found, fields, country),
            policies,
            companies,
            employers.asked(fields, companies),
            many_of(fields),
            seen,
        )


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


async def _stage_chunk(session: WorkspaceSession, plan: _Plan, mark: int, chunk: ParsedBatch) -> bool:
    now = await repository.find(session, plan.found.id, lock=True)
    if now is None or now.state != "staging":
        return False
    if now.staged_through != mark:
        raise Overtaken
    staged = await _judged(session, plan, chunk.lines)
    await repository.add_lines(session, now.id, staged)
    await repository.change(
        session,
        now.id,
        clock.now(),
        staged_through=staged[-1].line_no,
        staged_bytes=chunk.bytes_read,
        counts=_counted(now.counts, staged),
    )
    await events.publish(session, topic="import", ref_id=now.id)
    return True


async def _judged(session: WorkspaceSession, plan: _Plan, lines: Sequence[ParsedLine]) -> list[StagedLine]:
    """Each line with its planned verdict and record."""
    kind, match = plan.found.kind, plan.found.match
    groups = [matching_keys(kind, line.keys, match) for line in lines]
    bases = await records.resolve(session, kind, groups)
    staged: list[StagedLine] = []
    first: dict[int, UUID] = {}
    for line, keys, base in zip(lines, groups, bases, strict=True):
        verdict, record_id = _judge(plan.seen, line, keys, base)
        if verdict == "update" and record_id is not None:
            first[len(staged)] = record_id
        staged.append(_staged(line, verdict, record_id))
    held = await records.current_values(session, kind, list(first.values())) if first else {}
    about = [(staged[index], held.get(record_id, {})) for index, record_id in first.items()]
    naming = staged if plan.company_fields[1] else [line for line, _ in about]
    companies, telling = await _companies(session, plan, naming)
    for index, (planned, present) in zip(first, about, strict=True):
        brings = _brings_something(plan, planned, companies.get(planned.line_no), present)
        if not brings and planned.line_no not in telling:
            staged[index] = planned._replace(verdict="duplicate")
    return staged


async def _companies(
    session: WorkspaceSession, plan: _Plan, lines: Sequence[StagedLine]
) -> tuple[dict[int, str], set[int]]:
    """The company each line names: the one it will find, else a new one; and the lines that tell it more.

    Which line is the first about a company matters only where one may overwrite; then all are asked for.
    """
    if plan.policies.get(COMPANY, "never") == "never":
        return {}, set()
    naming = [
        ProposedLine(line.line_no, line.values or {}, line.company_keys)
        for line in lines
        if line.record_id is not None and names_company(line.values or {}, line.company_keys)
    ]
    known = await records.find_employers(session, naming)
    companies = {line.line_no: str(known.get(line.line_no, _NEW_COMPANY)) for line in naming}
    news = await records.company_news(session, _NEW_COMPANY, *plan.company_fields) if known else []
    ids = {line.company_id for line in news}
    held = await records.current_values(session, "company", sorted(ids)) if ids else {}
    telling = employers.telling(news, held, plan.company_policies, plan.told)
    plan.told.update(company_id.int for company_id in ids)
    return companies, telling


def _judge(
    seen: Seen, line: ParsedLine, keys: Sequence[str], base: frozenset[UUID]
) -> tuple[Verdict, UUID | None]:
    """`update` here still means: about a record of the base, and the first line that is."""
    if line.values is None:
        return "rejected", None
    match: Match = seen.match(keys, base)
    if len(match.hits) > 1:
        return "ambiguous", None
    record_id = next(iter(match.hits), None)
    if record_id is None:
        record_id = uuid7()
        seen.attach(record_id, keys, in_base=False)
        return "create", record_id
    seen.attach(record_id, keys, in_base=bool(base))
    return ("duplicate" if match.earlier else "update"), record_id


def _brings_something(plan: _Plan, line: StagedLine, company: str | None, held: Mapping[str, Value]) -> bool:
    values = dict(cast(Mapping[str, Value], line.values))
    if company is not None:
        values[COMPANY] = company
    return bool(wish_of(line.line_no, values, held, plan.policies, plan.many).changed)


def _staged(line: ParsedLine, verdict: Verdict, record_id: UUID | None) -> StagedLine:
    return StagedLine(
        line_no=line.line_no,
        cells=line.cells,
        verdict=verdict,
        values=line.values,
        keys=line.keys,
        company_keys=line.company_keys,
        record_id=record_id,
        problems=[problem._asdict() for problem in line.problems],
    )


def _counted(counts: Counts, staged: Sequence[StagedLine]) -> Counts:
    moved: dict[str, int] = {}
    for line in staged:
        moved[line.verdict] = moved.get(line.verdict, 0) + 1
    return counts.plus(moved)


async def _finish(session: WorkspaceSession, import_id: UUID, mark: int) -> None:
    now = await repository.find(session, import_id, lock=True)
    if now is None or now.state != "staging":
        return
    if now.staged_through != mark:
        raise Overtaken
    if now.counts.lines == 0:
        raise NoLines
    if now.mode == "review":
        await repository.change(session, import_id, clock.now(), state="staged")
        await events.publish(session, topic="import", ref_id=import_id)
    else:
        await service.begin(session, now, now.actor)
