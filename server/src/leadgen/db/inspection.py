"""What the database says of itself, for `leadgen doctor`. Reads only."""

from dataclasses import dataclass
from datetime import datetime

import psycopg

from leadgen.db.migrate import code_head
from leadgen.db.roles import Role

# Tables that belong to no single workspace, each for its reason.
GLOBAL_TABLES = {
    "account": "who pays; holds many workspaces",
    "user": "a person may belong to many workspaces",
    "session": "found by the hash of its token, before a workspace is known",
    "sign_in_link": "found by the hash of its token, before a workspace is known",
    "api_key": "found by the hash of the key, which names the workspace",
    "recovery_code": "a person's, found by its hash",
    "provider_identity": "a person's, found by what the provider says before a workspace is known",
    "rate_limit": "counts by hashed names, of sign-ins and keys; holds nobody's data",
    "host_pace": "when other servers may be asked again; holds nobody's data",
    "installation": "where the database stands; holds nobody's data",
    "system_access": "who read across workspaces, and why",
    "alembic_version": "the schema's version",
}
# Sealed tables whose key begins with another column than workspace_id.
OWN_KEY = {
    "workspace": "id",
    "account_balance": "account_id",
    "credit_lot": "account_id",
    "ledger_entry": "account_id",
    "run_reserve": "account_id",
    "spending": "account_id",
}


@dataclass(frozen=True)
class Facts:
    """One look at the database."""

    server_version: str
    schema: str | None
    code: str
    unsealed: tuple[str, ...]


@dataclass(frozen=True)
class Safekeeping:
    """Slugs of the workspaces that may not reach outward, and when the last backup was taken here."""

    disarmed: tuple[str, ...]
    backed_up_at: datetime | None


def safekeeping(owner: psycopg.Connection, system: psycopg.Connection) -> Safekeeping:
    """Of a database at the code's schema."""
    slugs = system.execute(
        "SELECT slug FROM workspace WHERE disarmed_at IS NOT NULL ORDER BY slug"
    ).fetchall()
    row = owner.execute("SELECT backed_up_at FROM installation").fetchone()
    return Safekeeping(tuple(slug for (slug,) in slugs), row[0] if row is not None else None)


def look(connection: psycopg.Connection) -> Facts:
    """Version, schema and unsealed tables, seen as the owner of the tables."""
    version = connection.execute("SHOW server_version").fetchone()
    assert version is not None
    return Facts(version[0], _schema(connection), code_head(), unsealed_tables(connection))


def _schema(connection: psycopg.Connection) -> str | None:
    found = connection.execute("SELECT to_regclass('public.alembic_version')").fetchone()
    if found is None or found[0] is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row is not None else None


def unsealed_tables(connection: psycopg.Connection) -> tuple[str, ...]:
    """Tables that could show one workspace's rows to another, each with what it lacks."""
    rows = connection.execute(_TABLES, [Role.APP.value]).fetchall()
    return tuple(f"{name}: {lack}" for name, *state in rows if (lack := _lack(name, *state)) is not None)


def _lack(name: str, keyed: bool, enabled: bool, forced: bool, policed: bool) -> str | None:
    if name in GLOBAL_TABLES:
        return None
    if not (keyed or name in OWN_KEY):
        return "no workspace_id in its primary key"
    if not (enabled and forced):
        return "row-level security is not forced"
    return None if policed else "no policy for the application"


_TABLES = """
SELECT c.relname,
  EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
          WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = 'workspace_id'),
  c.relrowsecurity, c.relforcerowsecurity,
  EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND %s::regrole = ANY (p.polroles))
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
ORDER BY c.relname
"""
