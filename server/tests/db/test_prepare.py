"""An external server is made ready once, and a role that could see too much is refused."""

from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from leadgen.config import Settings, load_settings
from leadgen.db.address import Address, address_of
from leadgen.db.engine import Database
from leadgen.db.prepare import RoleTooPowerful, prepare
from leadgen.db.roles import Role
from leadgen.db.startup import DatabaseNotPrepared, ready
from tests.factories.server import SECRET, TestServer
from tests.factories.tenancy import make_person


def settings_for(address: Address, secret: str = SECRET) -> Settings:
    return load_settings(
        {"database_url": address.public_url(), "secret_key": secret, "data_dir": "/nonexistent"}
    )


@pytest.fixture
def prepared(second: TestServer) -> Iterator[Settings]:
    """A second server, over TCP, made ready as an administrator does it."""
    with second.empty_database() as address:
        yield settings_for(address)


async def test_a_prepared_server_over_tcp_is_all_it_needs(prepared: Settings) -> None:
    with ready(prepared):
        database = Database.open(prepared)
        alice = await make_person(database, "Alice")
        async with database.identity() as session:
            assert (await session.execute(text('SELECT id FROM "user"'))).scalars().all() == [alice.id]
        await database.close()


def test_preparing_twice_changes_nothing(second: TestServer, prepared: Settings) -> None:
    for _ in range(2):
        second.prepare(address_of(prepared).database)
    with ready(prepared):
        pass


def test_the_owner_hands_functions_to_the_searching_role_and_sees_nothing_by_itself(
    second: TestServer, prepared: Settings
) -> None:
    with second.connect() as server:
        row = server.execute(
            "SELECT pg_has_role('leadgen_owner', 'leadgen_search', 'MEMBER'),"
            " pg_has_role('leadgen_owner', 'leadgen_search', 'USAGE')"
        ).fetchone()
        assert row == (True, False)
        server.execute("REVOKE leadgen_search FROM leadgen_owner")
        try:
            with pytest.raises(DatabaseNotPrepared, match="earlier release"), ready(prepared):
                pass
        finally:
            server.execute("GRANT leadgen_search TO leadgen_owner")


def test_a_server_that_is_not_prepared_is_refused_with_what_to_do(
    second: TestServer, prepared: Settings
) -> None:
    with (
        pytest.raises(DatabaseNotPrepared, match="leadgen database prepare"),
        ready(settings_for(second.address("nowhere"))),
    ):
        pass
    other_key = settings_for(second.address("postgres"), "another secret of at least thirty-two characters")
    with pytest.raises(DatabaseNotPrepared, match="same LEADGEN_SECRET_KEY"), ready(other_key):
        pass


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("give", "take"),
    [
        ("ALTER ROLE {} SUPERUSER", "ALTER ROLE {} NOSUPERUSER"),
        ("ALTER ROLE {} BYPASSRLS", "ALTER ROLE {} NOBYPASSRLS"),
        ("GRANT postgres TO {}", "REVOKE postgres FROM {}"),
    ],
)
def test_a_role_that_could_see_past_its_policies_is_refused(
    second: TestServer, prepared: Settings, role: Role, give: LiteralString, take: LiteralString
) -> None:
    with second.connect() as server:
        server.execute(sql.SQL(give).format(sql.Identifier(role)))
        try:
            with pytest.raises(RoleTooPowerful, match=role), ready(prepared):
                pass
        finally:
            server.execute(sql.SQL(take).format(sql.Identifier(role)))


def test_an_administrator_who_is_no_superuser_is_enough(second: TestServer) -> None:
    admin = "plain_admin"
    with second.connect() as server:
        for role in server.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'leadgen%'").fetchall():
            server.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(sql.Identifier(role[0])))
        server.execute(f"CREATE ROLE {admin} LOGIN CREATEROLE CREATEDB PASSWORD 'plain'")
        try:
            prepare(second.address("postgres"), admin, "plain", database="by_plain", secret=SECRET.encode())
            with ready(settings_for(second.address("by_plain"))):
                pass
        finally:
            server.execute("DROP DATABASE IF EXISTS by_plain")


def test_everybody_else_is_kept_out(second: TestServer, prepared: Settings) -> None:
    with second.connect() as server:
        server.execute("CREATE ROLE stranger LOGIN PASSWORD 'stranger'")
    address = address_of(prepared)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(address.conninfo("stranger", "stranger"))
