"""The whole database as of one moment, read under the policies that seal workspaces from each other.

No role of ours sees all rows: the tables of a workspace are read as the application, one workspace at a time,
those of an account one account at a time; what belongs to neither, as whoever may. All in one exported
snapshot, so that it is of one moment while others go on writing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Self
from uuid import UUID

import psycopg
from psycopg import sql

from leadgen.db.roles import Role
from leadgen.db.tables import Table, copied
from leadgen.kernel.errors import Unavailable

# Connections in autocommit: when a transaction begins is said here.
Connect = Callable[[Role], psycopg.Connection]

_OPTIONS = (
    "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '20s';"
    " SET extra_float_digits = 1; SET DateStyle = 'ISO, YMD'; SET TimeZone = 'UTC'; SET bytea_output = 'hex'"
)


class SchemaChanging(Unavailable):
    """The schema is being upgraded right now."""

    def __init__(self) -> None:
        super().__init__("The schema is being upgraded right now. Try again when that is done.")


@dataclass(frozen=True)
class Snapshot:
    """Everything as of one moment: `revision` of its schema, its tables; workspaces and accounts by id."""

    revision: str
    tables: list[Table]
    workspaces: list[UUID]
    accounts: list[UUID]
    _as_role: dict[Role, psycopg.Connection]

    @classmethod
    @contextmanager
    def take(cls, connect: Connect) -> Iterator[Self]:
        """Raises SchemaChanging. Blocks nobody but a migration."""
        with ExitStack() as stack:
            app, system = (stack.enter_context(connect(role)) for role in (Role.APP, Role.SYSTEM))
            tables = _begin(app, system)
            revision = app.execute("SELECT version_num FROM alembic_version").fetchone()
            ids = [row[0] for row in system.execute("SELECT id FROM workspace ORDER BY id")]
            accounts = [row[0] for row in app.execute("SELECT id FROM account ORDER BY id")]
            assert revision is not None
            yield cls(revision[0], tables, ids, accounts, {Role.APP: app, Role.SYSTEM: system})

    def rows(self, table: Table, whose: UUID | None) -> Iterator[bytes]:
        """Rows as COPY writes them, in the order of the table's key: `whose`, where the table has such."""
        connection = self._as_role[table.reader]
        for scope in ("workspace", "account"):
            seen = str(whose) if scope == table.seen_by else ""
            connection.execute("SELECT set_config(%s, %s, true)", [f"app.{scope}_id", seen])
        query = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
            table.listed(table.columns), table.identifier, table.listed(table.key)
        )
        with connection.cursor() as cursor, cursor.copy(query) as rows:
            for row in rows:
                yield bytes(row)


def _begin(app: psycopg.Connection, system: psycopg.Connection) -> list[Table]:
    """Locks come before the snapshot: a table changed after it would be read in its new shape."""
    for connection in (app, system):
        connection.execute(_OPTIONS)
    tables = copied(app)
    for connection, role in ((app, Role.APP), (system, Role.SYSTEM)):
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        _lock(connection, [table for table in tables if table.reader is role])
    exported = app.execute("SELECT pg_export_snapshot()").fetchone()
    assert exported is not None
    system.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(exported[0]))
    if copied(app) != tables:
        raise SchemaChanging
    return tables


def _lock(connection: psycopg.Connection, tables: Sequence[Table]) -> None:
    try:
        for table in tables:
            connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(table.identifier))
    except psycopg.errors.LockNotAvailable as error:
        raise SchemaChanging from error
