"""A scan finds who is in the base twice; what people say of it is done once, and can be taken back."""

from leadgen.config import Settings
from leadgen.db.engine import Database
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.cleanup.deciding.base import BASE, fill, listed, post, scan, strangers, twice


async def test_a_cluster_is_found_explained_merged_and_open_again_after_the_undo(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    ids = await fill(database, workspace, [*twice(1, 2, 3), *strangers(10, 40)])
    done = await scan(web, database, settings, workspace)
    assert (done["records"], done["clusters"], done["automatic_clusters"]) == (46, 3, 3)
    page = await listed(web)
    assert [one["size"] for one in page["items"]] == [2, 2, 2]
    assert page["counts"]["open"] == {"value": 3, "exact": True}
    shown = (await web.alice.get(f"{BASE}/duplicates/{page['items'][0]['id']}")).json()
    assert {one["id"] for one in shown["records"]} <= set(map(str, ids[:6]))
    [pair] = shown["pairs"]
    assert abs(sum(one["bits"] for one in pair["why"]) - pair["bits"]) < 0.01
    assert {"Last name is the same", "Mobile phone is the same"} <= {one["text"] for one in pair["why"]}
    assert shown["suggested"]["keep"] in {one["id"] for one in shown["records"]}

    merged = await post(web, f"/duplicates/{shown['id']}/merge", version=shown["version"])
    after = merged["cluster"]
    assert (after["state"], after["decided_by"]) == ("merged", workspace.alice.name)
    assert (await listed(web))["counts"]["merged"]["value"] == 1
    await post(web, f"/operations/{merged['operation_id']}/undo", 202)
    again = (await web.alice.get(f"{BASE}/duplicates/{shown['id']}")).json()
    assert (again["state"], len(again["records"])) == ("open", 2)
