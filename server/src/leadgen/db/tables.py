"""Which tables there are and who may read them, for copying the whole database out and in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import psycopg
from psycopg import sql

from leadgen.db.roles import Role

# Never copied, each for its reason. The tables of the queue are its own business but for the jobs themselves.
LEFT_OUT = {
    "public.alembic_version": "made by the migrations",
    "public.installation": "says where this database stands",
    "public.session": "nobody is signed in on another installation",
    "public.rate_limit": "counts of the last minute",
    "public.host_pace": "turns of the last minutes",
    "jobs.procrastinate_workers": "processes of this moment",
    "jobs.procrastinate_events": "the queue's own log",
    "jobs.procrastinate_periodic_defers": "which periodic jobs this queue has deferred",
}


SeenBy = Literal["workspace", "account"]


class TableUnreadable(AssertionError):
    """A table that no role of ours may read whole would be missing in every backup."""


@dataclass(frozen=True)
class Table:
    """One table: `columns` in their order, `key` its primary key, `reader` who may read all of it.

    `seen_by`: where its rows are sealed, they are seen one workspace, or one account, at a time.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    seen_by: SeenBy | None
    reader: Role

    @property
    def identifier(self) -> sql.Identifier:
        """Quoted, with its schema."""
        return sql.Identifier(*self.name.split(".", 1))

    def listed(self, names: Sequence[str]) -> sql.Composed:
        """Columns, quoted, separated by commas."""
        return sql.SQL(", ").join(map(sql.Identifier, names))


def copied(connection: psycopg.Connection) -> list[Table]:
    """Every table that belongs into a copy, by name. Raises TableUnreadable."""
    rows = connection.execute(_TABLES, {"app": Role.APP.value, "system": Role.SYSTEM.value}).fetchall()
    return [_table(*row) for row in rows if row[0] not in LEFT_OUT]


def _table(
    name: str, columns: list[str], key: list[str] | None, sealed: bool, app: bool, system: bool
) -> Table:
    if not key or not (app or (system and not sealed)):
        raise TableUnreadable(f"{name} has no primary key, or may not be read by {Role.APP} or {Role.SYSTEM}")
    return Table(name, tuple(columns), tuple(key), _seen_by(key, sealed), Role.APP if app else Role.SYSTEM)


def _seen_by(key: Sequence[str], sealed: bool) -> SeenBy | None:
    if not sealed:
        return None
    return "account" if key[0] == "account_id" else "workspace"


_TABLES = """
SELECT n.nspname || '.' || c.relname,
  (SELECT array_agg(a.attname ORDER BY a.attnum)::text[] FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''),
  (SELECT array_agg(a.attname ORDER BY array_position(i.indkey::int2[], a.attnum))::text[]
   FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[])
   WHERE i.indrelid = c.oid AND i.indisprimary),
  c.relrowsecurity, has_table_privilege(%(app)s, c.oid, 'SELECT'),
  has_table_privilege(%(system)s, c.oid, 'SELECT')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'jobs') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY 1
"""
