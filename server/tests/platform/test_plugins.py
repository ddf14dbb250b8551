"""Plugins are found by entry point; a broken one stops nobody else."""

from importlib.metadata import EntryPoint

from leadgen.platform.plugins.service import GROUP, load
from leadgen_sdk import Plugin

alpha = Plugin(key="alpha", name="Alpha")
beta = Plugin(key="beta", name="Beta")
twin = Plugin(key="alpha", name="The second alpha")
odd = Plugin(key="odd", name="Odd", enrichers=(object(),))  # type: ignore[arg-type]  # what a careless package does
strange = Plugin(key="strange", name="Strange", sources=(object(),))  # type: ignore[arg-type]  # what a careless package does
not_a_plugin = object()


def entry(name: str, value: str) -> EntryPoint:
    return EntryPoint(name=name, value=value, group=GROUP)


def here(attribute: str) -> EntryPoint:
    return entry(attribute, f"{__name__}:{attribute}")


def test_the_installed_ones_are_found_by_key() -> None:
    plugins = load([here("beta"), here("alpha")])
    assert [plugin.key for plugin in plugins.loaded] == ["alpha", "beta"]
    assert plugins.broken == []


def test_broken_ones_are_named_with_their_reason() -> None:
    plugins = load(
        [
            here("alpha"),
            here("twin"),
            here("strange"),
            here("odd"),
            here("not_a_plugin"),
            entry("missing", "no_such_package.at_all:plugin"),
        ]
    )
    assert [plugin.key for plugin in plugins.loaded] == ["alpha"]
    reasons = {broken.name: broken.reason for broken in plugins.broken}
    assert "taken" in reasons["twin"]
    assert "Source contract" in reasons["strange"]
    assert "Enricher contract" in reasons["odd"]
    assert "not a leadgen_sdk.Plugin" in reasons["not_a_plugin"]
    assert "cannot be imported" in reasons["missing"]


def test_the_built_in_ones_come_by_the_same_way() -> None:
    found = {plugin.key for plugin in load().loaded}
    assert {"csv", "linkedin", "registries", "spreadsheets", "vcard", "website"} <= found
