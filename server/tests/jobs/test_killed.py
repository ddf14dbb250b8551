"""A job that is killed with its worker, or whose database is killed, runs again."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import rmtree
from uuid import UUID

import psycopg
from sqlalchemy import text

from leadgen.config import Settings, load_settings
from leadgen.db.address import address_of
from leadgen.db.engine import Database
from leadgen.db.roles import Role
from leadgen.db.startup import ready
from leadgen.kernel.ids import uuid7
from leadgen.platform.jobs import JobContext, Jobs, defer
from leadgen.platform.jobs.retrying import MOST_DEATHS
from leadgen.platform.jobs.worker import run_worker
from tests.factories.queue import QUICK, Diary, ended, working
from tests.factories.server import SECRET, open_folder
from tests.factories.tenancy import Workspace, make_person, make_workspace

_WORKER = """
import asyncio
from uuid import UUID
from leadgen.cli import logs
from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import Jobs
from leadgen.platform.jobs.worker import run_worker

jobs = Jobs()

@jobs.task("test.note")
async def note(context, workspace_id: UUID, thing_id: UUID) -> None:
    print("started", flush=True)
    await asyncio.sleep(600)

async def main():
    logs.configure()
    settings = load_settings()
    await run_worker([jobs], Database.open(settings), settings, asyncio.Event())

asyncio.run(main())
"""


@asynccontextmanager
async def other_worker(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker process whose `test.note` never ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _WORKER),
        env={**os.environ, "LEADGEN_DATABASE_URL": settings.database_url or "", "LEADGEN_SECRET_KEY": SECRET},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_another_worker_runs_the_job_of_a_killed_one(
    diary: Diary, database: Database, settings: Settings, workspace: Workspace
) -> None:
    diary.task()
    thing = uuid7()
    async with database.workspace(workspace.id) as session:
        await defer(session, "test.note", lock="thing", thing_id=thing)
    async with other_worker(settings) as process:
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 20) == b"started\n"
        process.send_signal(signal.SIGKILL)
        await process.wait()
    async with working(diary, database, settings):
        await ended(database, succeeded=1)
    assert diary.seen == [(1, workspace.id, thing)]


async def test_a_job_that_always_kills_its_worker_is_given_up(
    diary: Diary, database: Database, settings: Settings, workspace: Workspace
) -> None:
    diary.task()
    async with database.workspace(workspace.id) as session:
        await defer(session, "test.note", lock="one", thing_id=uuid7())
    died(settings, lost=MOST_DEATHS - 1, mark="")
    async with database.workspace(workspace.id) as session:  # another one waits under the same name
        await defer(session, "test.other", lock="one")
    async with working(diary, database, settings):
        await ended(database, failed=2)
    assert diary.seen == []
    assert len(diary.errors) == 1
    assert f"died {MOST_DEATHS} times at the same place" in diary.errors[0]


async def test_a_job_that_gets_further_may_lose_any_number_of_workers(
    diary: Diary, database: Database, settings: Settings, workspace: Workspace
) -> None:
    diary.task()
    async with database.workspace(workspace.id) as session:
        await defer(session, "test.note", thing_id=uuid7())
    died(settings, lost=100, mark="where it was before")
    async with working(diary, database, settings):
        await ended(database, succeeded=1)
    assert len(diary.seen) == 1


def died(settings: Settings, *, lost: int, mark: str) -> None:
    """The one job that there is runs on a worker that is gone, not for the first time."""
    with psycopg.connect(
        address_of(settings).role_conninfo(Role.SYSTEM, settings.secret()), autocommit=True
    ) as connection:
        connection.execute(
            "UPDATE jobs.procrastinate_jobs SET status = 'doing', lost = %s, mark = %s", [lost, mark]
        )


async def test_a_job_outlives_a_killed_database() -> None:
    folder = open_folder()
    try:
        settings = load_settings({"data_dir": folder})
        with ready(settings):
            await _kill_the_database_in_mid_job(settings, folder)
    finally:
        rmtree(folder)


async def _kill_the_database_in_mid_job(settings: Settings, folder: Path) -> None:
    jobs, attempts, again, stop = Jobs(), list[int](), asyncio.Event(), asyncio.Event()

    @jobs.task("test.kill")
    async def kill(context: JobContext, workspace_id: UUID) -> None:
        attempts.append(context.attempts)
        async with context.database.workspace(workspace_id) as session:
            if len(attempts) == 1:
                pid = int((folder / "postgres/cluster/postmaster.pid").read_text().splitlines()[0])
                os.kill(pid, signal.SIGKILL)
                await asyncio.sleep(0.1)
            await session.execute(text("SELECT count(*) FROM contact"))
        again.set()

    database = Database.open(settings)
    alice, bob, charlie = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    workspace = await make_workspace(database, slug="alice", owner=alice, bob=bob, charlie=charlie)
    async with database.workspace(workspace.id) as session:
        await defer(session, "test.kill")
    worker = asyncio.create_task(run_worker([jobs], database, settings, stop, QUICK))
    await asyncio.wait_for(again.wait(), 30)
    assert len(attempts) == 2
    await ended(database, succeeded=1)
    stop.set()
    await worker
    await database.close()
