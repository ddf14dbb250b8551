"""Many clusters merged by rule: as many as were counted, no others, whole after a kill, and undone whole."""

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
from leadgen.records import undo
from leadgen.stages.cleanup.deciding import jobs
from tests.factories.records import alice, edit
from tests.factories.server import SECRET
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.cleanup.deciding.base import BASE, fill, listed, post, run, scan, strangers, twice

# The job's own function in a process of its own.
JOB = """
import asyncio, sys
from uuid import UUID
from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import JobContext
from leadgen.stages.cleanup.deciding import jobs, scanning
scanning.CHUNK = 10
settings = load_settings()
context = JobContext(Database.open(settings), settings, job_id=1, attempts=0, should_abort=lambda: False)
asyncio.run(getattr(jobs, sys.argv[1])(context, UUID(sys.argv[2]), UUID(sys.argv[3])))
"""
SURE: dict[str, Any] = {"kind": "contact", "least": 0.999}


async def carry_out(database: Database, settings: Settings, workspace: Workspace, operation_id: str) -> None:
    context = JobContext(database, settings, 1, 0, lambda: False)
    for _ in range(2):  # a job may run twice
        await jobs.merge(context, workspace.id, UUID(operation_id))


async def test_what_was_counted_is_merged_and_what_changed_since_is_told(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace, monkeypatch: Any
) -> None:
    monkeypatch.setattr("leadgen.records.merging.run._PIECE", 4)
    await fill(database, workspace, [*twice(*range(8)), *strangers(20, 60)])
    await scan(web, database, settings, workspace)
    counted = await post(web, "/duplicates/merge/preview", **SURE)
    assert (counted["clusters"], counted["records"], len(counted["sample"])) == (8, 16, 8)
    assert 0 < counted["expected_false_merges"] < 0.01
    items = (await listed(web))["items"]
    await post(web, f"/duplicates/{items[0]['id']}/skip")
    wish = {**SURE, "preview": counted["count_token"], "rule": "survivorship"}
    refused = await post(web, "/duplicates/merge", 409, **{**wish, "least": 0.9})
    assert refused["code"] == "preview_outdated"
    started = await post(web, "/duplicates/merge", 202, **wish)
    await edit(database, workspace, UUID(items[1]["records"][0]["id"]), last_name="Another")
    await carry_out(database, settings, workspace, started["id"])

    done = (await web.alice.get(f"{BASE}/operations/{started['id']}")).json()
    assert (done["state"], done["counts"]) == ("done", {"merged": 6, "groups": 6, "conflicts": 1})
    assert done["problem"]["code"] == "decided_meanwhile"
    told = (await web.alice.get(f"{BASE}/operations/{started['id']}/conflicts")).json()["items"]
    assert [one["record_id"] for one in told] == [items[1]["records"][0]["id"]]
    assert {state: one["value"] for state, one in (await listed(web))["counts"].items()} == {
        "open": 1, "skipped": 1, "distinct": 0, "merged": 6,
    }  # fmt: skip
    undone = await undo.run_here(database, UUID(started["id"]), alice(workspace), workspace.id)
    assert undone.state == "done"
    assert (await listed(web))["counts"]["open"]["value"] == 7


async def killed(settings: Settings, database: Database, workspace: Workspace, job: str, id_: str) -> None:
    """A worker begins, and is gone as soon as it has got somewhere."""
    environment = os.environ | {
        "LEADGEN_DATABASE_URL": settings.database_url or "",
        "LEADGEN_SECRET_KEY": SECRET,
        "LEADGEN_DATA_DIR": str(settings.data_dir),
    }
    words = (sys.executable, "-c", JOB, job, str(workspace.id), id_)
    table = "duplicate_scan" if job == "scan" else "operation"
    process = await asyncio.create_subprocess_exec(*words, env=environment)
    while True:
        async with database.workspace(workspace.id) as session:
            if await session.scalar(text(f"SELECT done FROM {table} WHERE id = :id"), {"id": id_}):
                break
        assert process.returncode is None
        await asyncio.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()


async def test_killed_in_the_middle_a_scan_begins_anew_and_a_merge_goes_on(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace, monkeypatch: Any
) -> None:
    monkeypatch.setattr("leadgen.records.merging.run._PIECE", 2)
    await fill(database, workspace, [*twice(*range(12)), *strangers(20, 40)])
    asked = await post(web, "/duplicates/scans", 202, kind="contact")
    await killed(settings, database, workspace, "scan", asked["id"])
    path = f"{BASE}/duplicates/scans/{asked['id']}"
    assert (await web.alice.get(path)).json()["state"] == "running"
    assert (await listed(web))["items"] == []
    assert (await post(web, "/duplicates/scans", 409, kind="contact"))["scan_id"] == asked["id"]
    await run(database, settings, workspace, asked["id"])
    assert (await web.alice.get(path)).json()["clusters"] == 12

    counted = await post(web, "/duplicates/merge/preview", **SURE)
    started = await post(web, "/duplicates/merge", 202, **SURE, preview=counted["count_token"])
    await killed(settings, database, workspace, "merge", started["id"])
    await carry_out(database, settings, workspace, started["id"])
    done = (await web.alice.get(f"{BASE}/operations/{started['id']}")).json()
    assert (done["state"], done["counts"]) == ("done", {"merged": 12, "groups": 12})
    assert (await web.alice.get(f"{BASE}/contacts")).json()["total"]["value"] == 12 + 40
    await undo.run_here(database, UUID(started["id"]), alice(workspace), workspace.id)
    assert (await listed(web))["counts"]["open"]["value"] == 12
