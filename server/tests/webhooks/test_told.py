"""What the product tells: each act once, by the floor that owns it."""

import json
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.webhooks import types
from tests.factories.outside import Outside
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.factories.webhooks import webhook_to
from tests.stages.ingest.conftest import Ingest

BASE = "/api/v1/workspaces/alice"


@pytest.fixture
async def told(
    app: FastAPI, database: Database, settings: Settings, workspace: Workspace, receiver: Outside
) -> UUID:
    """A webhook for everything there is."""
    webhook, _ = await webhook_to(database, settings, workspace, receiver.url(), *types.registered())
    return webhook.id


async def events(database: Database, workspace: Workspace) -> list[tuple[str, dict[str, object]]]:
    """What was told so far, oldest first; forgotten with this look."""
    async with database.workspace(workspace.id) as session:
        found = (await session.execute(text("SELECT type, body FROM webhook_event ORDER BY id"))).all()
        await session.execute(text("DELETE FROM webhook_event"))
    bodies = [(row.type, json.loads(row.body)) for row in found]
    for name, body in bodies:
        assert set(body) == {"id", "type", "timestamp", "data"}
        assert body["type"] == name
        assert set(body["data"]) == set(types.named(name).sample), name
    return [(name, body["data"]) for name, body in bodies]


ADA = {"values": {"email": "ada@example.com", "full_name": "Ada Example"}}


@pytest.mark.usefixtures("told")
async def test_a_record_by_hand_is_told_with_all_its_fields(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    made = (await web.alice.post(f"{BASE}/contacts", json=ADA)).json()
    ((name, data),) = await events(database, workspace)
    assert (name, data["id"], data["email"], data["job_title"]) == (
        "contact.created", made["record"]["id"], "ada@example.com", None,
    )  # fmt: skip
    assert (await web.alice.get(str(data["api_path"]))).status_code == 200
    contact = f"{BASE}/contacts/{made['record']['id']}"
    edited = (await web.alice.patch(contact, json={"values": {"job_title": "CEO"}})).json()
    ((name, data),) = await events(database, workspace)
    assert (name, data["changed"], data["job_title"]) == ("contact.updated", ["job_title"], "CEO")
    await web.alice.patch(contact, json={"values": {"job_title": "CEO"}})
    assert await events(database, workspace) == []
    await web.alice.post(f"{BASE}/operations/{edited['operation']['id']}/undo")
    assert await names(database, workspace) == ["contact.updated", "operation.completed", "operation.undone"]


@pytest.mark.usefixtures("told")
async def test_a_record_that_goes_and_comes_by_undo_is_told(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    made = (await web.alice.post(f"{BASE}/contacts", json=ADA)).json()
    await events(database, workspace)
    undone = await web.alice.post(f"{BASE}/operations/{made['operation']['id']}/undo")
    assert await names(database, workspace) == ["contact.deleted", "operation.completed", "operation.undone"]
    await web.alice.post(f"{BASE}/operations/{undone.json()['id']}/undo")
    assert await names(database, workspace) == ["contact.created", "operation.completed"]


async def names(database: Database, workspace: Workspace) -> list[str]:
    """As `events`, without what they say."""
    return sorted(name for name, _ in await events(database, workspace))


@pytest.mark.usefixtures("told")
async def test_a_company_by_hand_is_told(web: Browsers, database: Database, workspace: Workspace) -> None:
    await web.alice.post(f"{BASE}/companies", json={"values": {"company_name": "Example Ltd"}})
    ((name, data),) = await events(database, workspace)
    assert (name, data["company_name"]) == ("company.created", "Example Ltd")


@pytest.mark.usefixtures("told")
async def test_an_import_is_two_events_however_many_lines_it_has(
    database: Database, workspace: Workspace
) -> None:
    lines = "\n".join(f"Person {number},p{number}@example.com" for number in range(50))
    await Ingest(database, workspace.id).run(f"name,email\n{lines}\n")
    found = dict(await events(database, workspace))
    assert set(found) == {"import.completed", "operation.completed"}
    counts = found["import.completed"]["counts"]
    assert isinstance(counts, dict)
    assert counts["create"] == 50
    assert found["operation.completed"]["kind"] == "import"


@pytest.mark.usefixtures("told")
async def test_an_import_that_cannot_be_read_is_told(database: Database, workspace: Workspace) -> None:
    await Ingest(database, workspace.id).run("name,email\n")
    ((name, data),) = await events(database, workspace)
    assert (name, data["state"]) == ("import.failed", "failed")
    assert isinstance(data["problem"], dict)
    assert data["problem"]["code"] == "no_lines"


@pytest.mark.usefixtures("told")
async def test_a_member_who_is_taken_out_is_told(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    assert (await web.alice.delete(f"{BASE}/members/{workspace.bob.id}")).status_code == 200
    ((name, data),) = await events(database, workspace)
    assert (name, data) == (
        "member.removed",
        {"id": str(workspace.bob.id), "name": "Bob", "role": "viewer", "by": "Alice"},
    )


async def test_a_sample_from_life_has_the_shape_that_is_sent(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    sample = (await web.alice.get(f"{BASE}/webhook-events/contact.created/sample")).json()
    assert sample[0]["data"]["full_name"] == "Ada Example"
    await web.alice.post(f"{BASE}/contacts", json={"values": {"email": "bea@example.com"}})
    (found,) = (await web.alice.get(f"{BASE}/webhook-events/contact.created/sample")).json()
    assert found["data"]["email"] == "bea@example.com"
    assert set(found["data"]) == set(sample[0]["data"])
    for name in types.registered():
        answer = await web.alice.get(f"{BASE}/webhook-events/{name}/sample")
        assert answer.status_code == 200
        assert len(answer.json()) >= 1
    assert (await web.alice.get(f"{BASE}/webhook-events/no.such/sample")).status_code == 422
