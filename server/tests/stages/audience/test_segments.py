"""Segments over HTTP, as Alice (owner), Bob (viewer), Charlie (outside) and nobody; nesting; attacks."""

import json
from typing import Any
from uuid import uuid4

import pytest

from leadgen.db.engine import Database
from tests.factories.records import place
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
SALES = {"field": "job_title", "op": "contains", "value": "SALES"}
AT_FIRM = {"company": {"field": "company_name", "op": "equals", "value": "firm"}}
WITH_SALES = {"contact": SALES}


@pytest.fixture
async def people(database: Database, workspace: Workspace) -> None:
    """Twelve contacts: every third in sales, every second at Firm, the others at Works."""
    lines = [
        {
            "full_name": f"Person {number:02}",
            "email": f"p{number}@example.com",
            "job_title": "Head of Sales" if number % 3 == 0 else "Buyer",
            **(
                {"company_name": "Firm", "company_domain": "firm.example"}
                if number % 2 == 0
                else {"company_name": "Works", "company_domain": "works.example"}
            ),
        }
        for number in range(12)
    ]
    await place(database, workspace, lines)


async def made(web: Browsers, name: str, given: object, kind: str = "contact") -> dict[str, Any]:
    body = {"kind": kind, "name": name, "filter": given}
    answer = await web.alice.post(f"{BASE}/segments", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def within(segment: dict[str, Any]) -> dict[str, object]:
    return {"term": "in_segment", "value": segment["id"]}


async def names(web: Browsers, given: object, path: str = "contacts") -> list[str]:
    answer = await web.bob.post(f"{BASE}/{path}/query", json={"filter": given})
    assert answer.status_code == 200, answer.text
    key = "full_name" if path == "contacts" else "company_name"
    return [row["values"][key] for row in answer.json()["items"]]


async def test_editors_make_segments_and_viewers_read_them(web: Browsers, people: None) -> None:
    body = {"kind": "contact", "name": "Sales", "filter": SALES}
    everybody = (web.alice, web.bob, web.charlie, web.nobody)
    answers = [await client.post(f"{BASE}/segments", json=body) for client in everybody]
    assert [answer.status_code for answer in answers] == [201, 403, 404, 401]
    segment = answers[0].json()
    for path in ("segments", f"segments/{segment['id']}"):
        read = [await client.get(f"{BASE}/{path}") for client in everybody]
        assert [answer.status_code for answer in read] == [200, 200, 404, 401]
        assert "Sales" not in read[2].text
    assert read[1].json()["total"] == {"value": 4, "exact": True}
    assert read[1].json()["words"] == "Job title contains “SALES”"
    for method in ("PATCH", "DELETE"):
        path = f"{BASE}/segments/{segment['id']}"
        wish = {"json": {"name": "Sold"}} if method == "PATCH" else {}
        tried = [await client.request(method, path, **wish) for client in everybody[::-1]]  # type: ignore[arg-type]  # what httpx takes
        assert [answer.status_code for answer in tried[:3]] == [401, 404, 403]
        assert tried[3].status_code in (200, 204)
    assert (await web.alice.get(f"{BASE}/segments")).json()["items"] == []


async def test_a_segment_is_a_filter_in_any_filter(web: Browsers, people: None) -> None:
    sales = await made(web, "Sales", SALES)
    assert await names(web, within(sales)) == [f"Person {number:02}" for number in (0, 3, 6, 9)]
    assert await names(web, {"all": [{"not": within(sales)}, AT_FIRM]}) == [
        f"Person {number:02}" for number in (2, 4, 8, 10)
    ]
    both = await made(web, "Sales at Firm", {"all": [within(sales), AT_FIRM]})
    assert await names(web, within(both)) == ["Person 00", "Person 06"]
    described = {"kind": "contact", "filter": within(both)}
    told = (await web.bob.post(f"{BASE}/filters/describe", json=described)).json()
    assert told["words"] == "In segment “Sales at Firm”"
    assert [slow["field"] for slow in told["slow"]] == ["job_title"]
    answer = await web.bob.get(f"{BASE}/contacts/export", params={"filter": json.dumps(within(both))})
    assert answer.text.count("\r\n") == 3


async def test_a_segment_behind_a_hop_may_have_a_hop_of_its_own(web: Browsers, people: None) -> None:
    buying = await made(web, "With sales", {"all": [WITH_SALES, {"not": AT_FIRM["company"]}]}, "company")
    assert await names(web, within(buying), "companies") == ["Works"]
    assert await names(web, {"company": within(buying)}) == [
        f"Person {number:02}" for number in (1, 3, 5, 7, 9, 11)
    ]
    nested = {"all": [SALES, {"company": within(buying)}]}
    assert await names(web, nested) == ["Person 03", "Person 09"]


async def test_a_live_segment_follows_its_filter(web: Browsers, people: None) -> None:
    segment = await made(web, "Them", SALES)
    outer = await made(web, "Them too", within(segment))
    path = f"{BASE}/segments/{segment['id']}"
    first = {"field": "full_name", "op": "equals", "value": "Person 01"}
    assert (await web.alice.patch(path, json={"filter": first})).status_code == 200
    assert await names(web, within(outer)) == ["Person 01"]
    assert (await web.bob.get(path)).json()["name"] == "Them"


async def test_no_segment_leads_back_to_itself(web: Browsers) -> None:
    first = await made(web, "First", SALES)
    second = await made(web, "Second", {"any": [AT_FIRM, within(first)]})
    third = await made(web, "Third", {"not": within(second)})
    for back in (first, second, third):
        wish = {"filter": {"all": [SALES, within(back)]}}
        answer = await web.alice.patch(f"{BASE}/segments/{first['id']}", json=wish)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "/all/1/value"
        assert answer.json()["errors"][0]["message"].endswith("would hold itself.")
    assert (await web.bob.get(f"{BASE}/segments/{first['id']}")).json()["filter"] == SALES


async def test_segments_go_five_levels_deep(web: Browsers) -> None:
    given: object = SALES
    for level in range(5):
        given = within(await made(web, f"Level {level}", given))
    assert await names(web, given) == []
    too_deep = {"kind": "contact", "name": "Level 5", "filter": given}
    answer = await web.alice.post(f"{BASE}/segments", json=too_deep)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_filter")


async def test_a_thousand_tests_are_enough_however_they_are_nested(web: Browsers) -> None:
    many = await made(web, "Many", {"any": [SALES] * 190})
    answer = await web.bob.post(f"{BASE}/contacts/query", json={"filter": {"any": [within(many)] * 6}})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "/any/5/value")


