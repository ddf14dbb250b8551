"""SQL over columns of sealed values; their names come from the modules that seal, never from outside."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import psycopg
from psycopg import sql

from leadgen.db.tables import Table, copied
from leadgen.platform.secrets.contracts import SealedColumn

_ONE_AT_A_TIME = 7_233_004  # advisory lock


def one_at_a_time(connection: psycopg.Connection) -> None:
    """Held until the connection closes."""
    connection.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])


def set_own_password(connection: psycopg.Connection, role: str, password: str) -> None:
    """Any role may change its own."""
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), password))


def workspace_ids(system: psycopg.Connection) -> list[UUID]:
    return [row[0] for row in system.execute("SELECT id FROM workspace ORDER BY id")]


def tables(connection: psycopg.Connection) -> dict[str, Table]:
    """By their names without a schema."""
    return {table.name.removeprefix("public."): table for table in copied(connection)}


def see(app: psycopg.Connection, workspace_id: UUID | None) -> None:
    """From here on to the end of the connection."""
    app.execute("SELECT set_config('app.workspace_id', %s, false)", [str(workspace_id or "")])


def heads(app: psycopg.Connection, column: SealedColumn, length: int) -> Iterator[tuple[bytes, int]]:
    """How the values begin, which names their key, and how many of each there are."""
    query = sql.SQL(
        "SELECT substring({column} FOR %s), count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"
    ).format(column=sql.Identifier(column.column), table=sql.Identifier(column.table))
    yield from app.execute(query, [length])


def not_beginning(
    app: psycopg.Connection, column: SealedColumn, table: Table, head: bytes
) -> Sequence[tuple[tuple[object, ...], bytes]]:
    """(primary key, value) of those sealed with another key."""
    query = sql.SQL(
        "SELECT {column}, {key} FROM {table} WHERE {column} IS NOT NULL AND substring({column} FOR %s) <> %s"
    ).format(
        column=sql.Identifier(column.column), key=table.listed(table.key), table=sql.Identifier(column.table)
    )
    return [(row[1:], row[0]) for row in app.execute(query, [len(head), head])]


def replace(
    app: psycopg.Connection,
    column: SealedColumn,
    table: Table,
    key: tuple[object, ...],
    *,
    old: bytes,
    new: bytes,
) -> bool:
    """False where it is no longer the old one: whoever changed it sealed with the present key."""
    query = sql.SQL("UPDATE {table} SET {column} = %s WHERE ({key}) = ({places}) AND {column} = %s").format(
        table=sql.Identifier(column.table),
        column=sql.Identifier(column.column),
        key=table.listed(table.key),
        places=sql.SQL(", ").join([sql.Placeholder()] * len(key)),
    )
    return app.execute(query, [new, *key, old]).rowcount == 1
