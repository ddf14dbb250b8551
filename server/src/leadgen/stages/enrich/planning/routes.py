"""Options, settings and quotes of enrichment over HTTP."""

from collections.abc import Sequence
from typing import cast

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.kernel.json import JSON
from leadgen.platform.billing import service as billing
from leadgen.platform.plugins import settings as plugins
from leadgen.platform.plugins.contracts import Standing
from leadgen.platform.web import Access, Once, WorkspaceTx, problems
from leadgen.records import journal
from leadgen.records.bulk import wishes
from leadgen.records.field import RecordKind
from leadgen.records.filters.errors import InvalidFilter
from leadgen.stages.enrich.contracts import NothingToRun
from leadgen.stages.enrich.planning import schemas, service
from leadgen.stages.enrich.planning.contracts import (
    Elsewhere,
    NobodyToAsk,
    Quote,
    Settings,
    StageSetting,
    TooManyRecords,
    UnknownFields,
    UnknownStage,
    Wish,
)
from leadgen.stages.enrich.planning.stages import PRESETS, STAGES, Stage, of_kind
from leadgen.stages.enrich.pricing import QUESTIONS

router = APIRouter(tags=["Enrichment"])
_LABELS = {stage.key: stage.label for stage in STAGES}


@router.get("/enrichment/options", operation_id="get_enrichment_options")
async def get_enrichment_options(
    _: Access, session: WorkspaceTx, kind: RecordKind = "company"
) -> schemas.EnrichmentOptions:
    """The stages for this kind of record with what each finds, presets, and the providers with their prices.

    For contacts the stages of their companies are among them: a company that several share is asked once.
    """
    stages = of_kind(kind, await journal.fields_of(session))
    questions = {stage.kind: stage.fields for stage in stages if stage.key in QUESTIONS}
    keys = {stage.key for stage in stages}
    presets = [
        {"key": one.key, "label": one.label, "stages": [key for key in one.stages if key in keys]}
        for one in PRESETS
    ]
    return schemas.EnrichmentOptions.model_validate(
        {
            "stages": [_stage(stage) for stage in stages],
            "presets": presets,
            "enrichers": [
                _provider(one, questions.get(one.enricher.kind, ()))
                for one in await plugins.every(session)
                if _is_asked(one, kind)
            ],
        }
    )


@router.get("/enrichment/settings", operation_id="get_enrichment_settings")
async def get_enrichment_settings(_: Access, session: WorkspaceTx) -> schemas.EnrichmentSettings:
    """How this workspace wants each stage: switched on, whom to ask first, for which records."""
    return _settings(await service.settings(session))


@router.put(
    "/enrichment/settings",
    operation_id="update_enrichment_settings",
    responses=problems(UnknownStage, InvalidFilter),
)
async def update_enrichment_settings(
    body: schemas.EnrichmentSettings, _: Access, session: WorkspaceTx
) -> schemas.EnrichmentSettings:
    """Change the stages that are named; the others stay as they are. Runs under way keep their plan."""
    wanted = {
        one.key: StageSetting(one.active, one.order, one.without, cast(dict[str, JSON] | None, one.condition))
        for one in body.stages
    }
    return _settings(await service.change_settings(session, wanted))


@router.post(
    "/enrichment/quotes",
    operation_id="quote_enrichment",
    status_code=201,
    response_model=schemas.EnrichmentQuote,
    responses=problems(NothingToRun, TooManyRecords, UnknownFields, NobodyToAsk, InvalidFilter),
)
async def quote_enrichment(
    body: schemas.QuoteDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """The price of finding these fields for these records. Nothing is asked and nothing is spent.

    Which records they are is settled now. `ceiling` binds: each value is paid once, at the price of the
    dearest provider that may find it, and what is not found costs nothing. A quote is good for an hour and
    for one run.
    """

    async def act() -> schemas.EnrichmentQuote:
        pool = await wishes.pool(session, body.kind, body.selection)
        wish = Wish(body.kind, body.preset, body.fields or (), body.refresh, body.enrichers)
        found = await service.quote(session, identity.actor, wish, pool)
        enrichers = await service.active(session)
        return _quote(found, (await billing.meter(session)).balance, service.elsewhere(found, enrichers))

    return await once(act)


def _stage(stage: Stage) -> dict[str, object]:
    shown = ("key", "label", "description", "kind", "fields", "needs")
    return {name: getattr(stage, name) for name in shown}


def _is_asked(one: Standing, kind: RecordKind) -> bool:
    return one.enricher.kind == kind or kind == "contact"


def _provider(one: Standing, questions: Sequence[str]) -> dict[str, object]:
    """`questions`: own fields of its kind of record, which it answers where it takes questions."""
    return {
        "key": one.enricher.key,
        "label": one.enricher.label,
        "kind": one.enricher.kind,
        "free": one.enricher.terms.free,
        "active": one.active,
        "reason": one.reason,
        "questions": one.enricher.terms.questions,
        "model": one.configured.settings.get("model") or None,
        "fields": [*one.enricher.fields, *(questions if one.enricher.terms.questions else ())],
        "prices": dict(one.enricher.terms.credits),
    }


def _settings(found: Settings) -> schemas.EnrichmentSettings:
    return schemas.EnrichmentSettings.model_validate(
        {"stages": [{"key": key, **one.written()} for key, one in found.items()]}
    )


def _quote(found: Quote, balance: int, elsewhere: Sequence[Elsewhere]) -> schemas.EnrichmentQuote:
    count, first = found.count, found.first
    return schemas.EnrichmentQuote.model_validate(
        {
            "id": found.id,
            "kind": found.kind,
            "records": count.records,
            "cells": count.cells,
            "fields": found.plan.fields,
            "left_out": found.left_out,
            "stages": [{**vars(one), "label": _LABELS[one.key]} for one in count.stages],
            "skipped": {what: count.skipped.get(what, 0) for what in ("pinned", "filled", "fresh")},
            "expected": count.expected,
            "ceiling": count.ceiling,
            "basis": found.basis,
            "elsewhere": [vars(one) for one in elsewhere],
            "balance": balance,
            "balance_after": balance - count.ceiling,
            "created_at": found.created_at,
            "expires_at": found.expires_at,
            "first": first
            and {"records": first.records, "expected": first.expected, "ceiling": first.ceiling},
        }
    )
