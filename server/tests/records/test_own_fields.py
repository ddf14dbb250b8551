"""Fields of a workspace's own: renamed, moved, archived, brought back, given another type."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from leadgen.db.engine import Database
from leadgen.records import service
from leadgen.records.bulk import run
from leadgen.records.contracts import Patch
from tests.factories.records import open_import, place, the, undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
ROUTES = (
    ("GET", "/fields/usage", None, 200),
    ("GET", "/fields/{id}/retype?type=date", None, 200),
    ("PATCH", "/fields/{id}", {"label": "Seen at"}, 403),
    ("DELETE", "/fields/{id}", None, 403),
    ("POST", "/fields/{id}/restore", None, 403),
    ("POST", "/fields/{id}/retype", {"type": "date"}, 403),
)


async def made(web: Browsers, label: str = "Met at", **more: object) -> Mapping[str, Any]:
    """A field of contacts."""
    answer = await web.alice.post(
        f"{BASE}/fields", json={"kind": "contact", "label": label, "type": "text", **more}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


async def listed(web: Browsers, part: str = "items") -> list[Mapping[str, Any]]:
    """The workspace's own fields."""
    return [one for one in (await web.alice.get(f"{BASE}/fields")).json()[part] if one["custom"]]


async def test_only_members_see_fields_and_only_some_change_them(
    web: Browsers, other_workspace: Workspace
) -> None:
    field = await made(web)
    for method, path, body, bob in ROUTES:
        address = path.format(id=field["id"])
        people = (web.bob, web.charlie, web.nobody)
        answers = [await one.request(method, BASE + address, json=body) for one in people]
        assert [one.status_code for one in answers] == [bob, 404, 401], address
        elsewhere = f"/api/v1/workspaces/{other_workspace.slug}{address}"
        answer = await web.charlie.request(method, elsewhere, json=body)
        if "usage" not in path:
            assert (answer.status_code, answer.json()["code"]) == (404, "field_not_found"), address
        else:
            assert answer.json() == {"items": []}
    for method, path, body, _ in ROUTES:
        answer = await web.alice.request(method, BASE + path.format(id=field["id"]), json=body)
        assert answer.status_code in (200, 202), answer.text


async def test_a_field_is_renamed_and_keeps_its_key_and_values(web: Browsers) -> None:
    field = await made(web)
    person = {"full_name": "Ada Example", "met_at": "the fair"}
    added = await web.alice.post(f"{BASE}/contacts", json={"values": person})
    changed = await web.alice.patch(
        f"{BASE}/fields/{field['id']}", json={"label": " First  met ", "description": "Where"}
    )
    assert (changed.json()["label"], changed.json()["key"]) == ("First met", "met_at")
    record = await web.alice.get(f"{BASE}/contacts/{added.json()['record']['id']}")
    assert record.json()["values"]["met_at"] == "the fair"
    usage = (await web.bob.get(f"{BASE}/fields/usage")).json()["items"]
    assert usage == [{"id": field["id"], "filled": {"value": 1, "exact": True}}]
    again = await made(web)
    assert again["key"] == "met_at_2", "the name is free, the key is not"


async def test_two_fields_never_have_one_name(web: Browsers) -> None:
    first, second = await made(web), await made(web, "Shelf")
    for label in ("met AT", "Job title", "id"):
        answer = await web.alice.patch(f"{BASE}/fields/{second['id']}", json={"label": label})
        assert (answer.status_code, answer.json()["code"]) == (409, "field_exists"), label
    await web.alice.delete(f"{BASE}/fields/{first['id']}")
    assert (await web.alice.patch(f"{BASE}/fields/{second['id']}", json={"label": "Met at"})).is_success
    answer = await web.alice.post(f"{BASE}/fields/{first['id']}/restore")
    assert (answer.status_code, answer.json()["code"]) == (409, "field_exists")
    await web.alice.patch(f"{BASE}/fields/{first['id']}", json={"label": "Met at first"})
    assert (await web.alice.post(f"{BASE}/fields/{first['id']}/restore")).is_success


async def test_fields_stand_in_the_order_people_give_them(web: Browsers) -> None:
    ids = [(await made(web, label))["id"] for label in ("One", "Two", "Three")]
    await web.alice.patch(f"{BASE}/fields/{ids[2]}", json={"position": 0})
    assert [one["label"] for one in await listed(web)] == ["Three", "One", "Two"]
    await web.alice.patch(f"{BASE}/fields/{ids[2]}", json={"position": 99})
    assert [one["label"] for one in await listed(web)] == ["One", "Two", "Three"]
    assert (await web.alice.patch(f"{BASE}/fields/{ids[2]}", json={"position": -1})).status_code == 422


