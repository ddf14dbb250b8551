"""A person decides what rules leave open, one company at a time; and what other rules would come to."""

import secrets
from typing import Any

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.records.contracts import Value
from leadgen.stages.enrich.triage import service
from leadgen.stages.enrich.triage.contracts import MOST_RULES
from tests.factories.records import place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.enrich.triage.test_triage import BASE, BIG, RULES, found

FIRMS: list[dict[str, Value]] = [
    {"company_name": "Alpha", "company_size": {"min": 80, "max": 90}, "industry": "Tools"},
    {"company_name": "Beta", "company_size": {"min": 1, "max": 9}, "industry": "Tools"},
    {"company_name": "Gamma", "industry": "Tools"},
    {"company_name": "Delta", "industry": "CRM", "company_size": {"min": 80, "max": 90}},
    {"company_name": "Epsilon"},
]


async def placed(web: Browsers, database: Database, workspace: Workspace) -> dict[str, str]:
    """The firms by their names, under the rules."""
    _, made = await place(database, workspace, FIRMS, kind="company")
    kept = await web.alice.put(f"{BASE}/enrichment/triage", json={"rules": RULES})
    assert kept.status_code == 200
    names = [str(one["company_name"]) for one in FIRMS]
    return dict(zip(names, (str(the(one.record_id)) for one in made), strict=True))


def once() -> dict[str, str]:
    return {"Idempotency-Key": secrets.token_hex(8)}


async def preview(web: Browsers, rules: list[Any]) -> dict[str, Any]:
    answer = await web.bob.post(f"{BASE}/enrichment/triage/preview", json={"rules": rules})
    assert answer.status_code == 200, answer.text
    outlook: dict[str, Any] = answer.json()
    return outlook


