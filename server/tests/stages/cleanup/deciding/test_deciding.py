"""A scan finds who is in the base twice; what people say of it is done once, and can be taken back."""

import asyncio
from uuid import UUID, uuid4

from leadgen.config import Settings
from leadgen.db.engine import Database
from tests.factories.records import edit, place
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.cleanup.deciding.base import BASE, fill, listed, person, post, scan, strangers, twice


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

    merged = await post(web, f"/duplicates/{shown['id']}/merge", version=again["version"])
    survivor = merged["cluster"]["records"][0]["id"]
    apart = await post(web, f"/operations/{merged['operation_id']}/unmerge", 202, record=survivor)
    assert (await listed(web))["counts"]["open"]["value"] == 3
    await post(web, f"/operations/{apart['id']}/undo", 202)
    assert (await listed(web))["counts"]["merged"]["value"] == 1


async def test_a_no_is_remembered_and_what_is_left_is_a_cluster(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    lines = [*twice(1, 2), person(1, job_title="Sales"), *strangers(10, 40)]
    ids = [str(one) for one in await fill(database, workspace, lines)]
    await scan(web, database, settings, workspace)
    three = (await listed(web, sort="-size"))["items"][0]
    assert {one["id"] for one in three["records"]} == {ids[0], ids[1], ids[4]}
    path = f"/duplicates/{three['id']}"
    await post(web, f"{path}/distinct", 422, records=[ids[0], ids[2]])
    said = await post(web, f"{path}/distinct", records=[ids[0], ids[4]])
    assert said["state"] == "distinct"
    rest = {frozenset(one["id"] for one in item["records"]) for item in (await listed(web))["items"]}
    await scan(web, database, settings, workspace)
    again = {frozenset(one["id"] for one in item["records"]) for item in (await listed(web))["items"]}
    assert rest == again
    assert {frozenset(ids[2:4])} < rest
    assert not any({ids[0], ids[4]} <= group for group in rest)

    opened = await post(web, f"{path}/reopen")
    assert opened["state"] == "open"
    assert (await listed(web))["counts"]["open"]["value"] == 2
    await scan(web, database, settings, workspace)
    assert (await listed(web, sort="-size"))["items"][0]["id"] == three["id"]


async def test_nothing_is_decided_that_nobody_saw_and_of_two_people_one_is_told(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    ids = await fill(database, workspace, [*twice(1, 2, 3), *strangers(10, 40)])
    await scan(web, database, settings, workspace)
    one, two, three = (await listed(web))["items"]
    paths = [f"{BASE}/duplicates/{cluster['id']}/merge" for cluster in (one, two)]
    answers = await asyncio.gather(*(web.alice.post(paths[0], json={}) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert {answer.json().get("code") for answer in answers} == {None, "cluster_changed"}

    seen = (await web.alice.get(f"{BASE}/duplicates/{two['id']}")).json()
    await edit(database, workspace, UUID(seen["records"][0]["id"]), job_title="Head of Sales")
    for body in ({}, {"version": seen["version"]}):
        late = await web.alice.post(paths[1], json=body)
        assert (late.status_code, late.json()["code"]) == (409, "cluster_changed")
    now = (await web.alice.get(f"{BASE}/duplicates/{two['id']}")).json()
    assert now["changed"] == [seen["records"][0]["id"]]
    assert late.json()["version"] == now["version"]
    await post(web, f"/duplicates/{two['id']}/merge", version=now["version"])

    await web.alice.delete(f"{BASE}/contacts/{three['records'][0]['id']}")
    gone = await web.alice.post(f"{BASE}/duplicates/{three['id']}/distinct", json={})
    assert (gone.status_code, gone.json()["gone"]) == (409, [three["records"][0]["id"]])
    assert len(ids) == 46


async def test_an_import_has_the_clusters_that_a_record_of_it_is_in(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    lines = [*twice(1, 2), *strangers(10, 40), person(3, email="p3@first.example.com")]
    first, _ = await place(database, workspace, lines)
    second, _ = await place(database, workspace, twice(3)[1:])
    await scan(web, database, settings, workspace)
    of_first = await listed(web, operation_id=first)
    assert (len(of_first["items"]), of_first["counts"]["open"]["value"]) == (3, 3)
    [both] = (await listed(web, operation_id=second))["items"]
    assert both["id"] in {one["id"] for one in of_first["items"]}
    shown = await web.bob.get(f"{BASE}/duplicates/{both['id']}", params={"operation_id": str(second)})
    assert (shown.json()["next_id"], shown.json()["previous_id"]) == (None, None)
    edited = await edit(database, workspace, UUID(both["records"][0]["id"]), job_title="Sales")
    assert [one["id"] for one in (await listed(web, operation_id=edited))["items"]] == [both["id"]]
    assert (await listed(web, operation_id=uuid4()))["items"] == []
    outside = {"kind": "contact", "operation_id": str(first)}
    assert (await web.charlie.get(f"{BASE}/duplicates", params=outside)).status_code == 404


async def test_a_viewer_looks_and_an_outsider_finds_nothing(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    await fill(database, workspace, [*twice(1, 2), *strangers(10, 40)])
    done = await scan(web, database, settings, workspace)
    path = f"{BASE}/duplicates/{(await listed(web))['items'][0]['id']}"
    for read in (path, f"{BASE}/duplicates/scans/{done['id']}", f"{BASE}/duplicates/settings"):
        assert [(await who.get(read)).status_code for who in (web.bob, web.charlie)] == [200, 404]
    for act in ("merge", "distinct", "skip", "reopen"):
        assert [(await who.post(f"{path}/{act}", json={})).status_code for who in (web.bob, web.charlie)] == [
            403,
            404,
        ]
    await post(web, f"/duplicates/{path.rpartition('/')[2]}/skip")
    assert (await listed(web, state="skipped"))["counts"]["skipped"]["value"] == 1
    wrong = await web.alice.put(f"{BASE}/duplicates/settings", json={"review": 0.9, "automatic": 0.8})
    assert wrong.status_code == 422
    strict = {"review": 0.5, "automatic": 0.9999999999}
    assert (await web.alice.put(f"{BASE}/duplicates/settings", json=strict)).json() == strict
    assert not any(one["automatic"] for one in (await listed(web))["items"])
