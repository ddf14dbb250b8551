"""Applying: the staged lines become records, a chunk a transaction, under one operation.

It may be killed anywhere and run again, or run twice at once: each chunk starts where the import's
high-water mark stands, under the import's lock, and everything it does is in one transaction with the mark.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from leadgen.db import statistics
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.events import service as events
from leadgen.records import service as records
from leadgen.records.contracts import Field, Patch, Value
from leadgen.records.employment import COMPANY
from leadgen.records.normalise import own_words
from leadgen.records.suppression import service as suppression
from leadgen.stages.ingest import ages, employers, opting, renewing, webhooks
from leadgen.stages.ingest.contracts import CHUNK_LINES, Counts, Import, Overtaken, Policy, Verdict
from leadgen.stages.ingest.listening import tell_applied
from leadgen.stages.ingest.marks import Marks, marks_of
from leadgen.stages.ingest.policy import Rules, Wish, fill_in, many_of, policies_of, wish_of
from leadgen.stages.ingest.repository import chunks, imports
from leadgen.stages.ingest.repository.chunks import Placed


@dataclass
class Run:
    """What one run knows beside the database.

    `touched`: the older records the lines so far were about; `described`: the older companies they told more
    of.
    """

    policies: Mapping[str, Policy]
    company_policies: Mapping[str, Policy]
    company_fields: tuple[Sequence[Field], Sequence[Field]]
    many: frozenset[str]
    marks: Marks
    mark: int
    applied: int
    touched: set[int] = field(default_factory=set)
    described: set[int] = field(default_factory=set)


async def apply(
    database: Database, workspace_id: UUID, import_id: UUID, should_stop: Callable[[], bool]
) -> None:
    """Bring an import from `applying` to `applied`; returns early when told to, or when it was cancelled.

    Raises Overtaken.
    """
    run = await _prepare(database, workspace_id, import_id)
    more = run is not None
    gathering: asyncio.Task[None] | None = None
    try:
        while run is not None and more and not should_stop():
            before = run.applied
            async with database.workspace(workspace_id) as session:
                more = await apply_chunk(session, run, import_id)
            is_end = not more and run.applied >= statistics.LEAST_ROWS
            if (gathering is None or gathering.done()) and (is_end or statistics.is_due(before, run.applied)):
                gathering = asyncio.create_task(_gather(database, workspace_id))
    finally:
        if gathering is not None:
            await gathering


async def _gather(database: Database, workspace_id: UUID) -> None:
    """Beside the next chunks: the file's lines wait for nothing."""
    async with database.workspace(workspace_id) as session:
        await statistics.gather(session)


async def _prepare(database: Database, workspace_id: UUID, import_id: UUID) -> Run | None:
    async with database.workspace(workspace_id) as session:
        found = await imports.find(session, import_id)
        if found is None or found.state != "applying":
            return None
        return await run_of(session, found)


async def run_of(session: WorkspaceSession, found: Import) -> Run:
    """For the chunks behind those that are applied already."""
    run = _run_of(found, await records.fields_of(session))
    async for record_id in chunks.matched_records(session, found.id, run.mark):
        run.touched.add(record_id.int)
    if found.operation_id is not None and run.mark:
        changed = await records.changed_companies(session, found.operation_id)
        run.described = {one.int for one in changed}
        run.touched |= run.described
    return run


def _run_of(found: Import, fields: Sequence[Field]) -> Run:
    companies = employers.company_policies(found, fields)
    return Run(
        policies=policies_of(found.columns, fields, found.kind),
        company_policies=companies,
        company_fields=employers.asked(fields, companies),
        many=many_of(fields),
        marks=marks_of(found),
        mark=found.applied_through,
        applied=found.applied,
    )


async def apply_chunk(session: WorkspaceSession, run: Run, import_id: UUID) -> bool:
    """The next lines. False when there is nothing left to do for this run. Raises Overtaken."""
    found = await imports.find(session, import_id, lock=True)
    if found is None or found.state != "applying":
        return False
    if found.applied_through != run.mark:
        raise Overtaken
    assert found.operation_id is not None, "an import is applied under its operation"
    through, count = await chunks.chunk_end(session, import_id, run.mark, CHUNK_LINES)
    if count == 0:
        await _finish(session, found)
        return False
    with own_words.using(await renewing.renew(session, found, run.mark, through)):
        placed = await _place(session, found, run, through)
        moved = await _settle(session, found, run, placed)
    moved["suppressions"] = await _keep_out(session, found, run.mark, through)
    counts = found.counts.plus(moved)
    await imports.change(
        session, import_id, clock.now(), applied_through=through, applied=found.applied + count, counts=counts
    )
    await records.operation_progress(
        session, found.operation_id, done=found.applied + count, counts=operation_counts(counts)
    )
    await events.publish(session, topic="import", ref_id=import_id)
    await events.publish(session, topic="operation", ref_id=found.operation_id)
    run.mark, run.applied = through, found.applied + count
    return True


async def _place(session: WorkspaceSession, found: Import, run: Run, through: int) -> list[Placed]:
    """Hand the chunk to records, which makes the new ones and says what became of the other lines."""
    assert found.operation_id is not None
    await records.prepare_incoming(session)
    held = await chunks.fill_incoming(session, found.id, run.mark, through)
    if held:
        await chunks.rename_incoming(session, held, [uuid7() for _ in held])
    if run.marks.are_there:
        await chunks.mark_incoming(session, *run.marks.of_new())
    if found.kind == "contact":
        await records.place_contacts(session, found.operation_id, found.match)
    else:
        fills_country = run.policies.get("company_country", "never") != "never"
        await records.place_companies(session, found.operation_id, found.match, fills_country=fills_country)
    return await chunks.placed(session, found.id, run.mark, through)


