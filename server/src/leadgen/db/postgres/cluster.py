"""The files of the embedded database: made once, its settings written at every start."""

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from leadgen.db.postgres.account import Account
from leadgen.db.postgres.binaries import Binaries
from leadgen.db.postgres.errors import DataFolderUnusable, ServerFailed
from leadgen.db.postgres.layout import Layout

SUPERUSER = "postgres"
PORT = 5432  # names the socket file; no network port is opened

# For a laptop that does other things too. Durability stays on: a commit is on disk.
_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "192MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "synchronous_commit": "on",
    "wal_compression": "on",
    "max_wal_size": "2GB",
    "max_wal_senders": "0",
    "jit": "off",
    "password_encryption": "scram-sha-256",
    "cluster_name": "leadgen",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] %u ",
}

# One call instead of one for each of a thousand files: a crash recovery starts in a third of the time.
_SYNC = "syncfs" if sys.platform == "linux" else "fsync"

_INITDB = (
    f"--sync-method={_SYNC}",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--auth=scram-sha-256",
    f"--username={SUPERUSER}",
)


def clean_environment() -> dict[str, str]:
    """For PostgreSQL's programs: nothing of the caller's environment steers them."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def make_folders(layout: Layout, user: Account) -> None:
    """The server's own folders, owned by its user, closed to everybody else."""
    with _alone(layout.data_dir):
        for folder in (layout.root, layout.log_dir, layout.socket_dir):
            _make_private(folder, user)
        layout.binaries.mkdir(exist_ok=True)
        layout.binaries.chmod(0o755)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One start at a time: an empty folder would take another's place, with what is being made inside."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)  # the kernel releases it at a death too
        yield
    finally:
        os.close(held)


def _make_private(folder: Path, user: Account) -> None:
    try:
        if not os.path.lexists(folder):
            _put_in_place(folder, user)
    except OSError as error:
        raise DataFolderUnusable(f"The folder {folder} cannot be made ({error.strerror}).") from error
    # The socket's folder may stand in /tmp, where others can be first.
    if folder.is_symlink() or folder.stat().st_uid != user.uid:
        raise DataFolderUnusable(
            f"The folder {folder} belongs to another user. Run as the user who started with this data "
            "folder before, or choose another one with --data DIR."
        )


def _put_in_place(folder: Path, user: Account) -> None:
    """In one step: a kill in between leaves nothing half made."""
    fresh = Path(tempfile.mkdtemp(prefix=f"{folder.name}.new-", dir=folder.parent))
    user.own(fresh)
    fresh.rename(folder)


def remove_far_socket_dir(layout: Layout) -> None:
    """What stands outside the data folder goes with the server."""
    if not layout.socket_dir.is_relative_to(layout.root):
        with suppress(OSError):  # not empty: a server that died left its socket, which the next start clears
            layout.socket_dir.rmdir()


def major(layout: Layout) -> str | None:
    """The version of PostgreSQL that made the cluster, such as `18`; None where there is none."""
    try:
        return (layout.cluster / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return None


def make(layout: Layout, binaries: Binaries, user: Account) -> None:
    """Make the cluster where there is none; a killed attempt leaves nothing that looks like one."""
    if layout.cluster.is_dir():
        return
    fresh = layout.root / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)
    _write_password(layout.password_file, user)
    made = subprocess.run(  # noqa: S603 - our copy of the program
        [binaries.program("initdb"), "-D", fresh, *_INITDB, f"--pwfile={layout.password_file}"],
        **user.identity(),
        env=clean_environment(),
        cwd=layout.root,
        capture_output=True,
        text=True,
    )
    if made.returncode != 0:
        raise ServerFailed(f"The database could not be made in {layout.root}: {made.stderr.strip()}")
    with (fresh / "postgresql.conf").open("a") as file:
        file.write("\ninclude 'leadgen.conf'\n")
    fresh.rename(layout.cluster)


def _write_password(path: Path, user: Account) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
    user.own(path)


def write_settings(layout: Layout, user: Account, extra: Mapping[str, str]) -> None:
    """The settings of this release, in a file of ours; `extra` wins."""
    places = {
        "recovery_init_sync_method": _SYNC,
        "unix_socket_directories": str(layout.socket_dir),
        "log_directory": str(layout.log_dir),
    }
    lines = [f"{name} = {_quoted(value)}\n" for name, value in {**_SETTINGS, **places, **extra}.items()]
    path = layout.cluster / "leadgen.conf"
    fresh = path.with_suffix(".new")
    fresh.write_text("# Written at every start; changes here are lost.\n" + "".join(lines))
    fresh.chmod(0o600)
    user.own(fresh)
    fresh.replace(path)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
