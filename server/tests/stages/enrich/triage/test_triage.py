"""Triage from its rules to the lists that ask for it, and the reason of each answer."""

from asyncio import gather
from typing import Any

from leadgen.db.engine import Database
from tests.factories.records import place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
BIG = {"field": "company_size", "op": "at_least", "value": 50}
RULES = [
    {
        "name": "Rival", "verdict": "fail", "tier": "",
        "filter": {"field": "industry", "op": "equals", "value": "CRM"},
    },
    {"name": "Big enough", "verdict": "pass", "tier": "A", "filter": BIG},
]  # fmt: skip


async def found(web: Browsers, term: str, value: str) -> set[str]:
    given = {"filter": {"term": term, "value": value}}
    answer = await web.bob.post(f"{BASE}/companies/query", json=given)
    assert answer.status_code == 200, answer.text
    return {one["values"]["company_name"] for one in answer.json()["items"]}


async def test_companies_pass_fail_or_are_asked_about_with_the_reason(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    _, placed = await place(
        database, workspace,
        [
            {"company_name": "Alpha", "company_size": {"min": 80, "max": 90}, "industry": "Tools"},
            {"company_name": "Beta", "company_size": {"min": 1, "max": 9}, "industry": "Tools"},
            {"company_name": "Gamma", "industry": "Tools"},
            {"company_name": "Delta", "industry": "CRM", "company_size": {"min": 80, "max": 90}},
        ],
        kind="company",
    )  # fmt: skip
    ids = dict(zip(("Alpha", "Beta", "Gamma", "Delta"), (the(one.record_id) for one in placed), strict=True))
    assert await found(web, "triage", "pass") == set(ids), "without rules all pass"
    kept = await web.alice.put(f"{BASE}/enrichment/triage", json={"rules": RULES})
    assert (kept.status_code, kept.json()) == (200, {"rules": RULES})
    assert (await web.bob.get(f"{BASE}/enrichment/triage")).json() == kept.json()
    for verdict, names in (("pass", {"Alpha"}), ("fail", {"Beta", "Delta"}), ("ask", {"Gamma"})):
        assert await found(web, "triage", verdict) == names
    assert await found(web, "triage_tier", "A") == {"Alpha"}

    async def told(name: str) -> dict[str, Any]:
        answer: dict[str, Any] = (await web.bob.get(f"{BASE}/companies/{ids[name]}/triage")).json()
        return answer

    assert await told("Alpha") == {
        "verdict": "pass", "tier": "A", "reasons": ["“Big enough” matches."], "by_person": False,
    }  # fmt: skip
    assert (await told("Gamma"))["reasons"] == ["“Big enough” may match: Size is not known."]
    assert (await told("Beta"))["reasons"] == ["No rule lets it pass."]
    assert (await told("Delta"))["reasons"] == ["“Rival” matches."]

    await web.alice.patch(f"{BASE}/companies/{ids['Gamma']}", json={"values": {"triage_decision": "pass"}})
    assert await told("Gamma") == {
        "verdict": "pass", "tier": None, "reasons": ["A person decided so."], "by_person": True,
    }  # fmt: skip
    assert await found(web, "triage", "ask") == set()
    words = await web.bob.post(
        f"{BASE}/filters/describe", json={"kind": "company", "filter": {"term": "triage", "value": "ask"}}
    )
    assert words.json()["words"] == "Triage says “Ask”"


async def test_whoever_writes_the_rules_at_the_same_time_waits_for_the_other(web: Browsers) -> None:
    wishes = [RULES, RULES[:1], RULES, []]
    answers = await gather(
        *[web.alice.put(f"{BASE}/enrichment/triage", json={"rules": one}) for one in wishes]
    )
    assert [one.status_code for one in answers] == [200] * 4
    stages = [{"key": key, "active": False} for key in ("company_news", "company_research")]
    answers = await gather(
        *[web.alice.put(f"{BASE}/enrichment/settings", json={"stages": [one]}) for one in stages * 2]
    )
    assert [one.status_code for one in answers] == [200] * 4
    kept = (await web.bob.get(f"{BASE}/enrichment/settings")).json()["stages"]
    assert {one["key"] for one in kept if not one["active"]} == {"company_news", "company_research"}


async def test_rules_that_cannot_be_asked_are_refused_and_strangers_see_none(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    _, [placed] = await place(database, workspace, [{"company_name": "Alpha"}], kind="company")
    faulty: list[object] = [
        {"field": "shoe_size", "op": "is_filled"}, {"term": "triage", "value": "ask"}, [],
    ]  # fmt: skip
    for wrong in faulty:
        rule = {"name": "Wrong", "verdict": "pass", "tier": "", "filter": wrong}
        answer = await web.alice.put(f"{BASE}/enrichment/triage", json={"rules": [rule]})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_filter"), wrong
    assert (await web.bob.get(f"{BASE}/enrichment/triage")).json() == {"rules": []}, "nothing of it was kept"
    for method, path, of_bob in (
        ("GET", "/enrichment/triage", 200),
        ("GET", f"/companies/{placed.record_id}/triage", 200),
        ("PUT", "/enrichment/triage", 403),
    ):
        body: dict[str, Any] | None = {"rules": []} if method == "PUT" else None
        answers = [
            await one.request(method, f"{BASE}{path}", json=body)
            for one in (web.bob, web.charlie, web.nobody)
        ]
        assert [one.status_code for one in answers] == [of_bob, 404, 401], path
