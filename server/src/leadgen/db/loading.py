"""A whole database written into an empty one, in one transaction of the owner of its tables.

For as long as that transaction lasts the owner sees past row-level security (COPY is refused under it), and
foreign keys and triggers are away: the keys are made again at the end, which checks every row, and the
references without one are checked as well. Nobody can see that state: the tables are locked, and a rollback
takes all of it back.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from leadgen.db.references import broken
from leadgen.db.tables import Table, copied
from leadgen.kernel.errors import Conflict, Refused, Unavailable


class NotEmpty(Conflict):
    """There is data already where the backup is to be restored."""

    def __init__(self) -> None:
        super().__init__(
            "There are people or workspaces in this installation already, and a restore would write over "
            "them. Restore into a new one: another folder with --data DIR, or another database in "
            "LEADGEN_DATABASE_URL."
        )


class DatabaseInUse(Unavailable):
    """Other programs are at work in the database."""

    def __init__(self) -> None:
        super().__init__(
            "Other programs are at work in this database. Stop `leadgen up`, `web` and `worker`, then try "
            "again."
        )


class RowsUnfit(Refused):
    """The rows of a backup do not fit together."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The backup's rows do not fit the database: {why} Nothing was changed.")


@dataclass(frozen=True)
class Loading:
    """The open transaction. `connection` may do what belongs to the same go."""

    connection: psycopg.Connection
    tables: dict[str, Table]

    def load(self, table: Table, columns: Sequence[str], pieces: Iterable[bytes]) -> int:
        """Rows in the form COPY writes. How many they were."""
        query = sql.SQL("COPY {} ({}) FROM STDIN").format(table.identifier, table.listed(columns))
        with self.connection.cursor() as cursor:
            with cursor.copy(query) as rows:
                for piece in pieces:
                    rows.write(piece)
            return cursor.rowcount


@contextmanager
def into_empty(owner: psycopg.Connection) -> Iterator[Loading]:
    """Committed at a clean end. Raises NotEmpty, DatabaseInUse, RowsUnfit."""
    try:
        with owner.transaction():
            owner.execute("SET LOCAL lock_timeout = '10s'")
            tables = {table.name: table for table in copied(owner)}
            keys = _open(owner, tables.values())
            yield Loading(owner, tables)
            _close(owner, tables.values(), keys)
    except psycopg.errors.LockNotAvailable as error:
        raise DatabaseInUse from error
    except (psycopg.IntegrityError, psycopg.DataError) as error:
        raise RowsUnfit(f"{error.diag.message_primary}.") from error
    owner.execute("ANALYZE")


def _open(owner: psycopg.Connection, tables: Iterable[Table]) -> list[tuple[str, str, str]]:
    for table in tables:
        name = table.identifier
        owner.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(name))
        if table.seen_by is not None:
            owner.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(name))
        owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
    row = owner.execute(_IN_USE).fetchone()
    if row is None or row[0]:
        raise NotEmpty
    keys = owner.execute(_FOREIGN_KEYS).fetchall()
    for table_name, key, _ in keys:
        owner.execute(f"ALTER TABLE {table_name} DROP CONSTRAINT {key}")
    for table in tables:
        owner.execute(sql.SQL("TRUNCATE {}").format(table.identifier))
    return keys


def _close(owner: psycopg.Connection, tables: Iterable[Table], keys: list[tuple[str, str, str]]) -> None:
    for table_name, column, sequence in owner.execute(_SEQUENCES).fetchall():
        highest = f"SELECT max({column}) FROM {table_name}"
        owner.execute(f"SELECT setval('{sequence}', coalesce(({highest}), 0) + 1, false)")
    for table_name, key, definition in keys:
        owner.execute(f"ALTER TABLE {table_name} ADD CONSTRAINT {key} {definition}")
    if lost := broken(owner):
        raise RowsUnfit(f"{'; '.join(lost)}.")
    for table in tables:  # last: from here on the owner sees no rows
        name = table.identifier
        owner.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))
        if table.seen_by is not None:
            owner.execute(sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(name))


_IN_USE = (
    'SELECT EXISTS (SELECT FROM account) OR EXISTS (SELECT FROM "user") OR EXISTS (SELECT FROM workspace)'
)

# Names as the catalogue quotes them.
_FOREIGN_KEYS = """
SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid)
FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
WHERE c.contype = 'f' AND c.conparentid = 0 AND n.nspname IN ('public', 'jobs')
ORDER BY 1, 2
"""
_SEQUENCES = """
SELECT c.oid::regclass::text, quote_ident(a.attname), s.oid::regclass::text
FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
  AND d.refclassid = 'pg_class'::regclass
JOIN pg_class c ON c.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE s.relkind = 'S' AND n.nspname IN ('public', 'jobs')
ORDER BY 1, 2
"""
