"""Members: who sees them, who changes whom, and what a removed member has left: nothing."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.platform.auth.roles import Role
from tests.factories.access import api_key
from tests.factories.tenancy import Person, Workspace, add_member, make_person
from tests.factories.web import Browsers, app, browser, client, web

__all__ = ["app", "web"]

BASE = "/api/v1/workspaces/alice"


class Team:
    """More members of Alice's workspace, with their browsers."""

    def __init__(self, app: FastAPI, database: Database, workspace: Workspace) -> None:
        self._app, self._database, self._workspace = app, database, workspace

    async def join(self, name: str, role: Role) -> tuple[Person, httpx.AsyncClient]:
        person = await make_person(self._database, name)
        await add_member(self._database, self._workspace.id, person, role)
        return person, await browser(self._app, self._database, person)


@pytest.fixture
def team(app: FastAPI, database: Database, workspace: Workspace) -> Team:
    return Team(app, database, workspace)


async def test_every_member_sees_all_members_and_an_outsider_none(web: Browsers) -> None:
    for one in (web.alice, web.bob):
        items = (await one.get(f"{BASE}/members")).json()["items"]
        assert [(item["name"], item["role"]) for item in items] == [("Alice", "owner"), ("Bob", "viewer")]
    assert (await web.charlie.get(f"{BASE}/members")).status_code == 404
    assert (await web.nobody.get(f"{BASE}/members")).status_code == 401


async def test_a_new_role_counts_at_once_and_is_told_in_the_audit(
    web: Browsers, workspace: Workspace
) -> None:
    changed = await web.alice.patch(f"{BASE}/members/{workspace.bob.id}", json={"role": "editor"})
    assert (changed.status_code, changed.json()["role"]) == (200, "editor")
    assert (
        await web.bob.post(f"{BASE}/fields", json={"kind": "contact", "label": "Shelf", "type": "text"})
    ).status_code == 201
    entry = (await web.alice.get(f"{BASE}/audit", params={"kind": "member_role_changed"})).json()["items"][0]
    assert (entry["actor"]["name"], entry["subject"], entry["detail"]) == (
        "Alice", "Bob", {"before": "viewer", "after": "editor"},
    )  # fmt: skip


async def test_a_viewer_changes_nobody_and_an_outsider_finds_nobody(
    web: Browsers, workspace: Workspace
) -> None:
    address = f"{BASE}/members/{workspace.bob.id}"
    for request in (("PATCH", address), ("DELETE", address)):
        assert (await web.bob.request(*request, json={"role": "owner"})).status_code == 403
        assert (await web.charlie.request(*request, json={"role": "owner"})).status_code == 404


