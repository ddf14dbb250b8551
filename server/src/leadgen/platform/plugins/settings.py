"""Which enrichers a workspace may use, and saying so. It is said of the plugin: one key for all it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadgen.config import Settings
from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.json import JSON
from leadgen.platform.audit import service as audit
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.net import Net, NetError
from leadgen.platform.plugins import forms, repository
from leadgen.platform.plugins.contracts import SEALED_FOR, Configured, Provider, Standing
from leadgen.platform.plugins.errors import PluginKeyUnused, PluginNotFound, PluginSettingInvalid
from leadgen.platform.plugins.forms import KeyUse
from leadgen.platform.plugins.models import PluginSettingRow
from leadgen.platform.plugins.service import installed
from leadgen.platform.secrets import seal
from leadgen_sdk import Enricher, Plugin

OFF = "It is switched off."
NO_KEY = "It needs a key (Settings, Providers)."


@dataclass(frozen=True)
class Draft:
    """What is said of a plugin. `secret`: None leaves the key as it is, blank takes it away."""

    is_on: bool
    settings: Mapping[str, JSON]
    secret: str | None = None


async def active(session: WorkspaceSession) -> Mapping[str, Configured]:
    """By their keys, the enrichers that this workspace may use now.

    One that needs neither key nor settings is there until it is switched off.
    """
    return {one.enricher.key: one.configured for one in await every(session) if one.active}


async def every(session: WorkspaceSession) -> Sequence[Standing]:
    """All installed enrichers, each with why it is not used where it is not."""
    return [standing for one in await providers(session) for standing in one.standings]


async def providers(session: WorkspaceSession) -> Sequence[Provider]:
    """The plugins that have enrichers, by key."""
    said = await repository.all_of(session)
    found = [plugin for plugin in installed().loaded if plugin.enrichers]
    return [_provider(session, plugin, said.get(plugin.key)) for plugin in found]


async def provider(session: WorkspaceSession, key: str) -> Provider:
    """Raises PluginNotFound."""
    found = next((one for one in await providers(session) if one.plugin.key == key), None)
    if found is None:
        raise PluginNotFound
    return found


async def change(
    session: WorkspaceSession, installation: Settings, actor: Actor, key: str, draft: Draft
) -> Provider:
    """Say it anew, all but a key that is left out.

    Raises PluginNotFound, PluginSettingInvalid, PluginKeyUnused.
    """
    before = await provider(session, key)
    given = forms.cleaned(draft.settings)
    _check(installation, before, given)
    if draft.secret and before.key_use == "none":
        raise PluginKeyUnused
    sealed = before.standings[0].configured.sealed
    if draft.secret is not None:
        sealed = _sealed(session, installation, draft.secret)
    await repository.put(session, key, is_on=draft.is_on, settings=given, secret=sealed, at=now())
    after = await provider(session, key)
    await audit.record(session, "plugin_changed", actor, after.plugin.name, _told(before, after, draft))
    return after


def _check(installation: Settings, provider: Provider, given: Mapping[str, JSON]) -> None:
    """Raises PluginSettingInvalid, also for an address that no call could go to."""
    wrong = list(forms.problems(provider.schema, given))
    net = Net(installation)
    for name, address in forms.addresses(provider.schema, given):
        try:
            net.check_url(address)
        except NetError as refused:
            wrong.append((name, refused.detail))
    if wrong:
        raise PluginSettingInvalid(wrong)


def _sealed(session: WorkspaceSession, installation: Settings, secret: str) -> bytes | None:
    if not secret:
        return None
    return seal(installation, secret.encode(), SEALED_FOR, workspace_id=session.workspace_id)


def _told(before: Provider, after: Provider, draft: Draft) -> Mapping[str, JSON]:
    """For the audit: what changed, and never to what where it may be a secret."""
    changed = [
        name
        for name in forms.properties_of(after.schema)
        if before.settings.get(name) != after.settings.get(name)
    ]
    key = "same" if draft.secret is None else "given" if draft.secret else "removed"
    return {"state": "on" if after.is_on else "off", "settings": changed, "key": key}


def _provider(session: WorkspaceSession, plugin: Plugin, row: PluginSettingRow | None) -> Provider:
    schema = forms.merged([enricher.settings for enricher in plugin.enrichers])
    given = row.settings if row is not None else {}
    sealed = row.secret if row is not None else None
    is_on = row is None or row.is_on
    standings = []
    for enricher in plugin.enrichers:
        own = {name: given[name] for name in forms.properties_of(enricher.settings) if name in given}
        values = forms.filled(enricher.settings, own)
        configured = Configured(enricher, values, session.workspace_id, sealed)
        standings.append(Standing(plugin.key, configured, _why_not(configured, is_on=is_on)))
    uses = {_use(enricher) for enricher in plugin.enrichers}
    strictest: KeyUse = "needed" if "needed" in uses else "optional" if "optional" in uses else "none"
    return Provider(
        plugin, schema, strictest, is_on, forms.filled(schema, given), sealed is not None, standings
    )


def _use(enricher: Enricher) -> KeyUse:
    return forms.key_use(enricher.settings, is_free=enricher.terms.free)


def _why_not(configured: Configured, *, is_on: bool) -> str | None:
    if not is_on:
        return OFF
    if _use(configured.enricher) == "needed" and not configured.has_secret:
        return NO_KEY
    lacking = forms.missing(configured.enricher.settings, configured.settings)
    return f"It needs to be told: {', '.join(lacking)}." if lacking else None
