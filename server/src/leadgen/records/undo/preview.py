"""What an undo would do, without doing it: the same decisions, nothing locked."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.authorship import Refusal
from leadgen.records.contracts import RecordKind
from leadgen.records.repository import undoing
from leadgen.records.repository.history import ConflictRow
from leadgen.records.undo import walks
from leadgen.records.undo.chunks import Chunk
from leadgen.records.undo.run import find, tally
from leadgen.records.undo.walks import Walk
from leadgen.records.undo.words import reason

SHOWN = 50
KINDS: tuple[RecordKind, ...] = ("contact", "company")


@dataclass(frozen=True)
class Preview:
    """Values put back, records removed and brought back, values that stay, and the first conflicts."""

    revert: int
    remove: int
    bring_back: int
    keep: int
    conflicts: Sequence[ConflictRow]
    conflicts_total: int


async def preview(session: WorkspaceSession, operation_id: UUID) -> Preview:
    """What the undo of an operation would do now. Raises OperationNotFound.

    Records it made are counted in one statement each; only changes are gone through.
    """
    await find(session, operation_id)
    used = await undoing.used_after(session, operation_id)
    counts: dict[str, int] = {}
    conflicts: list[ConflictRow] = []
    walk = await walks.of(session, operation_id)
    for number in range(len(walk.phases)):
        async for chunk in _chunks(session, walk, number, used):
            counts = tally(counts, chunk)
            conflicts += chunk.conflicts[: SHOWN - len(conflicts)]
    removed, refused = await _made(session, operation_id, used)
    return Preview(
        revert=counts.get("reverted", 0),
        remove=counts.get("removed", 0) + removed,
        bring_back=counts.get("restored", 0),
        keep=counts.get("kept", 0),
        conflicts=[*conflicts, *refused][:SHOWN],
        conflicts_total=counts.get("conflicts", 0) + len(refused),
    )


async def _chunks(
    session: WorkspaceSession, walk: Walk, number: int, used: Mapping[UUID, int]
) -> AsyncIterator[Chunk]:
    """The chunks of a phase that goes through changes."""
    after: UUID | None = None
    while walk.phases[number].actions or walk.phases[number].merged:
        chunk = await walk.decide(session, number, after, used=used)
        yield chunk
        after = chunk.last
        if not chunk.more:
            return


async def _made(
    session: WorkspaceSession, operation_id: UUID, used: Mapping[UUID, int]
) -> tuple[int, list[ConflictRow]]:
    """How many of the records it made would go, and why others stay."""
    extent = await undoing.extent(session, operation_id)
    stays: dict[UUID, ConflictRow] = {}
    for kind in KINDS:
        for later in await undoing.touched_of(session, kind, operation_id):
            stays[later.id] = _conflict(later.id, kind, Refusal(None, "changed", later.by))
    for company_id in await undoing.made_among(session, operation_id, used):
        refusal = Refusal(None, "still_used", None, str(used[company_id]))
        stays.setdefault(company_id, _conflict(company_id, "company", refusal))
    return extent.contacts + extent.companies - len(stays), list(stays.values())


def _conflict(record_id: UUID, kind: RecordKind, refusal: Refusal) -> ConflictRow:
    return ConflictRow(record_id, "", kind, reason(kind, refusal), refusal.by)