async def test_a_decision_is_one_operation_with_its_reason_and_its_undo_asks_again(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    ids = await placed(web, database, workspace)
    gamma = f"{BASE}/companies/{ids['Gamma']}"
    body = {"verdict": "pass", "reason": "  Met at the fair: 200 people. "}
    key = once()
    made = await web.alice.post(f"{gamma}/triage", json=body, headers=key)
    assert made.status_code == 201, made.text
    operation = made.json()["operation"]
    assert operation["kind"] == "triage"
    assert operation["summary"] == "Passed Gamma in triage. Met at the fair: 200 people."
    again = await web.alice.post(f"{gamma}/triage", json=body, headers=key)
    assert again.json()["operation"]["id"] == operation["id"], "the same request decides once"
    [entry, *_] = (await web.bob.get(f"{gamma}/timeline")).json()["items"]
    assert entry["operation"]["summary"] == operation["summary"]
    assert entry["fields"] == [{"field": "triage_decision", "before": None, "after": "pass"}]
    late = await web.alice.post(f"{gamma}/triage", json={"verdict": "fail"}, headers=once())
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    undone = await web.alice.post(f"{BASE}/operations/{operation['id']}/undo", headers=once())
    assert undone.status_code == 202, undone.text
    assert await found(web, "triage", "ask") == {"Gamma", "Epsilon"}


async def test_without_a_reason_of_the_persons_it_keeps_why_triage_asked(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    ids = await placed(web, database, workspace)
    path = f"{BASE}/companies/{ids['Gamma']}/triage"
    made = await web.alice.post(path, json={"verdict": "fail"}, headers=once())
    summary = "Failed Gamma in triage. “Big enough” may match: Size is not known."
    assert made.json()["operation"]["summary"] == summary
    assert await found(web, "triage", "fail") == {"Beta", "Delta", "Gamma"}


async def test_a_preview_tells_what_each_rule_decides_and_what_would_change(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    ids = await placed(web, database, workspace)
    same = await preview(web, RULES)
    counts = {"pass": 1, "fail": 2, "ask": 2}
    assert same == {
        "total": 5, "by_person": 0, "now": counts, "then": counts, "moves": [], "decides": [1, 1],
    }  # fmt: skip
    await web.alice.post(f"{BASE}/companies/{ids['Gamma']}/triage", json={"verdict": "fail"}, headers=once())
    small = {"name": "Small", "verdict": "pass", "tier": "B", "filter": {"not": BIG}}
    other = await preview(web, [RULES[1], small])
    assert other["by_person"] == 1
    assert other["then"] == {"pass": 3, "fail": 1, "ask": 1}
    assert other["moves"] == [{"before": "fail", "after": "pass", "companies": 2}]
    assert other["decides"] == [2, 1], "Alpha and Delta; Beta. Gamma was decided by a person"
    nobody = await preview(web, [])
    assert (nobody["then"]["pass"], nobody["decides"]) == (4, [])
    assert (await web.bob.get(f"{BASE}/enrichment/triage")).json() == {"rules": RULES}, "nothing was kept"
    wrong = {**small, "filter": {"field": "shoe_size", "op": "is_filled"}}
    refused = await web.bob.post(f"{BASE}/enrichment/triage/preview", json={"rules": [wrong]})
    assert refused.json()["code"] == "invalid_filter"


async def test_twenty_rules_are_weighed_in_one_look_and_a_further_one_is_not_kept(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await placed(web, database, workspace)
    rules: list[dict[str, Any]] = [
        {
            "name": f"Of {number * 10} or more", "verdict": "pass" if number % 2 else "fail", "tier": "",
            "filter": {"field": "company_size", "op": "at_least", "value": number * 10},
        }
        for number in range(MOST_RULES, 0, -1)
    ]  # fmt: skip
    told = await preview(web, rules)
    assert told["then"] == {"pass": 0, "fail": 3, "ask": 2}
    by_rule = {rule["name"]: number for rule, number in zip(rules, told["decides"], strict=True) if number}
    assert by_rule == {"Of 80 or more": 2}, "Alpha and Delta; Beta is smaller than any of them asks for"
    kept = await web.alice.put(f"{BASE}/enrichment/triage", json={"rules": rules})
    assert kept.status_code == 200, kept.text
    assert kept.json()["rules"] == rules
    assert await found(web, "triage", "fail") == {"Alpha", "Beta", "Delta"}
    for ask in (web.alice.put, web.alice.post):
        path = f"{BASE}/enrichment/triage" + ("/preview" if ask == web.alice.post else "")
        refused = await ask(path, json={"rules": [*rules, RULES[0]]})
        assert (refused.status_code, refused.json()["code"]) == (422, "request_invalid")


async def test_rules_that_take_too_long_to_weigh_say_so_and_can_be_saved(
    web: Browsers, database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await placed(web, database, workspace)
    monkeypatch.setattr(service, "_COUNTING_MS", 200)
    async with database.workspace(workspace.id) as somebody:
        # As long as somebody else holds the table, the look at it takes too long.
        await somebody.execute(text("LOCK TABLE company IN ACCESS EXCLUSIVE MODE"))
        late = await web.bob.post(f"{BASE}/enrichment/triage/preview", json={"rules": RULES[:1]})
        assert (late.status_code, late.json()["code"], late.json()["retryable"]) == (503, "not_counted", True)
        assert "can be saved all the same" in late.json()["detail"]
        kept = await web.alice.put(f"{BASE}/enrichment/triage", json={"rules": RULES[:1]})
        assert kept.status_code == 200
    assert (await preview(web, RULES[:1]))["moves"] == []


async def test_who_may_decide(web: Browsers, database: Database, workspace: Workspace) -> None:
    ids = await placed(web, database, workspace)
    path = f"{BASE}/companies/{ids['Gamma']}/triage"
    answers = [
        await one.post(path, json={"verdict": "pass"}, headers=once())
        for one in (web.bob, web.charlie, web.nobody)
    ]
    assert [one.status_code for one in answers] == [403, 404, 401]
    assert await found(web, "triage", "ask") == {"Gamma", "Epsilon"}
