"""What an administrator does once on a server: roles, database, schema of the jobs, grants.

May be repeated; a second run changes nothing but passwords.
"""

import psycopg
from psycopg import sql

from leadgen.db.address import Address
from leadgen.db.roles import LOGIN_ROLES, Role, password
from leadgen.kernel.errors import LeadgenError

_ONE_AT_A_TIME = 7_233_001  # advisory lock: roles are global to a server


class RoleTooPowerful(LeadgenError):
    """A role of ours is superuser or bypasses row-level security: tenants would not be sealed."""


def prepare(admin: Address, admin_user: str, admin_password: str, *, database: str, secret: bytes) -> None:
    """Make what is missing on the server of `admin` for the product's `database`."""
    with psycopg.connect(admin.conninfo(admin_user, admin_password), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        make_roles(server, secret)
        if not _exists(server, "pg_database", "datname", database):
            _make_database(server, database)
        inside = Address(admin.host, admin.port, database, admin.options)
        with psycopg.connect(inside.conninfo(admin_user, admin_password)) as connection:
            grant(connection, database)


def make_roles(server: psycopg.Connection, secret: bytes) -> None:
    """The product's roles with their present passwords."""
    for role in Role:
        if not _exists(server, "pg_roles", "rolname", role):
            server.execute(
                sql.SQL("CREATE ROLE {} NOSUPERUSER NOCREATEDB NOCREATEROLE").format(sql.Identifier(role))
            )
    for role in LOGIN_ROLES:
        server.execute(
            sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), password(secret, role))
        )
    # The owner may hand functions over to the role that searches, and does not by itself see what that sees.
    for statement in ("ALTER ROLE {owner} NOINHERIT", "GRANT {search} TO {owner}"):
        server.execute(
            sql.SQL(statement).format(owner=sql.Identifier(Role.OWNER), search=sql.Identifier(Role.SEARCH))
        )
    check_roles(server)


def is_complete(connection: psycopg.Connection) -> bool:
    """Whether `prepare` made everything that this release needs of the server."""
    row = connection.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [Role.OWNER, Role.SEARCH]).fetchone()
    return row is not None and bool(row[0])


def check_roles(connection: psycopg.Connection) -> None:
    """Raises RoleTooPowerful where a role of ours could see past its policies."""
    powerful = connection.execute(_POWERFUL, [[role.value for role in Role]]).fetchall()
    if powerful:
        names = ", ".join(row[0] for row in powerful)
        raise RoleTooPowerful(
            f"The database role {names} is superuser or bypasses row-level security, so workspaces would "
            "not be sealed from each other. Take that right away: ALTER ROLE … NOSUPERUSER NOBYPASSRLS."
        )


# Also through a role they belong to: SET ROLE would be enough.
_POWERFUL = """
SELECT r.rolname FROM pg_roles r
WHERE r.rolname = ANY(%s) AND EXISTS (
  SELECT FROM pg_roles s
  WHERE (s.rolsuper OR s.rolbypassrls) AND (s.oid = r.oid OR pg_has_role(r.oid, s.oid, 'MEMBER'))
)
"""


def _exists(connection: psycopg.Connection, table: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(column))
    return connection.execute(query, [name]).fetchone() is not None


def _make_database(server: psycopg.Connection, name: str) -> None:
    """UTF-8; from PostgreSQL 17 on with the built-in C.UTF-8, which no system upgrade re-sorts."""
    _become_member(server, Role.OWNER)
    builtin = server.info.server_version >= 170000
    locale = sql.SQL("LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'" if builtin else "")
    server.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' {}").format(
            sql.Identifier(name), sql.Identifier(Role.OWNER), locale
        )
    )


def _become_member(server: psycopg.Connection, role: Role) -> None:
    """An administrator who is no superuser may give away only to roles it may be."""
    row = server.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if row is None or not row[0]:
        server.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))


def grant(connection: psycopg.Connection, database: str) -> None:
    """Who may do what in the database, before any table exists."""
    names = {
        "database": sql.Identifier(database),
        "owner": sql.Identifier(Role.OWNER),
        "app": sql.Identifier(Role.APP),
        "system": sql.Identifier(Role.SYSTEM),
        "search": sql.Identifier(Role.SEARCH),
    }
    for statement in _GRANTS:
        connection.execute(sql.SQL(statement).format(**names))


_GRANTS = (
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT, CREATE ON DATABASE {database} TO {owner}",
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}",
    "GRANT CONNECT ON DATABASE {database} TO {system}",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE, CREATE ON SCHEMA public TO {owner} WITH GRANT OPTION",
    "GRANT USAGE ON SCHEMA public TO {app}, {system}, {search}",
    "CREATE SCHEMA IF NOT EXISTS jobs AUTHORIZATION {owner}",
    "GRANT USAGE ON SCHEMA jobs TO {app}, {system}",
)
