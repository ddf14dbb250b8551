"""What a workspace says of plugins: who may, which enrichers are there after it, and where the key is not."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.plugins import settings as plugins
from leadgen.platform.plugins.service import Plugins
from leadgen_sdk import JSON, Plugin
from leadgen_sdk.enriching import Answer, Net, RecordKind, Subject, Terms
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers, app, web

__all__ = ["app", "web"]

BASE = "/api/v1/workspaces/alice/plugins"
KEY = "canary-key-0123456789"
FORM: Mapping[str, JSON] = {
    "type": "object",
    "x-key": "optional",
    "properties": {
        "endpoint": {"type": "string", "format": "uri", "title": "Address"},
        "effort": {"type": "string", "enum": ["low", "high"], "default": "low"},
    },
    "required": ["endpoint"],
}


class Reader:
    """A free enricher."""

    key, label = "reader", "Reader"
    kind: RecordKind = "company"
    fields, needs, hosts = ("company_name",), (("company_domain",),), ("*",)
    terms = Terms()
    settings: Mapping[str, JSON] = {}

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        return Answer()


class Asker(Reader):
    """One that costs."""

    key, label, hosts = "asker", "Asker", ("api.asker.example",)
    terms = Terms(free=False, credits={"deep_research": 1250, "company_profile": 500})


class PersonAsker(Asker):
    """Another of the same plugin."""

    key, label, fields = "asker_person", "Asker, people", ("job_title",)
    kind: RecordKind = "contact"
    terms = Terms(free=False, credits={"deep_research": 2000})


class Model(Asker):
    """One that needs no key, but an address."""

    key, label, hosts = "model", "Model", ("*",)
    settings = FORM


INSTALLED = Plugins(
    [
        Plugin("ask", "Ask", enrichers=(Asker(), PersonAsker())),
        Plugin("model", "Model", enrichers=(Model(),)),
        Plugin("reader", "Reader", enrichers=(Reader(),)),
        Plugin("nothing", "Reads files only"),
    ],
    [],
)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "installed", lambda: INSTALLED)


async def put(web: Browsers, key: str, **said: object) -> dict[str, Any]:
    answer = await web.alice.put(f"{BASE}/{key}", json={"active": True, "settings": {}, **said})
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def active(database: Database, workspace: Workspace) -> list[str]:
    async with database.workspace(workspace.id) as session:
        return list(await plugins.active(session))


async def test_all_may_look_admins_may_change_and_outsiders_see_nothing(web: Browsers) -> None:
    body = {"active": True, "settings": {}, "secret": KEY}
    for path, shown in ((BASE, 200), (f"{BASE}/ask", 200), (f"{BASE}/nothing", 404)):
        for person, status in ((web.alice, shown), (web.bob, shown), (web.charlie, 404), (web.nobody, 401)):
            assert (await person.get(path)).status_code == status, path
    for person, status in ((web.bob, 403), (web.charlie, 404), (web.nobody, 401)):
        assert (await person.put(f"{BASE}/ask", json=body)).status_code == status
    assert (await web.alice.put(f"{BASE}/none", json=body)).json()["code"] == "plugin_not_found"
    assert (await web.bob.get(f"{BASE}/ask")).json()["has_secret"] is False


async def test_a_provider_says_what_it_asks_of_whom_and_for_how_much(web: Browsers) -> None:
    items = (await web.bob.get(BASE)).json()["items"]
    assert [one["key"] for one in items] == ["ask", "model", "reader"]
    ask = items[0]
    assert (ask["hosts"], ask["fields"]) == (["api.asker.example"], ["company_name", "job_title"])
    assert ask["prices"] == [
        {"stage": "deep_research", "label": "Deep research", "amount": 2000},
        {"stage": "company_profile", "label": "Company profile", "amount": 500},
    ]
    assert [one["key_use"] for one in items] == ["needed", "optional", "none"]
    assert [one["key"] for one in ask["enrichers"]] == ["asker", "asker_person"]
    assert "key" in ask["reason"]
    assert items[1]["reason"] == "It needs to be told: Address."
    assert items[2]["reason"] is None


async def test_what_is_free_is_there_by_itself_and_what_costs_with_its_key(
    web: Browsers, database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    assert await active(database, workspace) == ["reader"]
    await put(web, "reader", active=False)
    await put(web, "ask", secret=KEY)
    await put(web, "model", settings={"endpoint": "https://model.example/v1"})
    assert await active(database, workspace) == ["asker", "asker_person", "model"]
    assert await active(database, other_workspace) == ["reader"]
    await put(web, "ask", active=False)
    assert await active(database, workspace) == ["model"]
    kept = await put(web, "ask", settings={})
    assert (kept["has_secret"], kept["reason"]) == (True, None)
    gone = await put(web, "ask", secret="")
    assert (gone["has_secret"], "key" in gone["reason"]) == (False, True)


async def test_a_key_is_sealed_opened_for_a_call_and_never_shown(
    web: Browsers, database: Database, workspace: Workspace, settings: Settings
) -> None:
    shown = await put(web, "ask", secret=KEY)
    assert shown["has_secret"] is True
    for answer in (await web.alice.get(BASE), await web.alice.get("/api/v1/workspaces/alice/audit")):
        assert KEY not in answer.text
    async with database.workspace(workspace.id) as session:
        row = (await session.execute(text("SELECT s::text, secret FROM plugin_setting s"))).one()
        found = await plugins.active(session)
    assert KEY not in row[0]
    assert KEY.encode() not in row[1]
    assert found["asker"].secret(settings) == KEY
    assert found["reader"].secret(settings) is None
    assert KEY not in repr(found["asker"])


async def test_settings_fit_the_form_and_are_filled_by_default(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    shown = await put(web, "model", settings={"endpoint": "https://model.example/v1", "effort": ""})
    assert shown["settings"] == {"endpoint": "https://model.example/v1", "effort": "low"}
    async with database.workspace(workspace.id) as session:
        assert (await plugins.active(session))["model"].settings == shown["settings"]
    refused: list[tuple[dict[str, object], str]] = [
        ({"effort": "most"}, "settings.effort"),
        ({"surprise": 1}, "settings.surprise"),
        ({"endpoint": "http://127.0.0.1:9/"}, "settings.endpoint"),
    ]
    for given, field in refused:
        answer = await web.alice.put(f"{BASE}/model", json={"active": True, "settings": given})
        assert answer.status_code == 422
        assert [one["field"] for one in answer.json()["errors"]] == [field]
    unused = await web.alice.put(f"{BASE}/reader", json={"active": True, "settings": {}, "secret": KEY})
    assert unused.json()["code"] == "plugin_key_unused"


async def test_a_change_stands_in_the_audit_without_what_was_typed(web: Browsers) -> None:
    await put(web, "model", settings={"endpoint": "https://model.example/v1"}, secret=KEY)
    entry = (await web.alice.get("/api/v1/workspaces/alice/audit?kind=plugin_changed")).json()["items"][0]
    assert entry["subject"] == "Model"
    assert entry["detail"] == {"state": "on", "settings": ["endpoint"], "key": "given"}
