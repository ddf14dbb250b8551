"""Migrations: once, together, giving way; and the models say the same as their text."""

import threading
from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from alembic import command

from leadgen.db import inspection
from leadgen.db.address import Address
from leadgen.db.migrate import (
    Patience,
    SchemaBusy,
    SchemaTooNew,
    as_owner,
    code_head,
    config,
    migrate,
    schema_head,
)
from leadgen.db.roles import Role
from leadgen.pipeline.assembly import build
from tests.factories.server import SECRET, TestServer

KEY = SECRET.encode()


@pytest.fixture
def empty(postgres: TestServer) -> Iterator[Address]:
    """A prepared database without a schema."""
    with postgres.empty_database() as address:
        yield address


def owner(address: Address) -> psycopg.Connection:
    return psycopg.connect(address.role_conninfo(Role.OWNER, KEY))


def upgrade_to(address: Address, revision: str) -> None:
    chosen = config()
    with as_owner(address, KEY) as connection:
        chosen.attributes["connection"] = connection
        command.upgrade(chosen, revision)


def test_processes_that_start_at_once_migrate_once(empty: Address) -> None:
    errors: list[Exception] = []

    def start() -> None:
        try:
            migrate(empty, KEY)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with as_owner(empty, KEY) as connection:
        assert schema_head(connection) == code_head()


def test_a_migration_gives_way_and_comes_back(empty: Address) -> None:
    upgrade_to(empty, "0001")
    with owner(empty) as busy:
        busy.execute("LOCK TABLE alembic_version IN SHARE ROW EXCLUSIVE MODE")
        with pytest.raises(SchemaBusy):
            migrate(empty, KEY, Patience(lock_timeout_ms=50, attempts=1))
        late = threading.Timer(0.3, busy.rollback)
        late.start()
        migrate(empty, KEY, Patience(lock_timeout_ms=50))
        late.join()
    with as_owner(empty, KEY) as connection:
        assert schema_head(connection) == code_head()


def test_a_schema_of_a_newer_release_is_refused(address: Address) -> None:
    with owner(address) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew, match="9999"):
        migrate(address, KEY)


def test_models_and_migrations_agree(address: Address) -> None:
    build()  # imports every model
    chosen = config()
    with as_owner(address, KEY) as connection:
        chosen.attributes["connection"] = connection
        command.check(chosen)


def test_every_tenant_table_is_sealed(address: Address) -> None:
    with owner(address) as connection:
        assert inspection.unsealed_tables(connection) == ()


@pytest.mark.parametrize(
    ("table", "lack"),
    [
        ("CREATE TABLE leak (id uuid PRIMARY KEY)", "leak: no workspace_id in its primary key"),
        (
            "CREATE TABLE leak (workspace_id uuid, id uuid, PRIMARY KEY (workspace_id, id))",
            "leak: row-level security is not forced",
        ),
        (
            (
                "CREATE TABLE leak (workspace_id uuid, id uuid, PRIMARY KEY (workspace_id, id));"
                "ALTER TABLE leak ENABLE ROW LEVEL SECURITY; ALTER TABLE leak FORCE ROW LEVEL SECURITY"
            ),
            "leak: no policy for the application",
        ),
    ],
)
def test_a_table_that_leaks_is_found(address: Address, table: LiteralString, lack: str) -> None:
    with owner(address) as connection:
        connection.execute(table)
        assert inspection.unsealed_tables(connection) == (lack,)
