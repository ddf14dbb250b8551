"""The routes of records, as Alice (owner), Bob (viewer), Charlie (outside) and nobody."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database
from tests.factories.records import edit, place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
READS = (
    "/fields",
    "/contacts",
    "/contacts/{contact}",
    "/contacts/{contact}/timeline",
    "/contacts/{contact}/evidence",
    "/companies",
    "/companies/{company}",
    "/companies/{company}/timeline",
    "/companies/{company}/evidence",
    "/operations",
    "/operations/{operation}",
    "/operations/{operation}/undo",
    "/operations/{operation}/conflicts",
)
WRITES = (
    ("POST", "/fields", {"kind": "contact", "label": "Met at", "type": "text"}),
    ("POST", "/contacts", {"values": {"email": "new@x.example"}}),
    ("PATCH", "/contacts/{contact}", {"values": {"city": "Brno"}}),
    ("POST", "/companies", {"values": {"company_name": "New"}}),
    ("PATCH", "/companies/{company}", {"values": {"industry": "Steel"}}),
    ("POST", "/operations/{operation}/undo", None),
)


@pytest.fixture
async def ids(database: Database, workspace: Workspace) -> dict[str, UUID]:
    """A contact, its company, and the operation that brought them."""
    operation_id, [placed] = await place(
        database, workspace, [{"full_name": "Ada Example", "email": "ada@x.example", "company_name": "Firm"}]
    )
    return {"contact": the(placed.record_id), "company": the(placed.company_id), "operation": operation_id}


@pytest.mark.parametrize("path", READS)
async def test_members_read_and_outsiders_find_nothing(
    web: Browsers, ids: dict[str, UUID], path: str
) -> None:
    address = BASE + path.format(**ids)
    answers = [await client.get(address) for client in (web.alice, web.bob, web.charlie, web.nobody)]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 401]
    assert "Ada" not in answers[2].text


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
async def test_editors_write_and_viewers_do_not(
    web: Browsers, ids: dict[str, UUID], method: str, path: str, body: dict[str, object] | None
) -> None:
    address = BASE + path.format(**ids)
    refused = [
        await client.request(method, address, json=body) for client in (web.bob, web.charlie, web.nobody)
    ]
    assert [answer.status_code for answer in refused] == [403, 404, 401]
    answer = await web.alice.request(method, address, json=body)
    assert answer.status_code in (200, 201, 202), answer.text


@pytest.mark.parametrize("path", [path for path in READS if "{" in path])
async def test_an_id_of_another_workspace_is_not_found(
    web: Browsers, other_workspace: Workspace, ids: dict[str, UUID], path: str
) -> None:
    address = f"/api/v1/workspaces/{other_workspace.slug}" + path.format(**ids)
    answer = await web.charlie.get(address)
    assert answer.status_code == 404
    assert answer.json()["code"] in ("record_not_found", "operation_not_found")


async def test_a_contact_is_added_read_changed_and_found_in_the_list(web: Browsers) -> None:
    values = {"full_name": "Ada Example", "email": "Ada@X.example", "phone_mobile": "+420 777 123 456"}
    added = await web.alice.post(f"{BASE}/contacts", json={"values": values})
    assert added.status_code == 201, added.text
    record = added.json()["record"]
    assert record["values"] == {
        "first_name": "Ada",
        "last_name": "Example",
        "full_name": "Ada Example",
        "email": "ada@x.example",
        "phone_mobile": "+420777123456",
    }
    assert {point["kind"] for point in record["points"]} == {"email", "phone"}
    assert added.json()["operation"]["summary"] == "Added Ada Example"
    changed = await web.alice.patch(f"{BASE}/contacts/{record['id']}", json={"values": {"job_title": "CTO"}})
    assert changed.status_code == 200, changed.text
    assert changed.json()["operation"]["summary"] == "Edited job title of Ada Example"
    assert changed.json()["record"]["employments"][0]["title"] == "CTO"
    page = (await web.bob.get(f"{BASE}/contacts")).json()
    assert page["total"] == {"value": 1, "exact": True}
    assert page["items"][0]["values"]["job_title"] == "CTO"
    assert page["items"][0]["states"] == {
        "job_title": {"state": "value", "pinned": True},
        "seniority": {"state": "value", "pinned": False},
        "department": {"state": "value", "pinned": False},
    }


async def test_a_contact_shows_its_company_and_the_company_its_contacts(
    web: Browsers, ids: dict[str, UUID]
) -> None:
    contact = (await web.bob.get(f"{BASE}/contacts/{ids['contact']}")).json()
    assert contact["company"] == {
        "id": str(ids["company"]),
        "company_name": "Firm",
        "company_domain": "x.example",
    }
    assert contact["values"]["company_name"] == "Firm"
    assert contact["contacts_count"] is None
    company = (await web.bob.get(f"{BASE}/companies/{ids['company']}")).json()
    assert (company["contacts_count"], company["points"], company["employments"]) == (1, [], [])


async def test_each_wrong_value_is_named(web: Browsers, ids: dict[str, UUID]) -> None:
    values = {"email": "nobody", "company_name": "Other", "nonsense": 1, "city": "Brno"}
    answer = await web.alice.patch(f"{BASE}/contacts/{ids['contact']}", json={"values": values})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert {error["field"] for error in answer.json()["errors"]} == {"email", "company_name", "nonsense"}
    assert (await web.bob.get(f"{BASE}/contacts/{ids['contact']}")).json()["values"].get("city") is None


async def test_a_taken_address_names_its_owner_and_writes_nothing(
    web: Browsers, ids: dict[str, UUID]
) -> None:
    answer = await web.alice.post(
        f"{BASE}/contacts", json={"values": {"email": "ada@x.example", "city": "Brno"}}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "key_taken")
    assert answer.json()["record_id"] == str(ids["contact"])
    assert "Ada Example" in answer.json()["detail"]
    operations = (await web.bob.get(f"{BASE}/operations")).json()["items"]
    assert [operation["kind"] for operation in operations] == ["import"]


async def test_a_list_sorts_both_ways_with_empty_values_last(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    titles = ["beta", None, "Álpha", "gamma", None]
    lines = [
        {"email": f"p{number}@x.example", **({"job_title": title} if title else {})}
        for number, title in enumerate(titles)
    ]
    await place(database, workspace, lines)
    for sort, expected in (
        ("job_title", ["Álpha", "beta", "gamma", None, None]),
        ("-job_title", ["gamma", "beta", "Álpha", None, None]),
    ):
        for limit in (1, 2, 3, 5, 100):
            seen: list[str | None] = []
            cursor, pages = None, 0
            while cursor is not None or not seen:
                query = {"sort": sort, "limit": limit, **({"cursor": cursor} if cursor else {})}
                page = (await web.bob.get(f"{BASE}/contacts", params=query)).json()
                seen += [row["values"].get("job_title") for row in page["items"]]
                cursor, pages = page["next_cursor"], pages + 1
            assert seen == expected, (sort, limit)
            assert pages == -(-5 // limit)


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "updated_at", "-updated_at", "email"])
async def test_a_list_sorts_by_time_and_address(
    web: Browsers, database: Database, workspace: Workspace, sort: str
) -> None:
    _, placed = await place(database, workspace, [{"email": f"p{number}@x.example"} for number in range(3)])
    for one in placed:
        await edit(database, workspace, the(one.record_id), city="Brno")
    expected = [str(one.record_id) for one in (reversed(placed) if sort.startswith("-") else placed)]
    first = (await web.bob.get(f"{BASE}/contacts", params={"sort": sort, "limit": 2})).json()
    rest = (
        await web.bob.get(
            f"{BASE}/contacts", params={"sort": sort, "limit": 2, "cursor": first["next_cursor"]}
        )
    ).json()
    assert [row["id"] for row in first["items"] + rest["items"]] == expected


async def test_an_unknown_order_names_the_known_ones(web: Browsers) -> None:
    answer = await web.bob.get(f"{BASE}/contacts", params={"sort": "shoe_size"})
    assert (answer.status_code, answer.json()["code"]) == (422, "unsortable_field")
    assert answer.json()["allowed"] == ["created_at", "email", "full_name", "job_title", "updated_at"]


async def test_a_cursor_fits_its_own_list_only(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await place(database, workspace, [{"email": f"p{number}@x.example"} for number in range(3)])
    cursor = (await web.bob.get(f"{BASE}/contacts", params={"limit": 1})).json()["next_cursor"]
    for query in ({"sort": "email", "cursor": cursor}, {"cursor": cursor[:-3]}, {"cursor": "nonsense"}):
        answer = await web.bob.get(f"{BASE}/contacts", params=query)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_cursor")


async def test_a_list_of_one_operation_shows_what_it_made_or_changed(
    web: Browsers, database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    _, [other] = await place(database, workspace, [{"email": "other@x.example"}])
    edited = await edit(database, workspace, the(other.record_id), city="Brno")
    for operation_id, expected in ((ids["operation"], ids["contact"]), (edited, other.record_id)):
        page = (await web.bob.get(f"{BASE}/contacts", params={"operation_id": str(operation_id)})).json()
        assert [row["id"] for row in page["items"]] == [str(expected)]
        assert page["total"]["value"] == 1


async def test_a_field_of_ones_own_is_used_at_once(web: Browsers, ids: dict[str, UUID]) -> None:
    draft = {
        "kind": "contact",
        "label": "Met at",
        "type": "choice",
        "options": [{"value": "fair", "label": "Trade fair"}],
    }
    added = await web.alice.post(f"{BASE}/fields", json=draft)
    assert (added.status_code, added.json()["key"], added.json()["custom"]) == (201, "met_at", True)
    again = await web.alice.post(f"{BASE}/fields", json=draft)
    assert (again.status_code, again.json()["code"]) == (409, "field_exists")
    changed = await web.alice.patch(
        f"{BASE}/contacts/{ids['contact']}", json={"values": {"met_at": "Trade fair"}}
    )
    assert changed.json()["record"]["values"]["met_at"] == "fair"
    assert (await web.bob.get(f"{BASE}/contacts")).json()["items"][0]["values"]["met_at"] == "fair"


@pytest.mark.parametrize(
    "draft",
    [
        {"kind": "contact", "label": "E-mail", "type": "text"},
        {"kind": "company", "label": "Updated at", "type": "text"},
        {"kind": "contact", "label": "Kind", "type": "choice"},
        {"kind": "contact", "label": "Kind", "type": "text", "options": [{"value": "a", "label": "A"}]},
        {"kind": "contact", "label": "  ", "type": "text"},
        {"kind": "contact", "label": "Size", "type": "money"},
    ],
)
async def test_a_field_that_cannot_be_is_refused(web: Browsers, draft: dict[str, object]) -> None:
    assert (await web.alice.post(f"{BASE}/fields", json=draft)).status_code in (409, 422)


async def test_an_edit_is_undone_and_redone_through_the_api(web: Browsers, ids: dict[str, UUID]) -> None:
    address = f"{BASE}/contacts/{ids['contact']}"
    edited = (await web.alice.patch(address, json={"values": {"city": "Brno"}})).json()["operation"]
    assert (edited["state"], edited["undoable"], edited["why_not"]) == ("done", True, None)
    preview = (await web.bob.get(f"{BASE}/operations/{edited['id']}/undo")).json()
    assert (preview["revert"], preview["sentence"]) == (1, "Puts back 1 value.")
    undone = (await web.alice.post(f"{BASE}/operations/{edited['id']}/undo")).json()
    assert (undone["kind"], undone["state"], undone["undoes_id"]) == ("undo", "done", edited["id"])
    assert "city" not in (await web.bob.get(address)).json()["values"]
    before = (await web.bob.get(f"{BASE}/operations/{edited['id']}")).json()
    assert (before["undoable"], before["why_not"], before["undone_by_id"]) == (
        False,
        "It was undone already.",
        undone["id"],
    )
    assert (await web.alice.post(f"{BASE}/operations/{edited['id']}/undo")).status_code == 409
    await web.alice.post(f"{BASE}/operations/{undone['id']}/undo")
    assert (await web.bob.get(address)).json()["values"]["city"] == "Brno"


async def test_the_same_key_undoes_once(web: Browsers, ids: dict[str, UUID]) -> None:
    address = f"{BASE}/operations/{ids['operation']}/undo"
    answers = [await web.alice.post(address, headers={"Idempotency-Key": "once"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()


async def test_conflicts_name_record_and_reason(web: Browsers, ids: dict[str, UUID]) -> None:
    await web.alice.patch(f"{BASE}/contacts/{ids['contact']}", json={"values": {"city": "Brno"}})
    undone = (await web.alice.post(f"{BASE}/operations/{ids['operation']}/undo")).json()
    for operation_id in (undone["id"], ids["operation"]):
        page = (await web.bob.get(f"{BASE}/operations/{operation_id}/conflicts")).json()
        found = {conflict["kind"]: conflict for conflict in page["items"]}
        assert found["contact"]["record_label"] == "Ada Example"
        assert found["contact"]["by_operation"]["summary"] == "Edited city of Ada Example"
        assert found["company"]["reason"] == "Still used by 1 contact"


async def test_what_is_not_there_is_not_found(web: Browsers) -> None:
    for path in READS:
        if "{" in path:
            answer = await web.bob.get(
                BASE + path.format(contact=uuid4(), company=uuid4(), operation=uuid4())
            )
            assert answer.status_code == 404, path


async def test_operations_come_in_pages_newest_first(web: Browsers, ids: dict[str, UUID]) -> None:
    for city in ("Brno", "Oslo", "Prague"):
        await web.alice.patch(f"{BASE}/contacts/{ids['contact']}", json={"values": {"city": city}})
    first = (await web.bob.get(f"{BASE}/operations", params={"limit": 3})).json()
    rest = (
        await web.bob.get(f"{BASE}/operations", params={"limit": 3, "cursor": first["next_cursor"]})
    ).json()
    found = [operation["kind"] for operation in first["items"] + rest["items"]]
    assert found == ["edit", "edit", "edit", "import"]
    assert rest["next_cursor"] is None


async def test_a_long_list_is_estimated_and_says_so(
    web: Browsers, database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    many = """INSERT INTO contact (workspace_id, id, origin_operation_id, created_at, updated_at)
      SELECT workspace_id, gen_random_uuid(), origin_operation_id, created_at, updated_at
      FROM contact, generate_series(1, :number)"""
    for number, expected in ((9_999, {"value": 10_000, "exact": True}), (1, None)):
        async with database.workspace(workspace.id) as session:
            limited = (
                many
                if number > 1
                else many.replace("FROM contact,", "FROM (SELECT * FROM contact LIMIT 1) c,")
            )
            await session.execute(text(limited), {"number": number})
        total = (await web.bob.get(f"{BASE}/contacts", params={"limit": 1})).json()["total"]
        assert total == expected or (total["value"] >= 10_000 and not total["exact"] and expected is None)
