"""Only an owner, with the password, lets a disarmed workspace reach outward again."""

import pytest
from fastapi import FastAPI

from leadgen.db.engine import Database
from leadgen.platform.accounts.service import NewWorkspace, init_workspace
from tests.factories.access import api_key
from tests.factories.people import PASSWORD, Guest, guest
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers, client

ARM = "/api/v1/workspaces/acme/arm"


@pytest.fixture
async def acme(database: Database) -> NewWorkspace:
    made = await init_workspace(database, "ada@firm.example", "acme", PASSWORD)
    async with database.workspace(made.workspace.id) as session:
        await (await session.driver()).execute(
            "UPDATE workspace SET disarmed_at = now(), disarmed_reason = 'Restored from a backup.'"
        )
    return made


@pytest.fixture
async def ada(app: FastAPI, acme: NewWorkspace) -> Guest:
    return await guest(app, acme.user)


async def test_the_owner_confirms_and_it_is_written_down(ada: Guest) -> None:
    before = (await ada.browser.get("/api/v1/workspaces/acme")).json()["disarmed"]
    assert before["reason"] == "Restored from a backup."
    answer = await ada.browser.post(ARM, json={"password": PASSWORD})
    assert answer.status_code == 204, answer.text
    assert (await ada.browser.get("/api/v1/workspaces/acme")).json()["disarmed"] is None
    told = (await ada.browser.get("/api/v1/workspaces/acme/audit?kind=workspace_armed")).json()["items"]
    assert [entry["detail"]["reason"] for entry in told] == ["Restored from a backup."]


async def test_twice_is_told(ada: Guest) -> None:
    await ada.browser.post(ARM, json={"password": PASSWORD})
    again = await ada.browser.post(ARM, json={"password": PASSWORD})
    assert (again.status_code, again.json()["code"]) == (409, "not_disarmed")


async def test_a_wrong_password_leaves_it_disarmed(ada: Guest) -> None:
    answer = await ada.browser.post(ARM, json={"password": "somebody else's"})
    assert answer.status_code in (401, 403), answer.text
    assert (await ada.browser.get("/api/v1/workspaces/acme")).json()["disarmed"] is not None


async def test_viewers_outsiders_and_keys_do_not(
    web: Browsers, app: FastAPI, database: Database, workspace: Workspace
) -> None:
    key = client(app, await api_key(database, workspace))
    path, body = "/api/v1/workspaces/alice/arm", {"password": PASSWORD}
    statuses = [
        (await browser.post(path, json=body)).status_code
        for browser in (web.bob, web.charlie, web.nobody, key)
    ]
    assert statuses == [403, 404, 401, 403]
