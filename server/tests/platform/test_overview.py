"""All of a person's workspaces: those they belong to, each counted in itself, and one more."""

from fastapi import FastAPI

from leadgen.db.engine import Database
from leadgen.platform.auth.roles import Role
from tests.factories.access import api_key
from tests.factories.tenancy import Workspace, add_member
from tests.factories.web import Browsers, app, client, web

__all__ = ["app", "web"]

OVERVIEW = "/api/v1/overview"
WORKSPACES = "/api/v1/workspaces"


async def test_it_shows_ones_own_workspaces_by_account_and_nothing_of_others(
    database: Database, web: Browsers, workspace: Workspace, other_workspace: Workspace
) -> None:
    person = {"values": {"first_name": "Ada", "email": "ada@example.com"}}
    assert (await web.alice.post(f"{WORKSPACES}/alice/contacts", json=person)).status_code == 201
    await add_member(database, workspace.id, workspace.charlie, Role.EDITOR)
    seen = (await web.charlie.get(OVERVIEW)).json()["accounts"]
    assert [(one["name"], one["can_add"]) for one in seen] == [("alice", False), ("charlie", True)]
    (helped,), (own,) = [one["workspaces"] for one in seen]
    assert (helped["role"], helped["contacts"], helped["members"]) == (
        "editor", {"value": 1, "exact": True}, 3,
    )  # fmt: skip
    assert helped["last_operation_at"] is not None
    assert (own["role"], own["contacts"]["value"], own["members"], own["imports_running"]) == (
        "owner",
        0,
        2,
        0,
    )
    bobs = (await web.bob.get(OVERVIEW)).json()["accounts"]
    assert [[place["slug"] for place in one["workspaces"]] for one in bobs] == [["alice"]]


async def test_an_owner_adds_a_workspace_to_the_account(web: Browsers, workspace: Workspace) -> None:
    made = await web.alice.post(WORKSPACES, json={"name": " Nordic Süd ", "country": "SE"})
    assert made.status_code == 201
    assert (made.json()["slug"], made.json()["name"], made.json()["country"]) == (
        "nordic-sud",
        "Nordic Süd",
        "SE",
    )
    account = (await web.alice.get(OVERVIEW)).json()["accounts"]
    assert [(one["id"], len(one["workspaces"])) for one in account] == [(str(workspace.account_id), 2)]
    assert (await web.bob.get(f"{WORKSPACES}/nordic-sud")).status_code == 404
    kinds = [one["kind"] for one in (await web.alice.get(f"{WORKSPACES}/nordic-sud/audit")).json()["items"]]
    assert kinds == ["workspace_created"]


async def test_whoever_owns_nothing_adds_nothing(web: Browsers, workspace: Workspace) -> None:
    refused = await web.bob.post(WORKSPACES, json={"name": "Mine"})
    assert (refused.status_code, refused.json()["code"]) == (403, "owns_nothing")


async def test_nobody_adds_to_an_account_of_others(
    web: Browsers, workspace: Workspace, other_workspace: Workspace
) -> None:
    body = {"name": "Free ride", "account_id": str(workspace.account_id)}
    for one in (web.charlie, web.bob):
        refused = await one.post(WORKSPACES, json=body)
        assert (refused.status_code, refused.json()["code"]) == (404, "account_not_found")


async def test_a_key_and_nobody_are_told_to_sign_in(
    app: FastAPI, database: Database, web: Browsers, workspace: Workspace
) -> None:
    for one in (web.nobody, client(app, await api_key(database, workspace))):
        assert (await one.get(OVERVIEW)).status_code == 401
        assert (await one.post(WORKSPACES, json={"name": "Mine"})).status_code == 401


async def test_permissions_are_the_table(web: Browsers) -> None:
    told = (await web.bob.get(f"{WORKSPACES}/alice/permissions")).json()
    rows = {row["id"]: row for row in told["operations"]}
    assert rows["list_contacts"]["scope"] == "records:read"
    assert rows["create_contact"]["roles"] == ["owner", "admin", "editor"]
    assert rows["transfer_ownership"] == {
        "id": "transfer_ownership",
        "label": "Make another member owner, and yourself an admin",
        "scope": None,
        "roles": ["owner"],
    }
    assert [role["key"] for role in told["roles"]] == [role.value for role in Role]
    assert (await web.charlie.get(f"{WORKSPACES}/alice/permissions")).status_code == 404
