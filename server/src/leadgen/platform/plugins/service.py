"""Loading plugins. A broken one is set aside with its reason and stops nobody else."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from leadgen.platform.plugins import forms
from leadgen_sdk import Enricher, Layout, Plugin, Source

GROUP = "leadgen.plugins"

# Python's own: structlog takes a tenth of a second to load, and a child that reads a file starts for each.
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BrokenPlugin:
    """A plugin that cannot be used, and why; `leadgen doctor` shows it."""

    name: str
    reason: str


@dataclass(frozen=True)
class Plugins:
    """What is installed: usable ones by key, and the broken."""

    loaded: Sequence[Plugin]
    broken: Sequence[BrokenPlugin]

    def sources(self) -> Sequence[Source]:
        """Every source of every plugin."""
        return [source for plugin in self.loaded for source in plugin.sources]

    def layouts(self) -> Sequence[Layout]:
        """Every layout of every plugin."""
        return [layout for plugin in self.loaded for layout in plugin.layouts]

    def enrichers(self) -> Sequence[Enricher]:
        """Every enricher of every plugin."""
        return [enricher for plugin in self.loaded for enricher in plugin.enrichers]


@cache
def installed() -> Plugins:
    """Those of this installation, looked for once in a process: a new one is found at the next start."""
    return load()


def load(found: Iterable[EntryPoint] | None = None) -> Plugins:
    """The plugins of this installation, or of the entry points given."""
    loaded: dict[str, Plugin] = {}
    broken: list[BrokenPlugin] = []
    for entry in sorted(entry_points(group=GROUP) if found is None else found, key=lambda entry: entry.name):
        outcome = _load_one(entry)
        if isinstance(outcome, Plugin) and outcome.key in loaded:
            outcome = BrokenPlugin(
                entry.name, f"Its key “{outcome.key}” is taken by another one. Remove one."
            )
        if isinstance(outcome, Plugin):
            loaded[outcome.key] = outcome
        else:
            log.warning("plugin.broken %s: %s", outcome.name, outcome.reason)
            broken.append(outcome)
    return Plugins([loaded[key] for key in sorted(loaded)], broken)


def _load_one(entry: EntryPoint) -> Plugin | BrokenPlugin:
    try:
        plugin: object = entry.load()
    except Exception as error:  # noqa: BLE001 - whatever a stranger's module does at import stops nobody else
        return BrokenPlugin(entry.name, f"It cannot be imported: {type(error).__name__}: {error}")
    if not isinstance(plugin, Plugin):
        return BrokenPlugin(entry.name, f"{entry.value} is not a leadgen_sdk.Plugin.")
    if (strange := _strange(plugin)) is not None:
        return BrokenPlugin(entry.name, strange)
    return plugin


def _strange(plugin: Plugin) -> str | None:
    """What of it does not follow its contract, whatever the package promised."""
    parts: Sequence[tuple[Sequence[object], type[object]]] = (
        (plugin.sources, Source),
        (plugin.enrichers, Enricher),
    )
    for found, contract in parts:
        for one in found:
            if not isinstance(one, contract):
                return f"{type(one).__name__} does not follow the {contract.__name__} contract."
    return _formless([enricher.settings for enricher in plugin.enrichers])


def _formless(schemas: Sequence[forms.Schema]) -> str | None:
    """Why its settings cannot be asked for."""
    for schema in schemas:
        if (flaw := forms.flaw(schema)) is not None:
            return f"No form can be made of its settings: {flaw}."
    try:
        forms.merged(schemas)
    except ValueError as error:
        return f"No form can be made of its settings: {error}."
    return None