async def test_an_option_goes_only_where_no_record_has_it(web: Browsers) -> None:
    fair, mail = {"value": "fair", "label": "Fair"}, {"value": "mail", "label": "Mail"}
    field = await made(web, type="choice", options=[fair, mail])
    await web.alice.post(f"{BASE}/contacts", json={"values": {"full_name": "Ada", "met_at": "fair"}})
    address = f"{BASE}/fields/{field['id']}"
    refused = await web.alice.patch(address, json={"options": [mail]})
    assert (refused.status_code, refused.json()["code"], refused.json()["records"]) == (
        409, "option_in_use", 1,
    )  # fmt: skip
    renamed = await web.alice.patch(address, json={"options": [{"value": "fair", "label": "Trade fair"}]})
    assert renamed.json()["options"] == [{"value": "fair", "label": "Trade fair"}]
    for wrong in ([], [fair, fair], [{"value": "x", "label": " "}]):
        assert (await web.alice.patch(address, json={"options": wrong})).status_code == 422
    text = await made(web, "Shelf")
    assert (await web.alice.patch(f"{BASE}/fields/{text['id']}", json={"options": [mail]})).status_code == 422


async def test_an_archived_field_leaves_everything_and_comes_back_with_its_values(web: Browsers) -> None:
    field = await made(web)
    added = await web.alice.post(
        f"{BASE}/contacts", json={"values": {"full_name": "Ada Example", "met_at": "the fair"}}
    )
    contact = added.json()["record"]["id"]
    await web.alice.delete(f"{BASE}/fields/{field['id']}")
    assert [one["key"] for one in await listed(web)] == []
    assert [one["key"] for one in await listed(web, "archived")] == ["met_at"]
    record = (await web.alice.get(f"{BASE}/contacts/{contact}")).json()
    assert "met_at" not in record["values"]
    evidence = (await web.alice.get(f"{BASE}/contacts/{contact}/evidence")).json()["items"]
    assert "met_at" not in [one["field"] for one in evidence]
    exported = await web.alice.post(f"{BASE}/contacts/export", json={"format": "csv"})
    assert "met_at" not in exported.text
    written = await web.alice.patch(f"{BASE}/contacts/{contact}", json={"values": {"met_at": "x"}})
    assert written.status_code == 422
    asked = {"field": "met_at", "op": "equals", "value": "the fair"}
    filtered = await web.alice.post(f"{BASE}/contacts/query", json={"filter": asked})
    assert filtered.status_code == 422
    assert "archived" in filtered.json()["detail"], "the filter is told why"
    await web.alice.post(f"{BASE}/fields/{field['id']}/restore")
    record = (await web.alice.get(f"{BASE}/contacts/{contact}")).json()
    assert record["values"]["met_at"] == "the fair"


