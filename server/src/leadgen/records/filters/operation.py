"""The term `operation`: what came with an import, or was changed by any other act of History."""

from collections.abc import Mapping
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.filters.operands import identifier
from leadgen.records.filters.tree import Term
from leadgen.records.repository import operations
from leadgen.records.repository.filtering import came_with


def _read(value: JSON) -> UUID:
    return identifier(value, "This takes the id of an operation, as GET /operations lists them")


async def _names(session: WorkspaceSession, operands: frozenset[object]) -> Mapping[object, str]:
    found = await operations.by_ids(session, [one for one in operands if isinstance(one, UUID)])
    return {operation.id: f"“{operation.summary}”" for operation in found.values()}


OPERATION = Term(
    name="operation",
    kinds=frozenset({"contact", "company"}),
    takes="the id of an operation",
    read=_read,
    condition=came_with,
    phrase="came with {}",
    names=_names,
)
