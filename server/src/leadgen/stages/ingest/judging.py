"""The verdict of each line before anything is written: what applying would make of it now.

It reads the base and writes nothing. A plan carries what earlier lines of the file were about, so the lines
come in the order of the file, a chunk at a time and with a fixed number of queries each.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.records import service as records
from leadgen.records.contracts import Field, NamedCompany, ProposedLine, Value
from leadgen.records.employment import COMPANY
from leadgen.records.projection import names_company
from leadgen.stages.ingest import ages, employers, opting
from leadgen.stages.ingest.contracts import Column, Import, Policy, Verdict
from leadgen.stages.ingest.counting import NewCompanies
from leadgen.stages.ingest.marks import Marks, marks_of
from leadgen.stages.ingest.matching import Match, Names, Seen, matching_keys, name_of
from leadgen.stages.ingest.opting import OptOuts
from leadgen.stages.ingest.parsing import LineProblem, ParsedLine
from leadgen.stages.ingest.policy import many_of, policies_of, wish_of
from leadgen.stages.ingest.repository import line_rows
from leadgen.stages.ingest.repository.line_rows import StagedLine

# No company has this id: that of one which the import will make.
_NEW_COMPANY = UUID(int=0)
_IN_TRASH = {
    "contact": "A contact with the same address or profile is in the trash, so nothing is written. "
    "Bring it back in History to update it.",
    "company": "A company with the same identity is in the trash, so nothing is written. "
    "Bring it back in History to update it.",
}


@dataclass(frozen=True)
class Plan:
    """How this import's lines are judged. `told`: the companies that lines so far were about.

    `ids`: which id a line had that creates, so that it keeps it when it is judged anew.
    """

    found: Import
    policies: Mapping[str, Policy]
    company_policies: Mapping[str, Policy]
    company_fields: tuple[Sequence[Field], Sequence[Field]]
    many: frozenset[str]
    marks: Marks
    has_trash: bool
    makes: NewCompanies | None
    opt_out_columns: Sequence[Column]
    opting: OptOuts
    names: Names
    seen: Seen = field(default_factory=Seen)
    told: set[int] = field(default_factory=set)
    ids: dict[int, UUID] = field(default_factory=dict)


class Judged(NamedTuple):
    """Lines with their verdicts, and what they will make beside records."""

    lines: list[StagedLine]
    companies: int
    suppressions: int


async def plan_of(session: WorkspaceSession, found: Import, *, anew: bool = False) -> Plan:
    """For the lines behind those that are staged already; `anew`: as if none were."""
    fields = await records.fields_of(session)
    policies = policies_of(found.columns, fields, found.kind)
    companies = employers.company_policies(found, fields)
    plan = Plan(
        found=found,
        policies=policies,
        company_policies=companies,
        company_fields=employers.asked(fields, companies),
        many=many_of(fields),
        marks=marks_of(found),
        has_trash=await records.has_trash(session, found.kind),
        makes=NewCompanies(policies.get(COMPANY, "never")) if found.kind == "contact" else None,
        opt_out_columns=[column for column in found.columns if column.opt_out],
        opting=OptOuts(),
        names=Names(policies),
    )
    if found.staged_through and not anew:
        await _remember(session, plan)
    return plan


async def _remember(session: WorkspaceSession, plan: Plan) -> None:
    """What the lines staged so far were about."""
    found = plan.found
    async for lines in line_rows.staged(session, found.id):
        older = {line.record_id for line in lines if line.record_id and line.verdict != "create"}
        called = await _called(session, plan, (), older)
        for line in lines:
            if line.record_id is not None:
                keys = matching_keys(found.kind, line.keys, found.match)
                is_first = line.verdict == "create" or not plan.seen.is_touched(line.record_id)
                plan.seen.attach(line.record_id, keys, in_base=line.verdict != "create")
                _note_name(plan, line, line.record_id, called, is_first=is_first)
        if plan.makes is not None:
            await plan.makes.remember(session, lines)
        if plan.opt_out_columns:
            await plan.opting.count(session, opting.addresses_of(lines, found.kind))


async def judge(session: WorkspaceSession, plan: Plan, lines: Sequence[ParsedLine]) -> Judged:
    """Each line with its planned verdict and record."""
    kind, match = plan.found.kind, plan.found.match
    if plan.opt_out_columns:
        lines = [opting.checked(line, plan.opt_out_columns, kind) for line in lines]
    groups = [matching_keys(kind, line.keys, match) for line in lines]
    bases = await records.resolve(session, kind, groups)
    trashed = await _trashed(session, plan, groups, bases)
    hit = {record_id for base in bases for record_id in base}
    called = await _called(session, plan, lines, hit)
    staged: list[StagedLine] = []
    first: dict[int, UUID] = {}
    for line, keys, base in zip(lines, groups, bases, strict=True):
        verdict, record_id = _judge(plan, line, keys, base, trashed, called)
        if verdict == "update" and record_id is not None:
            first[len(staged)] = record_id
        staged.append(_staged(line, verdict, record_id, kind))
    about = await _about(session, plan, staged, first)
    made = 0
    if plan.makes is not None:
        told = {one.line.line_no: (one.held, one.policies.get(COMPANY, "never")) for one in about.values()}
        made = await plan.makes.count(session, staged, told)
    naming = staged if plan.company_fields[1] else [one.line for one in about.values()]
    companies, telling = await _companies(session, plan, naming)
    for index, one in about.items():
        if not _brings_something(plan, one, companies) and one.line.line_no not in telling:
            staged[index] = one.line._replace(verdict="duplicate")
    kept_out = 0
    if plan.opt_out_columns:
        kept_out = await plan.opting.count(session, opting.addresses_of(staged, kind))
    return Judged(staged, made, kept_out)


@dataclass(frozen=True)
class _About:
    """The first line about a record of the base, with what that holds and what the line may do to it."""

    line: StagedLine
    held: Mapping[str, Value]
    policies: Mapping[str, Policy]


async def _about(
    session: WorkspaceSession, plan: Plan, staged: Sequence[StagedLine], first: Mapping[int, UUID]
) -> dict[int, _About]:
    if not first:
        return {}
    ids = list(first.values())
    held = await records.current_values(session, plan.found.kind, ids)
    rules = await ages.rules(session, plan.found, plan.found.kind, plan.policies, ids)
    return {
        index: _About(staged[index], held.get(record_id, {}), rules.of(record_id))
        for index, record_id in first.items()
    }


async def _trashed(
    session: WorkspaceSession,
    plan: Plan,
    groups: Sequence[Sequence[str]],
    bases: Sequence[frozenset[UUID]],
) -> set[str]:
    """The keys that the trash has, of lines that no key leads anywhere."""
    if not plan.has_trash:
        return set()
    keys = {key for group, base in zip(groups, bases, strict=True) if not base for key in group}
    return await records.trashed_keys(session, plan.found.kind, keys)


@dataclass(frozen=True)
class _Called:
    """The companies of the base that lines may be about."""

    by_name: Mapping[str, Sequence[NamedCompany]]
    by_id: Mapping[UUID, NamedCompany]


async def _called(
    session: WorkspaceSession,
    plan: Plan,
    lines: Sequence[ParsedLine],
    ids: Collection[UUID],
) -> _Called:
    """Those of the lines' names, and those of the ids. Contacts are not found by name."""
    if plan.found.kind == "contact":
        return _Called({}, {})
    names = {str(key) for line in lines if (key := (line.values or {}).get("company_name_key"))}
    by_name: dict[str, list[NamedCompany]] = {}
    found = await records.named_companies(session, names, ids)
    for company in found:
        by_name.setdefault(company.name_key or "", []).append(company)
    return _Called(by_name, {company.id: company for company in found})


