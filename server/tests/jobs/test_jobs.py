"""A job is deferred with its transaction, in its workspace, and runs until it has ended."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.errors import Refused, Unavailable
from leadgen.kernel.ids import uuid7
from leadgen.platform.jobs import JobContext, defer
from tests.factories.queue import Diary, ended, state, working
from tests.factories.tenancy import Workspace


async def test_a_job_runs_with_its_ids_once_its_transaction_is_committed(
    diary: Diary, database: Database, settings: Settings, workspace: Workspace
) -> None:
    diary.task()
    thing = uuid7()
    async with working(diary, database, settings):
        async with database.workspace(workspace.id) as session:
            await defer(session, "test.note", thing_id=thing)
            await asyncio.sleep(0.3)
            assert diary.seen == []
        await ended(database, succeeded=1)
    assert diary.seen == [(0, workspace.id, thing)]


async def test_a_rollback_takes_the_job_back(database: Database, workspace: Workspace) -> None:
    async def fail() -> None:
        async with database.workspace(workspace.id) as session:
            await defer(session, "test.note", thing_id=uuid7())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert (await state(database)).by_status == {}


async def test_a_job_cannot_be_deferred_for_another_workspace(
    database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    async with database.workspace(workspace.id) as session:
        with pytest.raises(ProgrammingError, match="belongs to the workspace"):
            await defer(session, "test.note", workspace_id=other_workspace.id, thing_id=uuid7())


async def test_the_application_sees_no_job(database: Database, workspace: Workspace) -> None:
    async with database.workspace(workspace.id) as session:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await session.execute(text("SELECT * FROM jobs.procrastinate_jobs"))


async def test_jobs_of_one_lock_run_one_after_another(
    diary: Diary, database: Database, settings: Settings, workspace: Workspace
) -> None:
    inside = 0

    async def alone(context: JobContext) -> None:
        nonlocal inside
        inside += 1
        await asyncio.sleep(0.05)
        assert inside == 1
        inside -= 1

    diary.task(alone)
    things = [uuid7() for _ in range(4)]
    for thing in things:
        async with database.workspace(workspace.id) as session:
            await defer(session, "test.note", lock="thing", thing_id=thing)
    async with working(diary, database, settings):
        await ended(database, succeeded=4)
    assert [seen[2] for seen in diary.seen] == things


async def test_a_passing_error_is_tried_again(
    diary: Diary, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def first_fails(context: JobContext) -> None:
        if context.attempts == 0:
            raise Unavailable("Not now.")

    diary.task(first_fails)
    async with working(diary, database, settings):
        async with database.workspace(workspace.id) as session:
            await defer(session, "test.note", thing_id=uuid7())
        await ended(database, succeeded=1)
    assert [seen[0] for seen in diary.seen] == [0, 1]
    assert diary.errors == []


async def test_a_lasting_error_fails_the_job_where_it_is_seen(
    diary: Diary, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def fails(context: JobContext) -> None:
        raise Refused("Never.")

    diary.task(fails)
    async with working(diary, database, settings):
        async with database.workspace(workspace.id) as session:
            await defer(session, "test.note", thing_id=uuid7())
        await ended(database, failed=1)
    assert diary.errors == ["Never."]
    assert (await state(database)).failed_tasks == ("test.note",)


async def test_a_job_of_a_stopping_worker_is_run_again(
    diary: Diary, database: Database, settings: Settings, workspace: Workspace
) -> None:
    started = asyncio.Event()

    async def first_hangs(context: JobContext) -> None:
        started.set()
        if context.attempts == 0:
            await asyncio.sleep(60)

    diary.task(first_hangs)
    async with database.workspace(workspace.id) as session:
        await defer(session, "test.note", thing_id=uuid7())
    async with working(diary, database, settings):
        await asyncio.wait_for(started.wait(), 10)
    assert (await state(database)).by_status == {"todo": 1}
    async with working(diary, database, settings):
        await ended(database, succeeded=1)


async def test_a_job_whose_end_was_not_written_is_run_again(
    diary: Diary, database: Database, settings: Settings, workspace: Workspace
) -> None:
    diary.task()
    async with working(diary, database, settings):
        async with database.workspace(workspace.id) as session:
            await defer(session, "test.note", thing_id=uuid7())
        await ended(database, succeeded=1)
        async with database.all_workspaces("test: as if the connection was lost at the end") as session:
            await session.execute(
                text(
                    "UPDATE jobs.procrastinate_jobs SET status = 'doing',"
                    " worker_id = (SELECT max(id) FROM jobs.procrastinate_workers)"
                )
            )
        await ended(database, succeeded=1)
    assert len(diary.seen) == 2
