"""Killed, cancelled, overtaken or run twice: each line ends with one verdict, and nothing is there twice."""

import asyncio
import os
import random
import signal
import sys

import pytest

from leadgen.config import Settings
from leadgen.records import undo
from leadgen.stages.ingest import applying, deciding, running, service, staging
from leadgen.stages.ingest.contracts import ColumnChoice, Counts, Import
from tests.factories.server import SECRET
from tests.stages.ingest.base import rows, whole
from tests.stages.ingest.conftest import ACTOR, Ingest

LINES = 1_000
CHUNK = 100

# The job's own function in a process of its own, at a small chunk, so that a kill hits the middle.
JOB = f"""
import asyncio, sys
from uuid import UUID
from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.stages.ingest import applying, running, staging
staging.CHUNK_LINES = applying.CHUNK_LINES = {CHUNK}
build()
database = Database.open(load_settings())
print("started", flush=True)
asyncio.run(running.advance(database, UUID(sys.argv[1]), UUID(sys.argv[2]), lambda: False))
"""


def people(count: int, first: int = 0, *, extra: str = "") -> str:
    """Every tenth line repeats an earlier one, every fiftieth is bad."""
    lines = ["name,email,company,city"]
    for number in range(first, first + count):
        person = number - 7 if number % 10 == 9 else number
        mail = "broken@" if number % 50 == 3 else f"p{person}@firm{person % 40}.example"
        lines.append(f"Person{extra} N{person},{mail},Firm {person % 40},Brno")
    return "\n".join(lines) + "\n"


def expected(count: int) -> Counts:
    bad = {number for number in range(count) if number % 50 == 3}
    again = {number for number in range(count) if number % 10 == 9 and number - 7 not in bad}
    made = set(range(count)) - bad - again
    return Counts(
        create=len(made), duplicate=len(again), rejected=len(bad), companies=len({one % 40 for one in made})
    )


async def check(ingest: Ingest, done: Import, counts: Counts) -> None:
    assert (done.state, done.counts) == ("applied", counts)
    lines = await ingest.lines(done.id)
    assert [line.line_no for line in lines] == list(range(2, counts.lines + 2))
    found = await rows(ingest, "SELECT count(*), count(DISTINCT email) FROM contact WHERE deleted_at IS NULL")
    assert found == [(counts.create, counts.create)]
    operation = await rows(
        ingest, f"SELECT state, counts ->> 'created' FROM operation WHERE id = '{done.operation_id}'"
    )
    assert operation == [("done", str(counts.create))]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "CHUNK_LINES", CHUNK)
    monkeypatch.setattr(applying, "CHUNK_LINES", CHUNK)


