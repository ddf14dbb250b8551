"""Brings the schema to the code's head; safe where several processes start at once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

import leadgen
from leadgen.db.address import Address
from leadgen.db.roles import Role
from leadgen.kernel.errors import LeadgenError, Unavailable

_ONE_AT_A_TIME = 7_233_002  # advisory lock

log = structlog.get_logger()


@dataclass(frozen=True)
class Patience:
    """How long a migration waits for a lock each time, and how often."""

    lock_timeout_ms: int = 5000
    attempts: int = 12


PATIENCE = Patience()


class SchemaTooNew(LeadgenError):
    """The database was migrated by a newer release than this one."""


class SchemaBusy(Unavailable):
    """Other transactions hold the tables a migration needs."""


def migrations_dir() -> Path:
    """The migrations beside the package: in the checkout, or inside the installed wheel."""
    package = Path(leadgen.__file__).parent
    inside = package / "_migrations"
    return inside if inside.is_dir() else package.parents[1] / "migrations"


def config() -> Config:
    """Alembic's own configuration."""
    chosen = Config()
    chosen.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    return chosen


def code_head() -> str:
    """The newest migration this release knows."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    assert head is not None
    return head


def known_revisions() -> list[str]:
    """Every migration of this release, the oldest first."""
    scripts = ScriptDirectory.from_config(config()).walk_revisions()
    return [script.revision for script in scripts][::-1]


def schema_head(connection: Connection) -> str | None:
    """The migration the database is at; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def as_owner(address: Address, secret: bytes) -> Iterator[Connection]:
    """A connection of the role that owns the tables, for schema matters only."""
    engine = create_engine(address.url(Role.OWNER, secret), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def migrate(address: Address, secret: bytes, patience: Patience = PATIENCE, *, to: str | None = None) -> None:
    """Upgrade to the code's head, or only `to` an earlier one; waits for a process that does it already.

    Raises SchemaTooNew; SchemaBusy where tables stay locked for a minute (retrying helps).
    """
    with as_owner(address, secret) as connection:
        if schema_head(connection) in {code_head(), to or code_head()}:
            return
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _ONE_AT_A_TIME})
        connection.execute(text(f"SET lock_timeout = {patience.lock_timeout_ms}"))
        connection.commit()
        _check_known(connection)
        _upgrade_patiently(connection, patience.attempts, to or code_head())


def _check_known(connection: Connection) -> None:
    present = schema_head(connection)
    connection.rollback()
    if present is not None and present not in known_revisions():
        raise SchemaTooNew(
            f"The database is at schema {present}, which this release does not know. "
            "Install the newer release."
        )


def _upgrade_patiently(connection: Connection, attempts: int, to: str) -> None:
    """Rather give way than make everybody queue behind us: a short wait for locks, then once more."""
    for attempt in range(1, attempts + 1):
        try:
            return _upgrade(connection, to)
        except OperationalError as error:
            connection.rollback()
            if not isinstance(error.orig, LockNotAvailable):
                raise
            log.warning("migration.waits_for_lock", attempt=attempt)
            time.sleep(0.2 * attempt)
    raise SchemaBusy(
        "The schema could not be upgraded: other work holds its tables. Stop it, or try again later."
    )


def _upgrade(connection: Connection, to: str) -> None:
    chosen = config()
    chosen.attributes["connection"] = connection
    command.upgrade(chosen, to)
