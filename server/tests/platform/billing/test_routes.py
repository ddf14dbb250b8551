"""Credits over the API: Alice owns, Bob views, Charlie is outside."""

from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.platform.billing import service
from tests.factories.billing import granted
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers, app, web

__all__ = ["app", "web"]

BASE = "/api/v1/workspaces/alice"
CAPS = {"per_run": 2000, "per_day": None, "per_month": 9000}
NONE = {"per_run": None, "per_day": None, "per_month": None}


async def test_everybody_inside_sees_what_is_left_and_what_became_of_it(
    database: Database, web: Browsers, workspace: Workspace
) -> None:
    await granted(database, workspace.id, 5)
    run = uuid7()
    async with database.workspace(workspace.id) as session:
        await service.reserve(session, run, 2000, least=1)
        await service.settle(session, run, 500)
    seen = (await web.bob.get(f"{BASE}/credits")).json()
    own = {"reserved": 1500, "spent_today": 500, "spent_month": 500, "caps": NONE}
    left = {"balance": 3000, "reserved": 1500, "available": 3000, "expiring": None}
    assert seen == {**left, "workspace": own, "account": own}
    page = (await web.bob.get(f"{BASE}/credits/ledger", params={"limit": 2})).json()
    rest = {"cursor": page["next_cursor"]}
    items = page["items"] + (await web.bob.get(f"{BASE}/credits/ledger", params=rest)).json()["items"]
    told = [(one["kind"], one["amount"], one["spent"], one["balance"], one["run_id"]) for one in items]
    assert told == [
        ("settle", 0, 500, None, str(run)),
        ("reserve", -2000, 0, 3000, str(run)),
        ("grant", 5000, 0, 5000, None),
    ]
    for path in ("/credits", "/credits/ledger", "/credits/caps"):
        for one, status in ((web.alice, 200), (web.charlie, 404), (web.nobody, 401)):
            assert (await one.get(BASE + path)).status_code == status


async def test_an_owner_bounds_the_spending_and_the_audit_says_so(
    database: Database, web: Browsers, workspace: Workspace
) -> None:
    await granted(database, workspace.id, 5)
    for path, told in (("", "workspace"), ("/account", "account")):
        for one, status in ((web.bob, 403), (web.charlie, 404), (web.nobody, 401), (web.alice, 200)):
            answer = await one.put(f"{BASE}/credits/caps{path}", json=CAPS)
            assert answer.status_code == status
        assert answer.json()[told] == CAPS
    assert (await web.alice.put(f"{BASE}/credits/caps", json={**CAPS, "per_run": -1})).status_code == 422
    assert (await web.bob.get(f"{BASE}/credits/caps")).json() == {"workspace": CAPS, "account": CAPS}
    assert (await web.bob.get(f"{BASE}/credits")).json()["available"] == 2000
    items = (await web.alice.get(f"{BASE}/audit")).json()["items"]
    assert [(one["kind"], one["subject"]) for one in items] == [
        ("caps_changed", "account"),
        ("caps_changed", "workspace"),
        ("credits_granted", ""),
    ]
    assert [items[0]["detail"], items[2]["detail"]] == [CAPS, {"credits": "5"}]
