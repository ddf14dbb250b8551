"""Lists: made, filled, filtered by, shown by name, deleted and brought back."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from leadgen.db.engine import Database
from tests.factories.records import place, the, undo
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"


@pytest.fixture
async def people(database: Database, workspace: Workspace) -> list[str]:
    """Three of them."""
    _, placed = await place(
        database, workspace, [{"full_name": f"{one} Example", "email": f"{one}@x.example"} for one in "abc"]
    )
    return [str(the(one.record_id)) for one in placed]


async def made(web: Browsers, name: str, kind: str = "contact") -> str:
    answer = await web.alice.post(f"{BASE}/lists", json={"kind": kind, "name": name})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def put_on(web: Browsers, ids: list[str], **act: list[str]) -> dict[str, Any]:
    body = {"selection": {"ids": ids}, "expected": len(ids), "act": {"kind": "list", **act}}
    answer = await web.alice.post(f"{BASE}/contacts/bulk", json=body)
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def found(web: Browsers, op: str, value: Any = None) -> set[str]:
    test = {"field": "lists", "op": op} | ({} if value is None else {"value": value})
    answer = await web.bob.post(f"{BASE}/contacts/query", json={"filter": test})
    assert answer.status_code == 200, answer.text
    return {one["id"] for one in answer.json()["items"]}


async def test_records_are_put_on_lists_found_by_them_and_taken_off_by_undo(
    web: Browsers, database: Database, workspace: Workspace, people: list[str]
) -> None:
    third, fourth = await made(web, "Q3"), await made(web, "Q4")
    added = await put_on(web, people[:2], add=[third])
    assert (added["summary"], added["counts"]) == ("Put 2 contacts on “Q3”", {"updated": 2})
    await put_on(web, people[1:], add=[fourth])
    assert await found(web, "in", [third]) == set(people[:2])
    assert await found(web, "equals", fourth) == set(people[1:])
    assert await found(web, "has_all", [third, fourth]) == {people[1]}
    assert await found(web, "not_in", [third]) == {people[2]}
    assert await found(web, "is_filled") == set(people)
    shown = (await web.bob.get(f"{BASE}/lists")).json()["items"]
    assert [(one["name"], one["count"]["value"]) for one in shown] == [("Q3", 2), ("Q4", 2)]
    described = await web.bob.post(
        f"{BASE}/filters/describe",
        json={"kind": "contact", "filter": {"field": "lists", "op": "not_in", "value": [third, fourth]}},
    )
    assert described.json()["words"] == "Not in list “Q3” or “Q4”"
    record = (await web.bob.get(f"{BASE}/contacts/{people[0]}")).json()
    assert record["values"]["lists"] == [third]
    [entry, _] = (await web.bob.get(f"{BASE}/contacts/{people[0]}/timeline")).json()["items"]
    assert entry["fields"] == [{"field": "lists", "before": None, "after": ["Q3"]}]
    exported = await web.bob.get(f"{BASE}/contacts/export", params={"columns": "full_name,lists"})
    assert 'B Example,"Q3; Q4"' in exported.text
    await undo(database, workspace, UUID(added["id"]))
    assert await found(web, "in", [third]) == {people[1]}  # somebody wrote that record's lists since
    moved = await put_on(web, people[1:2], add=[third], remove=[fourth])
    assert moved["summary"] == "Put B Example on “Q3” and took them off “Q4”"


async def test_a_deleted_list_is_gone_from_everywhere_and_comes_back_with_everybody(
    web: Browsers, database: Database, workspace: Workspace, people: list[str]
) -> None:
    third = await made(web, "Q3")
    added = await put_on(web, people, add=[third])
    assert (await web.alice.delete(f"{BASE}/lists/{third}")).status_code == 204
    assert (await web.bob.get(f"{BASE}/lists")).json()["items"] == []
    assert "lists" not in (await web.bob.get(f"{BASE}/contacts/{people[0]}")).json()["values"]
    assert await found(web, "is_filled") == set()
    again = await web.alice.delete(f"{BASE}/lists/{third}")
    assert (again.status_code, again.json()["code"]) == (404, "list_not_found")
    body = {"selection": {}, "expected": 3, "act": {"kind": "list", "add": [third]}}
    assert (await web.alice.post(f"{BASE}/contacts/bulk", json=body)).status_code == 422
    # What was done with it can still be undone and redone.
    undone = await undo(database, workspace, UUID(added["id"]))
    await undo(database, workspace, undone)
    other = await made(web, "q3")
    back = await web.alice.patch(f"{BASE}/lists/{third}", json={"deleted": False})
    assert (back.status_code, back.json()["code"]) == (409, "list_exists")
    back = await web.alice.patch(f"{BASE}/lists/{third}", json={"deleted": False, "name": "Third"})
    assert (back.json()["name"], back.json()["count"]["value"]) == ("Third", 3)
    taken = await web.alice.patch(f"{BASE}/lists/{other}", json={"name": "THIRD"})
    assert taken.status_code == 409
    assert await found(web, "in", [third]) == set(people)


async def test_a_list_is_of_one_kind_and_only_one_that_is_there_can_be_written(
    web: Browsers, people: list[str]
) -> None:
    firms = await made(web, "Q3", "company")
    assert await made(web, "Q3")
    for one in (firms, str(uuid4())):
        refused = await web.alice.patch(f"{BASE}/contacts/{people[0]}", json={"values": {"lists": [one]}})
        assert refused.status_code == 422
        assert "There is no such list of contacts" in refused.text
    company = await web.alice.post(
        f"{BASE}/companies", json={"values": {"company_name": "Firm", "lists": [firms]}}
    )
    assert company.json()["record"]["values"]["lists"] == [firms]
    twice = await web.alice.post(f"{BASE}/lists", json={"kind": "company", "name": " q3 "})
    assert (twice.status_code, twice.json()["code"]) == (409, "list_exists")
    assert (await web.bob.get(f"{BASE}/lists")).status_code == 200
    assert (await web.charlie.get(f"{BASE}/lists")).status_code == 404


async def test_a_selection_is_exported(web: Browsers, people: list[str]) -> None:
    body = {"selection": {"ids": people[:2]}, "columns": ["full_name"], "sort": "-full_name"}
    answer = await web.bob.post(f"{BASE}/contacts/export", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.text.removeprefix("\ufeff") == "full_name\r\nB Example\r\nA Example\r\n"
    rest = {"selection": {"filter": None, "except": people[:2]}, "columns": ["full_name"]}
    assert "C Example" in (await web.bob.post(f"{BASE}/contacts/export", json=rest)).text
    refused = await web.charlie.post(f"{BASE}/contacts/export", json=body)
    assert refused.status_code == 404
