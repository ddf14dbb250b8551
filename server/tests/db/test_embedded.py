"""The embedded server: shared, found again, restarted, and never in the way of itself."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import LiteralString

import psycopg
import pytest

from leadgen.db.postgres import cluster
from leadgen.db.postgres.account import account
from leadgen.db.postgres.cluster import SUPERUSER
from leadgen.db.postgres.errors import DataFolderUnusable, ServerFailed
from leadgen.db.postgres.layout import Layout
from leadgen.db.postgres.postmaster import read_pid_file, running_pid
from leadgen.db.postgres.server import Server, running

_USE = """
import sys
from pathlib import Path
from typing import LiteralString
from leadgen.db.postgres.server import running
with running(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.read()
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as another user")


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that uses the server until its input ends or it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", _USE, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        try:
            yield process
        finally:
            process.kill()


def server_pid(folder: Path) -> int | None:
    return running_pid(Layout(folder).cluster)


def ask(server: Server, question: LiteralString) -> object:
    place = str(server.layout.socket_dir)
    with psycopg.connect(
        host=place, user=SUPERUSER, dbname="postgres", password=server.superuser_password()
    ) as connection:
        row = connection.execute(question).fetchone()
        assert row is not None
        return row[0]


def wait_until(come_true: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not come_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_last_one_out_stops_it(folder: Path) -> None:
    with another_process(folder) as other:
        with running(folder):
            first = server_pid(folder)
            assert first is not None
        assert server_pid(folder) == first
        other.communicate()
        assert server_pid(folder) is None


def test_it_survives_a_killed_user_and_is_found_again(folder: Path) -> None:
    with another_process(folder) as other:
        first = server_pid(folder)
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert server_pid(folder) == first
    with running(folder):
        assert server_pid(folder) == first
    assert server_pid(folder) is None


def test_a_killed_server_comes_back_while_it_is_used(folder: Path) -> None:
    with running(folder) as server:
        first = server.pid()
        assert first is not None
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: server.pid() not in (None, first))
        wait_until(lambda: (found := read_pid_file(server.layout.cluster)) is not None and found.ready)
        assert ask(server, "SELECT 1") == 1


def test_a_stale_pid_file_of_somebody_else_is_no_obstacle(folder: Path) -> None:
    with running(folder) as server:
        pid_file = server.layout.cluster / "postmaster.pid"
        content = pid_file.read_text()
    first_line, rest = content.split("\n", 1)
    pid_file.write_text(f"{os.getpid()}\n{rest}")  # a living process, and not a server
    with running(folder) as server:
        assert server.pid() not in (None, int(first_line), os.getpid())


def test_a_zombie_counts_as_dead(folder: Path) -> None:
    with running(folder) as server:
        pid_file = server.layout.cluster / "postmaster.pid"
        content = pid_file.read_text()
    zombie = subprocess.Popen(["/bin/true"])
    wait_until(lambda: Path(f"/proc/{zombie.pid}/stat").read_text().split()[2] == "Z")
    pid_file.write_text(f"{zombie.pid}\n" + content.split("\n", 1)[1])
    with running(folder) as server:
        assert server.pid() not in (None, zombie.pid)
    zombie.wait()


def test_a_killed_first_start_leaves_nothing_in_the_way(folder: Path) -> None:
    layout = Layout(folder)
    layout.cluster.rename(layout.root / "cluster.new")
    with running(folder) as server:
        assert ask(server, "SELECT 1") == 1
    assert not (layout.root / "cluster.new").exists()


def test_starts_at_the_same_time_share_the_folders(tmp_path: Path) -> None:
    user = account()
    with ThreadPoolExecutor(4) as starts:
        for turn in range(500):
            layout = Layout(tmp_path / str(turn))
            layout.data_dir.mkdir()
            together = Barrier(4)

            def start(layout: Layout = layout, together: Barrier = together) -> None:
                together.wait()
                cluster.make_folders(layout, user)

            for started in [starts.submit(start) for _ in range(4)]:
                started.result()
            assert {path.name for path in layout.root.iterdir()} >= {"log", "binaries"}
            assert not list(layout.root.glob("*.new-*"))


def test_a_database_of_another_version_keeps_its_programs(folder: Path) -> None:
    layout = Layout(folder)
    (layout.cluster / "PG_VERSION").write_text("17\n")
    with pytest.raises(ServerFailed, match="PostgreSQL 17, whose programs are gone"), running(folder):
        pass
    (layout.cluster / "PG_VERSION").write_text("18\n")
    with running(folder) as server:
        assert ask(server, "SELECT 1") == 1


def test_nothing_listens_on_the_network_and_nobody_enters_without_a_password(own_server: Server) -> None:
    assert ask(own_server, "SHOW listen_addresses") == ""
    assert (
        ask(own_server, "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database LIMIT 1")
        == "b C.UTF-8"
    )
    assert ask(own_server, "SHOW synchronous_commit") == "on"
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host=str(own_server.layout.socket_dir), user=SUPERUSER, dbname="postgres", password="guess"
        )
    assert stat.S_IMODE(own_server.layout.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_server.layout.root.stat().st_mode) == 0o700


def test_it_is_nobodys_child_and_runs_on_a_copy_of_its_own(own_server: Server) -> None:
    pid = own_server.pid()
    status = Path(f"/proc/{pid}/status").read_text()
    assert f"PPid:\t{os.getpid()}\n" not in status
    assert os.getsid(pid or 0) != os.getsid(0)
    assert Path(f"/proc/{pid}/exe").readlink().is_relative_to(own_server.layout.binaries)


def test_a_long_path_gets_its_socket_elsewhere(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    assert len(str(Layout(deep).socket_dir)) < 80
    with running(deep) as server:
        assert ask(server, "SELECT 1") == 1
    assert not Layout(deep).socket_dir.exists()


def test_a_folder_that_cannot_be_used_is_refused_with_the_fix(folder: Path) -> None:
    file = folder / "file"
    file.touch()
    with pytest.raises(DataFolderUnusable, match="--data"), running(file / "data"):
        pass


@as_root
def test_root_hears_which_folder_is_in_the_way(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DataFolderUnusable) as refused, running(closed / "data"):
        pass
    assert f"may not enter {closed}." in refused.value.detail
    assert "--data /var/lib/leadgen" in refused.value.detail
    assert not (closed / "data").exists()


@as_root
def test_a_strict_umask_does_not_lock_the_server_out(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        with running(folder / "strict" / "data") as server:
            assert ask(server, "SELECT 1") == 1
    finally:
        os.umask(before)


@as_root
def test_root_starts_it_as_the_system_user(own_server: Server) -> None:
    status = Path(f"/proc/{own_server.pid()}/status").read_text()
    uid = next(line for line in status.splitlines() if line.startswith("Uid:")).split()[1]
    assert uid != "0"