def _judge(
    plan: Plan,
    line: ParsedLine,
    keys: Sequence[str],
    base: frozenset[UUID],
    trashed: set[str],
    called: _Called,
) -> tuple[Verdict, UUID | None]:
    """`update` here still means: about a record of the base, and the first line that is."""
    if line.values is None:
        return "rejected", None
    match: Match = plan.seen.match(keys, base)
    if len(match.hits) > 1:
        return "ambiguous", None
    record_id = next(iter(match.hits), None)
    in_base, earlier = bool(base), match.earlier
    if record_id is None and plan.found.kind == "company":
        record_id = _by_name(plan, line, called)
        in_base = record_id in called.by_id
        earlier = record_id is not None and (not in_base or plan.seen.is_touched(record_id))
    if record_id is None and not trashed.isdisjoint(keys):
        return "trash", None
    is_new = record_id is None
    if record_id is None:
        record_id = plan.ids.get(line.line_no) or uuid7()
    plan.seen.attach(record_id, keys, in_base=in_base)
    _note_name(plan, line, record_id, called, is_first=not earlier)
    if is_new:
        return "create", record_id
    return ("duplicate" if earlier else "update"), record_id


def _by_name(plan: Plan, line: ParsedLine, called: _Called) -> UUID | None:
    name = name_of(line.values or {}, line.keys)
    return plan.names.find(name, called.by_name.get(name.key or "", ()))


def _note_name(
    plan: Plan, line: ParsedLine | StagedLine, record_id: UUID, called: _Called, *, is_first: bool
) -> None:
    if plan.found.kind == "company":
        name = name_of(line.values or {}, line.keys)
        plan.names.attach(record_id, name, is_first=is_first, held=called.by_id.get(record_id))


async def _companies(
    session: WorkspaceSession, plan: Plan, lines: Sequence[StagedLine]
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
    ids = sorted({line.company_id for line in news})
    held = await records.current_values(session, "company", ids) if ids else {}
    rules = await ages.rules(session, plan.found, "company", plan.company_policies, ids)
    telling = employers.telling(news, held, rules, plan.told)
    plan.told.update(company_id.int for company_id in ids)
    return companies, telling


def _brings_something(plan: Plan, about: _About, companies: Mapping[int, str]) -> bool:
    line = about.line
    values = dict(cast(Mapping[str, Value], line.values))
    if line.line_no in companies:
        values[COMPANY] = companies[line.line_no]
    wish = wish_of(line.line_no, values, about.held, about.policies, plan.many)
    plan.marks.put_on(wish, about.held)
    return bool(wish.changed)


def _staged(line: ParsedLine, verdict: Verdict, record_id: UUID | None, kind: str) -> StagedLine:
    problems = line.problems if verdict != "trash" else [LineProblem(None, None, _IN_TRASH[kind])]
    return StagedLine(
        line_no=line.line_no,
        cells=line.cells,
        verdict=verdict,
        values=line.values,
        keys=line.keys,
        company_keys=line.company_keys,
        record_id=record_id,
        problems=[problem._asdict() for problem in problems] if problems else (),
    )
