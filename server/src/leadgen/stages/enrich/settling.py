"""Writing down what came of steps: findings, values, charges, and what each record does next.

One transaction for all of a group, with the effects' own states: so no step counts twice, and none is lost.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.billing import service as billing
from leadgen.platform.effects import service as effects
from leadgen.platform.effects.contracts import Again, Done, Settled
from leadgen.records import service as records
from leadgen.records.contracts import Belief, Patch
from leadgen.records.field import Field, by_key
from leadgen.stages.enrich import evidence_gate, mailboxes, repository
from leadgen.stages.enrich.asking import STUCK, Question, Told
from leadgen.stages.enrich.contracts import Cell, Item, Tally
from leadgen.stages.enrich.costs import service as costs
from leadgen.stages.enrich.costs.contracts import Step
from leadgen.stages.enrich.evidence_gate import Found
from leadgen.stages.enrich.findings import service as findings
from leadgen.stages.enrich.findings.contracts import Asked
from leadgen.stages.enrich.stepping import KINDS, Round

_SILENT = "The provider said nothing of this."
_STOPPED = Cell("skipped", "The run was stopped before anybody else was asked.")


@dataclass(frozen=True)
class Answered:
    """A step that has come to its end: with what was told, or with the problem."""

    question: Question
    told: Told | None
    problem: str
    settled: Settled

    @property
    def cost(self) -> int:
        """In thousandths of a credit."""
        return self.told.cost if self.told is not None else 0

    @property
    def chosen(self) -> Mapping[str, Found]:
        """The values to be written."""
        found = evidence_gate.chosen(self.told.found) if self.told is not None else {}
        return {key: one for key, one in found.items() if key in self.question.fields}


async def settle(session: WorkspaceSession, settled: Sequence[Settled]) -> None:
    """The result writer of all kinds of steps. All that is found is written before one run is charged."""
    of_run: dict[UUID, list[Settled]] = defaultdict(list)
    for one in settled:
        assert one.effect.run_id is not None
        of_run[one.effect.run_id].append(one)
    rounds = await Round.open_all(session, of_run)
    assert len(rounds) == len(of_run), "a run is never deleted"
    answers = [(round_, await _written(round_, of_run[round_.run.id])) for round_ in rounds]
    for round_, current in answers:
        if current is not None:
            await _go_on(round_, current)


async def _written(round_: Round, settled: Sequence[Settled]) -> list[tuple[Item, Answered]] | None:
    """Findings and values; how each record stands that waited for its answer. None: all is tried again."""
    why = next((problem for one in settled if (problem := _stuck(one)) is not None), None)
    if why is not None and round_.run.state == "running":
        await round_.pause(why)
    if not (ended := await _ended(round_, settled)):
        return None
    ids = [one.question.record_id for one in ended]
    items = await repository.items(round_.session, round_.run.id, ids)
    current = [one for one in ended if _is_asked(items[one.question.record_id], one.question)]
    await _write_down(round_, ended, current)
    await costs.count(round_.session, round_.run.id, round_.run.actor, _steps(ended, current))
    return [(_after(items[one.question.record_id], one), one) for one in current]


async def _go_on(round_: Round, current: Sequence[tuple[Item, Answered]]) -> None:
    told = [item for item, _ in current]
    await _charge(round_, [one for _, one in current])
    match round_.run.state:
        case "paused":
            await round_.put_back(told)
        case "cancelled" | "failed":
            await round_.end(told, _STOPPED)
        case _:
            await round_.go_on(told)
            await round_.feed()
    await round_.close()


def _stuck(settled: Settled) -> str | None:
    """Why nobody is to be asked any more until a person has seen to it."""
    outcome = settled.outcome
    return outcome.problem if isinstance(outcome, Again) and outcome.note == STUCK else None


async def _ended(round_: Round, settled: Sequence[Settled]) -> list[Answered]:
    """Those that will not be tried again: none is, once its run was stopped."""
    again = [one for one in settled if one.state == "reserved"]
    if round_.run.state not in ("cancelled", "failed"):
        return [_answered(one) for one in settled if one.state != "reserved"]
    for one in again:
        await effects.release(round_.session, one.effect.kind, [one.effect.natural_key])
    return [_answered(one) for one in settled]


def _answered(settled: Settled) -> Answered:
    assert isinstance(settled.effect.payload, Mapping)
    question, outcome = Question.read(settled.effect.payload), settled.outcome
    if isinstance(outcome, Done):
        told = Told.read(outcome.result) if isinstance(outcome.result, Mapping) else None
        return Answered(question, told, "" if told else "Nobody kept what was answered.", settled)
    return Answered(question, None, outcome.problem, settled)


def _is_asked(item: Item, question: Question) -> bool:
    """Does the run wait for this answer? One that comes after it was given up changes nothing any more."""
    asked = item.stage, item.enricher
    return item.state == "running" and asked == (question.stage, question.enricher)


async def _write_down(round_: Round, ended: Sequence[Answered], current: Sequence[Answered]) -> None:
    """Findings of all answers, values of those that are waited for; a late one costs nothing.

    Of a run that only compares nothing is written.
    """
    session, is_current = round_.session, {id(one) for one in current}
    is_only_compared = round_.run.plan.compares is not None
    told = [
        (_asked(one), one.told.found, one.told.costs if id(one) in is_current else {})
        for one in ended
        if one.told is not None and not is_only_compared
    ]
    if told:
        await findings.keep(session, told)
    late = [one for one in ended if id(one) not in is_current]
    if waived := [one.settled.effect.id for one in late if one.cost]:
        await effects.waive(session, waived)
    for kind in () if is_only_compared else KINDS:
        if of_kind := [one for one in current if one.question.kind == kind and one.chosen]:
            fields = by_key(await records.fields_of(session, kind))
            patches = [_patch(one, fields, one.settled.at) for one in of_kind]
            async with mailboxes.heard(session, round_.run, patches):
                await records.believe(session, round_.run.operation_id, kind, patches)


def _steps(ended: Sequence[Answered], current: Sequence[Answered]) -> list[Step]:
    """What was answered, as it costs; a late answer costs what its provider took, and nothing here."""
    is_current = {id(one) for one in current}
    return [
        Step(
            stage=one.question.stage,
            enricher=one.question.enricher,
            model=one.told.model,
            found=len(one.chosen) if id(one) in is_current else 0,
            credits=one.cost if id(one) in is_current else 0,
            own=one.told.provider_costs,
        )
        for one in ended
        if one.told is not None
    ]


def _asked(one: Answered) -> Asked:
    question, told = one.question, one.told
    assert told is not None
    return Asked(
        run_id=question.run_id,
        record_id=question.record_id,
        kind=question.kind,
        stage=question.stage,
        enricher=question.enricher,
        provider=told.provider,
        model=told.model or None,
    )


def _patch(one: Answered, fields: Mapping[str, Field], at: datetime) -> Patch:
    chosen = {key: found for key, found in one.chosen.items() if key in fields}
    values = one.question.values
    return Patch(
        one.question.record_id,
        {key: found.value for key, found in chosen.items()},
        beliefs={key: _belief(fields[key], found, at) for key, found in chosen.items()},
        given={about: values[about] for key in chosen if (about := fields[key].about or "") in values},
    )


def _belief(field: Field, found: Found, at: datetime) -> Belief:
    days = field.trusted_days(found.value)
    return Belief(found.confidence, None if days is None else at + timedelta(days=days))


def _after(item: Item, one: Answered) -> Item:
    """The record behind the step: what was found is closed, of the rest it is kept what was said."""
    question, found = one.question, _found(one)
    said = {key: cell for key, cell in _said(one).items() if key not in found}
    unasked = evidence_gate.unasked(one.told.found) if one.told is not None else frozenset()
    kept = {
        key: cell
        for key, cell in said.items()
        if not _knows_more(item.cells.get(key), cell, looked=key not in unasked)
    }
    return replace(
        item,
        open=item.open - found.keys(),
        asking=frozenset(),
        stage=None,
        enricher=None,
        asked=item.asked | {(question.stage, question.enricher)},
        cells={**item.cells, **kept, **found},
        spent=item.spent + one.cost,
    )


def _found(one: Answered) -> dict[str, Cell]:
    costs = one.told.costs if one.told is not None else {}
    return {key: Cell("found", None, one.question.enricher, costs.get(key, 0)) for key in one.chosen}


def _said(one: Answered) -> dict[str, Cell]:
    """Why each asked field was not found."""
    question = one.question
    if one.told is None:
        return dict.fromkeys(question.fields, Cell("failed", one.problem, question.enricher))
    why = evidence_gate.unknown(one.told.found, question.fields)
    return {key: Cell("unknown", why.get(key, _SILENT), question.enricher) for key in question.fields}


def _knows_more(before: Cell | None, now: Cell, *, looked: bool) -> bool:
    """A failure, or one who could not be asked, says less than somebody who looked before."""
    if before is None:
        return False
    return not looked or (before.state == "unknown" and now.state == "failed")


async def _charge(round_: Round, current: Sequence[Answered]) -> None:
    """Out of the run's reserve, at once for all; what was set aside for these steps is free again."""
    cost = sum(one.cost for one in current)
    committed = sum(one.settled.effect.ceiling for one in current)
    run = round_.run
    round_.change(
        running=run.running - len(current), spent=run.spent + cost, committed=run.committed - committed
    )
    for one in current:
        round_.count_cells(_found(one))
        round_.count_answer(one.question.enricher, _tally(one))
    await billing.settle(round_.session, run.id, cost)


def _tally(one: Answered) -> Tally:
    said = _said(one)
    states = [cell.state for key, cell in said.items() if key not in one.chosen]
    return Tally(
        found=len(one.chosen), unknown=states.count("unknown"), failed=states.count("failed"), cost=one.cost
    )
