"""Chromium as the journeys use it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, StorageState, ViewportSize, expect, sync_playwright

PATIENCE_MS = 60_000  # for a machine with much else to do; nothing waits longer than it must


@contextmanager
def chromium(**launch: Any) -> Iterator[Browser]:  # Any: Playwright's own options, passed on
    """The one that ./dev test names, else the machine's, else Playwright's own."""
    named = os.environ.get("LEADGEN_TEST_CHROMIUM")
    path = shutil.which("chromium") if named is None else named or None
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, **launch)
        yield browser
        browser.close()


def window(
    browser: Browser, address: str, size: ViewportSize, session: StorageState | None = None
) -> BrowserContext:
    """A window with cookies of its own; a phone where it is narrow. Nothing moves, so nothing is awaited."""
    context = browser.new_context(
        base_url=address,
        viewport=size,
        has_touch=size["width"] < 700,
        locale="en-GB",
        timezone_id="Europe/Prague",
        color_scheme="light",
        reduced_motion="reduce",
        storage_state=session,
    )
    context.set_default_timeout(PATIENCE_MS)
    return context
