"""A batch of records through the API: placed like the lines of a file, at once, as one operation.

It is an import of mode `api` whose lines are the records that were sent: so History undoes it, each value has
its evidence, and the same rules decide what is new, known, ambiguous or in the trash.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.events import service as events
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import service as records
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.normalise import own_words
from leadgen.records.registry import mapping_targets
from leadgen.records.vocabularies import service as vocabularies
from leadgen.records.wishes import understand
from leadgen.stages.ingest import applying, judging, service, staging
from leadgen.stages.ingest.contracts import Column, Counts, Import, Line, Policy
from leadgen.stages.ingest.identity import COMPANY_KEYS, anchorless
from leadgen.stages.ingest.parsing import LineProblem, ParsedLine
from leadgen.stages.ingest.repository import imports, line_rows

SOURCE = "API"
MOST_RECORDS = 1_000
_NOUNS: Mapping[RecordKind, tuple[str, str]] = {
    "contact": ("contact", "contacts"),
    "company": ("company", "companies"),
}
JSONValues = Mapping[str, JSON]
# What one record says, field by field; None: nothing about that field.
Sent = Mapping[str, object]


@dataclass(frozen=True)
class Done:
    """What became of each record, in their order; without an operation where nothing was written."""

    operation_id: UUID | None
    lines: Sequence[Line]


async def carry_out(
    session: WorkspaceSession,
    actor: Actor,
    kind: RecordKind,
    sent: Sequence[Sent],
    *,
    match: Sequence[str],
    policy: Policy,
) -> Done:
    """Up to MOST_RECORDS records, found by the keys `match` (companies by all of theirs) or made."""
    fields = by_key(mapping_targets(kind, await records.fields_of(session)))
    country = (await workspaces.read(session)).country
    keys = list(dict.fromkeys(key for one in sent for key in one))
    with own_words.using(await vocabularies.words_for(session, keys)):
        lines = [_line(index, one, keys, kind, fields, country) for index, one in enumerate(sent)]
    found = await _open(session, actor, kind, sent, _columns(keys, fields, policy), match)
    judged = await judging.judge(session, await judging.plan_of(session, found), lines)
    await line_rows.add(session, found.id, judged.lines)
    counts = staging.counted(Counts(), judged)
    await imports.change(
        session, found.id, clock.now(), staged_through=len(lines), counts=counts, state="staged"
    )
    operation_id = await _apply(session, found, counts) if _writes(counts) else None
    if operation_id is None:
        await _close(session, found)
    return Done(operation_id, await line_rows.page(session, found.id, None, 0, MOST_RECORDS))


def _columns(keys: Sequence[str], fields: Mapping[str, Field], policy: Policy) -> list[Column]:
    """One for each field that any record names; of an unknown one the lines say what is wrong."""
    return [
        Column(index, key, (), key if key in fields else None, 1.0, "Named by who sent it.", policy)
        for index, key in enumerate(keys)
    ]


def _line(
    index: int,
    sent: Sent,
    keys: Sequence[str],
    kind: RecordKind,
    fields: Mapping[str, Field],
    country: str | None,
) -> ParsedLine:
    """A record as a line: its values as they were sent are the cells."""
    cells = [_cell(sent.get(key)) for key in keys]
    wish = understand(fields, {key: one for key, one in sent.items() if one is not None}, country=country)
    values = {key: value for key, value in wish.values.items() if value is not None}
    problems = [LineProblem(keys.index(key), key, why) for key, why in wish.problems.items()]
    if not problems and (reason := anchorless(kind, values)):
        problems = [LineProblem(None, None, reason)]
    if problems:
        return ParsedLine(index + 1, cells, None, (), (), problems)
    prepared = records.prepare(kind, values)
    return ParsedLine(
        index + 1, cells, cast(JSONValues, prepared.values), prepared.keys, prepared.company_keys, ()
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


async def _open(
    session: WorkspaceSession,
    actor: Actor,
    kind: RecordKind,
    sent: Sequence[Sent],
    columns: Sequence[Column],
    match: Sequence[str],
) -> Import:
    await service.store_nothing(session)
    found = replace(
        service.blank(SOURCE, actor), mode="api", origin="api", state="staging", kind=kind,
        size=len(json.dumps(sent, ensure_ascii=False).encode()), source_label=SOURCE, columns=columns,
        match=list(COMPANY_KEYS if kind == "company" else match),
    )  # fmt: skip
    await imports.add(session, found, found.created_at)
    await imports.change(
        session, found.id, found.created_at, columns=found.columns, match=found.match, source_label=SOURCE
    )
    return found


def _writes(counts: Counts) -> bool:
    return counts.create + counts.update + counts.duplicate > 0


async def _apply(session: WorkspaceSession, found: Import, counts: Counts) -> UUID:
    """In this very transaction, by the code that applies files."""
    noun = _NOUNS[found.kind][counts.lines != 1]
    summary = f"Batch of {counts.lines:,} {noun} through the API"
    operation_id = await service.begin(session, replace(found, counts=counts), found.actor, summary=summary)
    await records.empty_incoming(session)
    run = await applying.run_of(session, await service.get(session, found.id))
    while await applying.apply_chunk(session, run, found.id):
        pass
    return operation_id


async def _close(session: WorkspaceSession, found: Import) -> None:
    """Every line has its verdict, and none of them writes anything."""
    now = clock.now()
    await imports.change(session, found.id, now, state="applied", applied_through=0, finished_at=now)
    await events.publish(session, topic="import", ref_id=found.id)
