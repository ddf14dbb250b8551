"""References without a foreign key: each that leads nowhere is found, and no parent can go away."""

import psycopg
import pytest
from psycopg.sql import SQL, Composable, Identifier, Literal

from leadgen.db.address import Address
from leadgen.db.references import UNCHECKED, Reference, broken
from leadgen.db.roles import Role
from tests.factories.server import SECRET, TestServer

PARENTS = sorted({one.parent for one in UNCHECKED})
# What a row cannot be without, beside its ids.
VALUES = {
    "uuid": SQL("gen_random_uuid()"),
    "text": SQL("'planted'"),
    "bigint": SQL("1"),
    "boolean": SQL("false"),
    "jsonb": SQL("'{}'"),
    "timestamp with time zone": SQL("now()"),
    "ARRAY": SQL("'{}'"),
}
NEEDED = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s AND is_nullable = 'NO'
"""


@pytest.mark.parametrize("planted", UNCHECKED, ids=lambda one: f"{one.table}.{one.column} {one.kind or ''}")
def test_a_row_whose_parent_is_missing_is_found(
    postgres: TestServer, address: Address, planted: Reference
) -> None:
    with postgres.connect(address.database) as administrator:
        assert broken(administrator) == []
        _add_orphan(administrator, planted)
        wanted = (
            f"1 rows of {planted.table} name a row of {planted.parent} in {planted.column} that is not there"
        )
        assert wanted in broken(administrator)


@pytest.mark.parametrize("parent", [*PARENTS, "workspace"])
def test_the_product_may_not_delete_a_parent(address: Address, parent: str) -> None:
    with (
        psycopg.connect(address.role_conninfo(Role.APP, SECRET.encode())) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(SQL("DELETE FROM {}").format(Identifier(parent)))


def _add_orphan(administrator: psycopg.Connection, planted: Reference) -> None:
    columns = administrator.execute(NEEDED, [planted.table]).fetchall()
    row: dict[str, Composable] = {name: VALUES[kind] for name, kind in columns}
    row[planted.column] = SQL("gen_random_uuid()")
    if planted.kind:
        row["kind"] = Literal(planted.kind)
    statement = SQL("INSERT INTO {} ({}) VALUES ({})").format(
        Identifier(planted.table),
        SQL(", ").join(map(Identifier, row)),
        SQL(", ").join(row.values()),
    )
    administrator.execute(statement)
