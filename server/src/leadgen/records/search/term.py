"""The term `search`: records whose names, addresses, job, company or domain have all the words of a text."""

from collections.abc import Mapping

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind
from leadgen.records.filters.errors import Misfit
from leadgen.records.filters.tree import Term
from leadgen.records.normalise import text as plain
from leadgen.records.repository.searching import Met, met, text_has
from leadgen.records.search.words import LONGEST_QUERY, sought


def _read(value: JSON) -> str:
    if not isinstance(value, str):
        raise Misfit("This takes a text")
    if len(value) > LONGEST_QUERY:
        raise Misfit(f"A search has at most {LONGEST_QUERY} characters")
    if not sought(value).words:
        raise Misfit("There is no letter and no digit in this")
    return plain.display(value)


async def _names(session: WorkspaceSession, operands: frozenset[object]) -> Mapping[object, str]:
    return {operand: f"“{operand}”" for operand in operands}


async def _settle(session: WorkspaceSession, kind: RecordKind, operand: object) -> Met:
    return await met(session, kind, str(operand))


SEARCH = Term(
    name="search",
    kinds=frozenset({"contact", "company"}),
    takes="a text; all its words must occur",
    read=_read,
    condition=text_has,
    settles=_settle,
    phrase="matches {}",
    names=_names,
)
