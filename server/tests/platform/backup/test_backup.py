"""A backup holds everything as of one moment; a restore brings all of it into an empty place, or nothing."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import psycopg
import pytest

from leadgen.config import Settings, load_settings
from leadgen.db import migrate as migrations
from leadgen.db.address import Address, address_of
from leadgen.db.inspection import unsealed_tables
from leadgen.db.loading import DatabaseInUse, NotEmpty, RowsUnfit
from leadgen.db.roles import Role
from leadgen.db.startup import connector, ready
from leadgen.db.tables import LEFT_OUT, copied
from leadgen.kernel.clock import now
from leadgen.platform.backup.contracts import Manifest
from leadgen.platform.backup.errors import (
    BackupDamaged,
    BackupExists,
    BackupMissing,
    BackupTooNew,
    BackupUnwritable,
    SchemaDiffers,
)
from leadgen.platform.backup.service import Restored, restore, take
from tests.factories.server import SECRET, TestServer
from tests.factories.tenancy import Workspace

CHANGED = {"public.workspace", "public.access_event", "public.system_access", "jobs.procrastinate_jobs"}


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


def test_all_rows_come_back_with_equal_checksums(full: Settings, there: Settings, file: Path) -> None:
    taken = back_up(full, file)
    bring_back(there, file)
    again = back_up(there, file.with_name("again.zip"))

    assert {name for name, of in again.tables.items() if of != taken.tables[name]} <= CHANGED
    assert taken.tables["public.event"].rows == 100
    assert taken.tables["public.blob_piece"].bytes > 2 * 1_024_000


def test_a_restored_database_is_as_sealed_and_as_checked_as_a_fresh_one(
    full: Settings, there: Settings, file: Path, postgres: TestServer
) -> None:
    back_up(full, file)
    bring_back(there, file)
    with as_owner(full) as before, as_owner(there) as after:
        assert unsealed_tables(after) == ()
        for question in (CONSTRAINTS, TRIGGERS, POLICIES):
            assert after.execute(question).fetchall() == before.execute(question).fetchall()


CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
WHERE connamespace IN ('public'::regnamespace, 'jobs'::regnamespace) ORDER BY 1, 2
"""
TRIGGERS = (
    "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
)
POLICIES = "SELECT polrelid::regclass::text, polname, polcmd FROM pg_policy ORDER BY 1, 2"


async def test_what_comes_next_gets_fresh_numbers(
    full: Settings, there: Settings, file: Path, workspace: Workspace
) -> None:
    back_up(full, file)
    bring_back(there, file)
    with as_app(there, workspace) as app:
        highest = app.execute("SELECT max(seq) FROM event").fetchone()
        added = app.execute(
            "INSERT INTO event (workspace_id, topic, ref_id, at) VALUES (%s, 'x', gen_random_uuid(), now())"
            " RETURNING seq",
            [workspace.id],
        ).fetchone()
    assert highest is not None
    assert added is not None
    assert added[0] > highest[0]


def test_jobs_of_then_run_again_and_workspaces_are_disarmed(
    full: Settings, there: Settings, file: Path
) -> None:
    back_up(full, file)
    bring_back(there, file)
    jobs = rows(there, "SELECT status::text, worker_id FROM jobs.procrastinate_jobs ORDER BY id")
    assert jobs == [("todo", None), ("todo", None), ("succeeded", None)]
    with as_owner(there) as owner:
        owner.execute("ALTER TABLE workspace NO FORCE ROW LEVEL SECURITY")
        reasons = owner.execute("SELECT disarmed_reason FROM workspace").fetchall()
    assert len(reasons) == 2
    assert all(reason.startswith("Restored from a backup made on 2") for (reason,) in reasons)