async def test_a_person_of_another_workspace_is_not_found(web: Browsers, workspace: Workspace) -> None:
    address = f"{BASE}/members/{workspace.charlie.id}"
    for answer in (
        await web.alice.patch(address, json={"role": "viewer"}),
        await web.alice.delete(address),
        await web.alice.post(f"{address}/reset-link"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "member_not_found")


async def test_an_admin_neither_makes_nor_touches_an_owner(team: Team, workspace: Workspace) -> None:
    anna, admin = await team.join("Anna", Role.ADMIN)
    alice = f"{BASE}/members/{workspace.alice.id}"
    for answer in (
        await admin.patch(f"{BASE}/members/{anna.id}", json={"role": "owner"}),
        await admin.patch(f"{BASE}/members/{workspace.bob.id}", json={"role": "owner"}),
        await admin.patch(alice, json={"role": "viewer"}),
        await admin.delete(alice),
        await admin.post(f"{BASE}/invitations", json={"email": "new@example.com", "role": "owner"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "role_too_high")
    refused = await admin.post(f"{alice}/reset-link")
    assert (refused.status_code, refused.json()["code"]) == (403, "reset_forbidden")
    assert (
        await admin.post(f"{BASE}/ownership", json={"user_id": str(anna.id), "password": "x"})
    ).status_code == 403


async def test_the_last_owner_stays(web: Browsers, workspace: Workspace) -> None:
    alice = f"{BASE}/members/{workspace.alice.id}"
    for answer in (
        await web.alice.patch(alice, json={"role": "admin"}),
        await web.alice.delete(alice),
        await web.alice.post(f"{BASE}/leave"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")


async def test_two_owners_who_demote_each_other_at_once_leave_one(
    team: Team, web: Browsers, workspace: Workspace
) -> None:
    for turn in range(5):
        olga, second = await team.join(f"Olga{turn}", Role.OWNER)
        answers = await asyncio.gather(
            web.alice.patch(f"{BASE}/members/{olga.id}", json={"role": "admin"}),
            second.patch(f"{BASE}/members/{workspace.alice.id}", json={"role": "admin"}),
        )
        assert sorted(answer.status_code for answer in answers) in ([200, 403], [200, 404], [200, 409])
        winner = web.alice if answers[0].status_code == 200 else second
        roles = [item["role"] for item in (await winner.get(f"{BASE}/members")).json()["items"]]
        assert roles.count("owner") == 1
        await winner.patch(f"{BASE}/members/{workspace.alice.id}", json={"role": "owner"})
        if winner is second:
            await web.alice.patch(f"{BASE}/members/{olga.id}", json={"role": "admin"})


async def test_a_removed_member_loses_the_workspace_keys_and_invitations_at_once(
    app: FastAPI, team: Team, web: Browsers
) -> None:
    anna, admin = await team.join("Anna", Role.ADMIN)
    made = await admin.post(f"{BASE}/api-keys", json={"name": "sync", "scopes": ["records:read"]})
    key = client(app, {"authorization": f"Bearer {made.json()['secret']}"})
    invited = await admin.post(f"{BASE}/invitations", json={"email": "new@example.com", "role": "viewer"})
    token = invited.json()["url"].partition("#")[2]
    assert (await key.get(f"{BASE}/contacts")).status_code == 200
    removed = await web.alice.delete(f"{BASE}/members/{anna.id}")
    assert removed.json() == {"keys_revoked": 1, "invitations_revoked": 1}
    assert (await admin.get(f"{BASE}/members")).status_code == 404
    assert (await key.get(f"{BASE}/contacts")).status_code == 401
    assert (await web.nobody.post("/api/v1/invitation", json={"token": token})).status_code == 410
    assert (await admin.get("/api/v1/session")).json()["workspaces"] == []


async def test_a_demoted_admin_keeps_no_key_and_no_invitation_wider_than_the_new_role(
    app: FastAPI, team: Team, web: Browsers
) -> None:
    anna, admin = await team.join("Anna", Role.ADMIN)
    wide = await admin.post(
        f"{BASE}/api-keys", json={"name": "wide", "scopes": ["records:read", "access:write"]}
    )
    narrow = await admin.post(f"{BASE}/api-keys", json={"name": "narrow", "scopes": ["records:read"]})
    await admin.post(f"{BASE}/invitations", json={"email": "new@example.com", "role": "admin"})
    await web.alice.patch(f"{BASE}/members/{anna.id}", json={"role": "editor"})
    statuses = []
    for made in (wide, narrow):
        key = client(app, {"authorization": f"Bearer {made.json()['secret']}"})
        statuses.append((await key.get(f"{BASE}/contacts")).status_code)
    assert statuses == [401, 200]
    states = [item["state"] for item in (await web.alice.get(f"{BASE}/invitations")).json()["items"]]
    assert states == ["revoked"]


async def test_an_upload_under_way_fails_when_its_member_is_removed(
    web: Browsers, team: Team, database: Database
) -> None:
    emil, editor = await team.join("Emil", Role.EDITOR)
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def slow_body() -> AsyncIterator[bytes]:
        yield b"First Name,E-mail\n"
        arrived.set()
        await go_on.wait()
        yield b"Ada,ada@example.com\n"

    upload = asyncio.create_task(editor.post(f"{BASE}/imports?filename=late.csv", content=slow_body()))
    await arrived.wait()
    assert (await web.alice.delete(f"{BASE}/members/{emil.id}")).status_code == 200
    go_on.set()
    answer = await upload
    assert (answer.status_code, answer.json()["code"]) == (404, "workspace_not_found")
    assert (await web.alice.get(f"{BASE}/imports")).json()["items"] == []


async def test_an_upload_under_way_fails_when_the_role_changes(web: Browsers, team: Team) -> None:
    emil, editor = await team.join("Emil", Role.EDITOR)
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def slow_body() -> AsyncIterator[bytes]:
        yield b"First Name\n"
        arrived.set()
        await go_on.wait()
        yield b"Ada\n"

    upload = asyncio.create_task(editor.post(f"{BASE}/imports?filename=late.csv", content=slow_body()))
    await arrived.wait()
    await web.alice.patch(f"{BASE}/members/{emil.id}", json={"role": "viewer"})
    go_on.set()
    answer = await upload
    assert (answer.status_code, answer.json()["code"]) == (409, "role_changed")


async def test_removal_waits_for_a_change_that_was_begun_and_nothing_comes_after_it(
    web: Browsers, team: Team, database: Database, workspace: Workspace
) -> None:
    for turn in range(8):
        emil, editor = await team.join(f"Emil{turn}", Role.EDITOR)
        person = {"first_name": f"Turn {turn}", "email": f"turn{turn}@example.com"}
        created, removed = await asyncio.gather(
            editor.post(f"{BASE}/contacts", json={"values": person}),
            web.alice.delete(f"{BASE}/members/{emil.id}"),
        )
        assert removed.status_code == 200
        assert created.status_code in (201, 404)
        async with database.workspace(workspace.id) as session:
            found = await session.scalar(
                text("SELECT count(*) FROM contact WHERE email = :email"), {"email": person["email"]}
            )
        assert found == (created.status_code == 201)


async def test_leaving_is_like_being_removed(web: Browsers) -> None:
    assert (await web.bob.post(f"{BASE}/leave")).status_code == 204
    assert (await web.bob.get(BASE)).status_code == 404
    kinds = [item["kind"] for item in (await web.alice.get(f"{BASE}/audit")).json()["items"]]
    assert kinds == ["member_left"]


async def test_a_key_takes_members_below_admin_and_gives_nothing(
    app: FastAPI, database: Database, team: Team, workspace: Workspace
) -> None:
    anna, _ = await team.join("Anna", Role.ADMIN)
    key = client(app, await api_key(database, workspace))
    for person in (workspace.alice, anna):
        refused = await key.delete(f"{BASE}/members/{person.id}")
        assert (refused.status_code, refused.json()["code"]) == (403, "role_too_high")
    assert (await key.delete(f"{BASE}/members/{workspace.bob.id}")).status_code == 200
    for method, path, body in (
        ("PATCH", f"/members/{anna.id}", {"role": "viewer"}),
        ("POST", "/invitations", {"email": "new@example.com", "role": "viewer"}),
        ("POST", "/api-keys", {"name": "wider", "scopes": ["audit:read"]}),
        ("POST", f"/members/{anna.id}/reset-link", None),
        ("POST", "/leave", None),
    ):
        refused = await key.request(method, f"{BASE}{path}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (403, "person_required"), path


async def test_a_record_belongs_to_a_member_whose_name_stays_when_they_go(
    web: Browsers, workspace: Workspace, other_workspace: Workspace
) -> None:
    bob = str(workspace.bob.id)
    made = await web.alice.post(
        f"{BASE}/contacts",
        json={"values": {"email": "ada@example.com", "owner": workspace.bob.email.upper()}},
    )
    assert (made.status_code, made.json()["record"]["values"]["owner"]) == (201, bob)
    address = f"{BASE}/contacts/{made.json()['record']['id']}"
    changed = await web.alice.patch(address, json={"values": {"owner": str(workspace.alice.id)}})
    assert changed.json()["record"]["values"]["owner"] == str(workspace.alice.id)
    for stranger in (str(workspace.charlie.id), workspace.charlie.email, "Bob", "x" * 300):
        refused = await web.alice.patch(address, json={"values": {"owner": stranger}})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "owner"), stranger
    undone = await web.alice.post(f"{BASE}/operations/{changed.json()['operation']['id']}/undo")
    assert undone.status_code == 202
    await web.alice.delete(f"{BASE}/members/{bob}")
    assert (await web.alice.get(address)).json()["values"]["owner"] == bob
    members = (await web.alice.get(f"{BASE}/members")).json()
    assert members["former"] == [{"user_id": bob, "name": "Bob"}]
    emptied = await web.alice.patch(address, json={"values": {"owner": None}})
    assert "owner" not in emptied.json()["record"]["values"]