async def test_killed_in_the_middle_it_goes_on_and_ends_right(ingest: Ingest, settings: Settings) -> None:
    made = await ingest.upload(people(LINES))
    chance = random.Random(7)
    environment = {
        **os.environ,
        "LEADGEN_DATABASE_URL": settings.database_url or "",
        "LEADGEN_SECRET_KEY": SECRET,
        "LEADGEN_DATA_DIR": str(settings.data_dir),
    }
    kills = 0
    while (await ingest.get(made.id)).state != "applied":
        job = await asyncio.create_subprocess_exec(
            sys.executable, "-c", JOB, str(ingest.workspace_id), str(made.id),
            env=environment, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert job.stdout is not None
        await job.stdout.readline()
        before = await ingest.get(made.id)
        patience = chance.randint(1, 4)
        while job.returncode is None and kills < 3:
            now = await ingest.get(made.id)
            moved = (now.staged_through + now.applied_through) - (
                before.staged_through + before.applied_through
            )
            if moved >= patience * CHUNK:
                os.kill(job.pid, signal.SIGKILL)
                kills += 1
                break
            await asyncio.sleep(0.01)
        await job.wait()
    assert kills == 3
    await check(ingest, await ingest.get(made.id), expected(LINES))
    again = await ingest.run(people(LINES))
    assert (again.counts.create, again.counts.update, again.counts.companies) == (0, 0, 0)


@pytest.mark.usefixtures("small_chunks")
async def test_two_workers_at_one_import_do_it_once(ingest: Ingest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_LOOK_S", 0.05)
    made = await ingest.upload(people(LINES))

    async def one() -> str:
        await running.advance(ingest.database, ingest.workspace_id, made.id, lambda: False)
        return (await ingest.get(made.id)).state

    assert set(await asyncio.gather(one(), one(), one())) == {"applied"}
    await check(ingest, await ingest.get(made.id), expected(LINES))


@pytest.mark.usefixtures("small_chunks")
async def test_two_imports_of_overlapping_files_at_once_share_their_people(ingest: Ingest) -> None:
    first, second = await ingest.upload(people(1_000)), await ingest.upload(people(1_000, 500))
    done = await asyncio.gather(ingest.advance(first.id), ingest.advance(second.id))
    assert [one.state for one in done] == ["applied", "applied"]
    assert [one.counts.lines for one in done] == [1_000, 1_000]
    found = await rows(ingest, "SELECT count(*), count(DISTINCT email) FROM contact WHERE deleted_at IS NULL")
    created = sum(one.counts.create for one in done)
    assert found == [(created, created)]
    alone = expected(1_500).create
    assert created == alone
    for one in done:
        verdicts = [line.verdict for line in await ingest.lines(one.id)]
        assert {verdict: verdicts.count(verdict) for verdict in set(verdicts)} == {
            name: count for name in set(verdicts) if (count := getattr(one.counts, name))
        }


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("keep", [True, False])
async def test_cancelled_while_applying_it_keeps_or_undoes_what_is_there(ingest: Ingest, keep: bool) -> None:
    before = await whole(ingest)
    made = await ingest.upload(people(1_000))
    looks = 0

    def after_some_chunks() -> bool:
        nonlocal looks
        looks += 1
        return looks > 15

    await running.advance(ingest.database, ingest.workspace_id, made.id, after_some_chunks)
    stopped = await ingest.get(made.id)
    assert stopped.state == "applying"
    assert 0 < stopped.applied < 1_000
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.cancel(session, made.id, ACTOR, keep=keep)
    done = await ingest.advance(made.id)
    if keep:
        assert done.state == "cancelled"
        assert done.counts.lines == stopped.applied
        count = await rows(ingest, "SELECT count(*) FROM contact WHERE deleted_at IS NULL")
        assert count == [(done.counts.create,)]
        undo_id = await ingest.undo(done.operation_id)
        await ingest.undo(undo_id)
        assert (await ingest.get(made.id)).state == "cancelled"
        return
    await ingest_undo_ends(ingest)
    assert (await ingest.get(made.id)).state == "undone"
    assert await whole(ingest) == before


async def test_a_mark_moves_with_the_work(ingest: Ingest, monkeypatch: pytest.MonkeyPatch) -> None:
    """By it the queue tells a job that kills its workers from one that loses them by chance."""
    monkeypatch.setattr(staging, "CHUNK_LINES", 50)
    monkeypatch.setattr(applying, "CHUNK_LINES", 50)
    made = await ingest.upload(people(100))
    marks: list[str] = []
    while (await ingest.get(made.id)).state != "applied":
        looks = iter([False, False, True, True, True])
        await running.advance(ingest.database, ingest.workspace_id, made.id, looks.__next__)
        marks.append(await running.mark(ingest.database, ingest.workspace_id, made.id))
    assert len(set(marks)) >= 4
    assert await running.mark(ingest.database, ingest.workspace_id, made.id) == marks[-1]


async def ingest_undo_ends(ingest: Ingest) -> None:
    """An undo of this size is a job: do its steps."""
    ((undo_id,),) = await rows(ingest, "SELECT id FROM operation WHERE kind = 'undo'")
    more = True
    while more:
        async with ingest.database.workspace(ingest.workspace_id) as session:
            more = await undo.step(session, undo_id)


async def test_cancelled_before_applying_nothing_was_there(ingest: Ingest) -> None:
    made = await ingest.run(people(20), mode="review")
    assert made.state == "mapping"
    async with ingest.database.workspace(ingest.workspace_id) as session:
        done = await service.cancel(session, made.id, ACTOR, keep=False)
    assert (done.state, done.operation_id) == ("cancelled", None)


async def test_a_failed_job_pauses_an_import_that_was_applying_and_resume_ends_it(ingest: Ingest) -> None:
    made = await ingest.run(people(100), mode="review")
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [ColumnChoice(column.index, column.field, "fill") for column in made.columns]
        await deciding.map_columns(session, made.id, choices, made.match)
    await ingest.advance(made.id)
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.commit(session, made.id, made.actor)
    await running.fail(ingest.database, ingest.workspace_id, made.id, ValueError("a defect of ours"))
    paused = await ingest.get(made.id)
    assert paused.state == "paused"
    assert paused.problem is not None
    assert paused.problem["code"] == "internal_error"
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.resume(session, made.id)
    done = await ingest.advance(made.id)
    assert (done.state, done.problem, done.counts.lines) == ("applied", None, 100)
