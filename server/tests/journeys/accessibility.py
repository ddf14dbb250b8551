"""What axe finds on a screen, in light and in dark."""

from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect

Scheme = Literal["light", "dark"]
_GRAVE = {"serious", "critical"}
_SHORT: dict[str, object] = {"resultTypes": ["violations"]}
# Only colours differ between the two; all other rules see the same page twice.
_RULES: dict[Scheme, dict[str, object]] = {
    "dark": {**_SHORT, "runOnly": {"type": "rule", "values": ["color-contrast"]}},
    "light": _SHORT,
}


def check(page: Page, screen: str) -> None:
    """Fails where anything serious or critical is found, naming rule and element. Leaves the page light."""
    found = [problem for scheme in ("dark", "light") for problem in _problems(page, scheme)]
    assert not found, f"axe on {screen}:\n" + "\n".join(found)


def _problems(page: Page, scheme: Scheme) -> Iterator[str]:
    page.emulate_media(color_scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", scheme)
    for violation in Axe().run(page, options=_RULES[scheme]).response["violations"]:
        if violation["impact"] in _GRAVE:
            for node in violation["nodes"]:
                rule = f"{scheme} {violation['impact']} {violation['id']}"
                yield f"{rule}: {node['html']}\n  {node['failureSummary']}"
