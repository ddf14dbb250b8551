"""Filters over HTTP, as Alice (owner), Bob (viewer), Charlie (outside) and nobody; and attacks."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from leadgen.db.engine import Database
from leadgen.records.filters.operators import ops_of
from leadgen.records.registry import registered
from tests.factories.records import place
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
SALES = {"field": "job_title", "op": "contains", "value": "SALES"}
AT_FIRM = {"company": {"field": "company_name", "op": "equals", "value": "firm ltd"}}


@pytest.fixture
async def operation(database: Database, workspace: Workspace) -> str:
    """Thirty contacts, every third in sales, every second at a firm; the import they came with."""
    lines = [
        {
            "full_name": f"Person {number:02}",
            "email": f"p{number}@example.com",
            **({"job_title": "Head of Sales"} if number % 3 == 0 else {}),
            **({"company_name": "Firm", "company_domain": "firm.example"} if number % 2 == 0 else {}),
        }
        for number in range(30)
    ]
    operation_id, _ = await place(database, workspace, lines)
    return str(operation_id)


def names(page: dict[str, Any]) -> list[str]:
    return [row["values"]["full_name"] for row in page["items"]]


async def test_members_filter_and_outsiders_find_nothing(web: Browsers, operation: str) -> None:
    everybody = (web.alice, web.bob, web.charlie, web.nobody)
    given = {"kind": "contact", "filter": SALES}
    for path in ("contacts", "companies"):
        body = {"filter": {"field": "created_at", "op": "in_last_days", "value": 1}}
        answers = [await client.post(f"{BASE}/{path}/query", json=body) for client in everybody]
        assert [answer.status_code for answer in answers] == [200, 200, 404, 401]
        assert "Person" not in answers[2].text
    told = [await client.post(f"{BASE}/filters/describe", json=given) for client in everybody]
    assert [answer.status_code for answer in told] == [200, 200, 404, 401]
    listed = [
        await client.get(f"{BASE}/contacts", params={"filter": json.dumps(SALES)}) for client in everybody
    ]
    assert [answer.status_code for answer in listed] == [200, 200, 404, 401]
    assert listed[1].json()["total"] == {"value": 10, "exact": True}


async def test_a_list_by_address_and_by_body_is_one_list(web: Browsers, operation: str) -> None:
    given = {"all": [AT_FIRM, {"not": SALES}, {"term": "operation", "value": operation}]}
    expected = [f"Person {number:02}" for number in range(30) if number % 2 == 0 and number % 3]
    query: dict[str, str | int] = {"filter": json.dumps(given), "sort": "full_name", "limit": 4}
    first = (await web.bob.get(f"{BASE}/contacts", params=query)).json()
    body = {"filter": given, "sort": "full_name", "limit": 100, "cursor": first["next_cursor"]}
    rest = (await web.bob.post(f"{BASE}/contacts/query", json=body)).json()
    assert names(first) + names(rest) == expected
    assert rest["total"] == {"value": 10, "exact": True}
    assert rest["next_cursor"] is None


async def test_a_cursor_is_good_for_its_filter_only(web: Browsers, operation: str) -> None:
    query = {"filter": json.dumps(SALES), "limit": "2"}
    cursor = (await web.bob.get(f"{BASE}/contacts", params=query)).json()["next_cursor"]
    tampered = cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB")
    other = json.dumps({**SALES, "value": "head"})
    for wrong in (
        {**query, "cursor": tampered},
        {**query, "filter": other, "cursor": cursor},
        {"limit": "2", "cursor": cursor},
    ):
        answer = await web.bob.get(f"{BASE}/contacts", params=wrong)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_cursor")
    spaced = json.dumps({"value": "SALES", "op": "contains", "field": "job_title"}, indent=2)
    answer = await web.bob.get(f"{BASE}/contacts", params={**query, "filter": spaced, "cursor": cursor})
    assert answer.status_code == 200, "the same filter, spelled another way"


async def test_a_foreign_cursor_or_id_finds_nothing(
    web: Browsers, database: Database, workspace: Workspace, other_workspace: Workspace, operation: str
) -> None:
    await place(database, other_workspace, [{"full_name": "Eve Example", "email": "eve@example.com"}])
    there = f"/api/v1/workspaces/{other_workspace.slug}"
    came = {"term": "operation", "value": operation}
    found = await web.charlie.post(f"{there}/contacts/query", json={"filter": came})
    assert (found.status_code, found.json()["items"]) == (200, [])
    told = await web.charlie.post(f"{there}/filters/describe", json={"kind": "contact", "filter": came})
    assert told.json()["words"] == f"Came with {operation}"
    owned = {"field": "owner", "op": "equals", "value": str(workspace.alice.id)}
    told = await web.charlie.post(f"{there}/filters/describe", json={"kind": "contact", "filter": owned})
    assert told.json()["words"] == "Owner is somebody who is no member"
    cursor = (await web.alice.get(f"{BASE}/contacts", params={"limit": 1})).json()["next_cursor"]
    answer = await web.charlie.post(f"{there}/contacts/query", json={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_cursor")


async def test_a_filter_is_told_in_words_or_why_it_is_none(web: Browsers, operation: str) -> None:
    given = {"all": [SALES, AT_FIRM, {"term": "operation", "value": operation}]}
    told = (await web.bob.post(f"{BASE}/filters/describe", json={"kind": "contact", "filter": given})).json()
    assert told["words"] == (
        "Job title contains “SALES”, and at a company where Company is “firm ltd”, "
        "and came with “Imported people.csv”"
    )
    assert [(one["field"], one["op"]) for one in told["slow"]] == [("job_title", "contains")]
    wrong = await web.bob.post(
        f"{BASE}/filters/describe", json={"kind": "company", "filter": {"any": [given, {"not": SALES}]}}
    )
    assert wrong.status_code == 422
    assert wrong.headers["content-type"] == "application/problem+json"
    problem = wrong.json()
    assert (problem["code"], problem["retryable"]) == ("invalid_filter", False)
    assert [error["field"] for error in problem["errors"]] == [
        "/any/0/all/0/field", "/any/0/all/1/company", "/any/1/not/field",
    ]  # fmt: skip


async def test_fields_tell_their_operators(web: Browsers, workspace: Workspace) -> None:
    told = (await web.bob.get(f"{BASE}/fields")).json()
    operators = {field["key"]: field["operators"] for field in told["items"]}
    shown = [field for field in registered() if field.shown_as is None]
    assert operators == {field.key: list(ops_of(field)) for field in shown}
    title = next(field for field in told["items"] if field["key"] == "job_title")
    assert {"contains", "not_in"} < set(title["slow_operators"]) < set(title["operators"])
    assert {"op": "between", "takes": "pair"} in told["operators"]
    assert [field["key"] for field in told["times"]] == ["created_at", "updated_at"] * 2
    assert {"in_segment", "operation", "search"} <= {term["name"] for term in told["terms"]}


async def test_an_export_takes_the_filter_of_the_list(web: Browsers, operation: str) -> None:
    query = {"filter": json.dumps({"all": [SALES, AT_FIRM]}), "columns": "full_name", "sort": "full_name"}
    answer = await web.bob.get(f"{BASE}/contacts/export", params=query)
    assert answer.text.lstrip("\ufeff").split() == [
        "full_name", *(word for number in range(0, 30, 6) for word in ("Person", f"{number:02}")),
    ]  # fmt: skip
    wrong = await web.bob.get(f"{BASE}/companies/export", params={"filter": "[]"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid_filter")


async def test_ten_thousand_values_and_a_full_filter_are_answered(web: Browsers, operation: str) -> None:
    values = [f"p{number}@example.com" for number in range(3, 10_003)]
    many = {"filter": {"field": "email", "op": "in", "value": values}, "limit": 500}
    found = await web.bob.post(f"{BASE}/contacts/query", json=many)
    assert (found.status_code, len(found.json()["items"])) == (200, 27)
    fewer = {"filter": {"field": "email", "op": "not_in", "value": values}, "limit": 500}
    assert names((await web.bob.post(f"{BASE}/contacts/query", json=fewer)).json()) == [
        f"Person {number:02}" for number in range(3)
    ]
    deep: dict[str, object] = {"any": [SALES] * 100}
    for _ in range(16):
        deep = {"not": deep}
    answer = await web.bob.post(f"{BASE}/contacts/query", json={"filter": {"all": [deep]}})
    assert (answer.status_code, answer.json()["total"]["value"]) == (200, 10)


HOSTILE = (
    "' OR 1=1 --", "'; DROP TABLE contact; --", "%s %(ws)s {0} {}", "\\", "$1", "\u0000", "\ud800",
    "\U0010ffff", "%", "_", "\u202e", "x" * 200, "🦆" * 20, "ʼ", '"', "NULL", "E'\\x'", "\n\r\t", "*/ /*",
)  # fmt: skip


FIELDS = ("full_name", "email", "city", "linkedin_url", "email_other", "tags")


async def test_a_text_is_never_sql(web: Browsers, operation: str) -> None:
    """All places for a text at once, for each text; what is no text (NUL alone) is refused in words."""
    ways: list[dict[str, object]] = [{"field": "notes", "op": "contains"}]
    ways += [{"field": field, "op": op} for field in FIELDS for op in ("equals", "in")]
    ways += [{"field": field, "op": op} for field in FIELDS[:-1] for op in ("contains", "starts_with")]
    for text in HOSTILE:
        tests = [{**way, "value": [text, "x"] if way["op"] == "in" else text} for way in ways]
        answer = await web.bob.get(f"{BASE}/contacts?limit=1&filter={quote(json.dumps({'any': tests}))}")
        assert (answer.status_code == 200) == bool(text.strip("\u0000\ud800\u202e\n\r\t")), answer.text
        assert not answer.json().get("items"), text
    assert (await web.bob.get(f"{BASE}/contacts")).json()["total"]["value"] == 30


async def test_what_is_no_filter_is_refused_in_words(web: Browsers, workspace: Workspace) -> None:
    texts = ["", "x", "null", "[]", "1", "[" * 4_000, '{"all":' * 1_000, "NaN", "1" * 5_000, "{}\u0000"]
    for name in ("'; DROP TABLE contact; --", "\u0000", "\ud800"):
        hostile: list[object] = [
            {"field": name, "op": "is_empty"},
            {"field": "email", "op": name},
            {name: []},
            {"term": name, "value": name},
            {"term": "operation", "value": name},
        ]
        texts += [json.dumps(given) for given in hostile]
    for text in texts:
        answer = await web.bob.get(f"{BASE}/contacts?filter={quote(text)}")
        assert answer.status_code == 422, answer.text
        assert answer.json()["code"] in ("invalid_filter", "request_invalid")
        assert answer.json()["detail"]
    long = json.dumps({"field": "email", "op": "in", "value": ["x" * 100] * 100})
    answer = await web.bob.get(f"{BASE}/contacts", params={"filter": long})
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")
    deep = json.loads('{"filter": ' + '{"not": ' * 50 + json.dumps(SALES) + "}" * 51)
    answer = await web.bob.post(f"{BASE}/contacts/query", json=deep)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_filter")
    assert "20 levels" in answer.json()["detail"]
