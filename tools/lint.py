"""./dev lint: every rule of the house, two at a time, each with its own verdict."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools import web
from tools.checks import borders, client, clock, outbound, settings, sql_home, traces
from tools.checks.source import Violation
from tools.console import ROOT, say
from tools.environment import PYTHON, members

TYPED = ("server/tests", "tools", "benchmarks", "client-python/src")


@dataclass(frozen=True)
class Verdict:
    part: str
    complaints: str  # empty when the rule holds
    seconds: float


def main() -> int:
    parts = [*_programs(), *_checks()]
    with ThreadPoolExecutor(max_workers=2) as pool:
        verdicts = list(pool.map(lambda part: part(), parts))
    for verdict in verdicts:
        say(f"{'fails' if verdict.complaints else 'holds'}  {verdict.part}  ({verdict.seconds:.1f} s)")
    broken = [verdict for verdict in verdicts if verdict.complaints]
    for verdict in broken:
        say(f"\n{verdict.part}\n{verdict.complaints}")
    return 1 if broken else 0


def _programs() -> list[Callable[[], Verdict]]:
    """The slowest first, so that the other core has something to do meanwhile."""
    tools = PYTHON.parent
    sources = [str(folder / "src") for folder in members()]
    typed = sources + [folder for folder in TYPED if (ROOT / folder).exists()]
    return [
        _program("types", [tools / "mypy", *typed], MYPYPATH=os.pathsep.join([*sources, "server"])),
        *_web(),
        _program("imports", [tools / "lint-imports", "--no-logo"]),
        _program("style", [tools / "ruff", "check", "--quiet", "--output-format=concise", "."]),
        _program("layout", [tools / "ruff", "format", "--check", "--output-format=concise", "."]),
    ]


def _web() -> list[Callable[[], Verdict]]:
    """Only where Node and packages were fetched before; packages of an older lock are renewed."""
    env = web.any_node()
    if env is None or not (web.WEB / "node_modules").exists():
        say("left out: dashboard (no Node or no packages here yet; ./dev up brings both)")
        return []
    web.install(web.WEB, env)
    return [_program("dashboard", [web.program("npm", env), "run", "--silent", "lint"], folder="web", **env)]


def _checks() -> list[Callable[[], Verdict]]:
    return [
        _check("client is current", lambda: client.violations(ROOT, PYTHON)),
        _check("SQL has a home", lambda: sql_home.violations(ROOT)),
        _check("time has one source", lambda: clock.violations(ROOT)),
        _check("one way out", lambda: outbound.violations(ROOT)),
        _check("borders", lambda: borders.violations(ROOT)),
        _check("settings are documented", lambda: settings.violations(ROOT)),
        _check("no trace of a machine", lambda: traces.violations(ROOT)),
    ]


def _program(
    part: str, command: Sequence[object], folder: str = "", **variables: str
) -> Callable[[], Verdict]:
    def run() -> Verdict:
        started = time.monotonic()
        words, env = [str(word) for word in command], {**os.environ, **variables}
        done = subprocess.run(words, cwd=ROOT / folder, env=env, capture_output=True, text=True, check=False)
        said = f"{done.stdout}{done.stderr}".strip() or f"ended with {done.returncode}"
        return Verdict(part, said if done.returncode else "", time.monotonic() - started)

    return run


def _check(part: str, violations: Callable[[], list[Violation]]) -> Callable[[], Verdict]:
    def run() -> Verdict:
        started = time.monotonic()
        complaints = "\n".join(str(found) for found in violations())
        return Verdict(part, complaints, time.monotonic() - started)

    return run


if __name__ == "__main__":
    sys.exit(main())
