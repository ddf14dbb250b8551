"""What changes after a scan is looked at by itself; a scan that was cancelled has changed nothing."""

from datetime import timedelta
from typing import Any

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.stages.cleanup.deciding import following, scanning
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.cleanup.deciding.base import BASE, fill, listed, person, post, run, scan, strangers, twice


async def followed(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> dict[str, Any]:
    """What the worker's loop begins, carried out."""
    with clock.fix(clock.now() + timedelta(minutes=1)):
        await following.look_around(database)
    newest = (await web.alice.get(f"{BASE}/duplicates/scans", params={"kind": "contact"})).json()["items"][0]
    await run(database, settings, workspace, newest["id"])
    return dict((await web.alice.get(f"{BASE}/duplicates/scans/{newest['id']}")).json())


async def test_new_and_changed_records_are_looked_at_by_themselves(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace, monkeypatch: Any
) -> None:
    monkeypatch.setattr(scanning, "_LATE", timedelta(0))
    await fill(database, workspace, [*twice(1, 2), *strangers(10, 40)])
    whole = await scan(web, database, settings, workspace)
    before = {one["id"] for one in (await listed(web))["items"]}
    assert (await followed(web, database, settings, workspace))["id"] == whole["id"]  # nobody worked since

    fresh = person(12, linkedin_url="https://www.linkedin.com/in/p12")
    [added] = await fill(database, workspace, [fresh])
    third = person(1, job_title="Sales")
    await fill(database, workspace, [third])
    found = await followed(web, database, settings, workspace)
    assert (found["whole"], found["state"], found["clusters"]) == (False, "done", 3)
    sizes = {one["id"]: one["size"] for one in (await listed(web))["items"]}
    assert sorted(sizes.values()) == [2, 2, 3]
    assert len(before & sizes.keys()) == 1

    await web.alice.delete(f"{BASE}/contacts/{added}")
    assert (await followed(web, database, settings, workspace))["clusters"] == 2


async def test_a_cancelled_scan_changes_nothing_and_another_one_may_begin(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    await fill(database, workspace, twice(1, 2))
    asked = await post(web, "/duplicates/scans", 202, kind="contact")
    assert (await post(web, f"/duplicates/scans/{asked['id']}/cancel"))["state"] == "cancelled"
    await run(database, settings, workspace, asked["id"])
    assert (await listed(web))["items"] == []
    assert (await post(web, f"/duplicates/scans/{asked['id']}/cancel", 409))["code"] == "scan_finished"
    await post(web, "/duplicates/scans", 202, kind="contact")