def test_nobody_is_signed_in_where_a_backup_was_restored(
    full: Settings, there: Settings, file: Path, workspace: Workspace
) -> None:
    with as_owner(full) as owner:
        owner.execute(
            "INSERT INTO session (token_hash, user_id, created_at, last_seen_at, expires_at, id, device,"
            " address, method) VALUES ('t', %s, now(), now(), now(), gen_random_uuid(), '', '', 'password')",
            [workspace.owner.id],
        )
    back_up(full, file)
    bring_back(there, file)
    with as_owner(there) as owner:
        assert owner.execute("SELECT count(*) FROM session").fetchone() == (0,)
        assert owner.execute('SELECT count(*) FROM "user"').fetchone() == (4,)


def test_each_part_holds_the_rows_of_one_workspace(full: Settings, file: Path) -> None:
    manifest = back_up(full, file)
    with zipfile.ZipFile(file) as archive:
        for part in manifest.parts:
            if part.workspace_id is not None:
                place = manifest.tables[part.table].columns.index(
                    "id" if part.table == "public.workspace" else "workspace_id"
                )
                lines = archive.read(part.name).decode().splitlines()
                assert {line.split("\t")[place] for line in lines} == {str(part.workspace_id)}


def test_every_table_is_copied_or_left_out_for_a_reason(settings: Settings) -> None:
    with as_owner(settings) as owner:
        found = {table.name for table in copied(owner)} | set(LEFT_OUT)
        there = owner.execute(
            "SELECT n.nspname || '.' || c.relname FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
        ).fetchall()
    assert {name for (name,) in there} == found


def test_a_backup_is_for_its_maker_only_and_overwrites_nothing(full: Settings, file: Path) -> None:
    back_up(full, file)
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    with pytest.raises(BackupExists):
        back_up(full, file)
    assert file.read_bytes() == before


