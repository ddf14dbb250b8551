"""The rules of triage, and what they say of one company."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records import journal
from leadgen.records.errors import RecordNotFound
from leadgen.records.field import by_key
from leadgen.records.filters import service as filters
from leadgen.records.filters.parsing import BY_THE_PRODUCT
from leadgen.records.repository import bulk
from leadgen.records.repository.bulk import Pool
from leadgen.stages.enrich.triage import outlook as weighing
from leadgen.stages.enrich.triage import repository, thinking
from leadgen.stages.enrich.triage.contracts import (
    DECISION,
    VERDICTS,
    Answer,
    NotCounted,
    Outlook,
    Rule,
    Verdict,
)
from leadgen.stages.enrich.triage.terms import TRIAGE, labels_of

_COUNTING_MS = 5_000
_BY_HAND = "A person decided so."
_NO_RULES = "There are no rules, so every company passes."
_NO_RULE = "No rule lets it pass."


async def rules(session: WorkspaceSession) -> Sequence[Rule]:
    """In their order."""
    return await repository.rules(session)


async def change(session: WorkspaceSession, wanted: Sequence[Rule]) -> None:
    """These instead of all there were. Raises InvalidFilter, also for rules that ask what triage says."""
    await repository.lock(session)
    for one in wanted:
        await filters.read_whole(session, "company", one.filter)
    await repository.keep(session, wanted)
    await filters.read_whole(session, "company", {"term": TRIAGE.name, "value": "ask"})


async def outlook(session: WorkspaceSession, wanted: Sequence[Rule]) -> Outlook:
    """What these rules would come to, beside those that are kept. Raises InvalidFilter, NotCounted."""
    for one in wanted:
        await filters.read_whole(session, "company", one.filter)
    kept, labels = await repository.rules(session), await labels_of(session)
    asked: list[JSON] = [
        thinking.verdict_filter("pass", kept, labels),
        thinking.verdict_filter("fail", kept, labels),
        thinking.verdict_filter("pass", wanted, labels),
        thinking.verdict_filter("fail", wanted, labels),
        {"field": DECISION, "op": "is_filled"},
        *[thinking.surely(one.filter, labels) for one in wanted],
    ]
    read = [await filters.read_whole(session, "company", one, BY_THE_PRODUCT) for one in asked]
    found = await repository.alike(session, filters.each("company", read), _COUNTING_MS)
    if found is None:
        raise NotCounted
    return weighing.outlook(found, wanted)


async def answer(session: WorkspaceSession, company_id: UUID) -> Answer:
    """What triage says of a company now, and why. Raises RecordNotFound."""
    known = (await journal.current_values(session, "company", [company_id])).get(company_id)
    if known is None:
        raise RecordNotFound
    verdict = await _verdict(session, company_id)
    if DECISION in known:
        return Answer(verdict, None, [_BY_HAND], by_person=True)
    every, labels = await repository.rules(session), await labels_of(session)
    certain = [one for one in every if await _is(session, company_id, thinking.surely(one.filter, labels))]
    if verdict == "ask":
        open_ = [
            one
            for one in every
            if one not in certain and await _is(session, company_id, thinking.maybe(one.filter, labels))
        ]
        return Answer(verdict, None, await _gaps(session, open_, known, labels))
    first = next((one for one in certain if one.verdict == verdict), None)
    if first is None:
        return Answer(verdict, None, [_NO_RULE if every else _NO_RULES])
    return Answer(verdict, first.tier or None, [f"“{first.name}” matches."])


async def _verdict(session: WorkspaceSession, company_id: UUID) -> Verdict:
    for one in VERDICTS:
        if await _is(session, company_id, {"term": TRIAGE.name, "value": one}):
            return one
    raise AssertionError("ask is what neither passes nor fails")


async def _is(session: WorkspaceSession, company_id: UUID, given: JSON) -> bool:
    matching = filters.where(await filters.read_whole(session, "company", given, BY_THE_PRODUCT))
    return await bulk.count(session, Pool("company", matching, ids=[company_id])) > 0


async def _gaps(
    session: WorkspaceSession, open_: Sequence[Rule], known: Mapping[str, object], labels: frozenset[str]
) -> Sequence[str]:
    """What is not known, by the rules that would decide with it."""
    fields = by_key(await journal.fields_of(session, "company"))
    told = []
    for rule in open_:
        blank = [
            fields[key].short_label
            for key in thinking.fields_of(rule.filter)
            if key in fields and key not in known and key not in labels
        ]
        told.append(f"“{rule.name}” may match: {', '.join(blank) or 'something'} is not known.")
    return told
