"""Corrections outlive the mapping they were made under: a corrected text is a text of the file's column.

A new mapping forgets the lines staged by the former one, all but those with corrections. Staging takes the
corrections from these and puts them on the lines that come in their place; once all lines are there, the job
that fixes reads the corrected ones with their corrections.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypedDict
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.stages.ingest.contracts import Import, State
from leadgen.stages.ingest.fixing import repository


@dataclass(frozen=True)
class Kept:
    """The lines that were corrected before. `after` is the line so far, `done` of `total` were read."""

    total: int
    after: int = 0
    done: int = 0


class _Next(TypedDict):
    state: State
    fixing: Mapping[str, JSON] | None


async def take(session: WorkspaceSession, found: Import, through: int) -> Mapping[int, JSON]:
    """The corrections of the next lines to be staged, as another mapping left them; those lines go."""
    if not found.counts.fixes:
        return {}
    return await repository.take_fixed(session, found.id, found.staged_through, through)


async def put_back(session: WorkspaceSession, import_id: UUID, fixes: Mapping[int, JSON]) -> None:
    """Corrections on the lines of these numbers, to be read with them once the file is staged."""
    if fixes:
        await repository.put_fixes(session, import_id, fixes)


async def after_staging(session: WorkspaceSession, found: Import) -> _Next:
    """What an import becomes when all its lines are there and a person reviews it."""
    if not found.counts.fixes:
        return {"state": "staged", "fixing": None}
    total = await repository.count_corrected(session, found.id)
    return {"state": "fixing", "fixing": asdict(Kept(total))}
