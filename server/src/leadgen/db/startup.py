"""What every process does before its first session: a running server, sound roles, the right schema."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from leadgen.config import Settings
from leadgen.db.address import EMBEDDED_DATABASE, address_of, embedded
from leadgen.db.migrate import migrate
from leadgen.db.postgres import cluster
from leadgen.db.postgres.server import Server, running
from leadgen.db.prepare import check_roles, prepare
from leadgen.db.roles import LOGIN_ROLES, Role
from leadgen.kernel.errors import LeadgenError


class DatabaseNotPrepared(LeadgenError):
    """The external database cannot be entered as one of our roles."""


@contextmanager
def ready(settings: Settings) -> Iterator[None]:
    """The database, usable by `Database.open(settings)` for as long as the block runs.

    Raises DataFolderUnusable, ServerFailed, DatabaseNotPrepared, RoleTooPowerful, SchemaTooNew, SchemaBusy.
    """
    if not settings.embedded:
        _make_ready(settings)
        yield
        return
    with running(settings.data_dir) as server:
        if not _enterable(settings):
            prepare_embedded(settings, server)
        _make_ready(settings)
        yield


def prepare_embedded(settings: Settings, server: Server, database: str = EMBEDDED_DATABASE) -> None:
    """Roles and database on the embedded server."""
    prepare(
        embedded(settings.data_dir, "postgres"),
        cluster.SUPERUSER,
        server.superuser_password(),
        database=database,
        secret=settings.secret(),
    )


def _enterable(settings: Settings) -> bool:
    """Whether the roles are there with the present passwords."""
    try:
        for role in LOGIN_ROLES:
            _connect(settings, role).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_ready(settings: Settings) -> None:
    try:
        with _connect(settings, Role.APP) as connection:
            check_roles(connection)
    except psycopg.OperationalError as error:
        raise DatabaseNotPrepared(
            f"The database cannot be used as {Role.APP}: {str(error).strip()} Prepare it once with "
            "`leadgen database prepare --admin-url …`, with the same LEADGEN_SECRET_KEY as here."
        ) from error
    migrate(address_of(settings), settings.secret())


def _connect(settings: Settings, role: Role) -> psycopg.Connection:
    address = address_of(settings)
    return psycopg.connect(address.role_conninfo(role, settings.secret()), connect_timeout=10)
