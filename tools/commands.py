"""The commands of ./dev. Each says what it needs, makes it, and becomes the program that does the work."""

import os
from collections.abc import Callable

from tools import browser, client, environment, locks, web
from tools.console import ROOT, STATE, Refused, replace_process, run, say
from tools.environment import DEVELOPMENT, PEERS, PRODUCT, PYTHON

USAGE = """\
./dev up [--data DIR] [--port N] [--no-open]   start the product and print its address
./dev leadgen COMMAND ...                      an operator's command: import, inspect, undo, doctor, ...
./dev test [PYTEST ARGUMENTS]                  every test, browser journeys included
./dev lint [--all]                             every rule; --all brings the dashboard's tools first
./dev format                                   lay out the Python code
./dev proof NAME|all [--size ci|full] [--plant]  show that a promise holds
./dev bench NAME [--size ci|full]              measure ours beside the floor and a peer
./dev picture                                  take the README's picture of the dashboard
./dev client                                   renew the API's document and its two clients
./dev lock [--upgrade | PACKAGE ...]           renew the lock files"""


def main(words: list[str]) -> int:
    command = COMMANDS.get(words[0]) if words else None
    if command is None:
        say(USAGE)
        return 0 if words in (["help"], ["--help"], ["-h"]) else 2
    try:
        return command(words[1:])
    except Refused as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130


def _up(words: list[str]) -> int:
    environment.ensure(PRODUCT)
    if not {"-h", "--help"} & set(words):
        web.ensure()
    return _become("leadgen", "up", *words)


def _leadgen(words: list[str]) -> int:
    environment.ensure(PRODUCT)
    if words[:1] in (["up"], ["web"]):
        web.ensure()
    return _become("leadgen", *words)


def _test(words: list[str]) -> int:
    environment.ensure(DEVELOPMENT)
    web.ensure()
    if not _chooses(words):
        web.test()
    workers = [] if any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in words) else ["-n", "2"]
    return _become("pytest", *workers, *words, **browser.ensure())


def _chooses(words: list[str]) -> bool:
    """Whether somebody asks for certain tests of pytest's, and not for all."""
    return any(not word.startswith("-") or word.startswith(("-k", "-m", "--lf", "--ff")) for word in words)


def _lint(words: list[str]) -> int:
    environment.ensure(DEVELOPMENT)
    if "--all" in words:
        web.install(web.WEB, web.node_environment())
    return _become("python", "-m", "tools.lint")


def _format(words: list[str]) -> int:
    environment.ensure(DEVELOPMENT)
    run([PYTHON.parent / "ruff", "check", "--fix-only", "--quiet", *(words or ["."])])
    return _become("ruff", "format", *words)


def _proof(words: list[str]) -> int:
    environment.ensure(DEVELOPMENT)
    return _become("python", "-m", "tests.proofs", *words)


def _bench(words: list[str]) -> int:
    environment.ensure(DEVELOPMENT, PEERS)
    if words[:1] in (["grid"], ["page"]):
        web.ensure()
        return _become("python", "-m", "benchmarks", *words, **browser.ensure())
    return _become("python", "-m", "benchmarks", *words)


def _picture(words: list[str]) -> int:
    environment.ensure(DEVELOPMENT)
    web.ensure()
    return _become("python", "-m", "tests.journeys.picture", *words, **browser.ensure())


def _client(words: list[str]) -> int:
    environment.ensure(PRODUCT)
    client.renew(ROOT)
    return 0


def _lock(words: list[str]) -> int:
    locks.renew(words)
    return 0


def _become(program: str, *words: str, **variables: str) -> int:
    """The product runs where the person stands, so that a file's name means what they meant."""
    if program != "leadgen":
        os.chdir(ROOT)
    env = {**os.environ, **variables, "PYTHONPYCACHEPREFIX": str(STATE / "compiled")}
    # Also for whoever keeps Python from compiling: each process would take seconds more.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PATH"] = f"{PYTHON.parent}{os.pathsep}{env.get('PATH', os.defpath)}"
    if program == "python":
        env["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "server")])
    replace_process([PYTHON.parent / program, *words], env)
    raise AssertionError("the process was replaced")


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "up": _up,
    "leadgen": _leadgen,
    "test": _test,
    "lint": _lint,
    "format": _format,
    "proof": _proof,
    "bench": _bench,
    "picture": _picture,
    "client": _client,
    "lock": _lock,
}
