"""One transaction of a run: what its items do next, what that reserves, and how the run stands afterwards.

Everybody locks in this order, so nobody waits in a circle: steps that are there already; runs, by their ids;
the identities of all records of the workspace, and with them every record that many are written with; what
the run has charged; the account's balance. From its row on, a run belongs to one transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.platform.billing import service as billing
from leadgen.platform.effects import service as effects
from leadgen.platform.effects.contracts import Reserve
from leadgen.platform.events.service import publish
from leadgen.platform.jobs import defer
from leadgen.platform.plugins import settings as plugins
from leadgen.platform.plugins.contracts import Configured
from leadgen.records import service as records
from leadgen.records import webhooks
from leadgen.records.contracts import OperationState
from leadgen.records.field import RecordKind
from leadgen.stages.enrich import repository, stored, subjects
from leadgen.stages.enrich.asking import Question
from leadgen.stages.enrich.conditions import passed_over
from leadgen.stages.enrich.contracts import Cell, Item, Plan, Run, Tally
from leadgen.stages.enrich.kinds import kind_of
from leadgen.stages.enrich.planning.wanting import wanted
from leadgen.stages.enrich.pricing import finds
from leadgen.stages.enrich.subjects import Seen
from leadgen.stages.enrich.waterfall import Ask, ItemState, Offer, Wait, next_step

FEED = "enrichment.feed"
KINDS: Sequence[RecordKind] = ("company", "contact")
# So many records are asked about at a time, and so many more are looked at in one go.
WINDOW = 1_000
CHUNK = 250

_GONE = "The record was removed meanwhile."
_DEAR = "The ceiling of the run is reached."
_TOO_LOW = "Its ceiling was too low to ask about all of them. Run it again for the rest."
_NOT_WANTED = "It has a value, or a person has decided on it, or it was looked for lately."
_NO_CREDITS = "Too few credits are left. The run goes on by itself once there are more."
_CAPPED = "A limit on spending is reached. The run goes on by itself once there is room."


def offers_of(plan: Plan, kind: RecordKind, active: Mapping[str, Configured]) -> list[Offer]:
    """Whom the plan asks about records of this kind, in its order, of those who can be asked now."""
    found = []
    for stage in plan.stages:
        asked = [active[key].enricher for key in stage.enrichers if stage.kind == kind and key in active]
        for enricher in asked:
            fields = frozenset(finds(enricher, stage.key, stage.fields))
            price = enricher.terms.credits.get(stage.key, 0)
            found.append(Offer(stage.key, enricher.key, fields, enricher.needs, price))
    return found


@dataclass
class Round:
    """A run in one transaction: `open`, then what it can do, then `close`."""

    session: WorkspaceSession
    run: Run
    active: Mapping[str, Configured]
    offers: Mapping[RecordKind, Sequence[Offer]]
    exhausted: bool = False
    _topped_up: bool = False
    _changed: list[Item] = field(default_factory=list)
    _asks: dict[str, list[Reserve]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    async def open(cls, session: WorkspaceSession, run_id: UUID) -> "Round | None":
        """None where there is no such run. One transaction opens once: see `open_all`."""
        return next(iter(await cls.open_all(session, [run_id])), None)

    @classmethod
    async def open_all(cls, session: WorkspaceSession, run_ids: Collection[UUID]) -> "list[Round]":
        """Those that there are, in the order of their ids."""
        runs = await repository.locked(session, run_ids)
        await records.hold_identities(session)
        active = await plugins.active(session)
        return [
            cls(session, run, active, {kind: offers_of(run.plan, kind, active) for kind in KINDS})
            for run in runs
        ]

    def change(self, **changes: object) -> None:
        """The run from now on."""
        self.run = replace(self.run, **changes)  # type: ignore[arg-type]  # members of Run by name

    def count_cells(self, cells: Mapping[str, Cell]) -> None:
        """Cells that have come to their end."""
        self.change(by_field=added(self.run.by_field, {key: tally(cell) for key, cell in cells.items()}))

    def count_answer(self, enricher: str, answer: Tally) -> None:
        """What an enricher said of the fields that it was asked for."""
        self.change(by_enricher=added(self.run.by_enricher, {enricher: answer}))

    async def pause(self, reason: str) -> None:
        """Ask nobody any more until a person lets it go on: a job puts off what is about to be asked.

        Steps are locked before runs, so it cannot be done here, where answers are written.
        """
        self.change(state="paused", reason=reason)
        await self.close()
        await defer(self.session, FEED, lock=str(self.run.id), run_id=self.run.id)

    async def close_rest(self) -> None:
        """End what nobody is being asked about."""
        ended, left = await repository.close_rest(self.session, self.run.id, clock.now())
        skipped = {one.field: Tally(skipped=one.count) for one in left}
        self.change(
            by_field=added(self.run.by_field, skipped),
            done=self.run.done + len(ended),
            updated=self.run.updated + sum(ended),
            held=0,
        )

    async def feed(self) -> None:
        """Go on with items for which there is room: those that were not begun, then those held.

        Once a chunk of them is being asked about, the rest is left to the answers, so that calls begin soon.
        """
        for _ in range(WINDOW // CHUNK):
            room, run = min(WINDOW - self.run.running, CHUNK), self.run
            self.exhausted |= run.done + run.running + run.held == run.items
            if run.state != "running" or room <= 0 or self.exhausted:
                break
            found = await repository.next_items(self.session, self.run.id, "queued", room)
            self.exhausted = len(found) < room
            await self.go_on(await self._begun(found))
            if self.run.running >= CHUNK:
                break
        await self._feed_held()

    async def go_on(self, items: Sequence[Item]) -> None:
        """Say what each of these items does next; nobody is being asked about them."""
        for kind in KINDS:
            of_kind = [item for item in items if item.kind == kind]
            if of_kind:
                await self._decide(kind, of_kind)
        await self._write()

    async def put_back(self, items: Sequence[Item]) -> None:
        """They wait until the run goes on."""
        self._changed += [replace(item, state="queued") for item in items]
        self.exhausted = False
        await self._write()

    async def end(self, items: Sequence[Item], cell: Cell) -> None:
        """Nothing more is asked about these items: so ends each field of which nobody has said anything."""
        for item in items:
            self._end(item, {key: item.cells.get(key, cell) for key in item.open})
        await self._write()

    async def close(self) -> None:
        """Write how the run stands, and end it where nothing is left to do."""
        run = self.run
        is_over = run.state in ("cancelled", "failed")
        if run.done == run.items or (is_over and run.running == 0):
            await self._finish()
        elif run.state == "running" and run.running == 0:
            await self._starved()
        if self.run.finished_at is None:
            await records.operation_progress(
                self.session, run.operation_id, done=self.run.done, counts={"updated": self.run.updated}
            )
        await repository.change(self.session, self.run)
        await publish(self.session, topic="enrichment", ref_id=self.run.id)

    async def top_up(self, least: int) -> bool:
        """Take more of the balance for the run, so that a step of `least` can be paid; once in a round."""
        if self._topped_up or self.run.budget >= self.run.ceiling:
            return False
        self._topped_up = True
        room = self.run.ceiling - self.run.budget
        more = await billing.reserve(
            self.session, self.run.id, room, least=min(max(least - self.run.free, 1), room)
        )
        self.change(budget=self.run.budget + more)
        return self.run.free >= least

    async def _begun(self, items: Sequence[Item]) -> list[Item]:
        """Items that may be new, without the fields that are not wanted of them."""
        if self.run.plan.compares is not None:
            return list(items)
        new = [item for item in items if not item.asked and not item.cells]
        still: dict[UUID, frozenset[str]] = {}
        for kind in KINDS:
            ids = [item.record_id for item in new if item.kind == kind]
            fields = {one for item in new if item.kind == kind for one in item.open}
            if ids and fields:
                still |= await wanted(self.session, kind, ids, fields, refresh=self.run.plan.refresh)
        are_new = {item.record_id for item in new}
        return [
            self._narrowed(item, still.get(item.record_id, frozenset()))
            if item.record_id in are_new
            else item
            for item in items
        ]

    def _narrowed(self, item: Item, still: frozenset[str]) -> Item:
        cells = dict.fromkeys(item.open - still, Cell("skipped", _NOT_WANTED))
        self.count_cells(cells)
        return replace(item, open=item.open & still, cells={**item.cells, **cells})

    async def _feed_held(self) -> None:
        """With money that has come free; where nothing else is to be done, with more of the balance."""
        room = min(WINDOW - self.run.running, CHUNK)
        if self.run.state != "running" or not self.run.held or room <= 0:
            return
        least = min((one.charge(1) for kind in KINDS for one in self.offers[kind] if one.price), default=0)
        if self.run.running and self.run.free < max(least, 1):
            return
        found = await repository.next_items(self.session, self.run.id, "held", room)
        self.change(held=self.run.held - len(found))
        await self.go_on(found)

    async def _decide(self, kind: RecordKind, items: Sequence[Item]) -> None:
        ids = [item.record_id for item in items if item.open]
        seen = await self._seen(kind, ids) if ids else {}
        over = await passed_over(self.session, self.run.plan, kind, ids) if ids else {}
        for item in items:
            if item.open and item.record_id not in seen:
                self._end(item, dict.fromkeys(item.open, Cell("skipped", _GONE)))
            elif not item.open:
                self._end(item, {})
            else:
                await self._step(item, seen[item.record_id], over.get(item.record_id, frozenset()))

    async def _seen(self, kind: RecordKind, ids: Sequence[UUID]) -> Mapping[UUID, Seen]:
        if (compares := self.run.plan.compares) is not None:
            return await stored.seen(self.session, compares.run_id, kind, ids)
        known = await subjects.known(self.session, kind, ids)
        return {record_id: Seen(values) for record_id, values in known.items()}

    async def _step(self, item: Item, seen: Seen, over: frozenset[str]) -> None:
        if seen.stages is not None:
            over = frozenset(stage.key for stage in self.run.plan.stages if stage.key not in seen.stages)
        state = ItemState(frozenset(seen.known), item.open, item.asked, over, item.cells)
        step = next_step(state, self.offers[item.kind], self.run.free)
        if isinstance(step, Wait) and not self.run.running and await self.top_up(step.least):
            step = next_step(state, self.offers[item.kind], self.run.free)
        match step:
            case Ask():
                self._ask(item, step, seen)
            case Wait(least) if least > self.run.ceiling - self.run.spent:
                self._end(item, dict.fromkeys(item.open, Cell("skipped", _DEAR)))
                self.change(reason=_TOO_LOW)
            case Wait():
                self._changed.append(replace(item, state="held"))
                self.change(held=self.run.held + 1)
            case _:
                self._end(item, step.cells)

    def _ask(self, item: Item, step: Ask, seen: Seen) -> None:
        offer, run = step.offer, self.run
        compares = run.plan.compares
        question = Question(
            run_id=run.id,
            record_id=item.record_id,
            kind=item.kind,
            stage=offer.stage,
            enricher=offer.enricher,
            fields=step.fields,
            values=seen.known_in(offer.stage),
            price=offer.price,
            able=len(offer.fields),
            since=run.created_at if run.plan.refresh else None,
            settings={"model": compares.model} if compares and compares.model else {},
            reads=seen.reads,
        )
        effect = Reserve(
            question.natural_key,
            question.written(),
            ceiling=step.ceiling,
            run_id=run.id,
            lane=offer.enricher,
        )
        self._asks[kind_of(self.active[offer.enricher].enricher.terms)].append(effect)
        self._changed.append(
            replace(item, state="running", asking=step.fields, stage=offer.stage, enricher=offer.enricher)
        )
        self.change(running=run.running + 1, committed=run.committed + step.ceiling)

    def _end(self, item: Item, cells: Mapping[str, Cell]) -> None:
        self.count_cells(cells)
        every = {**item.cells, **cells}
        self._changed.append(replace(item, state="done", open=frozenset(), cells=every))
        has_found = any(cell.state == "found" for cell in every.values())
        is_updated = has_found and self.run.plan.compares is None
        self.change(done=self.run.done + 1, updated=self.run.updated + is_updated)

    async def _write(self) -> None:
        changed, self._changed = self._changed, []
        await repository.keep(self.session, self.run.id, changed, clock.now())
        asks, self._asks = self._asks, defaultdict(list)
        for kind in sorted(asks):
            await effects.reserve(self.session, kind, asks[kind])
        ended = [item for item in changed if item.state == "done"]
        companies = [item.record_id for item in ended if item.kind == "company"]
        if companies and self.run.kind == "contact":
            self.exhausted &= not await repository.unblock(self.session, self.run.id, companies)
        for kind in KINDS if self.run.plan.compares is None else ():
            if unknown := [one for item in ended if item.kind == kind for one in _unknown(item)]:
                await records.unknown(self.session, self.run.operation_id, kind, unknown)

    async def _starved(self) -> None:
        """Nobody is being asked: what is left waits for money, or is begun by a job."""
        if not self.exhausted:
            await defer(self.session, FEED, lock=str(self.run.id), run_id=self.run.id)
            return
        balance = (await billing.meter(self.session)).balance
        self.change(state="waiting_for_credits", reason=_CAPPED if balance > 0 else _NO_CREDITS)

    async def _failure(self) -> str | None:
        """How many values could not be asked for, and why most of them."""
        failed = self.run.counts.failed
        why = await repository.failure(self.session, self.run.id) if failed else None
        noun = "value" if failed == 1 else "values"
        return f"{failed:,} {noun} could not be asked for. {why}" if why else None

    async def _finish(self) -> None:
        run = self.run
        if run.state not in ("cancelled", "failed"):
            self.change(state="done", reason=_TOO_LOW if run.reason == _TOO_LOW else await self._failure())
        self.change(finished_at=clock.now(), committed=0)
        await billing.release(self.session, run.id)
        state: OperationState = self.run.state if self.run.state in ("cancelled", "failed") else "done"
        counts = {"updated": run.updated} if run.updated else {}
        await records.finish_operation(self.session, run.operation_id, state=state, counts=counts)
        await webhooks.tell_act(self.session, run.operation_id)


def added(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> dict[str, Tally]:
    """Both together."""
    return {**one, **{key: one.get(key, Tally()) + more for key, more in other.items()}}


def tally(cell: Cell) -> Tally:
    """One cell, counted."""
    return Tally(**{cell.state: 1}, cost=cell.cost)


def _unknown(item: Item) -> list[tuple[UUID, str, str]]:
    return [
        (item.record_id, key, cell.reason or "")
        for key, cell in item.cells.items()
        if cell.state == "unknown"
    ]
