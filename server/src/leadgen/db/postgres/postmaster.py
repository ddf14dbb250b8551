"""Whether a server runs on a cluster, seen from its process and not from its word alone."""

import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from leadgen.db.postgres.errors import ServerFailed

_ORPHANS_TIMEOUT_S = 10.0


@dataclass(frozen=True)
class PidFile:
    """What a postmaster wrote about itself."""

    pid: int
    ready: bool


def read_pid_file(cluster: Path) -> PidFile | None:
    """`postmaster.pid` (PostgreSQL 10 and newer: line 1 the process, line 8 its state), if any."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if not lines or not lines[0].strip().isdigit():
        return None
    return PidFile(int(lines[0]), len(lines) > 7 and lines[7].strip() == "ready")


def is_alive(cluster: Path, pid: int) -> bool:
    """Whether `pid` is a living server of this cluster: no zombie, no stranger who got its number."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and _works_in(process, cluster)
    except psutil.NoSuchProcess:
        return False


def running_pid(cluster: Path) -> int | None:
    """The living server of this cluster, if any."""
    file = read_pid_file(cluster)
    return file.pid if file is not None and is_alive(cluster, file.pid) else None


def clear_stale(cluster: Path, socket_dir: Path) -> None:
    """Remove what a dead server left, once the last of its processes is gone.

    PostgreSQL itself refuses to start over the lock files of a zombie, and a zombie stays where nobody
    reaps it (a container without an init). Removing them gives up PostgreSQL's own interlock against two
    servers on one cluster, hence the look for survivors first: each works in the cluster's folder.
    """
    if running_pid(cluster) is not None:
        return
    deadline = time.monotonic() + _ORPHANS_TIMEOUT_S
    while survivors := _processes_in(cluster):
        if time.monotonic() > deadline:
            raise ServerFailed(
                "Processes of a dead database server do not end: "
                f"{[process.pid for process in survivors]}. End them first."
            )
        time.sleep(0.05)
    for left in (cluster / "postmaster.pid", *socket_dir.glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)


def _processes_in(cluster: Path) -> list[psutil.Process]:
    return [p for p in psutil.process_iter() if _lives(p) and _works_in(p, cluster)]


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _works_in(process: psutil.Process, cluster: Path) -> bool:
    """A server and all its children have the cluster as their working folder."""
    try:
        return process.cwd() == str(cluster.resolve())
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False  # another user's process is not of our server
