"""One server shared by several processes: the first starts it, the last one out stops it.

Each process holds a shared lock while it uses the server; the kernel drops it at the process's death,
however it comes. Starting and stopping happen under a second, exclusive lock. A server whose last user
was killed keeps running, and the next start adopts it. The server is nobody's child.
"""

import fcntl
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT, SIGQUIT
from types import MappingProxyType

import structlog

from leadgen.db.postgres import cluster, postmaster
from leadgen.db.postgres.account import Account, account, check_usable
from leadgen.db.postgres.binaries import Binaries, install
from leadgen.db.postgres.errors import ServerFailed
from leadgen.db.postgres.layout import Layout

_START_TIMEOUT_S = 60.0  # a crash recovery replays up to max_wal_size
_STOP_TIMEOUT_S = 6.0
_WATCH_S = 0.5

log = structlog.get_logger()


class Server:
    """The embedded server of one data folder, as used by this process."""

    def __init__(self, data_dir: Path, settings: Mapping[str, str] = MappingProxyType({})) -> None:
        self.layout = Layout(data_dir)
        self._settings = settings
        self._account: Account = account()
        self._use: int | None = None
        self._leaving = threading.Event()
        self._watcher: threading.Thread | None = None

    def enter(self) -> None:
        """Start the server or join it. Raises DataFolderUnusable, ServerFailed."""
        check_usable(self.layout.data_dir, self._account)
        cluster.make_folders(self.layout, self._account)
        with self._changing():
            use = os.open(self.layout.use_lock, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(use, fcntl.LOCK_SH)
            try:
                self._ensure_running()
            except BaseException:
                os.close(use)
                raise
            self._use = use
        self._watcher = threading.Thread(target=self._watch, name="postgres-watch", daemon=True)
        self._watcher.start()

    def leave(self) -> None:
        """Stop using the server; the last one stops it."""
        if self._use is None or self._watcher is None:
            return
        self._leaving.set()
        self._watcher.join()
        with self._changing():
            if self._is_last(self._use):
                self._stop()
                cluster.remove_far_socket_dir(self.layout)
            os.close(self._use)
        self._use = None

    def superuser_password(self) -> str:
        """Made with the cluster; for preparing roles and databases only."""
        return self.layout.password_file.read_text()

    def pid(self) -> int | None:
        """The server's process, if it lives."""
        return postmaster.running_pid(self.layout.cluster)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        lock = os.open(self.layout.change_lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _is_last(self, use: int) -> bool:
        try:
            fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _watch(self) -> None:
        """Start the server again where it died, for as long as this process uses it."""
        while not self._leaving.wait(_WATCH_S):
            if self.pid() is None:
                self._revive()

    def _revive(self) -> None:
        log.warning("postgres.died")
        try:
            with self._changing():
                self._ensure_running()
        except (ServerFailed, OSError) as error:
            log.warning("postgres.not_started", reason=str(error))  # the next look tries again
        else:
            log.info("postgres.running", pid=self.pid())

    def _ensure_running(self) -> None:
        if self.pid() is None:
            binaries = install(self.layout.binaries, cluster.major(self.layout))
            cluster.make(self.layout, binaries, self._account)
            postmaster.clear_stale(self.layout.cluster, self.layout.socket_dir)
            cluster.write_settings(self.layout, self._account, self._settings)
            self._launch(binaries)
        self._wait_ready()

    def _launch(self, binaries: Binaries) -> None:
        """By `pg_ctl`, which detaches the server into a session of its own."""
        started = subprocess.run(  # noqa: S603 - our copy of the program
            [
                *(binaries.program("pg_ctl"), "start", "--no-wait", "--silent"),
                *("-D", self.layout.cluster, "-l", self.layout.log_dir / "start.log"),
            ],
            **self._account.identity(),
            env=cluster.clean_environment(),
            cwd=self.layout.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if started.returncode != 0:
            raise ServerFailed(f"PostgreSQL did not start: {self._last_words()}")

    def _wait_ready(self) -> None:
        deadline = time.monotonic() + _START_TIMEOUT_S
        seen = False
        while time.monotonic() < deadline:
            file = postmaster.read_pid_file(self.layout.cluster)
            if file is not None:
                seen = True
                if file.ready:
                    return
            elif seen:
                break  # it wrote its file and took it away again: it gave up
            time.sleep(0.01)
        raise ServerFailed(f"PostgreSQL did not become ready: {self._last_words()}")

    def _stop(self) -> None:
        """A fast shutdown: open transactions are rolled back; an immediate one where that takes too long."""
        for signal in (SIGINT, SIGQUIT):
            pid = self.pid()
            if pid is None:
                return
            os.kill(pid, signal)
            if self._wait_gone(pid):
                return
        raise ServerFailed(f"PostgreSQL (process {pid}) does not stop.")

    def _wait_gone(self, pid: int) -> bool:
        deadline = time.monotonic() + _STOP_TIMEOUT_S
        while time.monotonic() < deadline:
            if not postmaster.is_alive(self.layout.cluster, pid):
                return True
            time.sleep(0.01)
        return False

    def _last_words(self) -> str:
        """The end of what the server said last."""
        logs = sorted(self.layout.log_dir.glob("*.log"), key=lambda path: path.stat().st_mtime)
        lines = [line for path in logs[-2:] for line in path.read_text(errors="replace").splitlines()[-3:]]
        return " | ".join(lines) or "it said nothing"


@contextmanager
def running(data_dir: Path, settings: Mapping[str, str] = MappingProxyType({})) -> Iterator[Server]:
    """The embedded server of a data folder, running for as long as the block does."""
    server = Server(data_dir, settings)
    server.enter()
    try:
        yield server
    finally:
        server.leave()
