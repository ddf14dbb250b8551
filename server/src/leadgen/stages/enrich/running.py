"""Starting a run, looking at it, and stopping it for a while or for good."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.billing import service as billing
from leadgen.platform.effects import service as effects
from leadgen.platform.effects.contracts import State
from leadgen.platform.events.service import publish
from leadgen.platform.jobs import defer
from leadgen.records import service as records
from leadgen.records.field import RecordKind
from leadgen.stages.enrich import repository
from leadgen.stages.enrich.asking import natural_key
from leadgen.stages.enrich.comparing import repository as comparing
from leadgen.stages.enrich.contracts import (
    Cell,
    CreditsMissing,
    Item,
    NewRun,
    NothingToRun,
    Plan,
    Run,
    RunNotFound,
    RunOver,
    RunState,
    Tally,
)
from leadgen.stages.enrich.kinds import KINDS
from leadgen.stages.enrich.stepping import FEED, WINDOW, Round
from leadgen.stages.enrich.stepping import KINDS as KINDS_OF_RECORDS

SOURCE = "Enrichment"

_OVER: Sequence[RunState] = ("done", "cancelled", "failed")
_PAUSED = "Paused by hand."
_STOPPED = Cell("skipped", "The run was stopped before this was asked.")
_LOST = Cell("failed", "What was answered could not be written. The log of the server says more.")
_BROKEN = "It stopped by an error of the server, which its log tells. What was found stays."
# A step of a paused run is put off for so long; going on brings it back.
_LATER = timedelta(days=3650)


async def start(session: WorkspaceSession, actor: Actor, new: NewRun) -> UUID:
    """Begin once this transaction is committed; the run's id. Its records are settled now.

    Raises NothingToRun; CreditsMissing where it costs something and nothing of that can be set aside.
    """
    run_id = uuid7()
    budget = await billing.reserve(session, run_id, new.ceiling, least=1) if new.ceiling else 0
    if new.ceiling and not budget:
        raise CreditsMissing
    operation_id = await records.open_operation(
        session, kind="enrichment", actor=actor, source=SOURCE, summary=new.summary
    )
    await repository.add(session, _new(run_id, operation_id, actor, new, budget))
    await _freeze(session, run_id, new)
    await defer(session, FEED, lock=str(run_id), run_id=run_id)
    await publish(session, topic="enrichment", ref_id=run_id)
    await publish(session, topic="operation", ref_id=operation_id)
    return run_id


async def get(session: WorkspaceSession, run_id: UUID) -> Run:
    """A run as it stands. Raises RunNotFound."""
    found = await repository.by_id(session, run_id)
    if found is None:
        raise RunNotFound
    return found


async def page(session: WorkspaceSession, paging: Paging) -> Page[Run]:
    """Runs, the newest first. Raises InvalidCursor."""

    async def newest(before: UUID | None, limit: int) -> Sequence[Run]:
        return await repository.newest(session, before, limit)

    return await paging.by_id("enrichment runs", newest)


async def feed(session: WorkspaceSession, run_id: UUID) -> None:
    """Begin a run, or let one go on that has waited for credits. Again does nothing twice.

    What is about to be asked by a run that a provider has paused is put off, until it goes on.
    """
    if (await repository.states(session, {run_id})).get(run_id) == "paused":
        await _hold_steps(session, run_id)
    round_ = await Round.open(session, run_id)
    if round_ is not None and round_.run.state == "paused":
        await _put_off(round_)
    if round_ is None or round_.run.state not in ("queued", "running", "waiting_for_credits"):
        return
    started_at = round_.run.started_at or clock.now()
    round_.change(state="running", reason=None, started_at=started_at)
    await round_.feed()
    await round_.close()


async def pause(session: WorkspaceSession, run_id: UUID) -> Run:
    """Ask nobody any more until it goes on; what is being asked comes to its end.

    Raises RunNotFound, RunOver.
    """
    round_ = await _open(session, run_id)
    if round_.run.state != "paused":
        round_.change(state="paused", reason=_PAUSED)
        await _put_off(round_)
        await round_.close()
    return round_.run


async def _put_off(round_: Round) -> None:
    later = clock.now() + _LATER
    for kind, keys in await _under_way(round_):
        await effects.put_off(round_.session, kind, keys, later, round_.run.reason)


async def resume(session: WorkspaceSession, run_id: UUID) -> Run:
    """Let a run go on that was paused, or look whether there are credits now. Raises RunNotFound, RunOver."""
    round_ = await _open(session, run_id)
    if round_.run.state in ("paused", "waiting_for_credits"):
        for kind, keys in await _under_way(round_):
            await effects.put_off(session, kind, keys, clock.now(), None)
        round_.change(state="queued", reason=None)
        await round_.close()
        await defer(session, FEED, lock=str(run_id), run_id=run_id)
    return round_.run


async def cancel(session: WorkspaceSession, run_id: UUID) -> Run:
    """Stop for good; what was found stays and can be undone. Raises RunNotFound, RunOver.

    What is being asked at this moment comes to its end and is written; only then the rest is given back.
    """
    round_ = await _open(session, run_id)
    await _stop(round_, "cancelled", None)
    return round_.run


async def fail(session: WorkspaceSession, run_id: UUID) -> None:
    """As `cancel`, where the product itself cannot go on."""
    await _hold_steps(session, run_id)
    round_ = await Round.open(session, run_id)
    if round_ is not None and round_.run.state not in _OVER:
        await _stop(round_, "failed", _BROKEN)


async def look_again(session: WorkspaceSession) -> None:
    """There may be more credits than before: runs that wait for some go on by a job."""
    for run_id in await repository.waiting(session):
        await defer(session, FEED, lock=str(run_id), run_id=run_id)


async def rescue(session: WorkspaceSession, at: datetime) -> None:
    """Let runs go on whose step has ended without its answer being written; for housekeeping.

    Steps and items end in one transaction, so this only ever follows an error of the product.
    """
    for round_ in await Round.open_all(session, await repository.running(session)):
        run_id = round_.run.id
        stands: dict[str, State] = {}
        for kind, keys in await _under_way(round_):
            stands |= await effects.states(session, kind, keys)
        asked = await repository.next_items(session, run_id, "running", WINDOW)
        lost = [item for item in asked if stands.get(_key(run_id, item)) not in ("reserved", "called")]
        if lost:
            round_.change(running=round_.run.running - len(lost))
            await round_.end(lost, _LOST)
            await round_.feed()
            await round_.close()


async def mark(session: WorkspaceSession, run_id: UUID) -> str:
    """How far it has got, in words that change with each step."""
    found = await repository.by_id(session, run_id)
    return "" if found is None else f"{found.state} {found.done} {found.running}"


async def _open(session: WorkspaceSession, run_id: UUID) -> Round:
    await _hold_steps(session, run_id)
    round_ = await Round.open(session, run_id)
    if round_ is None:
        raise RunNotFound
    if round_.run.state in _OVER:
        raise RunOver(round_.run.state)
    return round_


async def _hold_steps(session: WorkspaceSession, run_id: UUID) -> None:
    """Those under way. What is asked from now on until the run is locked has no answer by then."""
    keys = await _asked(session, run_id)
    await effects.hold_back(session, KINDS, keys)


async def _stop(round_: Round, state: RunState, reason: str | None) -> None:
    session, run = round_.session, round_.run
    round_.change(state=state, reason=reason)
    released = {
        key
        for kind, keys in await _under_way(round_)
        if await effects.release(session, kind, keys)
        for key, stands in (await effects.states(session, kind, keys)).items()
        if stands == "released"
    }
    asked = await repository.next_items(session, run.id, "running", WINDOW)
    taken_back = [item for item in asked if _key(run.id, item) in released]
    round_.change(running=run.running - len(taken_back))
    await round_.end(taken_back, _STOPPED)
    await round_.close_rest()
    await round_.close()


async def _under_way(round_: Round) -> list[tuple[str, list[str]]]:
    """Keys of the steps that are asked or about to be, for each kind of effect: which it is was told then."""
    keys = await _asked(round_.session, round_.run.id)
    return [(kind, keys) for kind in KINDS] if keys else []


async def _asked(session: WorkspaceSession, run_id: UUID) -> list[str]:
    return [_key(run_id, item) for item in await repository.next_items(session, run_id, "running", WINDOW)]


def _key(run_id: UUID, item: Item) -> str:
    assert item.stage is not None
    assert item.enricher is not None
    return natural_key(run_id, item.record_id, item.stage, item.enricher)


async def _freeze(session: WorkspaceSession, run_id: UUID, new: NewRun) -> None:
    if new.pool is None:
        await _freeze_again(session, run_id, new)
        return
    chosen = await repository.freeze(session, run_id, new.pool, _fields(new.plan, new.kind), new.first)
    if not chosen:
        raise NothingToRun
    companies = 0
    if new.kind == "contact" and (fields := _fields(new.plan, "company")):
        companies = await repository.freeze_companies(session, run_id, fields)
    await repository.count(session, run_id, records=chosen, items=chosen + companies)


async def _freeze_again(session: WorkspaceSession, run_id: UUID, new: NewRun) -> None:
    """The records that the other run asked about, with what it asked of each."""
    compares = new.plan.compares
    assert compares is not None
    counts = {
        kind: await comparing.freeze(session, run_id, compares.run_id, kind, _fields(new.plan, kind))
        for kind in KINDS_OF_RECORDS
    }
    if not sum(counts.values()):
        raise NothingToRun
    await repository.count(session, run_id, records=counts[new.kind], items=sum(counts.values()))


def _fields(plan: Plan, kind: RecordKind) -> list[str]:
    """What the plan looks for in records of this kind."""
    of_kind = {field for stage in plan.stages if stage.kind == kind for field in stage.fields}
    return [field for field in plan.fields if field in of_kind]


def _new(run_id: UUID, operation_id: UUID, actor: Actor, new: NewRun, budget: int) -> Run:
    return Run(
        id=run_id,
        kind=new.kind,
        state="queued",
        reason=None,
        summary=new.summary,
        plan=new.plan,
        quote_id=new.quote_id,
        operation_id=operation_id,
        actor=actor,
        records=0,
        items=0,
        done=0,
        running=0,
        held=0,
        updated=0,
        by_field=dict.fromkeys(new.plan.fields, Tally()),
        by_enricher={},
        expected=new.expected,
        ceiling=new.ceiling,
        budget=budget,
        committed=0,
        spent=0,
        created_at=clock.now(),
        started_at=None,
        finished_at=None,
    )
