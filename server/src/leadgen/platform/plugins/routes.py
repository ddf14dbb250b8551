"""The installed plugins that find fields: what they are, and what the workspace says of them."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request

from leadgen.config import Settings
from leadgen.platform.plugins import schemas, settings
from leadgen.platform.plugins.contracts import Provider, Standing
from leadgen.platform.plugins.errors import PluginKeyUnused, PluginNotFound, PluginSettingInvalid
from leadgen.platform.web import Access, WebState, WorkspaceTx, problems
from leadgen_sdk import Enricher

router = APIRouter(tags=["Plugins"])


def _settings(request: Request) -> Settings:
    return WebState.of(request).settings


Installation = Annotated[Settings, Depends(_settings)]
Key = Annotated[str, Path(max_length=100, examples=["website"])]


@router.get("/plugins", operation_id="list_plugins")
async def list_plugins(_: Access, session: WorkspaceTx) -> schemas.PluginList:
    """The installed plugins that find fields: what they find, whom they ask, for how much."""
    return schemas.PluginList(items=[_wire(one) for one in await settings.providers(session)])


@router.get("/plugins/{key}", operation_id="get_plugin", responses=problems(PluginNotFound))
async def get_plugin(key: Key, _: Access, session: WorkspaceTx) -> schemas.Plugin:
    """One plugin, without its key."""
    return _wire(await settings.provider(session, key))


@router.put(
    "/plugins/{key}",
    operation_id="set_plugin",
    responses=problems(PluginNotFound, PluginSettingInvalid, PluginKeyUnused),
)
async def set_plugin(
    key: Key, body: schemas.PluginDraft, identity: Access, session: WorkspaceTx, installation: Installation
) -> schemas.Plugin:
    """Switch a plugin on or off, and give its settings and its key.

    The key is kept encrypted and is not shown again by anything. A required setting may be missing: then
    the plugin is not used, and says why.
    """
    draft = settings.Draft(body.active, body.settings, body.secret)
    return _wire(await settings.change(session, installation, identity.actor, key, draft))


def _wire(provider: Provider) -> schemas.Plugin:
    enrichers = provider.plugin.enrichers
    return schemas.Plugin.model_validate(
        {
            "key": provider.plugin.key,
            "label": provider.plugin.name,
            "active": provider.is_on,
            "reason": provider.reason,
            "settings_schema": provider.schema,
            "settings": provider.settings,
            "key_use": provider.key_use,
            "has_secret": provider.has_secret,
            "hosts": _distinct(host for one in enrichers for host in one.hosts),
            "fields": _distinct(field for one in enrichers for field in one.fields),
            "prices": _prices(enrichers),
            "enrichers": [_enricher(one) for one in provider.standings],
        }
    )


def _enricher(standing: Standing) -> schemas.PluginEnricher:
    enricher = standing.enricher
    return schemas.PluginEnricher(
        key=enricher.key,
        label=enricher.label,
        kind=enricher.kind,
        free=enricher.terms.free,
        fields=list(enricher.fields),
        prices=_prices([enricher]),
        takes=None if (cost := enricher.terms.takes) is None else f"{cost.amount} {cost.unit}",
        active=standing.active,
        reason=standing.reason,
    )


def _prices(enrichers: Iterable[Enricher]) -> list[schemas.PluginPrice]:
    """By stage; of several the highest."""
    most: dict[str, int] = {}
    for enricher in enrichers:
        for stage, amount in enricher.terms.credits.items():
            most[stage] = max(most.get(stage, 0), amount)
    return [
        schemas.PluginPrice(stage=stage, label=stage.replace("_", " ").capitalize(), amount=amount)
        for stage, amount in most.items()
    ]


def _distinct(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
