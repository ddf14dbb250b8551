"""Fetches the one pinned uv, whichever way this machine can reach its package index.

The wheel's hashes stand in requirements-uv.lock, so it does not matter who delivers it. No index is
named here: pip knows its own, and so does a person's pip.conf.
"""

import hashlib
import importlib.util
import os
import platform
import shutil
import stat
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tools import network
from tools.console import ROOT, STATE, Refused, run, say

LOCK = ROOT / "requirements-uv.lock"
NO_WAY = """\
The package installer could not be fetched: this Python has no pip, or the package index cannot be reached.
Install pip (on Debian and Ubuntu: apt install python3-pip) or check the network, then try again."""


def ensure() -> Path:
    """The path of uv; fetches it the first time."""
    binary = STATE / "uv" / pinned_version() / "uv"
    if not binary.exists():
        say("Fetching the package installer (uv), once.")
        with tempfile.TemporaryDirectory() as folder:
            wheel = _fetch(Path(folder))
            _check_hash(wheel)
            _unpack(wheel, binary)
    return binary


def pinned_version() -> str:
    return LOCK.read_text().split("uv==", 1)[1].split()[0]


def pinned_hashes() -> frozenset[str]:
    return frozenset(
        word.removeprefix("--hash=sha256:")
        for word in LOCK.read_text().split()
        if word.startswith("--hash=sha256:")
    )


def environment() -> dict[str, str]:
    """Variables for uv: this Python only, the person's index and certificates, a cache it can write."""
    env = {**os.environ, **network.settings_for_uv()}
    env["UV_PYTHON_DOWNLOADS"] = "never"
    env["UV_NO_PROGRESS"] = "1"
    env.pop("VIRTUAL_ENV", None)
    if "UV_CACHE_DIR" not in env and not _home_is_usable():
        env["UV_CACHE_DIR"] = str(STATE / "cache")
    return env


def _home_is_usable() -> bool:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    try:
        (cache / "uv").mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(cache / "uv", os.W_OK | os.X_OK)


def _fetch(folder: Path) -> Path:
    tried = []
    for way in (_by_installed_pip, _by_bundled_pip, _by_index_page, _by_debian_package):
        try:
            if wheel := way(folder):
                return wheel
        except (Refused, OSError) as error:
            tried.append(str(error).strip())
    raise Refused("\n".join([*tried, NO_WAY]))


def _by_installed_pip(folder: Path) -> Path | None:
    if importlib.util.find_spec("pip") is None:
        return None
    return _download([sys.executable, "-m", "pip"], folder, dict(os.environ))


def _by_bundled_pip(folder: Path) -> Path | None:
    """The pip that Python carries for making environments; Debian keeps it in a place of its own."""
    for pip in _bundled_pips():
        return _download_with_wheel(pip, folder, network.certificates_for_pip())
    return None


def _bundled_pips() -> Iterator[Path]:
    ensurepip = importlib.util.find_spec("ensurepip")
    for folder in (ensurepip.submodule_search_locations or []) if ensurepip else []:
        yield from sorted((Path(folder) / "_bundled").glob("pip-*.whl"))
    yield from sorted(Path("/usr/share/python-wheels").glob("pip-*.whl"))


def _by_index_page(folder: Path) -> Path | None:
    index = network.configured_index()
    if index is None:
        return None
    for address, name in network.files_of(index, "uv"):
        if f"-{pinned_version()}-" in name and _fits(name):
            return network.download(address, folder / name)
    return None


def _by_debian_package(folder: Path) -> Path | None:
    """Debian leaves pip out of python3, but apt can bring it without installing anything, as any user."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        return None
    root = _unpacked_debian_packages(folder, ["python3-pip-whl", "ca-certificates"])
    pips = sorted(root.glob("usr/share/python-wheels/pip-*.whl"))
    if not pips:
        return None
    return _download_with_wheel(pips[-1], folder, network.certificates_for_pip(unpacked=root))


def _unpacked_debian_packages(folder: Path, names: list[str]) -> Path:
    lists, root = folder / "apt", folder / "debian"
    for part in ("state/lists/partial", "cache/archives/partial"):
        (lists / part).mkdir(parents=True)
    options = [
        "-o", f"Dir::State={lists}/state",
        "-o", f"Dir::Cache={lists}/cache",
        "-o", "Dir::State::status=/var/lib/dpkg/status",
        "-o", "APT::Sandbox::User=",
        "-qq",
    ]  # fmt: skip
    run(["apt-get", *options, "update"], refusal="apt could not read its package lists.")
    run(
        ["apt-get", *options, "download", *names],
        cwd=folder,
        refusal=f"apt could not bring {' and '.join(names)}.",
    )
    for package in folder.glob("*.deb"):
        run(["dpkg-deb", "-x", package, root])
    return root


def _download_with_wheel(pip: Path, folder: Path, env: dict[str, str]) -> Path:
    return _download([sys.executable, f"{pip}/pip"], folder, env)


def _download(pip: list[str], folder: Path, env: dict[str, str]) -> Path:
    wheels = folder / "wheels"
    options = [
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--disable-pip-version-check",
        "--no-input",
    ]
    run(
        [*pip, "download", *options, "-d", wheels, "-r", LOCK],
        cwd=folder,
        env=env,
        refusal="pip could not fetch uv.",
    )
    return next(wheels.glob("uv-*.whl"))


def _fits(wheel: str) -> bool:
    """Whether a wheel's name fits this machine; only asked where pip, which knows better, is missing."""
    machine = platform.machine().lower()
    if sys.platform == "darwin":
        return "macosx" in wheel and machine in wheel
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return libc in wheel and machine in wheel


def _check_hash(wheel: Path) -> None:
    if hashlib.sha256(wheel.read_bytes()).hexdigest() not in pinned_hashes():
        raise Refused(f"{wheel.name} is not the file that {LOCK.name} names. Nothing was installed.")


def _unpack(wheel: Path, binary: Path) -> None:
    binary.parent.mkdir(parents=True, exist_ok=True)
    fresh = binary.with_name(f"uv.{os.getpid()}")
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
        fresh.write_bytes(archive.read(name))
    fresh.chmod(fresh.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    fresh.replace(binary)
