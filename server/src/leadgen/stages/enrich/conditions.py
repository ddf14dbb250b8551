"""Which records pass a stage over, as they do not match its condition."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.filters.errors import InvalidFilter
from leadgen.records.repository.bulk import Pool
from leadgen.stages.enrich import repository
from leadgen.stages.enrich.contracts import Plan, StagePlan


async def passed_over(
    session: WorkspaceSession, plan: Plan, kind: RecordKind, ids: Collection[UUID]
) -> Mapping[UUID, frozenset[str]]:
    """Record → the stages it has no part in just now; asked anew at each step, since values come in."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for stage in plan.stages:
        if stage.kind == kind and stage.condition is not None:
            for record_id in set(ids) - await _matching(session, stage, list(ids)):
                found[record_id].add(stage.key)
    return {record_id: frozenset(stages) for record_id, stages in found.items()}


async def _matching(session: WorkspaceSession, stage: StagePlan, ids: list[UUID]) -> frozenset[UUID]:
    """None of them where the condition names what is not there any more."""
    try:
        condition = await filters.read_whole(session, stage.kind, cast(JSON, stage.condition))
    except InvalidFilter:
        return frozenset()
    return await repository.matching(session, Pool(stage.kind, filters.where(condition), ids=ids))
