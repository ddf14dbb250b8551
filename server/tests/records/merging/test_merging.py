"""Merging contacts and companies: what becomes of values, identities and relations, and back."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel.json import JSON
from leadgen.records import bulk, service
from leadgen.records.merging import run
from tests.factories.records import alice, edit, place, the, undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.proofs.r22_merge_is_reversible import SNAPSHOT

BASE = "/api/v1/workspaces/alice"


async def people(database: Database, workspace: Workspace, *lines: Mapping[str, Any]) -> list[UUID]:
    _, placed = await place(database, workspace, lines)
    return [the(one.record_id) for one in placed]


async def merge(
    web: Browsers,
    records: Sequence[UUID],
    keep: UUID | None = None,
    picks: Mapping[str, UUID] | None = None,
    kind: str = "contacts",
    status: int = 200,
) -> dict[str, Any]:
    body: dict[str, JSON] = {
        "keep": str(keep) if keep else None,
        "records": [str(one) for one in records],
        "picks": {field: str(one) for field, one in (picks or {}).items()},
    }
    seen = await web.bob.post(f"{BASE}/{kind}/merge/preview", json=body)
    answer = await web.alice.post(f"{BASE}/{kind}/merge", json=body)
    assert (seen.status_code, answer.status_code) == (status, status), answer.text
    found: dict[str, Any] = answer.json()
    if status == 200:
        told = {one["field"]: one["value"] for one in seen.json()["fields"] if one["value"] is not None}
        values = {key: value for key, value in found["record"]["values"].items() if key != "company_domain"}
        assert {key: value for key, value in told.items() if key != "company_domain"} == values
        assert seen.json()["keep"] == found["record"]["id"]
    return found


async def snapshot(database: Database, workspace: Workspace) -> list[list[object]]:
    async with database.workspace(workspace.id) as session:
        return [
            list(await session.scalars(text(query))) for name, query in SNAPSHOT.items() if name != "search"
        ]


ADA: Mapping[str, Any] = {
    "full_name": "Ada Example",
    "email": "ada@example.com",
    "phone_mobile": "+420601000001",
    "company_name": "Firm Ltd",
    "job_title": "CTO",
    "tags": ["Fair"],
    "city": "Prague",
}
ADA_AGAIN: Mapping[str, Any] = {
    "full_name": "Ada M. Example",
    "email": "ada@private.example",
    "phone_mobile": "+420601000002",
    "company_name": "Other Ltd",
    "job_title": "Advisor",
    "tags": ["fair", "Hot"],
    "country": "CZ",
    "linkedin_url": "https://www.linkedin.com/in/ada-example",
}


async def test_a_merge_unites_what_several_records_know_and_its_undo_restores_every_row(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, ADA)
    [again] = await people(database, workspace, ADA_AGAIN)
    await web.alice.post(f"{BASE}/contacts/{again}/notes", json={"text": "Met at the fair"})
    before = await snapshot(database, workspace)
    done = await merge(web, [ada, again], keep=ada)
    assert done["operation"]["summary"] == "Merged 1 contact into Ada Example"
    values = done["record"]["values"]
    assert values["email_other"] == ["ada@example.com"] or values["email_other"] == ["ada@private.example"]
    assert values["tags"] == ["Fair", "Hot"]
    assert {values["city"], values["country"]} == {"Prague", "CZ"}
    assert len(done["record"]["employments"]) == 2
    notes = (await web.bob.get(f"{BASE}/contacts/{ada}/notes")).json()["items"]
    assert [note["text"] for note in notes] == ["Met at the fair"]
    led = (await web.bob.get(f"{BASE}/contacts/{again}")).json()
    assert (led["id"], led["merged_into"]) == (str(ada), str(ada))
    after = await snapshot(database, workspace)

    undone = await web.alice.post(f"{BASE}/operations/{done['operation']['id']}/undo")
    assert undone.json()["counts"]["conflicts"] == 0
    assert await snapshot(database, workspace) == before
    redo = await undo(database, workspace, UUID(undone.json()["id"]))
    assert await snapshot(database, workspace) == after
    await undo(database, workspace, redo)
    assert await snapshot(database, workspace) == before


async def test_who_works_at_a_merged_company_works_at_its_survivor_until_that_is_undone(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    _, [ada, grace] = await place(
        database,
        workspace,
        [
            {"full_name": "Ada Example", "email": "ada@one.example", "company_name": "One Ltd"},
            {"full_name": "Grace Example", "email": "grace@two.example", "company_name": "Two Ltd"},
        ],
    )
    first, second = the(ada.company_id), the(grace.company_id)
    await edit(database, workspace, the(grace.record_id), company=str(first))
    await edit(database, workspace, the(ada.record_id), company=str(second))
    before = await snapshot(database, workspace)
    done = await merge(web, [first, second], keep=first, kind="companies")
    assert done["record"]["contacts_count"] == 2
    assert (await web.bob.get(f"{BASE}/companies/{second}")).json()["merged_into"] == str(first)
    # A line that knows the merged one by its domain finds its survivor.
    line = {"full_name": "Joan Example", "email": "joan@two.example", "company_domain": "two.example"}
    imported, [joan] = await place(database, workspace, [line])
    assert joan.company_id == first
    await undo(database, workspace, imported)
    await undo(database, workspace, UUID(done["operation"]["id"]))
    assert await snapshot(database, workspace) == before


async def test_what_was_changed_since_stays_and_is_told(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, ADA)
    [again] = await people(database, workspace, ADA_AGAIN)
    done = await merge(web, [ada, again], keep=ada, picks={"job_title": again})
    operation_id = done["operation"]["id"]
    await edit(database, workspace, ada, job_title="CEO", email_other=["third@example.com"])
    undone = (await web.alice.post(f"{BASE}/operations/{operation_id}/undo")).json()
    told = (await web.bob.get(f"{BASE}/operations/{undone['id']}/conflicts")).json()["items"]
    assert {(one["record_id"], one["field"]) for one in told} == {
        (str(ada), "job_title"),
        (str(ada), "email_other"),
    }
    kept, back = [await values_of(database, workspace, one) for one in (ada, again)]
    assert (kept["job_title"], kept["email_other"]) == ("CEO", ["third@example.com"])
    assert (back["job_title"], back["email"]) == ("Advisor", "ada@private.example")


async def test_a_merge_of_the_survivor_stands_in_the_way_of_the_former_ones_undo(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, ADA)
    [again] = await people(database, workspace, ADA_AGAIN)
    [third] = await people(database, workspace, {"full_name": "A. Example", "email": "a@example.com"})
    before = await snapshot(database, workspace)
    first = await merge(web, [ada, again], keep=ada)
    second = await merge(web, [ada, third], keep=third)
    assert (await web.bob.get(f"{BASE}/contacts/{again}")).json()["merged_into"] == str(third)
    undone = (await web.alice.post(f"{BASE}/operations/{first['operation']['id']}/undo")).json()
    [told] = (await web.bob.get(f"{BASE}/operations/{undone['id']}/conflicts")).json()["items"]
    assert told["reason"] == "The contact was merged into another one since. Undo that first"
    assert told["by_operation"]["id"] == second["operation"]["id"]
    # Redone, it has nothing to do; then both come apart, the last first.
    await undo(database, workspace, UUID(undone["id"]))
    for done in (second, first):
        await undo(database, workspace, UUID(done["operation"]["id"]))
    assert await snapshot(database, workspace) == before


async def test_of_two_who_merge_one_pair_one_wins_and_the_other_is_told_where_it_went(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    ids = [str(one) for one in await people(database, workspace, ADA)]
    ids += [str(one) for one in await people(database, workspace, ADA_AGAIN)]
    bodies = [{"keep": keep, "records": ids, "picks": {}} for keep in ids]
    answers = await asyncio.gather(*(web.alice.post(f"{BASE}/contacts/merge", json=one) for one in bodies))
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (won.status_code, lost.status_code) == (200, 409), lost.text
    problem = lost.json()
    assert (problem["code"], problem["merged_into"]) == ("already_merged", won.json()["record"]["id"])


async def test_what_cannot_be_merged_is_refused_and_nothing_is_done(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, ADA)
    [again] = await people(database, workspace, ADA_AGAIN)
    before = await snapshot(database, workspace)
    stranger = UUID(int=7)
    assert (await merge(web, [ada, stranger], status=404))["code"] == "record_not_found"
    assert (await merge(web, [ada, again], keep=stranger, status=422))["code"] == "invalid_values"
    assert (await merge(web, [ada, again], picks={"tags": again}, status=422))["code"] == "invalid_values"
    assert (await merge(web, [ada, again], picks={"city": stranger}, status=422))["code"] == "invalid_values"
    await merge(web, [ada, ada], status=422)
    body: dict[str, JSON] = {"keep": None, "records": [str(ada), str(again)], "picks": {}}
    assert (await web.bob.post(f"{BASE}/contacts/merge", json=body)).status_code == 403
    for path in ("contacts/merge", "contacts/merge/preview", f"operations/{ada}/unmerge"):
        assert (await web.charlie.post(f"{BASE}/{path}", json=body)).status_code == 404
    assert await snapshot(database, workspace) == before


async def test_many_groups_are_one_operation_of_which_one_can_come_apart(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    """By the service, as the Duplicates stage calls it."""
    lines = [{"full_name": f"Person {number}", "email": f"p{number}@example.com"} for number in range(6)]
    ids = await people(database, workspace, *lines)
    before = await snapshot(database, workspace)
    groups = [ids[0:2], ids[2:4], ids[4:6]]
    async with database.workspace(workspace.id) as session:
        operation_id = await service.merge_groups(session, alice(workspace), "contact", groups, rule="first")
    shown = (await web.bob.get(f"{BASE}/operations/{operation_id}")).json()
    assert (shown["kind"], shown["state"], shown["counts"]) == ("merge", "done", {"merged": 3, "groups": 3})
    merged = await snapshot(database, workspace)
    part = await web.alice.post(f"{BASE}/operations/{operation_id}/unmerge", json={"record": str(ids[2])})
    assert part.status_code == 202, part.text
    assert len(await values_of(database, workspace, ids[3])) > 0
    assert await values_of(database, workspace, ids[1]) == {}
    again = await web.alice.post(f"{BASE}/operations/{operation_id}/unmerge", json={"record": str(ids[2])})
    assert (again.status_code, again.json()["code"]) == (409, "not_undoable")
    redo = await undo(database, workspace, UUID(part.json()["id"]))
    assert await snapshot(database, workspace) == merged
    await undo(database, workspace, redo)
    await undo(database, workspace, operation_id)
    assert await snapshot(database, workspace) == before


async def test_an_import_undone_leaves_the_survivor_of_a_merge(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, ADA)
    imported, [again] = await place(database, workspace, [ADA_AGAIN])
    await merge(web, [the(again.record_id), ada], keep=the(again.record_id))
    await undo(database, workspace, imported)
    assert (await values_of(database, workspace, the(again.record_id)))["email_other"] == ["ada@example.com"]


async def _died(database: Database, workspace: Workspace, operation_id: UUID) -> None:
    async with database.workspace(workspace.id) as session:
        await bulk.step(session, operation_id)
        raise ConnectionError


async def test_a_merge_of_many_that_dies_between_and_within_its_pieces_goes_on_and_is_whole(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk.run, "AT_ONCE", 0)
    monkeypatch.setattr(run, "_PIECE", 2)
    lines = [{"full_name": f"Person {number}", "email": f"p{number}@example.com"} for number in range(6)]
    ids = await people(database, workspace, *lines)
    before = await snapshot(database, workspace)
    async with database.workspace(workspace.id) as session:
        groups = [ids[0:2], ids[2:4], ids[4:6]]
        operation_id = await service.merge_groups(session, alice(workspace), "contact", groups, rule="first")
    async with database.workspace(workspace.id) as session:
        assert await bulk.step(session, operation_id)
    begun = await snapshot(database, workspace)
    with pytest.raises(ConnectionError):
        await _died(database, workspace, operation_id)
    assert await snapshot(database, workspace) == begun
    more = True
    while more:
        async with database.workspace(workspace.id) as session:
            more = await bulk.step(session, operation_id)
    assert [bool(await values_of(database, workspace, one)) for one in ids] == [True, False] * 3
    await undo(database, workspace, operation_id)
    assert await snapshot(database, workspace) == before


async def test_an_import_and_a_merge_of_what_it_is_about_wait_for_each_other(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, ADA)
    [again] = await people(database, workspace, ADA_AGAIN)
    body = {"keep": str(ada), "records": [str(ada), str(again)], "picks": {}}
    (_, [placed]), answer = await asyncio.gather(
        place(database, workspace, [ADA_AGAIN]), web.alice.post(f"{BASE}/contacts/merge", json=body)
    )
    assert (answer.status_code, placed.outcome) == (200, "update")
    assert placed.record_id in (ada, again)
    _, [later] = await place(database, workspace, [ADA_AGAIN])
    assert later.record_id == ada
