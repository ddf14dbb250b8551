"""Many cells at once: written, refused or changed by somebody meanwhile; one operation, one undo."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from leadgen.db.engine import Database
from tests.factories.records import edit, place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
_PEOPLE = (
    {"full_name": "Ada Example", "email": "ada@x.example", "city": "Brno"},
    {"full_name": "Ben Example", "email": "ben@x.example"},
    {"full_name": "Cyd Example", "email": "cyd@x.example"},
)


@pytest.fixture
async def people(database: Database, workspace: Workspace) -> list[UUID]:
    """Ada in Brno, Ben and Cyd."""
    _, placed = await place(database, workspace, _PEOPLE)
    return [the(one.record_id) for one in placed]


async def _paste(client: httpx.AsyncClient, *records: dict[str, object]) -> dict[str, Any]:
    sent = [{**record, "id": str(record["id"])} for record in records]
    answer = await client.patch(f"{BASE}/contacts", json={"records": sent})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def _values(client: httpx.AsyncClient, id: UUID) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(f"{BASE}/contacts/{id}")).json()["values"]
    return found


async def test_editors_write_cells_and_viewers_do_not(web: Browsers, people: list[UUID]) -> None:
    for path in ("contacts", "companies"):
        body = {"records": [{"id": str(people[0]), "values": {"city": "Oslo"}}]}
        answers = [
            await client.patch(f"{BASE}/{path}", json=body) for client in (web.bob, web.charlie, web.nobody)
        ]
        assert [answer.status_code for answer in answers] == [403, 404, 401]
    assert (await _values(web.bob, people[0]))["city"] == "Brno"


async def test_a_paste_is_one_operation_with_one_undo(web: Browsers, people: list[UUID]) -> None:
    ada, ben, cyd = people
    pasted = await _paste(
        web.alice,
        {"id": ada, "values": {"city": "Oslo", "job_title": "CTO"}},
        {"id": ben, "values": {"city": "Oslo"}},
        {"id": cyd, "values": {"city": None}},
    )
    assert (pasted["cells"], pasted["operation"]["summary"]) == (3, "Edited 3 cells")
    assert [one["written"] for one in pasted["records"]] == [["city", "job_title"], ["city"], []]
    assert pasted["records"][1]["row"]["values"]["city"] == "Oslo"
    undone = await web.alice.post(f"{BASE}/operations/{pasted['operation']['id']}/undo")
    assert undone.json()["state"] == "done"
    after = [await _values(web.bob, id) for id in people]
    assert [one.get("city") for one in after] == ["Brno", None, None]
    assert "job_title" not in after[0]


async def test_a_cell_that_cannot_be_written_keeps_no_other_back(web: Browsers, people: list[UUID]) -> None:
    ada, ben, cyd = people
    gone = uuid4()
    pasted = await _paste(
        web.alice,
        {
            "id": ada,
            "values": {"email": "nonsense", "city": "Oslo", "no_such": "x", "owner_id": "who@x.example"},
        },
        {"id": ben, "values": {"email": "ada@x.example"}},
        {"id": cyd, "values": {"email": "dee@x.example", "lists": [str(gone)]}},
        {"id": gone, "values": {"city": "Oslo"}},
    )
    said = [{one["field"]: one["message"] for one in record["refused"]} for record in pasted["records"]]
    assert list(said[0]) == ["email", "no_such", "owner_id"]
    assert said[1]["email"].startswith("ada@x.example belongs to Ada Example already")
    assert (list(said[2]), pasted["records"][2]["written"]) == (["lists"], ["email"])
    assert (list(said[3]), pasted["records"][3]["row"]) == (["city"], None)
    assert pasted["cells"] == 2


async def test_of_two_that_want_one_identity_the_first_gets_it(web: Browsers, people: list[UUID]) -> None:
    pasted = await _paste(
        web.alice, *[{"id": id, "values": {"email": "same@x.example"}} for id in people[1:]]
    )
    first, second = pasted["records"]
    assert (first["written"], second["written"]) == (["email"], [])
    assert "same@x.example belongs to" in second["refused"][0]["message"]


async def test_what_is_there_already_makes_no_operation(web: Browsers, people: list[UUID]) -> None:
    pasted = await _paste(
        web.alice, {"id": people[0], "values": {"city": "Brno", "full_name": "Ada Example"}}
    )
    assert (pasted["operation"], pasted["cells"]) == (None, 0)


async def test_a_cell_changed_since_it_was_seen_stays_and_says_by_whom(
    web: Browsers, database: Database, workspace: Workspace, people: list[UUID]
) -> None:
    ada, ben, _ = people
    by = await edit(database, workspace, ada, city="Prague", full_name="Ada Other")
    pasted = await _paste(
        web.alice,
        {
            "id": ada,
            "values": {"city": "Oslo", "job_title": "CTO", "full_name": "Ada Third"},
            "seen": {"city": "Brno", "job_title": None, "full_name": "Ada Example"},
        },
        {"id": ben, "values": {"city": "Oslo"}, "seen": {"city": None}},
    )
    first, second = pasted["records"]
    assert (first["written"], second["written"]) == (["job_title"], ["city"])
    city, name = first["conflicts"]
    assert (city["value"], city["operation_id"]) == ("Prague", str(by))
    assert (name["field"], name["value"], name["by"]) == ("full_name", "Ada Other", city["by"])
    assert city["by"] != ""


async def test_who_wants_what_the_other_wrote_is_at_one_with_them(
    web: Browsers, database: Database, workspace: Workspace, people: list[UUID]
) -> None:
    await edit(database, workspace, people[0], city="Prague")
    pasted = await _paste(
        web.alice, {"id": people[0], "values": {"city": "Prague"}, "seen": {"city": "Brno"}}
    )
    assert pasted["records"][0]["conflicts"] == []


async def test_one_cell_too_is_not_overwritten_unseen(
    web: Browsers, database: Database, workspace: Workspace, people: list[UUID]
) -> None:
    address = f"{BASE}/contacts/{people[0]}"
    await edit(database, workspace, people[0], city="Prague")
    refused = await web.alice.patch(address, json={"values": {"city": "Oslo"}, "seen": {"city": "Brno"}})
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (409, "changed_meanwhile")
    [conflict] = problem["conflicts"]
    assert (conflict["field"], conflict["value"]) == ("city", "Prague")
    assert conflict["by"] in problem["detail"]
    assert (await _values(web.bob, people[0]))["city"] == "Prague"
    kept = await web.alice.patch(address, json={"values": {"city": "Oslo"}, "seen": {"city": "Prague"}})
    assert kept.status_code == 200


async def test_a_request_names_each_record_once(web: Browsers, people: list[UUID]) -> None:
    one = {"id": str(people[0]), "values": {"city": "Oslo"}}
    answer = await web.alice.patch(f"{BASE}/contacts", json={"records": [one, one]})
    assert answer.status_code == 422


async def test_a_record_of_another_workspace_is_as_good_as_none(
    web: Browsers, other_workspace: Workspace, people: list[UUID]
) -> None:
    body = {"records": [{"id": str(people[0]), "values": {"city": "Oslo"}, "seen": {"city": "x"}}]}
    answer = await web.charlie.patch(f"/api/v1/workspaces/{other_workspace.slug}/contacts", json=body)
    [found] = answer.json()["records"]
    assert (found["written"], found["conflicts"], found["row"]) == ([], [], None)
    assert (await _values(web.bob, people[0]))["city"] == "Brno"
