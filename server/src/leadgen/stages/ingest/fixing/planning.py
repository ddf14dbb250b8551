"""Corrected lines planned anew, and with them every line that shares a record with one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.errors import Refused
from leadgen.records import service as records
from leadgen.records.employment import COMPANY
from leadgen.records.grouping import Mention
from leadgen.stages.ingest import judging, opting
from leadgen.stages.ingest.contracts import CHUNK_LINES, Counts, Import
from leadgen.stages.ingest.counting import NewCompanies, mention_of
from leadgen.stages.ingest.fixing import repository
from leadgen.stages.ingest.fixing.repository import Stored
from leadgen.stages.ingest.judging import Plan
from leadgen.stages.ingest.matching import matching_keys
from leadgen.stages.ingest.opting import OptOuts
from leadgen.stages.ingest.parsing import ParsedLine
from leadgen.stages.ingest.repository import chunks
from leadgen.stages.ingest.repository.line_rows import StagedLine

_MOST_RELATED = 50_000


async def plan_anew(
    session: WorkspaceSession, found: Import, before: Sequence[Stored], after: Sequence[ParsedLine]
) -> tuple[list[StagedLine], list[StagedLine], Counts]:
    """The corrected lines, the others whose plan changed, and the counts with both. Writes nothing.

    Raises TooManyRelated.
    """
    old = {stored.line.line_no: stored.line for stored in before}
    others = await _related(session, found, list(old.values()), after)
    plan = await _plan(session, found, old, others, after)
    lines = sorted([*after, *map(_parsed, others)], key=lambda line: line.line_no)
    judged = [
        await judging.judge(session, plan, lines[start : start + CHUNK_LINES])
        for start in range(0, len(lines), CHUNK_LINES)
    ]
    planned = [line for one in judged for line in one.lines]
    former = {**old, **{line.line_no: line for line in others}}
    moved = _moved(former, planned)
    moved["companies"] = sum(one.companies for one in judged) - await _companies(
        session, found, old, others, after
    )
    fixed = [line for line in planned if line.line_no in old]
    changed = [line for line in planned if line.line_no not in old and _differs(line, former[line.line_no])]
    return fixed, changed, found.counts.plus(moved)


async def kept_out(session: WorkspaceSession, found: Import) -> int:
    """How many addresses the staged lines will keep out, counted from all of them."""
    lines = await chunks.opting_lines(session, found.id, 0, found.staged_through)
    addresses = [address for values in lines for address in opting.told(values, found.kind)]
    return await OptOuts().count(session, addresses)


async def _related(
    session: WorkspaceSession, found: Import, old: Sequence[StagedLine], new: Sequence[ParsedLine]
) -> list[StagedLine]:
    """Whatever the corrected lines are or were about, and whatever those lines are about, to the end."""
    known = {line.line_no for line in old}
    keys: set[str] = set()
    about: set[UUID] = set()
    names: set[str] = set()
    others: list[StagedLine] = []
    fresh: Sequence[StagedLine | ParsedLine] = [*old, *new]
    while True:
        more = {key for line in fresh for key in matching_keys(found.kind, line.keys, found.match)} - keys
        linked = {line.record_id for line in fresh if isinstance(line, StagedLine) and line.record_id} - about
        linked |= {
            one for hits in await records.resolve(session, found.kind, [sorted(more)]) for one in hits
        } - about
        called = _names(found, fresh) - names
        if not (more or linked or called):
            return others
        keys, about, names = keys | more, about | linked, names | called
        fresh = await repository.related(
            session, found.id, known=known, keys=more, records=linked, names=called, most=_MOST_RELATED + 1
        )
        others += fresh
        known |= {line.line_no for line in fresh}
        if len(others) > _MOST_RELATED:
            raise TooManyRelated


def _names(found: Import, lines: Iterable[StagedLine | ParsedLine]) -> set[str]:
    """A company is found by its name, too; a contact is not."""
    if found.kind == "contact":
        return set()
    named = ((line.values or {}).get("company_name_key") for line in lines)
    return {name for name in named if isinstance(name, str)}


async def _plan(
    session: WorkspaceSession,
    found: Import,
    old: Mapping[int, StagedLine],
    others: Sequence[StagedLine],
    new: Sequence[ParsedLine],
) -> Plan:
    """As for the first line of the file; a line that creates keeps the id it had."""
    plan = await judging.plan_of(session, found, anew=True)
    made = {line.line_no: line.record_id for line in (*old.values(), *others) if line.verdict == "create"}
    plan.ids.update({line_no: record_id for line_no, record_id in made.items() if record_id is not None})
    makes = await _new_companies(session, plan, old, others, new)
    return replace(plan, makes=makes)


async def _new_companies(
    session: WorkspaceSession,
    plan: Plan,
    old: Mapping[int, StagedLine],
    others: Sequence[StagedLine],
    new: Sequence[ParsedLine],
) -> NewCompanies | None:
    """Those that other lines of the file make are not made by the corrected ones."""
    if plan.makes is None:
        return None
    mentions = [*map(mention_of, (*old.values(), *others)), *map(mention_of, new)]
    keys = {key for mention in mentions for key in mention.keys}
    names = {mention.name_key for mention in mentions if mention.name_key}
    makes = NewCompanies(plan.policies.get(COMPANY, "never"))
    if keys or names:
        named = await repository.naming(session, plan.found.id, known=old.keys(), keys=keys, names=names)
        await makes.take_for_made(session, [Mention(0, *one) for one in named])
    return makes


async def _companies(
    session: WorkspaceSession,
    found: Import,
    old: Mapping[int, StagedLine],
    others: Sequence[StagedLine],
    new: Sequence[ParsedLine],
) -> int:
    """How many companies the lines made as they were before."""
    if all(line.record_id is None for line in old.values()):
        return 0
    plan = await _plan(session, found, old, others, new)
    return await plan.makes.count(session, list(old.values()), {}) if plan.makes is not None else 0


def _parsed(line: StagedLine) -> ParsedLine:
    """A line that stays as it was read; without cells, so that it is not checked again."""
    return ParsedLine(line.line_no, (), line.values, line.keys, line.company_keys, ())


def _moved(former: Mapping[int, StagedLine], planned: Sequence[StagedLine]) -> dict[str, int]:
    moved: dict[str, int] = {}
    for line in planned:
        before = former[line.line_no].verdict
        moved[line.verdict] = moved.get(line.verdict, 0) + 1
        moved[before] = moved.get(before, 0) - 1
    return moved


def _differs(line: StagedLine, before: StagedLine) -> bool:
    return (line.verdict, line.record_id) != (before.verdict, before.record_id)


class TooManyRelated(Refused):
    """So many lines share an address with the corrected one that they cannot be planned at once."""

    def __init__(self) -> None:
        super().__init__(
            f"More than {_MOST_RELATED:,} lines share an address with the corrected one. "
            "Correct it in the file, and import that again."
        )
