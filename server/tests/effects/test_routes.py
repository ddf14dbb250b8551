"""What nobody knows the end of is shown to the workspace, and a person decides."""

from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.effects import kinds
from leadgen.platform.effects.contracts import Claimed, Outcome, Unknown
from tests.factories.effects import Ledger, ask, dispatching, reached, states
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

EFFECTS = "/api/v1/workspaces/alice/effects"


async def unknown(effect: Claimed) -> Outcome:
    return Unknown("The line went dead.")


async def test_a_person_says_how_it_ended(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace, web: Browsers
) -> None:
    ledger.kind(unknown, is_idempotent=False, describe=lambda payload: "A letter to Ada")
    kinds.register([ledger.effects])
    await ask(database, workspace, "one", "two", "three")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, unknown=3)
    first = (await web.bob.get(EFFECTS, params={"state": "unknown", "limit": 2})).json()
    rest = (await web.bob.get(EFFECTS, params={"cursor": first["next_cursor"]})).json()
    listed = first["items"] + rest["items"]
    assert {(one["kind"], one["label"], one["problem"]) for one in listed} == {
        ("test.act", "A letter to Ada", "The line went dead.")
    }
    ids = [one["id"] for one in listed]
    assert len(set(ids)) == 3
    for browser, status in ((web.bob, 403), (web.charlie, 404), (web.nobody, 401)):
        answer = await browser.post(f"{EFFECTS}/{ids[0]}/resolve", json={"outcome": "happened"})
        assert answer.status_code == status
    happened = await web.alice.post(f"{EFFECTS}/{ids[0]}/resolve", json={"outcome": "happened"})
    assert happened.json()["state"] == "settled"
    other = await web.alice.post(f"{EFFECTS}/{ids[1]}/resolve", json={"outcome": "did_not_happen"})
    assert (other.json()["state"], other.json()["problem"]) == (
        "failed",
        "A person said that it did not happen.",
    )
    again = await web.alice.post(f"{EFFECTS}/{ids[0]}/resolve", json={"outcome": "did_not_happen"})
    assert (again.status_code, again.json()["code"]) == (409, "effect_not_unknown")
    assert await states(database, workspace) == {"settled": 1, "failed": 1, "unknown": 1}
    assert [one.state for one in ledger.settled[3:]] == ["settled", "failed"]
    async with database.workspace(workspace.id) as session:
        told = (await session.execute(text("SELECT kind, subject FROM access_event"))).all()
    assert [tuple(row) for row in told] == [("effect_resolved", "A letter to Ada")] * 2


async def test_what_happens_in_another_workspace_is_not_there(
    ledger: Ledger,
    database: Database,
    settings: Settings,
    workspace: Workspace,
    other_workspace: Workspace,
    web: Browsers,
) -> None:
    ledger.kind(unknown, is_idempotent=False)
    kinds.register([ledger.effects])
    await ask(database, other_workspace, "one")
    async with dispatching(ledger, database, settings):
        await reached(database, other_workspace, unknown=1)
    (effect,) = (await web.charlie.get("/api/v1/workspaces/charlie/effects")).json()["items"]
    assert (await web.alice.get(EFFECTS)).json()["items"] == []
    answer = await web.alice.post(f"{EFFECTS}/{effect['id']}/resolve", json={"outcome": "happened"})
    assert (answer.status_code, answer.json()["code"]) == (404, "effect_not_found")