async def _keep_out(session: WorkspaceSession, found: Import, after: int, through: int) -> int:
    """Who opts out is never written to again, even where the line as such leads nowhere; how many are new."""
    assert found.operation_id is not None
    if not any(column.opt_out for column in found.columns):
        return 0
    lines = await chunks.opting_lines(session, found.id, after, through)
    addresses = [address for values in lines for address in opting.told(values, found.kind)]
    return await suppression.opt_out(session, found.operation_id, found.actor, found.note, addresses)


async def _settle(
    session: WorkspaceSession, found: Import, run: Run, placed: Sequence[Placed]
) -> dict[str, int]:
    """Write what lines bring to records that were there; rewrite plans that did not hold. How counts move."""
    assert found.operation_id is not None
    matched = {
        line.record_id for line in placed if line.outcome in ("update", "duplicate") and line.record_id
    }
    held = await records.current_values(session, found.kind, sorted(matched), lock=True) if matched else {}
    rules = await ages.rules(session, found, found.kind, run.policies, sorted(matched))
    wanted = employers.wanted(placed, held, rules, run.touched)
    companies = await records.place_employers(session, found.operation_id, wanted)
    telling = await _describe_companies(session, found, run)
    wishes: dict[UUID, Wish] = {}
    verdicts: list[Verdict] = []
    for line in placed:
        tells = line.line_no in telling
        verdicts.append(_verdict(run, rules, line, companies.get(line.line_no), held, wishes, tells=tells))
    patches = [
        Patch(record_id, {**wish.confirmed, **wish.changed}, wish.line_no)
        for record_id, wish in wishes.items()
        if wish.confirmed or wish.changed
    ]
    if patches:
        await records.write(session, found.operation_id, found.kind, patches)
    outcomes = list(zip(placed, verdicts, strict=True))
    await chunks.replan(
        session,
        found.id,
        [
            (line.line_no, verdict, line.record_id)
            for line, verdict in outcomes
            if verdict != line.verdict or line.record_id != line.planned
        ],
    )
    moved = _moved(outcomes)
    moved["companies"] = await chunks.companies_made(session)
    return moved


async def _describe_companies(session: WorkspaceSession, found: Import, run: Run) -> set[int]:
    """Write what the lines know of companies that were there, whether their contacts are new or not.

    The lines that tell something new.
    """
    assert found.operation_id is not None
    news = await records.company_news(session, found.operation_id, *run.company_fields)
    if not news:
        return set()
    ids = sorted({line.company_id for line in news})
    held = await records.current_values(session, "company", ids, lock=True)
    rules = await ages.rules(session, found, "company", run.company_policies, ids)
    telling = employers.telling(news, held, rules, run.touched)
    patches = employers.described(news, held, rules, run.touched)
    await records.write(session, found.operation_id, "company", patches)
    made = {line.company_id for line in news if line.made_here}
    run.described |= {patch.record_id.int for patch in patches if patch.record_id not in made}
    return telling


def _verdict(
    run: Run,
    rules: Rules,
    line: Placed,
    company_id: UUID | None,
    held: Mapping[UUID, Mapping[str, Value]],
    wishes: dict[UUID, Wish],
    *,
    tells: bool,
) -> Verdict:
    """The line's verdict as it came out, and what it wishes of a record that was there.

    A line planned to tell something of its company stays an update where an earlier one told it.
    """
    record_id = line.record_id
    if record_id is None:
        return line.outcome
    if line.outcome == "create":
        return "create"
    values = dict(cast(Mapping[str, Value], line.values))
    if company_id is not None:
        values[COMPANY] = str(company_id)
    present = held.get(record_id, {})
    if line.outcome == "duplicate" or record_id.int in run.touched:
        wish = wishes.setdefault(record_id, Wish(line.line_no))
        fill_in(wish, values, present, run.policies, run.many)
        return "duplicate"
    run.touched.add(record_id.int)
    wishes[record_id] = wish = wish_of(line.line_no, values, present, rules.of(record_id), run.many)
    run.marks.put_on(wish, present)
    told = company_id is not None and company_id.int in run.described and line.verdict == "update"
    return "update" if wish.changed or tells or told else "duplicate"


def _moved(outcomes: Sequence[tuple[Placed, Verdict]]) -> dict[str, int]:
    moved: dict[str, int] = {}
    for line, verdict in outcomes:
        if verdict != line.verdict:
            moved[verdict] = moved.get(verdict, 0) + 1
            moved[line.verdict] = moved.get(line.verdict, 0) - 1
    return moved


async def _finish(session: WorkspaceSession, found: Import) -> None:
    assert found.operation_id is not None
    await records.finish_operation(
        session, found.operation_id, state="done", counts=operation_counts(found.counts)
    )
    now = clock.now()
    await imports.change(session, found.id, now, state="applied", finished_at=now)
    await events.publish(session, topic="import", ref_id=found.id)
    await events.publish(session, topic="operation", ref_id=found.operation_id)
    await webhooks.tell_completed(session, found.id, found.operation_id)
    await tell_applied(session, found)


def operation_counts(counts: Counts) -> dict[str, int]:
    """In the words of History."""
    return {
        "lines": counts.lines,
        "created": counts.create,
        "updated": counts.update,
        "duplicates": counts.duplicate,
        "ambiguous": counts.ambiguous,
        "rejected": counts.rejected,
        "trash": counts.trash,
        "companies": counts.companies,
        "suppressions": counts.suppressions,
    }
