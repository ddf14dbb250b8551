"""The product as a user has it: a data folder, `leadgen up` in its own process, `leadgen init` beside it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httpx

from tests.factories.server import open_folder

LEADGEN = [sys.executable, "-c", "from leadgen.cli.app import main; main()"]
STOP_TIMEOUT_S = 60.0


@dataclass(frozen=True)
class NewWorkspace:
    """What `leadgen init` made, and the address of its API."""

    slug: str
    api: str
    api_key: str

    def client(self) -> httpx.Client:
        """An API client that holds the workspace's key."""
        return httpx.Client(
            base_url=self.api, headers={"Authorization": f"Bearer {self.api_key}"}, timeout=60
        )


@dataclass(frozen=True)
class Product:
    """A running product, and the one-time link by which its first owner comes in."""

    data_dir: Path
    address: str
    welcome: str
    pid: int

    @contextmanager
    def worker_held(self) -> Iterator[None]:
        """The worker stands still, in the middle of whatever it does, and goes on afterwards."""
        pid = next(child for child in _children(self.pid) if "worker" in _command(child))
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    @contextmanager
    def killing(self, module: str) -> Iterator[None]:
        """Whatever process of the worker runs this module dies as soon as it has begun."""
        worker = next(child for child in _children(self.pid) if "worker" in _command(child))
        is_over = threading.Event()

        def kill() -> None:
            while not is_over.wait(0.005):
                for child in _children(worker):
                    with suppress(ProcessLookupError, FileNotFoundError):
                        if module in _command(child):
                            os.kill(child, signal.SIGKILL)

        thread = threading.Thread(target=kill)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def leadgen(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """A command of the operator, beside the running product."""
        return leadgen(self.data_dir, *words)

    def workspace(self, slug: str, *, owner: str) -> NewWorkspace:
        """One more workspace of this person, who is made where missing."""
        words = ["init", "--email", owner, "--workspace", slug, "--json"]
        done = subprocess.run(
            [*LEADGEN, *words], env=environment(self.data_dir), capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"leadgen init failed: {done.stderr}")
        made = cast(dict[str, str], json.loads(done.stdout.splitlines()[-1]))
        return NewWorkspace(slug, f"{self.address}/api/v1/workspaces/{slug}", made["api_key"])


def leadgen(data_dir: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command of the operator on a data folder, as it ended."""
    return subprocess.run(
        [*LEADGEN, *words], env=environment(data_dir), capture_output=True, text=True, check=False
    )


@contextmanager
def running_product(
    data_dir: Path | None = None, *, outbound_allow: str = "", trusted: Path | None = None
) -> Iterator[Product]:
    """Fresh, with durability on; gone with everything in it at the end, but for a `data_dir` that is given.

    `outbound_allow` is what it may reach on this machine, `trusted` the one certificate it believes.
    """
    folder = open_folder()
    outward = {"LEADGEN_OUTBOUND_ALLOW": outbound_allow}
    if trusted is not None:
        outward["SSL_CERT_FILE"] = str(trusted)
    try:
        with _up(data_dir or folder / "data", folder / "up.log", outward) as product:
            yield product
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment(data_dir: Path) -> dict[str, str]:
    """Nothing of the surrounding installation is seen."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LEADGEN_")}
    return {**plain, "LEADGEN_DATA_DIR": str(data_dir)}


@contextmanager
def _up(data_dir: Path, log: Path, outward: Mapping[str, str]) -> Iterator[Product]:
    is_new = not data_dir.exists()
    with log.open("w") as errors:
        process = subprocess.Popen(
            [*LEADGEN, "up", "--port", "0", "--no-open"],
            env={**environment(data_dir), **outward},
            stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        address = _said(process.stdout, "ready", log)
        welcome = _said(process.stdout, "welcome", log) if is_new else ""
        yield Product(data_dir, address, welcome, process.pid)
    finally:
        process.terminate()
        process.wait(STOP_TIMEOUT_S)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def _said(lines: Iterator[str], wanted: str, log: Path) -> str:
    for line in lines:
        word, _, address = line.strip().partition(" ")
        if word == wanted:
            return address
    raise RuntimeError(f"the product did not start: {log.read_text()[-2000:]}")
