"""The term `in_segment`: the records that a segment's filter matches now."""

from collections.abc import Mapping
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.filters import terms
from leadgen.records.filters.operands import identifier
from leadgen.records.filters.tree import Opened, Term
from leadgen.stages.audience import repository

_TAKES = "the id of a segment"


def _read(value: JSON) -> UUID:
    return identifier(value, f"This takes {_TAKES}, as GET /segments lists them")


async def _opened(session: WorkspaceSession, operands: frozenset[object]) -> Mapping[object, Opened]:
    found = await repository.segments(session, ids=[one for one in operands if isinstance(one, UUID)])
    return {one.id: Opened(one.kind, one.filter, one.name) for one in found}


async def _names(session: WorkspaceSession, operands: frozenset[object]) -> Mapping[object, str]:
    found = await repository.segments(session, ids=[one for one in operands if isinstance(one, UUID)])
    return {one.id: f"“{one.name}”" for one in found}


IN_SEGMENT = Term(
    name="in_segment",
    kinds=frozenset({"contact", "company"}),
    takes=_TAKES,
    read=_read,
    opens=_opened,
    phrase="in segment {}",
    names=_names,
)


def register() -> None:
    """Make the term known in every filter."""
    terms.register(IN_SEGMENT)
