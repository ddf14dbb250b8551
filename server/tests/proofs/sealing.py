"""Reads from PostgreSQL's own catalogue whether every table belongs to a workspace and is sealed."""

import sys
from itertools import chain

import psycopg

from leadgen.db.inspection import GLOBAL_TABLES, OWN_KEY

EXCEPTED = {f"public.{name}" for name in GLOBAL_TABLES}  # with their reasons
OTHERWISE_KEYED = {f"public.{name}" for name in OWN_KEY}  # sealed all the same
QUEUE = "jobs."  # the job queue's schema: arguments are ids only, the act runs in a workspace session

TABLES = """
SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
  EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id'
          AND a.atttypid = 'uuid'::regtype AND a.attnotnull) AS has_key,
  coalesce((SELECT i.indkey[0] = a.attnum FROM pg_index i, pg_attribute a WHERE i.indrelid = c.oid
    AND i.indisprimary AND a.attrelid = c.oid AND a.attname = 'workspace_id'), false) AS key_leads,
  EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND 'leadgen_app'::regrole = ANY (p.polroles)
          AND pg_get_expr(p.polqual, c.oid) LIKE '%app.workspace_id%') AS has_policy
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg_temp%' AND n.nspname NOT LIKE 'pg_toast%'
ORDER BY 1
"""

# A foreign-key check ignores row-level security: between tenant tables the workspace must be part of the key.
LOOSE_FOREIGN_KEYS = """
SELECT f.conname FROM pg_constraint f
JOIN pg_attribute own ON own.attrelid = f.conrelid AND own.attname = 'workspace_id'
JOIN pg_attribute other ON other.attrelid = f.confrelid AND other.attname = 'workspace_id'
WHERE f.contype = 'f' AND NOT (own.attnum = ANY (f.conkey) AND other.attnum = ANY (f.confkey))
ORDER BY 1
"""

# Of several policies any is enough: one that does not ask for the workspace opens the table to all.
LOOSE_POLICIES = """
SELECT p.polname || ' on ' || p.polrelid::regclass FROM pg_policy p
WHERE p.polpermissive AND ('leadgen_app'::regrole = ANY (p.polroles) OR 0 = ANY (p.polroles))
  AND (coalesce(pg_get_expr(p.polqual, p.polrelid), 'app.workspace_id') NOT LIKE '%app.workspace_id%'
    OR coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'app.workspace_id') NOT LIKE '%app.workspace_id%')
ORDER BY 1
"""

POWERFUL_ROLES = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'leadgen%' AND (rolsuper OR rolbypassrls)"


BAD = ("unsealed", "stale_exceptions", "loose_foreign_keys", "loose_policies", "powerful_roles")


def count(connection: psycopg.Connection) -> dict[str, int]:
    """Tables looked at, and what is wrong, told on standard error and counted."""
    tables, unsealed = unsealed_tables(connection)
    lists = (
        unsealed, stale_exceptions(connection), loose_foreign_keys(connection), loose_policies(connection),
        powerful_roles(connection),
    )  # fmt: skip
    for sentence in chain.from_iterable(lists):
        print(sentence, file=sys.stderr)
    return {"tables": tables, **{name: len(found) for name, found in zip(BAD, lists, strict=True)}}


def unsealed_tables(connection: psycopg.Connection) -> tuple[int, list[str]]:
    """How many tables there are, and what is wrong with those that are neither sealed nor excepted."""
    tables = connection.execute(TABLES).fetchall()
    return len(tables), [
        f"{name}: {wrong}"
        for name, forced, has_key, key_leads, has_policy in tables
        if name not in EXCEPTED and not name.startswith(QUEUE)
        for wrong in _wrong(
            forced=forced,
            has_key=has_key or name in OTHERWISE_KEYED,
            key_leads=key_leads or name in OTHERWISE_KEYED,
            has_policy=has_policy,
        )
    ]


def stale_exceptions(connection: psycopg.Connection) -> list[str]:
    """Names on the list of exceptions that no table has any more."""
    names = {row[0] for row in connection.execute(TABLES).fetchall()}
    return [
        f"{name}: excepted, but there is no such table"
        for name in sorted((EXCEPTED | OTHERWISE_KEYED) - names)
    ]


def loose_foreign_keys(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(LOOSE_FOREIGN_KEYS).fetchall()
    return [f"{name}: joins two tenant tables without the workspace" for (name,) in rows]


def loose_policies(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(LOOSE_POLICIES).fetchall()
    return [f"{name}: a policy that does not ask for the workspace" for (name,) in rows]


def powerful_roles(connection: psycopg.Connection) -> list[str]:
    return [f"{name}: may see past the policies" for (name,) in connection.execute(POWERFUL_ROLES).fetchall()]


def _wrong(*, forced: bool, has_key: bool, key_leads: bool, has_policy: bool) -> list[str]:
    checks = {
        "has no workspace_id uuid not null": has_key,
        "has a primary key that does not begin with workspace_id": key_leads,
        "has no forced row-level security": forced,
        "has no policy of the workspace for leadgen_app": has_policy,
    }
    return [sentence for sentence, holds in checks.items() if not holds]
