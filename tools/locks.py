"""Renews the locks: exact versions with hashes, no address of an index, no path of this machine."""

import os
import re
from collections.abc import Sequence

from tools import uv
from tools.console import ROOT, Refused, run, say
from tools.environment import DEVELOPMENT, PEERS, PRODUCT, members
from tools.web import NODE_LOCK

OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--quiet",
)
OWN = re.compile(r'^name = "(.+)"$', re.MULTILINE)


def renew(upgrade: Sequence[str]) -> None:
    """Keeps each version that still fits; `upgrade` names packages to renew, or is `--upgrade` for all."""
    words = ["--upgrade"] if "--upgrade" in upgrade else [f"--upgrade-package={name}" for name in upgrade]
    projects = [f"{member.relative_to(ROOT)}/pyproject.toml" for member in members()]
    _compile(PRODUCT, [*projects, _group("build"), *words])
    product = ["--constraint", PRODUCT]
    _compile(DEVELOPMENT, [_group("dev"), *product, *words])
    _compile(PEERS, [*product, _group("bench"), *words])
    _compile(NODE_LOCK.name, [_group("node"), *words])
    _compile(uv.LOCK.name, [_group("uv"), *words])


def _group(name: str) -> str:
    return f"--group=pyproject.toml:{name}"


def _compile(lock: str, words: Sequence[str]) -> None:
    say(f"Renewing {lock}.")
    own = [f"--no-emit-package={_name(member)}" for member in members()]
    env = {**uv.environment(), "UV_CUSTOM_COMPILE_COMMAND": "./dev lock"}
    run([uv.ensure(), "pip", "compile", *OPTIONS, *own, "--output-file", lock, *words], env=env)
    text = (ROOT / lock).read_text()
    if "://" in text or str(ROOT) in text or os.sep + "home" in text:
        raise Refused(f"{lock} names an address or a path of this machine; look for it before you commit.")


def _name(member: os.PathLike[str]) -> str:
    match = OWN.search((ROOT / member / "pyproject.toml").read_text())
    if match is None:
        raise Refused(f"{member}/pyproject.toml names no project.")
    return match.group(1)
