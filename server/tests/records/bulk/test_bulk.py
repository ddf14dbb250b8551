"""Acts on many records: frozen when asked, done by chunks, undone as one."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.records import bulk
from leadgen.records.bulk import run
from leadgen.records.bulk.acts import Edit, Label, Trash
from leadgen.records.repository import operations
from leadgen.records.repository.bulk import Pool
from tests.factories.records import alice, edit, place, the, undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
EVERYBODY: dict[str, Any] = {"filter": None}
NAMES = ("Ada", "Grace", "Alan", "Joan")


@pytest.fixture
async def people(database: Database, workspace: Workspace) -> list[UUID]:
    """Four of them at one company."""
    lines = [
        {"full_name": f"{name} Example", "email": f"{name.lower()}@x.example", "company_name": "Firm"}
        for name in NAMES
    ]
    _, placed = await place(database, workspace, lines)
    return [the(one.record_id) for one in placed]


async def act(web: Browsers, wanted: dict[str, Any], expected: int = 4, **selection: Any) -> dict[str, Any]:
    body = {"selection": selection or EVERYBODY, "expected": expected, "act": wanted}
    answer = await web.alice.post(f"{BASE}/contacts/bulk", json=body)
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_bulk_edit_writes_everybody_and_is_one_undo(
    web: Browsers, database: Database, workspace: Workspace, people: list[UUID]
) -> None:
    counted = await web.alice.post(f"{BASE}/contacts/count", json=EVERYBODY)
    assert counted.json() == {"count": 4}
    operation = await act(web, {"kind": "edit", "values": {"city": "Prague"}})
    assert (operation["state"], operation["kind"]) == ("done", "bulk_edit")
    assert operation["counts"] == {"updated": 4}
    assert operation["summary"] == "Edited city of 4 contacts"
    assert [(await values_of(database, workspace, one))["city"] for one in people] == ["Prague"] * 4
    undone = await web.alice.post(f"{BASE}/operations/{operation['id']}/undo")
    assert undone.json()["counts"] == {"reverted": 4, "kept": 0, "conflicts": 0}
    assert [(await values_of(database, workspace, one)).get("city") for one in people] == [None] * 4


async def test_tags_are_added_to_those_that_are_there_and_taken_off(
    web: Browsers, database: Database, workspace: Workspace, people: list[UUID]
) -> None:
    await edit(database, workspace, people[0], tags=["Hot"])
    await edit(database, workspace, people[1], tags=["Cold"])
    operation = await act(web, {"kind": "tag", "add": ["hot", "Fair"], "remove": ["COLD"]})
    assert operation["counts"] == {"updated": 4}
    assert operation["summary"] == "Tagged 4 contacts “hot” and “Fair” and took “COLD” off them"
    tags = [(await values_of(database, workspace, one)).get("tags") for one in people]
    assert tags == [["Fair", "Hot"]] * 4
    again = await act(web, {"kind": "tag", "add": ["Hot"]})
    assert again["counts"] == {"unchanged": 4}
    await undo(database, workspace, UUID(operation["id"]))
    tags = [(await values_of(database, workspace, one)).get("tags") for one in people]
    assert tags == [["Hot"], ["Cold"], None, None]


async def test_a_selection_that_is_another_number_by_now_does_nothing_and_says_the_number(
    web: Browsers, database: Database, workspace: Workspace, people: list[UUID]
) -> None:
    body = {"selection": EVERYBODY, "expected": 5, "act": {"kind": "trash"}}
    refused = await web.alice.post(f"{BASE}/contacts/bulk", json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "selection_changed")
    assert refused.json()["count"] == 4
    assert (await web.alice.get(f"{BASE}/contacts")).json()["total"]["value"] == 4
    assert (await web.alice.get(f"{BASE}/operations")).json()["items"][0]["kind"] == "import"


async def test_a_number_that_no_database_holds_is_refused(web: Browsers, people: list[UUID]) -> None:
    body = {"selection": EVERYBODY, "expected": 10**21, "act": {"kind": "trash"}}
    refused = await web.alice.post(f"{BASE}/contacts/bulk", json=body)
    assert refused.status_code == 422


async def test_only_the_records_named_and_none_of_those_left_out(web: Browsers, people: list[UUID]) -> None:
    ids = [str(one) for one in people]
    some = {"ids": [ids[0], ids[1], str(uuid4())]}
    assert (await web.alice.post(f"{BASE}/contacts/count", json=some)).json() == {"count": 2}
    named = {"filter": {"field": "full_name", "op": "contains", "value": "a"}, "except": ids[:1]}
    counted = await web.alice.post(f"{BASE}/contacts/count", json=named)
    assert counted.json() == {"count": 3}
    operation = await act(web, {"kind": "edit", "values": {"city": "Brno"}}, 3, **named)
    assert operation["counts"] == {"updated": 3}
    assert (await web.alice.get(f"{BASE}/contacts/{ids[0]}")).json()["values"].get("city") is None


REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({"kind": "edit", "values": {"email": "a@x.example"}}, "E-mail tells records apart"),
    ({"kind": "edit", "values": {"birthday": "yesterday-ish"}}, "Nothing was saved"),
    ({"kind": "edit", "values": {"nonsense": "x"}}, "There is no such field here"),
    ({"kind": "edit", "values": {"owner": "nobody@x.example"}}, "There is no such member here"),
    ({"kind": "list", "add": [str(UUID(int=7))]}, "There is no such list of contacts"),
    ({"kind": "tag"}, "say what to add or to remove"),
)


async def test_what_cannot_be_given_to_many_is_refused_before_anything_is_frozen(
    web: Browsers, people: list[UUID]
) -> None:
    for wanted, said in REFUSED:
        body = {"selection": EVERYBODY, "expected": 4, "act": wanted}
        refused = await web.alice.post(f"{BASE}/contacts/bulk", json=body)
        assert refused.status_code == 422
        assert said in refused.text
    assert len((await web.alice.get(f"{BASE}/operations")).json()["items"]) == 1


async def test_an_emptied_identity_frees_it(web: Browsers, people: list[UUID]) -> None:
    operation = await act(web, {"kind": "edit", "values": {"email": None}})
    assert operation["summary"] == "Emptied e-mail of 4 contacts"
    added = await web.alice.post(f"{BASE}/contacts", json={"values": {"email": "ada@x.example"}})
    assert added.status_code == 201
    undone = (await web.alice.post(f"{BASE}/operations/{operation['id']}/undo")).json()
    assert (undone["counts"]["reverted"], undone["counts"]["conflicts"]) == (3, 1)


async def test_chunks_go_on_where_they_stopped_and_those_removed_meanwhile_are_left_out(
    database: Database, workspace: Workspace, people: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "AT_ONCE", 1)
    monkeypatch.setattr(run, "CHUNK", 2)
    async with database.workspace(workspace.id) as session:
        operation_id = await bulk.start(
            session, alice(workspace), Edit({"city": "Prague"}), Pool("contact"), 4
        )
    async with database.workspace(workspace.id) as session:
        assert await bulk.step(session, operation_id)
    async with database.workspace(workspace.id) as session:
        await bulk.remove(session, alice(workspace), "contact", people[3])
    assert [(await values_of(database, workspace, one)).get("city") for one in people[:3]] == [
        "Prague", "Prague", None,
    ]  # fmt: skip
    for _ in range(3):  # the last one finds nothing to do
        async with database.workspace(workspace.id) as session:
            await bulk.step(session, operation_id)
    async with database.workspace(workspace.id) as session:
        assert not await bulk.step(session, operation_id)
        found = (await operations.by_ids(session, [operation_id]))[operation_id]
    assert (found.state, dict(found.counts), found.done) == ("done", {"updated": 3, "gone": 1}, 4)


@pytest.mark.parametrize("keep", [True, False])
async def test_a_cancelled_act_keeps_what_is_done_or_undoes_it(
    web: Browsers,
    database: Database,
    workspace: Workspace,
    people: list[UUID],
    monkeypatch: pytest.MonkeyPatch,
    keep: bool,
) -> None:
    monkeypatch.setattr(run, "AT_ONCE", 0)
    monkeypatch.setattr(run, "CHUNK", 3)
    async with database.workspace(workspace.id) as session:
        wanted = Label("tags", ["Hot"])
        operation_id = await bulk.start(session, alice(workspace), wanted, Pool("contact"), 4)
    async with database.workspace(workspace.id) as session:
        await bulk.step(session, operation_id)
    answer = await web.alice.post(f"{BASE}/operations/{operation_id}/cancel", json={"keep": keep})
    assert answer.status_code == 202, answer.text
    async with database.workspace(workspace.id) as session:
        assert not await bulk.step(session, operation_id)
    cancelled = (await web.alice.get(f"{BASE}/operations/{operation_id}")).json()
    assert (cancelled["state"], cancelled["counts"]) == ("cancelled", {"updated": 3})
    tagged = [(await values_of(database, workspace, one)).get("tags") for one in people]
    assert tagged == ([["Hot"]] * 3 + [None] if keep else [None] * 4)
    again = await web.alice.post(f"{BASE}/operations/{operation_id}/cancel", json={"keep": keep})
    assert (again.status_code, again.json()["code"]) == (409, "not_cancellable")


async def test_an_act_that_cannot_go_on_says_so_and_can_be_undone(
    web: Browsers,
    database: Database,
    workspace: Workspace,
    people: list[UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "AT_ONCE", 0)
    async with database.workspace(workspace.id) as session:
        operation_id = await bulk.start(session, alice(workspace), Trash(), Pool("contact"), 4)
    for _ in range(2):
        async with database.workspace(workspace.id) as session:
            await bulk.fail(session, operation_id)
    failed = (await web.alice.get(f"{BASE}/operations/{operation_id}")).json()
    assert (failed["state"], failed["undoable"]) == ("failed", True)
    assert failed["problem"]["code"] == "bulk_stopped"


async def test_owners_are_assigned_by_name(web: Browsers, workspace: Workspace, people: list[UUID]) -> None:
    operation = await act(web, {"kind": "edit", "values": {"owner": str(workspace.bob.id)}})
    assert operation["summary"] == f"Assigned 4 contacts to {workspace.bob.name}"
    one = await act(web, {"kind": "edit", "values": {"owner": None}}, 1, ids=[str(people[0])])
    assert one["summary"] == "Took the owner off Ada Example"


WRITES: tuple[tuple[str, str, dict[str, Any] | None], ...] = (
    ("POST", "/lists", {"kind": "contact", "name": "Q3"}),
    ("PATCH", "/lists/{missing}", {"name": "Q4"}),
    ("DELETE", "/lists/{missing}", None),
    ("POST", "/operations/{missing}/cancel", {"keep": True}),
    ("DELETE", "/contacts/{contact}", None),
    ("POST", "/contacts/bulk", {"selection": {}, "expected": 3, "act": {"kind": "trash"}}),
    ("POST", "/companies/bulk", {"selection": {}, "expected": 1, "act": {"kind": "trash"}}),
)


async def test_viewers_and_outsiders_change_nothing(web: Browsers, people: list[UUID]) -> None:
    for method, path, body in WRITES:
        address = BASE + path.format(contact=people[0], missing=uuid7())
        refused = [
            await client.request(method, address, json=body) for client in (web.bob, web.charlie, web.nobody)
        ]
        assert [answer.status_code for answer in refused] == [403, 404, 401]
    assert (await web.bob.post(f"{BASE}/contacts/count", json=EVERYBODY)).json() == {"count": 4}
    for method, path, body in WRITES:
        address = BASE + path.format(contact=people[0], missing=uuid7())
        done = await web.alice.request(method, address, json=body)
        assert done.status_code == (404 if "missing" in path else done.status_code)
        assert done.status_code in (200, 201, 202, 404), done.text


@pytest.mark.parametrize("kind", ["edit", "bulk"])
async def test_a_vat_number_takes_its_status_with_it_and_brings_it_back(
    web: Browsers, database: Database, workspace: Workspace, kind: str
) -> None:
    line = {"company_name": "Firm", "vat_id": "DE111111125", "vat_status": "valid"}
    _, [placed] = await place(database, workspace, [line], kind="company")
    firm = the(placed.record_id)
    if kind == "edit":
        changed = await web.alice.patch(
            f"{BASE}/companies/{firm}", json={"values": {"vat_id": "DE222222220"}}
        )
        assert changed.status_code == 200, changed.text
        listed = (await web.alice.get(f"{BASE}/operations")).json()["items"]
        operation = next(one["id"] for one in listed if one["kind"] == "edit")
    else:
        wanted = {"kind": "edit", "values": {"vat_id": "DE222222220"}}
        body = {"selection": EVERYBODY, "expected": 1, "act": wanted}
        operation = (await web.alice.post(f"{BASE}/companies/bulk", json=body)).json()["id"]
    now = await values_of(database, workspace, firm, "company")
    assert (now["vat_id"], now.get("vat_status")) == ("DE222222220", None)
    await undo(database, workspace, UUID(operation))
    back = await values_of(database, workspace, firm, "company")
    assert (back["vat_id"], back["vat_status"]) == ("DE111111125", "valid")
