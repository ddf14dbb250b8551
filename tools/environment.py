"""Makes .venv exactly as the locks say, and only when they changed."""

import fcntl
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import digests, uv
from tools.console import ROOT, STATE, Refused, run, say, writable

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PRODUCT = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
PEERS = "requirements-bench.lock"


def ensure(*locks: str) -> None:
    """After this, .venv holds what `locks` name and what earlier runs asked for; fast if unchanged."""
    stamp = VENV / "made-of.json"
    if _is_current(stamp, locks):
        return
    if not writable(VENV):
        raise Refused(
            f"{ROOT} cannot be written by you. Clone the project into a folder of your own and try again."
        )
    with _one_at_a_time():
        if not _is_current(stamp, locks):
            _make(
                stamp,
                sorted({PRODUCT, *locks, *_locks_in(digests.read_stamp(stamp))}),
            )


def members() -> list[Path]:
    """The project's own distributions, in the order in which they may import each other."""
    return [
        ROOT / "sdk",
        *sorted(file.parent for file in (ROOT / "plugins").glob("*/pyproject.toml")),
        ROOT / "server",
    ]


def _is_current(stamp: Path, locks: tuple[str, ...]) -> bool:
    made_of = digests.read_stamp(stamp)
    return PYTHON.exists() and made_of == _made_of(sorted({*locks, *_locks_in(made_of)}))


def _locks_in(stamp: dict[str, str]) -> set[str]:
    return {name for name in stamp if name.endswith(".lock") and (ROOT / name).exists()}


def _made_of(locks: list[str]) -> dict[str, str]:
    return {
        "place": str(ROOT),
        "python": f"{sys.version} {sys.base_prefix}",
        "members": digests.of_files(member / "pyproject.toml" for member in members()),
        **{name: digests.of_files([ROOT / name]) for name in locks},
    }


def _make(stamp: Path, locks: list[str]) -> None:
    say(f"Making the Python environment from {' and '.join(locks)}.")
    tool, env = uv.ensure(), uv.environment()
    made_of, before = _made_of(locks), digests.read_stamp(stamp)
    stamp.unlink(missing_ok=True)
    if not PYTHON.exists() or any(before.get(key) != made_of[key] for key in ("place", "python")):
        shutil.rmtree(VENV, ignore_errors=True)
        run([tool, "venv", "--python", sys.executable, VENV], env=env)
    refusal = "The packages could not be installed. Check the network, then try again."
    run([tool, "pip", "sync", "--python", PYTHON, "--require-hashes", *locks], env=env, refusal=refusal)
    editable = [word for member in members() for word in ("--editable", member)]
    offline = ["--no-deps", "--no-build-isolation", "--offline"]
    run([tool, "pip", "install", "--python", PYTHON, *offline, *editable], env=env)
    digests.write_stamp(stamp, made_of)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    STATE.mkdir(exist_ok=True)
    with (STATE / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
