"""The trash: into it and out of it, one by one and many at once; what finds it and what does not."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from leadgen.db.engine import Database
from tests.factories.records import edit, place, the, undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"


@pytest.fixture
async def ids(database: Database, workspace: Workspace) -> Mapping[str, UUID]:
    """Ada and Grace at a company."""
    lines = [
        {"full_name": f"{name} Example", "email": f"{name.lower()}@x.example", "company_name": "Firm"}
        for name in ("Ada", "Grace")
    ]
    operation_id, [ada, grace] = await place(database, workspace, lines)
    return {
        "ada": the(ada.record_id),
        "grace": the(grace.record_id),
        "company": the(ada.company_id),
        "import": operation_id,
    }


async def restore(web: Browsers, *records: UUID, kind: str = "contacts") -> dict[str, Any]:
    selection = {"ids": [str(one) for one in records]}
    body = {"selection": selection, "expected": len(records), "act": {"kind": "restore"}}
    answer = await web.alice.post(f"{BASE}/{kind}/bulk", json=body)
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def in_trash(web: Browsers, kind: str = "contacts", **query: str) -> list[str]:
    answer = await web.bob.get(f"{BASE}/{kind}/trash", params=query)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


async def test_a_removed_contact_is_only_in_the_trash_and_comes_back_as_it_was(
    web: Browsers, database: Database, workspace: Workspace, ids: Mapping[str, UUID]
) -> None:
    await edit(database, workspace, ids["ada"], city="Prague", tags=["Hot"])
    before = await values_of(database, workspace, ids["ada"])
    removed = await web.alice.delete(f"{BASE}/contacts/{ids['ada']}")
    assert removed.status_code == 200, removed.text
    assert (removed.json()["kind"], removed.json()["counts"]) == ("trash", {"removed": 1})
    assert removed.json()["summary"] == "Moved Ada Example to the trash"
    assert (await web.alice.get(f"{BASE}/contacts/{ids['ada']}")).status_code == 404
    assert (await web.alice.delete(f"{BASE}/contacts/{ids['ada']}")).status_code == 404
    assert "Ada" not in (await web.alice.get(f"{BASE}/contacts/export")).text

    [row] = (await web.bob.get(f"{BASE}/contacts/trash")).json()["items"]
    assert (row["values"]["full_name"], row["company"]["company_name"]) == ("Ada Example", "Firm")
    assert row["removed"]["operation"]["actor_name"] == workspace.alice.name

    restored = await restore(web, ids["ada"])
    assert (restored["kind"], restored["counts"]) == ("restore", {"restored": 1})
    assert await values_of(database, workspace, ids["ada"]) == before
    assert await in_trash(web) == []
    # Undone, it is in the trash again, though somebody had edited it before; redone, it is back.
    again = await undo(database, workspace, UUID(restored["id"]))
    assert await in_trash(web) == [str(ids["ada"])]
    await undo(database, workspace, again)
    assert await values_of(database, workspace, ids["ada"]) == before


async def test_a_record_edited_since_it_came_back_stays_when_that_is_undone(
    web: Browsers, database: Database, workspace: Workspace, ids: Mapping[str, UUID]
) -> None:
    await web.alice.delete(f"{BASE}/contacts/{ids['ada']}")
    restored = await restore(web, ids["ada"])
    edited = await edit(database, workspace, ids["ada"], city="Brno")
    undone = (await web.alice.post(f"{BASE}/operations/{restored['id']}/undo")).json()
    assert undone["counts"]["conflicts"] == 1
    assert (await values_of(database, workspace, ids["ada"]))["city"] == "Brno"
    # Taken back, the edit leaves the record as it came back: now it goes.
    await undo(database, workspace, edited)
    await undo(database, workspace, UUID(undone["id"]))
    await web.alice.post(f"{BASE}/operations/{restored['id']}/undo")
    assert await in_trash(web) == [str(ids["ada"])]


async def test_one_whose_identity_belongs_to_another_by_now_is_a_conflict(
    web: Browsers, database: Database, workspace: Workspace, ids: Mapping[str, UUID]
) -> None:
    for one in ("ada", "grace"):
        await web.alice.delete(f"{BASE}/contacts/{ids[one]}")
    assert await in_trash(web) == [str(ids["grace"]), str(ids["ada"])]
    added = await web.alice.post(f"{BASE}/contacts", json={"values": {"email": "ada@x.example"}})
    assert added.status_code == 201, added.text
    restored = await restore(web, ids["ada"], ids["grace"])
    assert restored["counts"] == {"restored": 1, "conflicts": 1}
    [conflict] = (await web.alice.get(f"{BASE}/operations/{restored['id']}/conflicts")).json()["items"]
    assert (conflict["record_label"], conflict["reason"]) == (
        "Ada Example",
        "ada@x.example belongs to another contact now",
    )
    # Two of the trash with one identity: it goes to one of them.
    await web.alice.delete(f"{BASE}/contacts/{added.json()['record']['id']}")
    both = await restore(web, ids["ada"], UUID(added.json()["record"]["id"]))
    assert both["counts"] == {"restored": 1, "conflicts": 1}


async def test_who_works_at_a_removed_company_keeps_its_name(
    web: Browsers, database: Database, workspace: Workspace, ids: Mapping[str, UUID]
) -> None:
    removed = await web.alice.delete(f"{BASE}/companies/{ids['company']}")
    assert removed.json()["summary"] == "Moved Firm to the trash"
    contact = (await web.bob.get(f"{BASE}/contacts/{ids['ada']}")).json()
    assert (contact["company"], contact["values"]["company_name"]) == (None, "Firm")
    assert contact["employments"][0] | {"title": None} == contact["employments"][0]
    assert (contact["employments"][0]["company_id"], contact["employments"][0]["company_name"]) == (
        None,
        "Firm",
    )
    at = '{"company": {"field": "company_name", "op": "equals", "value": "Firm"}}'
    assert (await web.bob.get(f"{BASE}/contacts", params={"filter": at})).json()["total"]["value"] == 0
    # Undone and redone: it goes again, though people work there.
    undone = await undo(database, workspace, UUID(removed.json()["id"]))
    assert (await web.bob.get(f"{BASE}/contacts/{ids['ada']}")).json()["company"]["id"] == str(ids["company"])
    redo = await web.alice.post(f"{BASE}/operations/{undone}/undo")
    assert redo.json()["counts"] == {"removed": 1, "kept": 0, "conflicts": 0}
    await restore(web, ids["company"], kind="companies")
    assert (await web.bob.get(f"{BASE}/contacts/{ids['ada']}")).json()["company"]["id"] == str(ids["company"])


async def test_the_trash_is_paged_and_searched_and_holds_no_undone_import(
    web: Browsers, database: Database, workspace: Workspace, ids: Mapping[str, UUID]
) -> None:
    whole = {"selection": {}, "expected": 2, "act": {"kind": "trash"}}
    moved = (await web.alice.post(f"{BASE}/contacts/bulk", json=whole)).json()
    assert moved["summary"] == "Moved 2 contacts to the trash"
    first = (await web.bob.get(f"{BASE}/contacts/trash", params={"limit": 1})).json()
    assert first["total"] == {"value": 2, "exact": True}
    second = (
        await web.bob.get(f"{BASE}/contacts/trash", params={"limit": 1, "cursor": first["next_cursor"]})
    ).json()
    assert {first["items"][0]["id"], second["items"][0]["id"]} == {str(ids["ada"]), str(ids["grace"])}
    assert second["next_cursor"] is None
    named = '{"field": "full_name", "op": "starts_with", "value": "ada"}'
    assert await in_trash(web, filter=named) == [str(ids["ada"])]
    counted = await web.bob.post(f"{BASE}/contacts/count", json={"trash": True})
    assert counted.json() == {"count": 2}
    assert (await web.charlie.get(f"{BASE}/contacts/trash")).status_code == 404
    foreign = await web.bob.get(f"{BASE}/companies/trash", params={"cursor": first["next_cursor"]})
    assert foreign.status_code == 422

    await web.alice.post(f"{BASE}/operations/{moved['id']}/undo")
    await web.alice.post(f"{BASE}/operations/{ids['import']}/undo")
    assert (await web.bob.get(f"{BASE}/contacts")).json()["total"]["value"] == 0
    assert await in_trash(web) == []
