"""An act on many records whose worker is killed in the middle goes on, counts right and is undone whole."""

import asyncio
import os
import signal
import sys
from typing import Any
from uuid import UUID

from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import JobContext
from leadgen.records import bulk, undo
from leadgen.records.bulk.acts import Edit
from leadgen.records.jobs import change_many
from leadgen.records.repository.bulk import Pool
from tests.factories.records import alice, place, the
from tests.factories.server import SECRET
from tests.factories.tenancy import Workspace

PEOPLE, CHUNK, KILLS = 300, 10, 2

# The job's own function in a process of its own.
JOB = """
import asyncio, sys
from uuid import UUID
from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import JobContext
from leadgen.records.jobs import change_many
settings = load_settings()
context = JobContext(Database.open(settings), settings, job_id=1, attempts=0, should_abort=lambda: False)
asyncio.run(change_many(context, UUID(sys.argv[1]), UUID(sys.argv[2])))
"""
LIVING = "SELECT to_jsonb(c) - 'updated_at' FROM contact c WHERE deleted_at IS NULL ORDER BY id"
WRITTEN = "SELECT count(*) FROM change WHERE operation_id = :id AND after ->> 'city' = 'Prague'"
LEFT = "SELECT count(*) FROM operation_target UNION ALL SELECT count(*) FROM field_state"


async def ask(database: Database, workspace: Workspace, query: str, **params: object) -> list[Any]:
    async with database.workspace(workspace.id) as session:
        return list(await session.scalars(text(query), params))


async def killed(settings: Settings, database: Database, workspace: Workspace, operation_id: UUID) -> None:
    """A worker begins, and is gone as soon as it has got somewhere."""
    environment = os.environ | {
        "LEADGEN_DATABASE_URL": settings.database_url or "",
        "LEADGEN_SECRET_KEY": SECRET,
        "LEADGEN_DATA_DIR": str(settings.data_dir),
    }
    words = (sys.executable, "-c", JOB, str(workspace.id), str(operation_id))
    query = "SELECT done FROM operation WHERE id = :id"
    [before] = await ask(database, workspace, query, id=operation_id)
    job = await asyncio.create_subprocess_exec(*words, env=environment)
    while (await ask(database, workspace, query, id=operation_id)) == [before]:
        assert job.returncode is None
        await asyncio.sleep(0.005)
    os.kill(job.pid, signal.SIGKILL)
    await job.wait()


async def test_killed_in_the_middle_it_goes_on_and_its_undo_is_whole(
    settings: Settings, database: Database, workspace: Workspace, monkeypatch: Any
) -> None:
    monkeypatch.setattr(bulk.run, "CHUNK", CHUNK)
    lines = [{"full_name": f"P {n}", "email": f"p{n}@x.example", "city": "Brno"} for n in range(PEOPLE)]
    _, placed = await place(database, workspace, lines)
    before = await ask(database, workspace, LIVING)
    actor, ids = alice(workspace), sorted(the(one.record_id) for one in placed)
    async with database.workspace(workspace.id) as session:
        act = Edit({"city": "Prague"})
        operation_id = await bulk.start(session, actor, act, Pool("contact"), PEOPLE)
    for _ in range(KILLS):
        await killed(settings, database, workspace, operation_id)
    async with database.workspace(workspace.id) as session:
        for written_or_not in (ids[0], ids[-1]):
            await bulk.remove(session, actor, "contact", written_or_not)
    context = JobContext(database, settings, job_id=1, attempts=0, should_abort=lambda: False)
    for _ in range(2):  # a job may run twice
        await change_many(context, workspace.id, operation_id)
    [done] = await ask(
        database, workspace, "SELECT to_jsonb(o) FROM operation o WHERE id = :id", id=operation_id
    )
    assert (done["state"], done["counts"], done["done"]) == (
        "done",
        {"gone": 1, "updated": PEOPLE - 1},
        PEOPLE,
    )
    assert done["act"] is None
    assert await ask(database, workspace, WRITTEN, id=operation_id) == [PEOPLE - 1]
    undone = await undo.run_here(database, operation_id, actor, workspace.id)
    assert undone.counts == {"reverted": PEOPLE - 2, "kept": 0, "conflicts": 1}
    assert await ask(database, workspace, LIVING) == before[1:-1]
    assert await ask(database, workspace, LEFT) == [0, 1]  # the value of the one that is gone
