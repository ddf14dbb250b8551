"""Webhooks over the API: admins only, the secret once, no address within the network."""

from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.webhooks import repository
from leadgen.platform.webhooks.verifying import verify
from tests.factories.outside import Outside, says
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.factories.webhooks import all_are, delivering, ping

HOOKS = "/api/v1/workspaces/alice/webhooks"


@pytest.fixture
async def made(web: Browsers, receiver: Outside) -> dict[str, dict[str, str]]:
    """Alice's webhook as it was answered."""
    answer = await web.alice.post(HOOKS, json={"url": receiver.url("/hook"), "events": ["test.ping"]})
    assert answer.status_code == 201, answer.text
    found: dict[str, dict[str, str]] = answer.json()
    return found


async def test_admins_only_and_outsiders_see_nothing(
    web: Browsers, made: dict[str, dict[str, str]], database: Database, workspace: Workspace
) -> None:
    hook = f"{HOOKS}/{made['webhook']['id']}"
    async with database.workspace(workspace.id) as session:
        delivery = (await _tested(web, hook)).json()["id"]
        assert (await session.execute(text("SELECT count(*) FROM webhook_delivery"))).scalar_one() == 1
    span = {"since": "2026-01-01T00:00:00Z", "until": "2026-01-02T00:00:00Z"}
    calls: list[tuple[str, str, object]] = [
        ("GET", HOOKS, None),
        ("POST", HOOKS, {"url": "https://hooks.example.com/", "events": ["test.ping"]}),
        ("GET", hook, None),
        ("PATCH", hook, {"enabled": False}),
        ("DELETE", hook, None),
        ("POST", f"{hook}/secret", None),
        ("POST", f"{hook}/test", None),
        ("POST", f"{hook}/replay", span),
        ("GET", f"{hook}/deliveries", None),
        ("GET", f"{hook}/deliveries/{delivery}", None),
        ("POST", f"{hook}/deliveries/{delivery}/replay", None),
        ("GET", "/api/v1/workspaces/alice/webhook-events", None),
        ("GET", "/api/v1/workspaces/alice/webhook-events/test.ping/sample", None),
    ]
    for method, path, body in calls:
        for browser, status in ((web.bob, 403), (web.charlie, 404), (web.nobody, 401)):
            answer = await browser.request(method, path, json=body)
            assert answer.status_code == status, (method, path, answer.text)
    assert (await web.alice.get(hook)).json()["state"] == "enabled"


async def _tested(web: Browsers, hook: str) -> httpx.Response:
    answer = await web.alice.post(f"{hook}/test")
    assert answer.status_code == 202
    return answer


async def test_a_webhook_is_made_changed_and_removed(
    web: Browsers, made: dict[str, dict[str, str]], database: Database, workspace: Workspace
) -> None:
    hook = f"{HOOKS}/{made['webhook']['id']}"
    changed = await web.alice.patch(
        hook, json={"events": ["contact.created", "test.ping"], "description": "CRM"}
    )
    assert (changed.json()["events"], changed.json()["description"]) == (
        ["contact.created", "test.ping"],
        "CRM",
    )
    assert (await web.alice.patch(hook, json={"events": ["no.such"]})).json()["code"] == "event_type_unknown"
    await _tested(web, hook)
    off = (await web.alice.patch(hook, json={"enabled": False})).json()
    assert (off["state"], off["disabled_reason"]) == ("disabled", "Turned off by a person.")
    (released,) = (await web.alice.get(f"{hook}/deliveries")).json()["items"]
    assert (released["state"], released["last_error"]) == ("released", "The webhook was turned off.")
    assert (await web.alice.post(f"{hook}/test")).json()["code"] == "webhook_off"
    assert (await web.alice.patch(hook, json={"enabled": True})).json()["disabled_reason"] is None
    assert (await web.alice.delete(hook)).status_code == 204
    assert (await web.alice.get(hook)).status_code == 404
    async with database.workspace(workspace.id) as session:
        kinds = (await session.execute(text("SELECT kind FROM access_event ORDER BY id"))).scalars().all()
        left = (await session.execute(text("SELECT count(*) FROM effect"))).scalar_one()
    assert kinds == ["webhook_created", *["webhook_changed"] * 3, "webhook_deleted"]
    assert left == 0


