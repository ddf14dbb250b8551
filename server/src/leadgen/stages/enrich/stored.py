"""What a run asked and was told, as it is kept: for whoever asks the same again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.effects import service as effects
from leadgen.platform.effects.repository import Answered
from leadgen.records.field import RecordKind
from leadgen.stages.enrich import repository, subjects
from leadgen.stages.enrich.asking import Question, Told, natural_key
from leadgen.stages.enrich.contracts import Item
from leadgen.stages.enrich.kinds import KINDS
from leadgen.stages.enrich.subjects import Known, Seen


@dataclass(frozen=True)
class Step:
    """One that was answered, by the id of its effect."""

    id: UUID
    called_at: datetime
    question: Question
    told: Told


async def steps(session: WorkspaceSession, run_id: UUID, items: Collection[Item]) -> list[Step]:
    """Those of these items of a run, in the order in which they were asked."""
    keys = [natural_key(run_id, item.record_id, *asked) for item in items for asked in item.asked]
    found = [_step(one) for kind in KINDS for one in await effects.answered(session, kind, keys)]
    return sorted(found, key=lambda one: (one.called_at, one.question.natural_key))


def _step(one: Answered) -> Step:
    assert isinstance(one.payload, Mapping)
    assert isinstance(one.result, Mapping)
    return Step(one.id, one.called_at, Question.read(one.payload), Told.read(one.result))


async def seen(
    session: WorkspaceSession, run_id: UUID, kind: RecordKind, ids: Collection[UUID]
) -> dict[UUID, Seen]:
    """The records as this run asked about them first in each stage; without those that were removed since."""
    there = await subjects.known(session, kind, ids)
    asked: dict[UUID, list[Step]] = {}
    for one in await steps(session, run_id, (await repository.items(session, run_id, list(there))).values()):
        asked.setdefault(one.question.record_id, []).append(one)
    return {record_id: _seen(of_record) for record_id, of_record in asked.items()}


def _seen(asked: Sequence[Step]) -> Seen:
    stages: dict[str, Known] = {}
    reads: dict[str, str] = {}
    for one in asked:
        stages.setdefault(one.question.stage, one.question.values)
        reads = {**one.told.reads, **reads}
    return Seen({key: value for values in stages.values() for key, value in values.items()}, stages, reads)
