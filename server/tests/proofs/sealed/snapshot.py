"""What a workspace holds, as one checksum a table, read past all policies."""

from uuid import UUID

import psycopg
from psycopg import sql

TABLES = """
SELECT c.relname, c.relname = 'workspace' FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
  AND c.relkind IN ('r', 'p') AND (c.relname = 'workspace' OR EXISTS (SELECT FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attname = 'workspace_id'))
ORDER BY 1
"""
SUM = sql.SQL(
    "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '')"
    " FROM {} AS t WHERE {} = %s"
)
JOBS = "SELECT count(*)::text FROM jobs.procrastinate_jobs WHERE args ->> 'workspace_id' = %s"


def tenant_tables(administrator: psycopg.Connection) -> dict[str, str]:
    """Each table that has rows of workspaces → the column that says whose."""
    rows = administrator.execute(TABLES).fetchall()
    return {name: "id" if is_workspace else "workspace_id" for name, is_workspace in rows}


def snapshot(administrator: psycopg.Connection, workspace_id: UUID) -> dict[str, str]:
    """Each table → number and checksum of the workspace's rows; its jobs too."""
    found = {"jobs": _one(administrator, JOBS, str(workspace_id))}
    for table, column in tenant_tables(administrator).items():
        query = SUM.format(sql.Identifier(table), sql.Identifier(column))
        found[table] = _one(administrator, query, workspace_id)
    return found


def _one(administrator: psycopg.Connection, query: str | sql.Composed, value: object) -> str:
    row = administrator.execute(query, [value]).fetchone()
    assert row is not None
    return str(row[0])
