"""What every process does before its first session: a running server, sound roles, the right schema."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from leadgen.config import Settings
from leadgen.db.address import EMBEDDED_DATABASE, address_of, embedded
from leadgen.db.migrate import migrate
from leadgen.db.postgres import cluster
from leadgen.db.postgres.server import Server, running
from leadgen.db.prepare import check_roles, is_complete, prepare
from leadgen.db.roles import LOGIN_ROLES, Role
from leadgen.db.whereabouts import look_around
from leadgen.kernel import clock
from leadgen.kernel.errors import LeadgenError


class DatabaseNotPrepared(LeadgenError):
    """The external database cannot be entered as one of our roles."""


@contextmanager
def ready(settings: Settings) -> Iterator[None]:
    """The database, usable by `Database.open(settings)` for as long as the block runs.

    Raises DataFolderUnusable, ServerFailed, DatabaseNotPrepared, RoleTooPowerful, SchemaTooNew, SchemaBusy.
    """
    with entered(settings):
        _make_ready(settings)
        yield


@contextmanager
def entered(settings: Settings) -> Iterator[None]:
    """A running server that our roles may enter, its schema as it is found.

    Raises DataFolderUnusable, ServerFailed, DatabaseNotPrepared, RoleTooPowerful.
    """
    if not settings.embedded:
        _check_enterable(settings)
        yield
        return
    with running(settings.data_dir) as server:
        if not _enterable(settings):
            prepare_embedded(settings, server)
        _check_enterable(settings)
        yield


def connector(settings: Settings) -> Callable[[Role], psycopg.Connection]:
    """Plain connections in autocommit, for copying the whole database and for keys of the installation."""
    return lambda role: _connect(settings, role, autocommit=True)


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
    """Whether the roles are there with the present passwords and all their rights."""
    try:
        for role in LOGIN_ROLES:
            with _connect(settings, role) as connection:
                if not is_complete(connection):
                    return False
    except psycopg.OperationalError:
        return False
    return True


def _check_enterable(settings: Settings) -> None:
    try:
        with _connect(settings, Role.APP) as connection:
            check_roles(connection)
            if not is_complete(connection):
                raise DatabaseNotPrepared(
                    f"The database was prepared by an earlier release: {Role.OWNER} may not hand functions "
                    f"over to {Role.SEARCH} yet. Run `leadgen database prepare --admin-url …` once more, "
                    "with the same LEADGEN_SECRET_KEY as here."
                )
    except psycopg.OperationalError as error:
        raise DatabaseNotPrepared(
            f"The database cannot be used as {Role.APP}: {str(error).strip()} Prepare it once with "
            "`leadgen database prepare --admin-url …`, with the same LEADGEN_SECRET_KEY as here."
        ) from error


def _make_ready(settings: Settings) -> None:
    migrate(address_of(settings), settings.secret())
    look_around(lambda role: _connect(settings, role), settings, clock.now())


def _connect(settings: Settings, role: Role, *, autocommit: bool = False) -> psycopg.Connection:
    conninfo = address_of(settings).role_conninfo(role, settings.secret())
    return psycopg.connect(conninfo, connect_timeout=10, autocommit=autocommit)
