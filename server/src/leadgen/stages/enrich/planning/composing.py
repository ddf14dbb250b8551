"""From a wish to a plan: which stages, whom each asks and in which order. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, RecordKind
from leadgen.stages.enrich.contracts import Plan, StagePlan
from leadgen.stages.enrich.planning.contracts import (
    Composed,
    NobodyToAsk,
    Settings,
    StageSetting,
    UnknownFields,
    Wish,
)
from leadgen.stages.enrich.planning.stages import PRESETS, Stage, of_kind
from leadgen.stages.enrich.pricing import Price, finds
from leadgen_sdk.enriching import Enricher

Condition: TypeAlias = Mapping[str, JSON] | None


def compose(
    wish: Wish, enrichers: Collection[Enricher], settings: Settings, own: Iterable[Field] = ()
) -> Composed:
    """The plan of this wish by these providers, all of which are active.

    A stage that is switched off is left out of presets, not where its fields are asked for by name. `own`:
    the workspace's own fields, which can be asked for by name. Raises UnknownFields; NobodyToAsk where nobody
    finds any of it.
    """
    wanted = _wanted(wish, settings, own)
    plans: list[StagePlan] = []
    for stage, fields in wanted:
        asked = whom(stage, fields, enrichers, settings.get(stage.key, StageSetting()))
        found = [field for field in fields if any(finds(one, stage.key, [field]) for one in asked)]
        if found:
            condition = _both(stage.condition, settings.get(stage.key, StageSetting()).condition)
            plans.append(StagePlan(stage.key, stage.kind, found, [one.key for one in asked], condition))
    if not plans:
        raise NobodyToAsk
    planned = [field for plan in plans for field in plan.fields]
    left_out = [field for _, fields in wanted for field in fields if field not in planned]
    return Composed(Plan(planned, plans, wish.refresh), left_out)


def whom(
    stage: Stage, fields: Collection[str], enrichers: Collection[Enricher], setting: StageSetting
) -> Sequence[Enricher]:
    """Who finds any of these fields: as the workspace ordered them, then those that cost less first."""
    able = [
        one
        for one in enrichers
        if one.kind == stage.kind and one.key not in setting.without and finds(one, stage.key, fields)
    ]
    place = {key: number for number, key in enumerate(setting.order)}
    return sorted(able, key=lambda one: (place.get(one.key, len(place)), price_of(one, stage.key), one.key))


def price_of(enricher: Enricher, stage: str) -> int:
    """What it takes at most for a record in a stage, in thousandths of a credit."""
    return enricher.terms.credits.get(stage, 0)


def prices(plan: StagePlan, enrichers: Mapping[str, Enricher]) -> Mapping[str, Price]:
    """What each provider of a stage takes for the fields it finds there, in the order they are asked."""
    return {
        key: Price(finds(enrichers[key], plan.key, plan.fields), price_of(enrichers[key], plan.key))
        for key in plan.enrichers
        if key in enrichers
    }


def is_first(stage: Stage, plan: Plan) -> bool:
    """Does nothing of this plan come before it? Then what its condition looks at is there already."""
    return not {one.key for one in plan.stages} & set(stage.needs)


def _both(one: Condition, other: Condition) -> Condition:
    return {"all": [one, other]} if one is not None and other is not None else one or other


def _wanted(wish: Wish, settings: Settings, own: Iterable[Field]) -> list[tuple[Stage, list[str]]]:
    stages = of_kind(wish.kind, own)
    if wish.preset is None:
        known = {field for stage in stages for field in stage.fields}
        if strange := [field for field in wish.fields if field not in known]:
            raise UnknownFields(strange)
        wanted = set(wish.fields)
        found = [(stage, [field for field in stage.fields if field in wanted]) for stage in stages]
        return [(stage, fields) for stage, fields in found if fields]
    chosen = stages_of(wish.preset, wish.kind)
    return [(stage, list(stage.fields)) for stage in chosen if settings.get(stage.key, StageSetting()).active]


def stages_of(preset: str, kind: RecordKind) -> Sequence[Stage]:
    """The stages of a preset for records of this kind."""
    keys = next(one.stages for one in PRESETS if one.key == preset)
    return [stage for stage in of_kind(kind) if stage.key in keys]
