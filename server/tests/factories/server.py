"""A PostgreSQL server for the tests, and fresh databases on it.

Embedded by default, without durability; `LEADGEN_TEST_DATABASE_ADMIN_URL` names an external one, whose
user may create roles and databases. Workers of one run share server and template.
"""

import fcntl
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from leadgen.db.address import Address, embedded, parse
from leadgen.db.migrate import migrate
from leadgen.db.postgres.cluster import SUPERUSER
from leadgen.db.postgres.layout import Layout
from leadgen.db.postgres.postmaster import running_pid
from leadgen.db.postgres.server import running
from leadgen.db.prepare import prepare

ADMIN_URL = os.environ.get("LEADGEN_TEST_DATABASE_ADMIN_URL")
RUN_FOLDER = "LEADGEN_TEST_RUN_FOLDER"  # handed on to the workers of a parallel run, and to proofs
SECRET = "the-secret-of-every-test-installation"

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


_PREFIX = "leadgen-test-"
_OLD_S = 600

# A database of 700 files is made and dropped for each test: on a disk that costs ten times the work.
_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30


def _place() -> Path:
    """Where folders of tests stand: in memory, where the system has room there and runs programs of it."""
    try:
        memory = os.statvfs(_MEMORY)
    except FileNotFoundError:
        return Path(tempfile.gettempdir())
    is_fit = not memory.f_flag & os.ST_NOEXEC and memory.f_bavail * memory.f_frsize >= _ROOM
    return _MEMORY if is_fit and os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir())


def sweep() -> None:
    """Stop the servers of our own runs that were killed, and take their folders away."""
    places = {Path(tempfile.gettempdir()), _MEMORY}
    for folder in [folder for place in places for folder in place.glob(f"{_PREFIX}*")]:
        with suppress(FileNotFoundError):  # a run that ends just now takes its folder with it
            if folder.stat().st_uid == os.geteuid():  # another user's is neither ours to open nor to stop
                _sweep(folder)


def _sweep(folder: Path) -> None:
    use = Layout(folder).use_lock
    if time.time() - use.stat().st_mtime > _OLD_S and not _is_used(use):
        pid = running_pid(Layout(folder).cluster)
        if pid is not None:
            os.kill(pid, signal.SIGQUIT)
        rmtree(folder, ignore_errors=True)


def _is_used(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def open_folder() -> Path:
    """A folder that the server's system user may enter: pytest's own are closed to it under root."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_place()))
    folder.chmod(0o711)
    return folder


class TestServer:
    """Hands out databases that are copies of one migrated template."""

    __test__ = False

    def __init__(self, admin: Address, user: str, password: str, run: str) -> None:
        self._admin, self._user, self._password = admin, user, password
        self._run = run
        self._template = f"leadgen_test_{run}_template"

    def address(self, database: str) -> Address:
        """A database of this server."""
        return Address(self._admin.host, self._admin.port, database, self._admin.options)

    def connect(self, database: str | None = None) -> psycopg.Connection:
        """As administrator, each statement on its own: for what a test does to the server."""
        address = self._admin if database is None else self.address(database)
        return psycopg.connect(address.conninfo(self._user, self._password), autocommit=True)

    def prepare(self, database: str) -> None:
        """As `leadgen database prepare` does."""
        prepare(self._admin, self._user, self._password, database=database, secret=SECRET.encode())

    def make_template(self) -> None:
        """Roles, and the database that is copied."""
        self._drop(self._template)
        self.prepare(self._template)
        migrate(self.address(self._template), SECRET.encode())

    @contextmanager
    def empty_database(self) -> Iterator[Address]:
        """A prepared database without a schema."""
        name = self._new_name()
        self.prepare(name)
        try:
            yield self.address(name)
        finally:
            self._drop(name)

    @contextmanager
    def database(self) -> Iterator[Address]:
        """A fresh, migrated database without rows."""
        name = self._new_name()
        with self.connect() as server:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER leadgen_owner STRATEGY FILE_COPY").format(
                    sql.Identifier(name), sql.Identifier(self._template)
                )
            )
        try:
            yield self.address(name)
        finally:
            self._drop(name)

    @contextmanager
    def copy(self, original: Address) -> Iterator[Address]:
        """A database nobody is connected to, copied with all its rows."""
        name = self._new_name()
        with self.connect() as server:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER leadgen_owner").format(
                    sql.Identifier(name), sql.Identifier(original.database)
                )
            )
        try:
            yield self.address(name)
        finally:
            self._drop(name)

    def drop_template(self) -> None:
        """After the last test."""
        self._drop(self._template)

    def _new_name(self) -> str:
        return f"leadgen_test_{self._run}_{uuid4().hex[:12]}"

    def _drop(self, name: str) -> None:
        with self.connect() as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def shared(folder: Path) -> Iterator[TestServer]:
    """The server of one test run; `folder` is the run's own. The first to come makes the template."""
    run = folder.name[-8:].lower()
    if ADMIN_URL is not None:
        yield _with_template(_external(ADMIN_URL, run), folder)
        return
    with running(folder, FAST) as server:
        admin = embedded(folder, "postgres")
        yield _with_template(TestServer(admin, SUPERUSER, server.superuser_password(), run), folder)


def tidy(folder: Path) -> None:
    """After the last test of a run: an external server keeps nothing of it, a folder neither."""
    if ADMIN_URL is not None and (folder / "template.lock").exists():
        _external(ADMIN_URL, folder.name[-8:].lower()).drop_template()
    rmtree(folder, ignore_errors=True)


def _external(url: str, run: str) -> TestServer:
    parts = urlsplit(url)
    plain = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return TestServer(parse(plain), parts.username or "postgres", parts.password or "", run)


def _with_template(server: TestServer, folder: Path) -> TestServer:
    with (folder / "template.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not lock.read():
            server.make_template()
            lock.write("made")
    return server
