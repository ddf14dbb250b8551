"""`leadgen up`: one command, everything runs, whatever dies comes back, and it ends cleanly."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from shutil import rmtree

import httpx
import psutil
import pytest

from leadgen.db.postgres.layout import Layout
from leadgen.db.postgres.postmaster import running_pid
from tests.factories.server import open_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that the server's system user may enter."""
    folder = open_folder()
    yield folder
    rmtree(folder, ignore_errors=True)


@contextmanager
def leadgen(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command, ended politely."""
    command = [sys.executable, "-m", "leadgen", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(15)


def up(folder: Path) -> AbstractContextManager[subprocess.Popen[str]]:
    return leadgen("--data", str(folder), "up", "--no-open", "--port", "0")


def read_line(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith(f"{word} "), line
    return line.removeprefix(f"{word} ").strip()


def wait_until(come_true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not come_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/api/v1/setup", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def children(process: subprocess.Popen[str]) -> dict[str, psutil.Process]:
    """Web and worker by their command."""
    found = {}
    for child in psutil.Process(process.pid).children():
        with suppress(psutil.NoSuchProcess, IndexError):  # it died, or has not begun
            found[child.cmdline()[3]] = child
    return found


def test_everything_comes_up_comes_back_and_goes(folder: Path) -> None:
    with up(folder) as process:
        address = read_line(process, "ready")
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
        assert read_line(process, "welcome").startswith(f"{address}/welcome#")
        assert answers(address)

        first_server = running_pid(Layout(folder).cluster)
        assert first_server is not None
        os.kill(first_server, signal.SIGKILL)
        wait_until(lambda: running_pid(Layout(folder).cluster) not in (None, first_server))
        wait_until(lambda: answers(address))

        wait_until(lambda: set(children(process)) == {"web", "worker"})
        before = children(process)
        for child in before.values():
            child.kill()
        wait_until(lambda: set(children(process)) == {"web", "worker"} and children(process) != before)
        wait_until(lambda: answers(address))

        last = list(children(process).values())
        began = time.monotonic()
        process.terminate()
        assert process.wait(15) == 0
        assert time.monotonic() - began < 10
    assert running_pid(Layout(folder).cluster) is None
    assert not any(child.is_running() for child in last)


def test_nothing_is_left_when_it_is_killed(folder: Path) -> None:
    with up(folder) as process:
        read_line(process, "ready")
        wait_until(lambda: "web" in children(process))
        left = list(children(process).values())
        process.kill()
        wait_until(lambda: not any(child.is_running() for child in left))
    assert running_pid(Layout(folder).cluster) is None


def test_a_port_that_was_asked_for_and_is_taken_is_said(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "leadgen", "up", "--data", folder, "--no-open", "--port", str(port)],
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert f"error: Port {port} is used by another program. Choose another one with --port" in done.stderr
    assert not Layout(folder).root.exists()


def test_doctor_says_all_is_well_and_what_is_not(folder: Path) -> None:
    assert doctor(folder)["ok"] is True
    with leadgen("--data", str(folder), "database", "migrate") as process:
        assert read_line(process, "schema")
        process.wait()
    report = doctor(folder)
    names = [finding["name"] for finding in report["findings"]]
    assert report["ok"] is True
    for name in ("free disk", "role leadgen_app", "schema", "workspaces sealed", "jobs", "PostgreSQL server"):
        assert name in names


def doctor(folder: Path) -> dict:
    environment = {**os.environ, "LEADGEN_SECRET_KEY": ""}
    done = subprocess.run(
        [sys.executable, "-m", "leadgen", "doctor", "--json", "--data", folder],
        capture_output=True,
        text=True,
        env=environment,
    )
    return json.loads(done.stdout)


def test_doctor_hides_secrets_and_names_the_fix(folder: Path) -> None:
    environment = {
        **os.environ,
        "LEADGEN_SECRET_KEY": "canary-canary-canary-canary-canary",
        "LEADGEN_DATABASE_URL": "postgresql://127.0.0.1:1/nowhere",
    }
    done = subprocess.run(
        [sys.executable, "-m", "leadgen", "doctor", "--data", folder],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 1
    assert "canary" not in done.stdout + done.stderr
    assert "problem role leadgen_owner" in done.stdout
    assert "leadgen database prepare" in done.stdout
