"""Finds the Chromium of the browser journeys, and installs one where there is none."""

import os
import shutil
import subprocess
from pathlib import Path

from tools import web
from tools.console import Refused, run, say
from tools.environment import PYTHON

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "LEADGEN_TEST_CHROMIUM"  # read by the journeys; empty means Playwright's own

WHERE_PLAYWRIGHT_KEEPS_IT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def ensure() -> dict[str, str]:
    """The variables that tell the journeys which Chromium to drive, and with which Node."""
    driver = _driver()
    found = os.environ.get(VARIABLE) or _installed()
    if found is None and not _playwright_has_one(driver):
        found = _install(driver)
    return {VARIABLE: found or "", **driver}


def _driver() -> dict[str, str]:
    """Playwright brings a Node, which a bare Debian cannot start for want of libatomic; then ours does."""
    own = next(PYTHON.parent.parent.glob("lib/*/site-packages/playwright/driver/node"), None)
    if own and subprocess.run([own, "--version"], capture_output=True, check=False).returncode == 0:
        return {}
    return {"PLAYWRIGHT_NODEJS_PATH": web.program("node", web.node_environment())}


def _installed() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path), None)


def _install(driver: dict[str, str]) -> str | None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("No Chromium here for the browser journeys: installing Debian's package.")
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "-qq"], env=env)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], env=env)
        if found := _installed():
            return found
        raise Refused("Debian's chromium package was installed, but brought no program named chromium.")
    say("No Chromium here for the browser journeys: installing Playwright's own.")
    refusal = (
        "Chromium could not be installed. Install it by hand (on Debian and Ubuntu, as root: "
        "apt install chromium), or leave the journeys out: ./dev test --ignore=server/tests/journeys"
    )
    command: list[str | Path] = [PYTHON, "-m", "playwright", "install", "chromium"]
    run(command, env={**os.environ, **driver}, refusal=refusal)
    return None


def _playwright_has_one(driver: dict[str, str]) -> bool:
    asked = subprocess.run(
        [str(PYTHON), "-c", WHERE_PLAYWRIGHT_KEEPS_IT],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **driver},
    )
    return asked.returncode == 0 and Path(asked.stdout.strip()).exists()