async def test_the_secret_is_shown_once_and_kept_sealed(
    web: Browsers,
    made: dict[str, dict[str, str]],
    database: Database,
    settings: Settings,
    workspace: Workspace,
    receiver: Outside,
) -> None:
    secret, hook = str(made["secret"]), f"{HOOKS}/{made['webhook']['id']}"
    assert secret.startswith("whsec_")
    second = (await web.alice.post(f"{hook}/secret")).json()
    async with delivering(database, settings):
        delivery = (await _tested(web, hook)).json()["id"]
        await all_are(database, workspace, _id(made), "delivered")
    for one in (secret, str(second["secret"])):
        assert verify([one], receiver.asked[0].headers, receiver.asked[0].body, now())
    seen = [
        (await web.alice.get(path)).text
        for path in (HOOKS, hook, f"{hook}/deliveries", f"{hook}/deliveries/{delivery}")
    ]
    async with database.workspace(workspace.id) as session:
        for table in ("webhook", "webhook_attempt", "webhook_event", "effect_payload", "access_event"):
            seen += [str(row) for row in await session.execute(text(f"SELECT * FROM {table}"))]
    for one in (secret, str(second["secret"])):
        assert all(one not in text_seen and one[6:] not in text_seen for text_seen in seen)


async def test_the_same_request_twice_makes_one_webhook_and_answers_the_same(
    web: Browsers, receiver: Outside
) -> None:
    asked = {"json": {"url": receiver.url(), "events": ["test.ping"]}, "headers": {"Idempotency-Key": "one"}}
    first, second = [await web.alice.post(HOOKS, **asked) for _ in range(2)]  # type: ignore[arg-type]  # httpx's own
    assert first.json() == second.json()
    assert len((await web.alice.get(HOOKS)).json()["items"]) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://2130706433/",
        "https://user:secret@hooks.example.com/",
        "ftp://hooks.example.com/",
        "https://hooks.example.com:22/",
        "nonsense",
    ],
)
async def test_an_address_that_is_not_https_or_within_the_network_is_refused(
    web: Browsers, made: dict[str, dict[str, str]], url: str
) -> None:
    for answer in (
        await web.alice.post(HOOKS, json={"url": url, "events": ["test.ping"]}),
        await web.alice.patch(f"{HOOKS}/{made['webhook']['id']}", json={"url": url}),
    ):
        assert answer.status_code == 422, answer.text
        assert answer.json()["code"] in ("https_required", "address_forbidden")


async def test_there_is_an_end_to_webhooks(web: Browsers, receiver: Outside) -> None:
    body = {"url": receiver.url(), "events": ["test.ping"]}
    answers = [await web.alice.post(HOOKS, json=body) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [201] * 20 + [409]


async def test_the_log_comes_in_pages_and_by_state(
    web: Browsers,
    made: dict[str, dict[str, str]],
    database: Database,
    settings: Settings,
    workspace: Workspace,
    receiver: Outside,
) -> None:
    hook = f"{HOOKS}/{made['webhook']['id']}"
    receiver.answer = says(b"<script>alert(1)</script>", 500)
    async with delivering(database, settings, retries=()):
        for _ in range(3):
            await ping(database, workspace, _id(made))
        await all_are(database, workspace, _id(made), "failed")
    await _tested(web, hook)
    first = (await web.alice.get(f"{hook}/deliveries", params={"limit": 3})).json()
    rest = await web.alice.get(f"{hook}/deliveries", params={"limit": 3, "cursor": first["next_cursor"]})
    assert [one["state"] for one in first["items"] + rest.json()["items"]] == ["waiting", *["failed"] * 3]
    failed = (await web.alice.get(f"{hook}/deliveries", params={"state": "failed"})).json()["items"]
    assert len(failed) == 3
    assert (failed[0]["last_status"], failed[0]["last_error"]) == (
        500,
        "The address answered 500 Internal Server Error.",
    )
    detail = (await web.alice.get(f"{hook}/deliveries/{failed[0]['id']}")).json()
    assert detail["payload"]["type"] == "test.ping"
    assert detail["attempts"][0]["response_excerpt"] == "<script>alert(1)</script>"
    span = {"since": (now() - timedelta(hours=1)).isoformat(), "until": now().isoformat()}
    assert (await web.alice.post(f"{hook}/replay", json=span)).json() == {"count": 3}
    assert (await web.alice.post(f"{hook}/deliveries/{failed[0]['id']}/replay")).status_code == 202
    turned = {"since": span["until"], "until": span["since"]}
    assert (await web.alice.post(f"{hook}/replay", json=turned)).status_code == 422


async def test_what_is_over_30_days_old_is_forgotten(
    web: Browsers,
    made: dict[str, dict[str, str]],
    database: Database,
    settings: Settings,
    workspace: Workspace,
) -> None:
    async with delivering(database, settings):
        await _tested(web, f"{HOOKS}/{made['webhook']['id']}")
        await all_are(database, workspace, _id(made), "delivered")
    for days, left in ((29, 1), (31, 0), (31, 0)):
        async with database.workspace(workspace.id) as session:
            await repository.forget_old(session, now() + timedelta(days=days))
            for table in ("webhook_event", "webhook_delivery", "webhook_attempt", "effect", "effect_payload"):
                found = await session.execute(text(f"SELECT count(*) FROM {table}"))
                assert found.scalar_one() == left, (table, days)


def _id(made: dict[str, dict[str, str]]) -> UUID:
    return UUID(made["webhook"]["id"])
