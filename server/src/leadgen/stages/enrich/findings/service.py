"""Findings kept, shown, marked; and what the marks say."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.auth.contracts import Actor
from leadgen.records import service as records
from leadgen.records.contracts import FieldRef
from leadgen.records.contracts import Finding as Told
from leadgen.records.errors import RecordNotFound
from leadgen.records.field import RecordKind
from leadgen.stages.enrich.contracts import RunNotFound
from leadgen.stages.enrich.evidence_gate import Found, Marks
from leadgen.stages.enrich.evidence_gate import chosen as taken_of
from leadgen.stages.enrich.findings import repository
from leadgen.stages.enrich.findings.contracts import (
    Asked,
    Chosen,
    Finding,
    FindingNotFound,
    Mark,
    NothingToMark,
    Tally,
)

# A step, what was answered, and field → thousandths of a credit, which stand with the value that was taken.
Answered: TypeAlias = tuple[Asked, Sequence[Found], Mapping[str, int]]


async def keep(session: WorkspaceSession, answered: Sequence[Answered]) -> None:
    """Every answer of these steps, in one statement; that somebody could not be asked is none."""
    at = clock.now()
    rows = [row for asked, found, costs in answered for row in _rows(asked, found, costs, at)]
    if rows:
        await repository.add(session, rows)


def _rows(asked: Asked, found: Sequence[Found], costs: Mapping[str, int], at: datetime) -> list[Finding]:
    taken = taken_of(found)
    return [
        Finding(
            **vars(asked),
            **vars(one),
            id=uuid7(),
            cost=costs.get(one.field, 0) if taken.get(one.field) is one else 0,
            mark=None,
            marked_by_id=None,
            marked_at=None,
            created_at=at,
        )
        for one in found
        if one.verdict != "not_asked"
    ]


async def marks(session: WorkspaceSession, enricher: str) -> dict[str, Marks]:
    """Field → how people judged what this enricher found."""
    return {row.field: Marks(row.right, row.marked) for row in await repository.marks(session, enricher)}


async def page(session: WorkspaceSession, paging: Paging, chosen: Chosen) -> Page[Finding]:
    """The newest first, contradicting ones side by side. Raises RunNotFound, InvalidCursor."""
    if chosen.run_id is not None and not await repository.is_run(session, chosen.run_id):
        raise RunNotFound

    async def newest(before: UUID | None, limit: int) -> Sequence[Finding]:
        return await repository.newest(session, chosen, before, limit)

    return await paging.by_id(f"findings {chosen}", newest)


async def of_record(
    session: WorkspaceSession, paging: Paging, kind: RecordKind, record_id: UUID, field: str | None
) -> Page[Finding]:
    """As `page`, of a record. Raises RecordNotFound."""
    if record_id not in await records.names(session, kind, [record_id]):
        raise RecordNotFound
    return await page(session, paging, Chosen(record_id=record_id, field=field))


async def mark(session: WorkspaceSession, actor: Actor, finding_id: UUID, mark: Mark | None) -> Finding:
    """Say whether a found value is right; None takes that back. Raises FindingNotFound, NothingToMark."""
    found = await repository.find(session, finding_id)
    if found is None:
        raise FindingNotFound
    if found.value is None:
        raise NothingToMark
    await repository.mark(session, finding_id, mark, actor.id, clock.now())
    marked = await repository.find(session, finding_id)
    assert marked is not None
    return marked


async def quality(session: WorkspaceSession) -> list[Tally]:
    """How good each enricher is at each field, as far as people marked it."""
    return await repository.tallies(session)


class FoundValues:
    """What stood behind enriched values, as records ask for it."""

    async def findings(
        self, session: WorkspaceSession, record_id: UUID, wanted: Collection[FieldRef]
    ) -> Mapping[FieldRef, Told]:
        """One query."""
        operations, fields = {one for one, _ in wanted}, {key for _, key in wanted}
        found = await repository.behind(session, record_id, operations, fields)
        return {
            (row.operation_id, row.field): Told(
                row.url, row.quote, row.provider, row.model, row.retrieved_at, row.reason
            )
            for row in found
        }
