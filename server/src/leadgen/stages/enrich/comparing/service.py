"""What a comparison would cost, starting it, and what it shows."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.plugins import forms
from leadgen.platform.plugins import settings as plugins
from leadgen.platform.plugins.contracts import Provider
from leadgen.platform.plugins.errors import PluginNotFound
from leadgen.records.bulk.acts import NOUNS
from leadgen.stages.enrich import evidence_gate, pricing, running, stored
from leadgen.stages.enrich import repository as runs
from leadgen.stages.enrich.comparing import repository
from leadgen.stages.enrich.comparing.contracts import (
    Compared,
    NoSuchModel,
    NothingToCompare,
    Pair,
    Price,
    ProviderInactive,
    Said,
)
from leadgen.stages.enrich.contracts import Cell, Comparison, Item, NewRun, Plan, Run, StagePlan
from leadgen.stages.enrich.planning import composing
from leadgen.stages.enrich.stored import Step
from leadgen_sdk.enriching import Enricher

_CHUNK = 100
_NAMES = ("company_name", "full_name", "last_name", "company_domain")
_NOBODY = Cell("skipped", "The run before did not ask for it.")


async def price(session: WorkspaceSession, compares: Comparison) -> Price:
    """What it would ask and cost at most; nothing is asked.

    Raises RunNotFound, ProviderInactive, NoSuchModel, NothingToCompare.
    """
    before = await running.get(session, compares.run_id)
    provider = await _provider(session, compares)
    enrichers = {one.enricher.key: one.enricher for one in provider.standings if one.active}
    plan = _plan(before.plan, enrichers, compares)
    asked = await repository.asked(session, before.id)
    ceiling = cells = 0
    for stage in plan.stages:
        wanted = {
            one.field: one.count for one in asked if one.kind == stage.kind and one.field in stage.fields
        }
        ceiling += pricing.most(composing.prices(stage, enrichers).values(), wanted)
        cells += sum(wanted.values())
    if not cells:
        raise NothingToCompare(provider.plugin.name)
    return Price(plan, before.records, cells, ceiling, _summary(before, provider, compares))


async def start(session: WorkspaceSession, actor: Actor, compares: Comparison, ceiling: int | None) -> UUID:
    """Ask, for at most this much or what the price says; the run's id.

    Raises as `price`; CreditsMissing where it costs something and nothing of that can be set aside.
    """
    priced = await price(session, compares)
    most = priced.ceiling if ceiling is None else min(ceiling, priced.ceiling)
    before = await running.get(session, compares.run_id)
    new = NewRun(before.kind, None, priced.plan, most, most, priced.summary)
    return await running.start(session, actor, new)


async def newest(session: WorkspaceSession, compares: Comparison) -> Run | None:
    """The last one of just this."""
    found = await repository.newest(session, compares)
    return None if found is None else await running.get(session, found)


async def compared(database: Database, workspace_id: UUID, run_id: UUID) -> Compared:
    """What it shows so far. Raises RunNotFound."""
    async with database.workspace(workspace_id) as session:
        run = await running.get(session, run_id)
    assert run.plan.compares is not None
    pairs: list[Pair] = []
    after: UUID | None = None
    while True:
        async with database.workspace(workspace_id) as session:
            items = await runs.ended(session, run.id, after, _CHUNK)
            pairs += await _pairs(session, run, run.plan.compares, items)
        if len(items) < _CHUNK:
            return Compared(run, pairs)
        after = items[-1].record_id


async def _provider(session: WorkspaceSession, compares: Comparison) -> Provider:
    try:
        found = await plugins.provider(session, compares.provider)
    except PluginNotFound as error:
        known = ", ".join(one.plugin.key for one in await plugins.providers(session) if one.reason is None)
        raise ProviderInactive(
            compares.provider, f"no such provider is installed. Active: {known}."
        ) from error
    if found.reason is not None:
        raise ProviderInactive(found.plugin.name, found.reason)
    if compares.model:
        if "model" not in forms.properties_of(found.schema):
            raise NoSuchModel(found.plugin.name, "it has none to choose from. Leave it out.")
        wrong = dict(forms.problems(found.schema, {**found.settings, "model": compares.model}))
        if "model" in wrong:
            raise NoSuchModel(found.plugin.name, wrong["model"])
    return found


def _plan(before: Plan, enrichers: Mapping[str, Enricher], compares: Comparison) -> Plan:
    """The stages of the run before, with this provider alone: what was asked about met its conditions."""
    stages = []
    for stage in before.stages:
        able = [one for one in enrichers.values() if one.kind == stage.kind]
        fields = [
            field for field in stage.fields if any(pricing.finds(one, stage.key, [field]) for one in able)
        ]
        if fields:
            stages.append(StagePlan(stage.key, stage.kind, fields, [one.key for one in able]))
    planned = {field for stage in stages for field in stage.fields}
    return Plan([field for field in before.fields if field in planned], stages, compares=compares)


def _summary(before: Run, provider: Provider, compares: Comparison) -> str:
    """How History, the costs and the statement call it."""
    singular, plural = NOUNS[before.kind]
    model = f" ({compares.model})" if compares.model else ""
    noun = singular if before.records == 1 else plural
    return f"Compared {before.records:,} {noun} with {provider.plugin.name}{model}"


async def _pairs(
    session: WorkspaceSession, run: Run, compares: Comparison, items: Sequence[Item]
) -> list[Pair]:
    earlier = await runs.items(session, compares.run_id, [item.record_id for item in items])
    before = _by_record(await stored.steps(session, compares.run_id, earlier.values()))
    now = _by_record(await stored.steps(session, run.id, items))
    return [
        Pair(
            item.record_id,
            item.kind,
            _name(before.get(item.record_id, ())),
            field,
            _said(earlier[item.record_id].cells.get(field, _NOBODY), field, before.get(item.record_id, ())),
            _said(cell, field, now.get(item.record_id, ())),
        )
        for item in items
        for field, cell in sorted(item.cells.items())
    ]


def _by_record(steps: Iterable[Step]) -> Mapping[UUID, Sequence[Step]]:
    found: dict[UUID, list[Step]] = {}
    for one in steps:
        found.setdefault(one.question.record_id, []).append(one)
    return found


def _name(steps: Sequence[Step]) -> str:
    known = [one.question.values.get(key) for one in steps[:1] for key in _NAMES]
    return next((str(value) for value in known if value), "")


def _said(cell: Cell, field: str, steps: Sequence[Step]) -> Said:
    """The cell with the words of the step that it came from."""
    of_it = [one for one in steps if one.question.enricher == cell.enricher and field in one.question.fields]
    model = of_it[-1].told.model if of_it else ""
    if cell.state == "found":
        for one in of_it:
            if (found := evidence_gate.chosen(one.told.found).get(field)) is not None:
                value, quote, url = found.value, found.quote, found.url
                return Said("found", cell.enricher, model, value, quote, url, None, cell.cost)
    return Said(cell.state, cell.enricher, model, reason=cell.reason, cost=cell.cost)