async def test_what_is_no_segment_of_these_records_is_named_with_its_place(web: Browsers) -> None:
    firms = await made(web, "Firms", {"field": "company_size", "op": "at_least", "value": 50}, "company")
    for value, said in (
        (firms["id"], "“Firms” is one of companies, and these are contacts."),
        (str(uuid4()), "This is not the id of a segment."),
        ("Firms", "This takes the id of a segment, as GET /segments lists them."),
        ({"$ne": 1}, "This takes the id of a segment, as GET /segments lists them."),
        ("'; DROP TABLE segment; --           x", "This takes the id of a segment"),
    ):
        given = {"not": {"term": "in_segment", "value": value}}
        answer = await web.bob.post(f"{BASE}/contacts/query", json={"filter": given})
        [fault] = answer.json()["errors"]
        assert (answer.status_code, fault["field"]) == (422, "/not/value")
        assert fault["message"].startswith(said)


async def test_a_segment_that_is_used_is_not_removed_and_says_where(web: Browsers) -> None:
    inner = await made(web, "Inner", SALES)
    await made(web, "Outer", {"not": within(inner)})
    view = {"kind": "contact", "name": "Shown", "filter": within(inner), "shared": True}
    assert (await web.alice.post(f"{BASE}/views", json=view)).status_code == 201
    answer = await web.alice.delete(f"{BASE}/segments/{inner['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "segment_in_use")
    assert answer.json()["uses"] == ["the segment “Outer”", "the view “Shown”"]
    assert (await web.bob.get(f"{BASE}/segments/{inner['id']}")).status_code == 200


async def test_one_name_is_one_segment_of_a_kind(web: Browsers) -> None:
    await made(web, "Größe", SALES)
    body = {"kind": "contact", "name": " GROSSE ", "filter": SALES}
    assert (await web.alice.post(f"{BASE}/segments", json=body)).status_code == 409
    other = await made(web, "Other", SALES)
    renamed = await web.alice.patch(f"{BASE}/segments/{other['id']}", json={"name": "größe"})
    assert (renamed.status_code, renamed.json()["code"]) == (409, "segment_exists")
    await made(web, "Größe", {"field": "company_size", "op": "is_filled"}, "company")


async def test_a_segment_needs_a_filter_that_can_be_asked(web: Browsers) -> None:
    wrong: tuple[object, ...] = (
        None,
        [],
        {"field": "nope", "op": "equals", "value": 1},
        {"any": []},
        "sales",
    )
    for given in wrong:
        body = {"kind": "contact", "name": "Wrong", "filter": given}
        assert (await web.alice.post(f"{BASE}/segments", json=body)).status_code == 422
    made_once = {"kind": "contact", "name": "Once", "filter": SALES}
    key = {"Idempotency-Key": "the-same"}
    twice = [await web.alice.post(f"{BASE}/segments", json=made_once, headers=key) for _ in range(2)]
    assert twice[0].json()["id"] == twice[1].json()["id"]
