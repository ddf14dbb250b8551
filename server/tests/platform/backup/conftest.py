"""An installation that is full, one that is empty, and the way between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from leadgen.config import Settings, load_settings
from leadgen.db.address import Address, address_of
from leadgen.db.roles import Role
from leadgen.db.startup import connector, ready
from leadgen.kernel.clock import now
from leadgen.platform.backup.contracts import Manifest
from leadgen.platform.backup.service import Restored, restore, take
from tests.factories.server import SECRET, TestServer
from tests.factories.tenancy import Workspace
from tests.factories.web import app, web

__all__ = ["app", "web"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


@pytest.fixture
def there(postgres: TestServer, tmp_path: Path) -> Iterator[Settings]:
    """Another installation, prepared, in which nothing was started yet."""
    with postgres.empty_database() as address:
        yield installation(tmp_path / "there", address)


@pytest.fixture
def full(settings: Settings, workspace: Workspace, other_workspace: Workspace) -> Settings:
    """An installation of two workspaces that was in use, with a job in the middle."""
    with ready(settings), as_owner(settings) as owner:
        owner.execute(
            "INSERT INTO jobs.procrastinate_workers OVERRIDING SYSTEM VALUE VALUES (7, '2026-11-22')"
        )
        for status in ("doing", "todo", "succeeded"):
            owner.execute(
                "INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, status, worker_id)"
                " VALUES ('default', 'ingest.run', %s::jobs.procrastinate_job_status, %s)",
                [status, 7 if status == "doing" else None],
            )
    for place in (workspace, other_workspace):
        with as_app(settings, place) as app:
            app.execute(
                "INSERT INTO event (workspace_id, topic, ref_id, at)"
                " SELECT %s, %s, gen_random_uuid(), now() FROM generate_series(1, 50)",
                [place.id, "tab\t back\\ line\n é"],
            )
            app.execute(
                "INSERT INTO blob (workspace_id, digest, kind, size, created_at)"
                " VALUES (%s, 'd', 'x', 9, now())",
                [place.id],
            )
            app.execute(
                "INSERT INTO blob_piece (workspace_id, digest, seq, data) VALUES (%s, 'd', 0, %s)",
                [place.id, bytes(range(256)) * 4000],
            )
    return settings


def installation(folder: Path, address: Address, secret: str = SECRET) -> Settings:
    return load_settings({"data_dir": folder, "database_url": address.public_url(), "secret_key": secret})


@contextmanager
def as_owner(settings: Settings) -> Iterator[psycopg.Connection]:
    with connector(settings)(Role.OWNER) as connection:
        yield connection


@contextmanager
def as_app(settings: Settings, workspace: Workspace) -> Iterator[psycopg.Connection]:
    conninfo = address_of(settings).role_conninfo(Role.APP, settings.secret())
    with psycopg.connect(conninfo) as connection:
        connection.execute("SELECT set_config('app.workspace_id', %s, true)", [str(workspace.id)])
        yield connection


def back_up(settings: Settings, file: Path) -> Manifest:
    with ready(settings):
        return take(settings, file, now(), lambda _: None)


def bring_back(settings: Settings, file: Path) -> Restored:
    return restore(settings, file, now(), lambda _: None)


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(address_of(settings).role_conninfo(Role.SYSTEM, settings.secret())) as system:
        return system.execute(query).fetchall()
