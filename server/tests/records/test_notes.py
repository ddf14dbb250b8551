"""Notes of records: who writes, changes and removes them."""

from uuid import UUID

import pytest
from fastapi import FastAPI

from leadgen.db.engine import Database
from leadgen.records.notes import service
from tests.factories.records import place, the
from tests.factories.tenancy import Workspace, add_member, make_person
from tests.factories.web import Browsers, browser

BASE = "/api/v1/workspaces/alice"
HOSTILE = "<img src=x onerror=alert(1)> javascript:alert(1) =1+1\n'; DROP TABLE note; -- {{7*7}} \u202e"


@pytest.fixture
async def ids(database: Database, workspace: Workspace) -> dict[str, UUID]:
    line = {"full_name": "Ada Example", "email": "ada@x.example", "company_name": "Firm"}
    _, [placed] = await place(database, workspace, [line])
    return {"contacts": the(placed.record_id), "companies": the(placed.company_id)}


@pytest.mark.parametrize("kind", ["contacts", "companies"])
async def test_a_note_is_written_changed_removed_and_brought_back(
    web: Browsers, ids: dict[str, UUID], kind: str
) -> None:
    address = f"{BASE}/{kind}/{ids[kind]}/notes"
    body = {"text": " Call in spring. \r\nNot before. "}
    refused = [await one.post(address, json=body) for one in (web.bob, web.charlie, web.nobody)]
    assert [one.status_code for one in refused] == [403, 404, 401]
    made = await web.alice.post(address, json=body)
    assert made.status_code == 201, made.text
    note = made.json()
    assert (note["text"], note["author"]["name"], note["edited_at"]) == (
        "Call in spring.\nNot before.", "Alice", None,
    )  # fmt: skip
    listed = [await one.get(address) for one in (web.alice, web.bob, web.charlie, web.nobody)]
    assert [one.status_code for one in listed] == [200, 200, 404, 401]
    assert listed[1].json()["items"] == [note] == (await web.bob.get(f"{BASE}/notes")).json()["items"]

    one = f"{BASE}/notes/{note['id']}"
    refused = [await person.delete(one) for person in (web.bob, web.charlie, web.nobody)]
    refused += [await person.patch(one, json={"text": "x"}) for person in (web.bob, web.charlie, web.nobody)]
    assert [answer.status_code for answer in refused] == [403, 404, 401] * 2
    changed = (await web.alice.patch(one, json={"text": "Call in May."})).json()
    assert changed["text"] == "Call in May."
    assert changed["edited_at"] is not None
    assert (await web.alice.delete(one)).status_code == 204
    assert (await web.alice.get(address)).json() == {"items": []}
    assert (await web.alice.delete(one)).json()["code"] == "note_not_found"
    assert (await web.alice.patch(one, json={"text": "x"})).json()["code"] == "note_not_found"
    assert (await web.alice.patch(one, json={"deleted": False})).json()["text"] == "Call in May."
    assert len((await web.alice.get(address)).json()["items"]) == 1


async def test_a_note_of_another_workspace_is_not_found(
    web: Browsers, other_workspace: Workspace, ids: dict[str, UUID]
) -> None:
    note = (await web.alice.post(f"{BASE}/contacts/{ids['contacts']}/notes", json={"text": "x"})).json()
    base = f"/api/v1/workspaces/{other_workspace.slug}"
    answers = [
        await web.charlie.get(f"{base}/contacts/{ids['contacts']}/notes"),
        await web.charlie.post(f"{base}/contacts/{ids['contacts']}/notes", json={"text": "x"}),
        await web.charlie.post(f"{base}/companies/{ids['contacts']}/notes", json={"text": "x"}),
        await web.charlie.patch(f"{base}/notes/{note['id']}", json={"text": "x"}),
        await web.charlie.delete(f"{base}/notes/{note['id']}"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert (await web.charlie.get(f"{base}/notes")).json()["items"] == []


async def test_an_editor_changes_only_their_own_and_an_admin_everybodys(
    database: Database, workspace: Workspace, web: Browsers, ids: dict[str, UUID], app: FastAPI
) -> None:
    eve = await make_person(database, "Eve")
    await add_member(database, workspace.id, eve, "editor")
    editor = await browser(app, database, eve)
    address = f"{BASE}/contacts/{ids['contacts']}/notes"
    of_alice = (await web.alice.post(address, json={"text": "mine"})).json()["id"]
    of_eve = (await editor.post(address, json={"text": "mine"})).json()["id"]
    for act in (editor.delete(f"{BASE}/notes/{of_alice}"), editor.patch(f"{BASE}/notes/{of_alice}", json={})):
        answer = await act
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_note")
    assert (await editor.patch(f"{BASE}/notes/{of_eve}", json={"text": "better"})).is_success
    assert (await web.alice.delete(f"{BASE}/notes/{of_eve}")).status_code == 204


async def test_a_note_is_plain_text_of_some_length(web: Browsers, ids: dict[str, UUID]) -> None:
    address = f"{BASE}/contacts/{ids['contacts']}/notes"
    for text in ("x" * 5_001, "", " \n ", "\u200b"):
        assert (await web.alice.post(address, json={"text": text})).status_code == 422
    assert (await web.alice.post(address, json={"text": "x" * 5_000})).status_code == 201
    answer = await web.alice.post(address, json={"text": HOSTILE})
    assert "<img src=x onerror=alert(1)>" in answer.json()["text"], "kept as it is, shown as text"
    assert "\u202e" not in answer.json()["text"]


async def test_a_record_has_not_more_notes_than_can_be_shown(
    web: Browsers, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_OF_A_RECORD", 1)
    address = f"{BASE}/contacts/{ids['contacts']}/notes"
    assert (await web.alice.post(address, json={"text": "one"})).status_code == 201
    assert (await web.alice.post(address, json={"text": "two"})).json()["code"] == "too_many_notes"