async def test_an_import_under_way_leaves_out_a_field_that_was_archived(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    field = await made(web)
    _, [placed] = await place(database, workspace, [{"full_name": "Ada", "email": "ada@x.example"}])
    await web.alice.delete(f"{BASE}/fields/{field['id']}")
    _, [new] = await place(
        database, workspace, [{"full_name": "Eve", "email": "eve@x.example", "met_at": "the fair"}]
    )
    assert new.outcome == "create"
    async with database.workspace(workspace.id) as session:
        operation_id = await open_import(session, workspace)
        done = await service.write(
            session, operation_id, "contact", [Patch(the(placed.record_id), {"met_at": "x", "city": "Brno"})]
        )
    assert done.changed == {placed.record_id}


async def test_what_an_operation_wrote_into_a_field_archived_since_is_undone(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    field = await made(web)
    added = await web.alice.post(f"{BASE}/contacts", json={"values": {"full_name": "Ada"}})
    contact = added.json()["record"]["id"]
    edited = await web.alice.patch(f"{BASE}/contacts/{contact}", json={"values": {"met_at": "the fair"}})
    await web.alice.delete(f"{BASE}/fields/{field['id']}")
    operation = edited.json()["operation"]["id"]
    preview = (await web.alice.get(f"{BASE}/operations/{operation}/undo")).json()
    assert (preview["revert"], preview["conflicts_total"]) == (1, 0)
    await undo(database, workspace, UUID(operation))
    await web.alice.post(f"{BASE}/fields/{field['id']}/restore")
    assert "met_at" not in await values_of(database, workspace, UUID(contact))


async def people(database: Database, workspace: Workspace, values: list[str]) -> list[UUID]:
    """Contacts with these values of the field."""
    lines = [{"full_name": f"P {n}", "email": f"p{n}@x.example", "met_at": v} for n, v in enumerate(values)]
    return [the(one.record_id) for one in (await place(database, workspace, lines))[1]]


async def test_a_retype_is_seen_before_done_as_one_operation_and_undone(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    field = await made(web)
    ids = await people(database, workspace, ["3 March 2026", "2026-04-01", "the fair"])
    address = f"{BASE}/fields/{field['id']}/retype"
    seen = (await web.bob.get(address, params={"type": "date"})).json()
    assert (seen["converts"], seen["stays"], seen["exact"], seen["options"]) == (2, 1, True, None)
    assert {"raw": "3 March 2026", "value": "2026-03-03", "problem": None} in seen["samples"]
    assert [(one["raw"], bool(one["problem"])) for one in seen["refused"]] == [("the fair", True)]

    answer = await web.alice.post(address, json={"type": "date"})
    assert answer.status_code == 202, answer.text
    new, operation = answer.json()["field"], answer.json()["operation"]
    assert (new["key"], new["label"], new["type"]) == ("met_at_date", "Met at", "date")
    assert (operation["kind"], operation["state"]) == ("retype", "done")
    assert (operation["summary"], operation["counts"]) == (
        "Retyped Met at to date", {"updated": 2, "unread": 1},
    )  # fmt: skip
    assert [one["key"] for one in await listed(web)] == ["met_at_date"]
    assert (await values_of(database, workspace, ids[0]))["met_at_date"] == "2026-03-03"
    pins = (await web.alice.get(f"{BASE}/contacts/{ids[0]}")).json()["states"]
    assert pins == {"met_at_date": {"state": "value", "pinned": False}}, "nobody fixed the value by hand"

    undone = await undo(database, workspace, UUID(operation["id"]))
    assert [one["key"] for one in await listed(web)] == ["met_at"]
    values = [(await values_of(database, workspace, one)) for one in ids]
    assert [one.get("met_at") for one in values] == ["3 March 2026", "2026-04-01", "the fair"]
    await undo(database, workspace, undone)
    assert [one["key"] for one in await listed(web)] == ["met_at_date"], "and done again"
    assert (await values_of(database, workspace, ids[1]))["met_at_date"] == "2026-04-01"


async def test_many_values_are_retyped_by_the_job(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    field = await made(web)
    ids = await people(database, workspace, [str(number) for number in range(run.AT_ONCE + 1)])
    answer = await web.alice.post(f"{BASE}/fields/{field['id']}/retype", json={"type": "number"})
    operation = answer.json()["operation"]
    assert (operation["state"], operation["done"], operation["total"]) == ("running", 0, 201)
    for more in (True, False, False):
        async with database.workspace(workspace.id) as session:
            assert await run.step(session, UUID(operation["id"])) is more
    assert (await values_of(database, workspace, ids[7]))["met_at_number"] == 7


CONVERSIONS = (
    ("text", "Yes", "boolean", True),
    ("text", "Fair", "choice", "Fair"),
    ("number", 12, "decimal", "12"),
    ("boolean", True, "text", "Yes"),
    ("date", "2026-03-03", "datetime", "2026-03-03T00:00:00Z"),
    ("datetime", "2026-03-03T10:00:00+00:00", "date", "2026-03-03"),
    ("text", "www.example.com/a", "url", "https://www.example.com/a"),
)


async def test_values_of_one_type_are_read_as_another(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    keys = [await made(web, f"Field {n}", type=one[0]) for n, one in enumerate(CONVERSIONS)]
    values = {key["key"]: one[1] for key, one in zip(keys, CONVERSIONS, strict=True)}
    added = await web.alice.post(f"{BASE}/contacts", json={"values": {"full_name": "Ada", **values}})
    contact = UUID(added.json()["record"]["id"])
    for key, (_, _, wanted, found) in zip(keys, CONVERSIONS, strict=True):
        answer = await web.alice.post(f"{BASE}/fields/{key['id']}/retype", json={"type": wanted})
        assert (await values_of(database, workspace, contact))[answer.json()["field"]["key"]] == found


async def test_a_retype_that_cannot_be_is_refused(web: Browsers) -> None:
    field = await made(web)
    address = f"{BASE}/fields/{field['id']}/retype"
    for body, code in (
        ({"type": "text"}, "same_type"),
        ({"type": "choice"}, "invalid_values"),
        ({"type": "tags"}, "request_invalid"),
    ):
        answer = await web.alice.post(address, json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    await web.alice.delete(f"{BASE}/fields/{field['id']}")
    assert (await web.alice.post(address, json={"type": "date"})).json()["code"] == "field_archived"
    gone = await web.alice.post(f"{BASE}/fields/{uuid4()}/retype", json={"type": "date"})
    assert gone.status_code == 404
