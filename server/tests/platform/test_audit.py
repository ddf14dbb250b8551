"""Who did what: acts about access and operations in one list, a page at a time."""

from fastapi import FastAPI

from leadgen.db.engine import Database
from leadgen.platform.audit.service import record_own
from leadgen.platform.auth.contracts import SignedIn
from leadgen.platform.auth.roles import Role
from tests.factories.access import signed_in
from tests.factories.people import at_address
from tests.factories.tenancy import Workspace, add_member
from tests.factories.web import Browsers, app, web

__all__ = ["app", "web"]

BASE = "/api/v1/workspaces/alice"


async def busy(web: Browsers) -> None:
    for number in range(3):
        person = {"values": {"email": f"ada{number}@example.com"}}
        assert (await web.alice.post(f"{BASE}/contacts", json=person)).status_code == 201
        invited = {"email": f"new{number}@example.com", "role": "viewer"}
        assert (await web.alice.post(f"{BASE}/invitations", json=invited)).status_code == 201


async def test_operations_and_acts_about_access_stand_in_the_order_of_time(web: Browsers) -> None:
    await busy(web)
    items = (await web.alice.get(f"{BASE}/audit")).json()["items"]
    kinds = [("member_invited" if one["operation_id"] is None else "operation") for one in items]
    assert kinds == ["member_invited", "operation"] * 3
    assert [one["at"] for one in items] == sorted((one["at"] for one in items), reverse=True)


async def test_pages_hold_each_entry_once(web: Browsers) -> None:
    await busy(web)
    whole = [one["id"] for one in (await web.alice.get(f"{BASE}/audit")).json()["items"]]
    for limit in ("1", "2", "4"):
        seen, cursor = [], None
        while True:
            params = {"limit": limit} | ({"cursor": cursor} if cursor else {})
            page = (await web.alice.get(f"{BASE}/audit", params=params)).json()
            seen += [one["id"] for one in page["items"]]
            if (cursor := page["next_cursor"]) is None:
                break
        assert seen == whole


async def test_it_is_filtered_by_kind_and_actor(web: Browsers, workspace: Workspace) -> None:
    await busy(web)
    await web.bob.post(f"{BASE}/leave")

    async def asked(**params: str) -> list[str]:
        return [one["kind"] for one in (await web.alice.get(f"{BASE}/audit", params=params)).json()["items"]]

    assert await asked(kind="member_invited") == ["member_invited"] * 3
    assert await asked(actor_id=str(workspace.bob.id)) == ["member_left"]
    assert len(await asked(actor_id=str(workspace.alice.id))) == 6
    operations = set(await asked(actor_id=str(workspace.alice.id))) - {"member_invited"}
    assert await asked(kind=operations.pop()) != []
    assert await asked(kind="nothing_of_this") == []


async def test_a_cursor_fits_its_own_list_only(web: Browsers, other_workspace: Workspace) -> None:
    await busy(web)
    cursor = (await web.alice.get(f"{BASE}/audit", params={"limit": "1"})).json()["next_cursor"]
    params = {"cursor": cursor}
    assert (await web.charlie.get("/api/v1/workspaces/charlie/audit", params=params)).status_code == 422
    assert (await web.alice.get(f"{BASE}/audit", params={**params, "kind": "member_left"})).status_code == 422


async def test_only_admins_read_it(web: Browsers) -> None:
    for one, status in ((web.alice, 200), (web.bob, 403), (web.charlie, 404), (web.nobody, 401)):
        assert (await one.get(f"{BASE}/audit")).status_code == status


async def test_what_a_person_does_to_their_own_access_is_told_where_they_belong(
    database: Database, web: Browsers, workspace: Workspace, other_workspace: Workspace
) -> None:
    await add_member(database, workspace.id, workspace.charlie, Role.VIEWER)
    charlie = workspace.charlie
    async with database.identity(user_id=charlie.id) as session:
        await record_own(session, SignedIn(charlie.id, charlie.email, charlie.name), "password_changed")
    for one, slug in ((web.alice, "alice"), (web.charlie, "charlie")):
        items = (await one.get(f"/api/v1/workspaces/{slug}/audit")).json()["items"]
        assert [(item["kind"], item["actor"]["name"]) for item in items] == [("password_changed", "Charlie")]


async def test_each_act_of_a_request_says_from_which_address_it_came(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    alice = at_address(app, "203.0.113.9")
    alice.headers.update(await signed_in(database, workspace.alice))
    key = {"name": "Sync", "scopes": ["records:read"]}
    hook = {"url": "https://hooks.example.com/in", "events": ["contact.created"]}
    invited = {"email": "new@example.com", "role": "viewer"}
    for path, body in (("/api-keys", key), ("/webhooks", hook), ("/invitations", invited)):
        assert (await alice.post(f"{BASE}{path}", json=body)).status_code == 201
    assert (await alice.patch(BASE, json={"name": "Alice & Co"})).status_code == 200
    assert (await alice.post("/api/v1/workspaces", json={"name": "Nordic"})).status_code == 201
    for slug, acts in (("alice", 4), ("nordic", 1)):
        items = (await alice.get(f"/api/v1/workspaces/{slug}/audit")).json()["items"]
        assert [one["address"] for one in items] == ["203.0.113.9"] * acts, items


async def test_whoever_joins_is_told_with_their_address(app: FastAPI, web: Browsers) -> None:
    made = await web.alice.post(f"{BASE}/invitations", json={"email": "new@example.com", "role": "viewer"})
    joined = {"token": made.json()["url"].partition("#")[2], "password": "correct horse battery"}
    guest = at_address(app, "203.0.113.10")
    assert (await guest.post("/api/v1/invitation/accept", json=joined)).status_code == 200
    params = {"kind": "member_joined"}
    (told,) = (await web.alice.get(f"{BASE}/audit", params=params)).json()["items"]
    assert told["address"] == "203.0.113.10"
