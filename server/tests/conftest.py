"""Fixtures of every test: a real PostgreSQL, a fresh database each, Alice, Bob and Charlie."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from leadgen.config import Settings, load_settings
from leadgen.db.address import Address
from leadgen.db.engine import Database
from leadgen.db.references import broken
from leadgen.platform.auth import passwords
from tests.factories.server import RUN_FOLDER, SECRET, TestServer, open_folder, shared, sweep, tidy
from tests.factories.tenancy import Workspace, make_person, make_workspace

# A person of the tests signs in hundreds of times, at a third of a second each; `full_cost` is the product's.
_QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
_FULL = passwords.hasher


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run makes its folder; nothing of the user's installation is seen."""
    # As in the product: a stack without variables, which take minutes to print where they hold the program.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    for name in [name for name in os.environ if name.startswith("LEADGEN_") and "TEST" not in name]:
        del os.environ[name]
    passwords.hasher = _QUICK
    if not hasattr(config, "workerinput"):
        sweep()
        os.environ[RUN_FOLDER] = str(open_folder())


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last process to leave takes the folder away."""
    started = os.environ.pop(RUN_FOLDER, None)  # missing where the run did not even begin
    if started is not None and not hasattr(config, "workerinput"):
        tidy(Path(started))


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """The server of this run, shared by its workers."""
    with shared(Path(os.environ[RUN_FOLDER])) as server:
        yield server


@pytest.fixture
def address(postgres: TestServer) -> Iterator[Address]:
    """A fresh, migrated, empty database."""
    with postgres.database() as address:
        yield address


@pytest.fixture(autouse=True)
def references_hold(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test of records or imports no row names another that is not there."""
    is_meant = {"records", "ingest"} & set(request.path.parts) and "settings" in request.fixturenames
    if not is_meant:
        yield
        return
    postgres: TestServer = request.getfixturevalue("postgres")
    address: Address = request.getfixturevalue("address")
    yield
    with postgres.connect(address.database) as administrator:
        assert broken(administrator) == []


@pytest.fixture
def full_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords take as long as in the product: for races, and for what is stored."""
    monkeypatch.setattr(passwords, "hasher", _FULL)


@pytest.fixture
def settings(address: Address, tmp_path: Path) -> Settings:
    """Settings of an installation on the fresh database."""
    return load_settings(
        {"data_dir": tmp_path, "database_url": address.public_url(), "secret_key": SECRET, "port": 0}
    )


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """Sessions on the fresh database."""
    database = Database.open(settings)
    yield database
    await database.close()


@pytest.fixture
async def workspace(database: Database) -> Workspace:
    """Alice's workspace: she owns it, Bob views it, Charlie is outside."""
    alice, bob, charlie = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    return await make_workspace(database, slug="alice", owner=alice, bob=bob, charlie=charlie)


@pytest.fixture
async def other_workspace(database: Database, workspace: Workspace) -> Workspace:
    """Charlie's workspace, in which Alice and Bob are outside."""
    dora = await make_person(database, "Dora")
    return await make_workspace(
        database, slug="charlie", owner=workspace.charlie, bob=dora, charlie=workspace.owner
    )
