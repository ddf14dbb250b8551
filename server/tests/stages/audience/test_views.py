"""Views over HTTP, as Alice (owner), Bob (viewer), Charlie (outside) and nobody; what no longer fits."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.platform.auth.roles import Role
from tests.factories.access import signed_in
from tests.factories.tenancy import Workspace, add_member, make_person
from tests.factories.web import Browsers, client

BASE = "/api/v1/workspaces/alice"
FILTER = {"all": [{"field": "job_title", "op": "contains", "value": "sales"}]}
COLUMNS = [
    {"key": "full_name", "width": 240, "pinned": "left"},
    {"key": "company_name", "width": None, "pinned": None},
]
VIEW = {"kind": "contact", "name": "Sales", "filter": FILTER, "sort": "-updated_at", "columns": COLUMNS}
VIEW |= {"group_by": "industry"}


async def made(web: Browsers, **other: object) -> dict[str, Any]:
    answer = await web.alice.post(f"{BASE}/views", json={**VIEW, "shared": True, **other})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def names(browser: Any, kind: str = "contact") -> list[str]:
    answer = await browser.get(f"{BASE}/views", params={"kind": kind})
    return [view["name"] for view in answer.json()["items"]]


async def test_editors_save_views_for_everybody_and_viewers_open_them(web: Browsers) -> None:
    everybody = (web.alice, web.bob, web.charlie, web.nobody)
    wish = {**VIEW, "shared": True}
    answers = [await browser.post(f"{BASE}/views", json=wish) for browser in everybody]
    assert [answer.status_code for answer in answers] == [201, 403, 404, 401]
    view = answers[0].json()
    assert {key: view[key] for key in wish} == wish
    assert view["notices"] == []
    read = [await browser.get(f"{BASE}/views") for browser in everybody]
    assert [answer.status_code for answer in read] == [200, 200, 404, 401]
    assert read[1].json()["items"] == [view]
    path = f"{BASE}/views/{view['id']}"
    for browser, expected in ((web.bob, 403), (web.charlie, 404), (web.nobody, 401)):
        assert (await browser.patch(path, json={"name": "Mine"})).status_code == expected
        copied = await browser.post(f"{path}/duplicate", json={"name": "Mine"})
        assert copied.status_code == (201 if browser is web.bob else expected)
        assert (await browser.delete(path)).status_code == expected
    assert (await web.alice.delete(path)).status_code == 204
    assert (await web.alice.delete(path)).status_code == 404


async def test_a_viewer_saves_views_of_their_own_and_keeps_off_those_of_everybody(web: Browsers) -> None:
    shared = await made(web)
    answer = await web.bob.post(f"{BASE}/views", json={**VIEW, "name": "Bob alone"})
    assert (answer.status_code, answer.json()["shared"]) == (201, False)
    path = f"{BASE}/views/{answer.json()['id']}"
    assert (await web.bob.patch(path, json={"name": "Still mine", "position": 0})).status_code == 200
    assert await names(web.bob) == ["Still mine", "Sales"]
    assert await names(web.alice) == ["Sales"]
    refused = [
        await web.bob.post(f"{BASE}/views", json={**VIEW, "shared": True}),
        await web.bob.patch(path, json={"shared": True}),
        await web.bob.patch(f"{BASE}/views/{shared['id']}", json={"shared": False}),
        await web.bob.delete(f"{BASE}/views/{shared['id']}"),
    ]
    assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(403, "shared_by_editors")}
    copy = await web.bob.post(f"{BASE}/views/{shared['id']}/duplicate", json={"name": "A copy"})
    assert (copy.status_code, copy.json()["shared"]) == (201, False)
    assert (await web.bob.delete(path)).status_code == 204
    assert await names(web.alice) == ["Sales"]


async def test_a_view_of_ones_own_is_nobody_elses(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    own = await made(web, shared=False, name="Alice alone")
    eve = await make_person(database, "Eve")
    await add_member(database, workspace.id, eve, Role.ADMIN)
    app = web.alice._transport.app  # type: ignore[attr-defined]  # the application the fixture stands on
    async with client(app, await signed_in(database, eve)) as other:
        assert await names(other) == []
        for method, body in (("PATCH", {"shared": True}), ("DELETE", None)):
            answer = await other.request(method, f"{BASE}/views/{own['id']}", json=body)
            assert (answer.status_code, answer.json()["code"]) == (404, "view_not_found")
        assert (await web.alice.patch(f"{BASE}/views/{own['id']}", json={"shared": True})).status_code == 200
        assert await names(other) == ["Alice alone"]


async def test_only_what_is_sent_is_changed(web: Browsers) -> None:
    view = await made(web)
    path = f"{BASE}/views/{view['id']}"
    renamed = (await web.alice.patch(path, json={"name": "Sold"})).json()
    assert {**renamed, "updated_at": ""} == {**view, "name": "Sold", "updated_at": ""}
    emptied = (await web.alice.patch(path, json={"filter": None, "sort": None, "columns": []})).json()
    assert (emptied["filter"], emptied["sort"], emptied["columns"]) == (None, None, [])
    assert emptied["name"] == "Sold"


async def test_views_stand_where_they_were_put(web: Browsers) -> None:
    ids = [(await made(web, name=name))["id"] for name in "ABC"]
    assert (await web.alice.patch(f"{BASE}/views/{ids[2]}", json={"position": 0})).status_code == 200
    assert await names(web.bob) == ["C", "A", "B"]
    await web.alice.patch(f"{BASE}/views/{ids[2]}", json={"position": 900})
    assert await names(web.bob) == ["A", "B", "C"]
    copy = await web.alice.post(f"{BASE}/views/{ids[0]}/duplicate", json={"name": "A again"})
    assert (copy.status_code, copy.json()["shared"]) == (201, False)
    assert copy.json()["filter"] == FILTER
    assert await names(web.alice) == ["A", "B", "C", "A again"]
    assert await names(web.alice, "company") == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"filter": {"field": "nope", "op": "is_empty"}}, "invalid_filter"),
        ({"filter": {"term": "in_segment", "value": str(uuid4())}}, "invalid_filter"),
        ({"sort": "nope"}, "unsortable_field"),
        ({"group_by": "full_name"}, "no_facet"),
        ({"columns": [{"key": "nope"}]}, "unknown_column"),
        ({"columns": [{"key": "full_name", "width": 100_000}]}, "request_invalid"),
        ({"kind": "company"}, "invalid_filter"),
        ({"name": "   "}, "request_invalid"),
    ],
)
async def test_what_cannot_be_shown_is_not_saved(web: Browsers, wrong: dict[str, object], code: str) -> None:
    answer = await web.alice.post(f"{BASE}/views", json={**VIEW, **wrong})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert await names(web.alice) == []


async def test_a_view_that_names_an_archived_field_opens_with_notices(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    field = {"kind": "contact", "label": "Shelf", "type": "boolean"}
    assert (await web.alice.post(f"{BASE}/fields", json=field)).status_code == 201
    given = {"any": [*FILTER["all"], {"not": {"field": "shelf", "op": "is_empty"}}]}
    view = await made(web, filter=given, group_by="shelf", columns=[*COLUMNS, {"key": "shelf"}])
    segment = {"kind": "contact", "name": "Shelved", "filter": given}
    segment_id = (await web.alice.post(f"{BASE}/segments", json=segment)).json()["id"]
    await archive(database, workspace.id)
    [kept] = (await web.bob.get(f"{BASE}/views")).json()["items"]
    assert (kept["filter"], kept["columns"]) == (given, view["columns"])
    assert [(notice["about"], notice["place"]) for notice in kept["notices"]] == [
        ("filter", "/any/1/not/field"),
        ("group_by", ""),
        ("columns", ""),
    ]
    assert (await web.alice.patch(f"{BASE}/views/{view['id']}", json={"name": "Still"})).status_code == 200
    counted = (await web.bob.get(f"{BASE}/segments/{segment_id}")).json()
    assert (counted["words"], counted["total"]) == ("", None)
    assert counted["notices"][0]["place"] == "/any/1/not/field"
    asked = {"filter": {"not": {"term": "in_segment", "value": segment_id}}}
    answer = await web.bob.post(f"{BASE}/contacts/query", json=asked)
    [fault] = answer.json()["errors"]
    assert (answer.status_code, fault["field"]) == (422, "/not/value")
    assert fault["message"].startswith("“Shelved” cannot be asked for any more.")


async def archive(database: Database, workspace_id: UUID) -> None:
    async with database.workspace(workspace_id) as session:
        await session.execute(text("UPDATE field SET archived_at = created_at WHERE key = 'shelf'"))
