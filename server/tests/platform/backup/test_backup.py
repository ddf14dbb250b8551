"""A backup holds everything as of one moment; a restore brings all of it into an empty place, or nothing."""

import zipfile
from pathlib import Path

import pytest

from leadgen.config import Settings
from leadgen.db.inspection import unsealed_tables
from leadgen.db.loading import DatabaseInUse, NotEmpty
from leadgen.db.startup import ready
from leadgen.db.tables import LEFT_OUT, copied
from leadgen.kernel.clock import now
from leadgen.platform.backup.errors import (
    BackupExists,
    BackupUnwritable,
)
from leadgen.platform.backup.service import take
from tests.factories.server import TestServer
from tests.factories.tenancy import Workspace
from tests.platform.backup.conftest import as_app, as_owner, back_up, bring_back, installation, rows

CHANGED = {"public.workspace", "public.access_event", "public.system_access", "jobs.procrastinate_jobs"}


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


def test_the_credits_of_an_account_come_back_once_however_many_workspaces_it_has(
    full: Settings, there: Settings, file: Path, workspace: Workspace
) -> None:
    with as_app(full, workspace) as app:
        for statement in CREDITS:
            app.execute(statement, {"account": workspace.account_id, "workspace": workspace.id})
    taken = back_up(full, file)
    bring_back(there, file)
    again = back_up(there, file.with_name("again.zip"))
    for name in ("account_balance", "credit_lot", "run_reserve", "spending", "ledger_entry"):
        assert taken.tables[f"public.{name}"].rows == 1
        assert again.tables[f"public.{name}"] == taken.tables[f"public.{name}"]


CREDITS = (
    "INSERT INTO account_balance VALUES (%(account)s, 500)",
    "INSERT INTO credit_lot VALUES (%(account)s, gen_random_uuid(), 900, 900, '2026-01-31', NULL)",
    "INSERT INTO run_reserve VALUES (%(account)s, gen_random_uuid(), %(workspace)s, 300, 100, 0)",
    "INSERT INTO spending VALUES (%(account)s, %(workspace)s, '2026-01-31', 100)",
    "INSERT INTO ledger_entry VALUES (%(account)s, %(account)s, now(), 'grant', 9, 0, 9, NULL, NULL, '')",
    "SELECT set_config('app.workspace_id', %(account)s::text, true)",  # one more workspace, by a free id
    "INSERT INTO workspace VALUES (%(account)s, %(account)s, 'beside', 'Beside', NULL, now())",
)


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