def test_a_backup_that_fails_leaves_nothing_behind(full: Settings, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(_: str) -> None:
        raise Stopped

    with ready(full), pytest.raises(Stopped):
        take(full, tmp_path / "half.zip", now(), stop)
    with ready(full), pytest.raises(BackupUnwritable):
        take(full, tmp_path / "missing" / "folder.zip", now(), stop)
    assert not list(tmp_path.glob("half.zip*"))


def test_an_installation_in_use_is_refused_and_stays_as_it_is(full: Settings, file: Path) -> None:
    taken = back_up(full, file)
    with pytest.raises(NotEmpty):
        bring_back(full, file)
    again = back_up(full, file.with_name("again.zip"))
    assert {name for name, of in again.tables.items() if of != taken.tables[name]} <= {"public.system_access"}


def test_an_empty_installation_that_was_started_takes_a_backup(
    full: Settings, settings: Settings, postgres: TestServer, file: Path, tmp_path: Path
) -> None:
    back_up(full, file)
    with postgres.database() as address:
        started = installation(tmp_path / "started", address)
        with ready(started):
            bring_back(started, file)
        assert len(rows(started, "SELECT id FROM workspace")) == 2


def test_one_that_others_work_in_is_left_alone(
    full: Settings, postgres: TestServer, file: Path, tmp_path: Path
) -> None:
    back_up(full, file)
    with postgres.database() as address:
        busy = installation(tmp_path / "busy", address)
        with as_owner(busy) as other, other.transaction():
            other.execute("LOCK TABLE contact")
            with pytest.raises(DatabaseInUse):
                bring_back(busy, file)
        assert rows(busy, "SELECT id FROM workspace") == []


Damage = Callable[[bytes], bytes]
DAMAGES: dict[str, Damage] = {
    "cut off": lambda whole: whole[: len(whole) * 2 // 3],
    "empty": lambda whole: b"",
    "another file": lambda whole: b"First Name,Last Name\n" * 100,
    "a byte in the rows": lambda whole: whole[:3000] + bytes([whole[3000] ^ 1]) + whole[3001:],
    "a byte in the directory": lambda whole: whole[:-400] + bytes([whole[-400] ^ 1]) + whole[-399:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_refused_before_anything_is_touched(
    full: Settings, there: Settings, file: Path, damage: Damage
) -> None:
    back_up(full, file)
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(BackupDamaged):
        bring_back(there, file)
    with as_owner(there) as owner:
        assert owner.execute("SELECT to_regclass('public.alembic_version')").fetchone() == (None,)


def test_a_missing_file_is_told(there: Settings, file: Path) -> None:
    with pytest.raises(BackupMissing):
        bring_back(there, file)


def rewritten(file: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> None:
    """The archive with other content, its checksums put right."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    for part in manifest["parts"]:
        content = members[part["name"]]
        part |= {"sha256": sha256(content).hexdigest(), "bytes": len(content), "rows": content.count(b"\n")}
    for name, table in manifest["tables"].items():
        own = sorted((part for part in manifest["parts"] if part["table"] == name), key=lambda p: p["name"])
        digests = "".join(part["sha256"] for part in own)
        table |= {"sha256": sha256(digests.encode()).hexdigest()}
        table |= {key: sum(part[key] for part in own) for key in ("rows", "bytes")}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))


def without_pieces(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    """Members whose workspace is missing: the foreign keys must notice."""
    for part in [part for part in manifest["parts"] if part["table"] == "public.account"]:
        manifest["parts"].remove(part)
        del members[part["name"]]


def with_bad_rows(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    part = next(part for part in manifest["parts"] if part["table"] == "public.event")
    members[part["name"]] += b"not\ta row\n"


def with_another_shape(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    manifest["tables"]["public.event"]["columns"].append("planted")


@pytest.mark.parametrize("change", [without_pieces, with_bad_rows, with_another_shape])
def test_rows_that_do_not_fit_together_leave_an_empty_installation(
    full: Settings, there: Settings, file: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]
) -> None:
    back_up(full, file)
    good = file.read_bytes()
    rewritten(file, change)
    with pytest.raises(RowsUnfit):
        bring_back(there, file)
    with as_owner(there) as owner:
        assert unsealed_tables(owner) == ()
        assert owner.execute('SELECT count(*) FROM "user"').fetchone() == (0,)
    file.write_bytes(good)
    bring_back(there, file)


def test_a_backup_of_a_newer_release_is_refused(full: Settings, there: Settings, file: Path) -> None:
    back_up(full, file)
    rewritten(file, lambda manifest, _: manifest.update(revision="9999"))
    with pytest.raises(BackupTooNew):
        bring_back(there, file)


def test_a_backup_of_an_older_schema_is_upgraded_after(
    full: Settings,
    there: Settings,
    postgres: TestServer,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    back_up(full, file)
    newer = tmp_path / "migrations"
    copytree(migrations.migrations_dir(), newer)
    (newer / "versions" / "9999_planted.py").write_text(
        f"from alembic import op\nrevision = '9999'\ndown_revision = '{migrations.code_head()}'\n"
        "def upgrade():\n    op.execute('ALTER TABLE event ADD COLUMN planted text')\n"
    )
    monkeypatch.setattr(migrations, "migrations_dir", lambda: newer)

    bring_back(there, file)
    with as_owner(there) as owner:
        assert owner.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
        owner.execute("SELECT planted FROM event")
    with postgres.database() as address:
        ahead = installation(tmp_path / "ahead", address)
        with ready(ahead), pytest.raises(SchemaDiffers):
            bring_back(ahead, file)


def test_another_secret_key_is_noticed(
    full: Settings, postgres: TestServer, file: Path, there: Settings, tmp_path: Path
) -> None:
    back_up(full, file)
    rewritten(file, lambda manifest, _: manifest.update(secret_key_id="0011223344556677"))
    assert not bring_back(there, file).secrets_open


def test_what_is_written_after_the_moment_of_a_backup_is_not_in_it(
    full: Settings, file: Path, workspace: Workspace
) -> None:
    """A row added when the first table is already read, in a table that is read later."""
    added: list[bool] = []

    def add(_: str) -> None:
        if not added:
            added.append(True)
            with as_app(full, workspace) as app:
                app.execute(
                    "INSERT INTO event (workspace_id, topic, ref_id, at)"
                    " VALUES (%s, 'late', gen_random_uuid(), now())",
                    [workspace.id],
                )

    with ready(full):
        manifest = take(full, file, now(), add)
    assert added
    assert manifest.tables["public.event"].rows == 100
