"""Cleanups from the request to the records: seen, left out, made, undone, proposed no second time."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.platform import housekeeping
from leadgen.platform.jobs import JobContext
from leadgen.records.held import Held
from leadgen.records.repository import reading, setwise
from leadgen.records.repository.rows import scalars
from leadgen.stages.cleanup.tidying import applying, jobs, service
from leadgen.stages.cleanup.tidying.previewing import Preview
from tests.factories.records import edit, place, undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.cleanup.tidying.base import BASE, FIRST, apply, changes, machine, people, preview


async def leafed(web: Browsers, cleanup: Mapping[str, Any]) -> set[str]:
    """The records with a change, page by page."""
    found: list[str] = []
    asked = {"limit": "2"}
    while True:
        answer = await web.alice.get(f"{BASE}/cleanups/{cleanup['id']}/changes", params=asked)
        found += [one["record_id"] for one in answer.json()["items"]]
        if answer.json()["next_cursor"] is None:
            assert len(found) == len(set(found)), "each once"
            return set(found)
        asked["cursor"] = answer.json()["next_cursor"]


async def states(database: Database, ids: Sequence[UUID], workspace: Workspace) -> dict[UUID, Held]:
    """Values and who wrote each of them."""
    async with database.workspace(workspace.id) as session:
        held = await reading.hold(session, "contact", ids)
    return {one: replace(found, updated_at=found.created_at) for one, found in held.items()}


async def killed(
    database: Database, workspace: Workspace, step: Callable[[WorkspaceSession], Awaitable[bool]]
) -> None:
    """The process dies before the step is committed."""
    with suppress(InterruptedError):
        async with database.workspace(workspace.id) as session:
            assert await step(session)
            raise InterruptedError


async def test_what_is_seen_is_done_and_undone_and_proposed_no_second_time(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, FIRST)
    old = {"job_title": "Head of Sales", "seniority": None, "department": None}
    [bea] = await people(database, workspace, {"full_name": "Bea Example", "email": "bea@example.com"})
    await machine(database, workspace, bea, old)
    before = await states(database, [ada, bea], workspace)
    seen = await preview(web)
    assert (seen["state"], seen["records"], seen["clashes"], seen["done"]) == ("ready", 2, 0, 2)
    told = {(one["field"], one["before"], one["after"]): one["reason"] for one in await changes(web, seen)}
    assert told == {
        ("first_name", "ADA", "Ada"): "Capital and small letters as usual",
        ("last_name", "  Example ", "Example"): "Spaces put right",
        ("job_title", "CHIEF TECHNOLOGY OFFICER", "Chief Technology Officer"):
            "Capital and small letters as usual",
        ("phone_work", "+44 20 7946 0958", "+442079460958"): "Spaces put right",
        ("linkedin_url", FIRST["linkedin_url"], "https://www.linkedin.com/in/ada-example"):
            "The profile's usual address",
        ("seniority", None, "Head"): "Follows the job title “Head of Sales”",
        ("department", None, "Sales"): "Follows the job title “Head of Sales”",
    }  # fmt: skip
    assert seen["changes"] == len(told) == sum(group["count"] for group in seen["groups"])
    done = await apply(web, seen, expected=len(told))
    assert (done["state"], done["kind"]) == ("done", "cleanup")
    assert done["counts"] == {"values": len(told), "updated": 2}
    assert (await web.alice.get(f"{BASE}/cleanups/{seen['id']}")).json()["state"] == "applied"
    states_now = (await web.alice.get(f"{BASE}/contacts/{ada}")).json()["states"]
    assert not any(state["pinned"] for state in states_now.values()), "nobody decided on these values"
    again = await preview(web)
    assert (again["state"], again["changes"]) == ("ready", 0), await changes(web, again)
    await undo(database, workspace, UUID(done["id"]))
    assert await states(database, [ada, bea], workspace) == before, "to the byte, with who wrote it"


async def test_what_a_person_wrote_or_emptied_is_left_alone(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, FIRST)
    await edit(database, workspace, ada, first_name="ADA", job_title="CTO OF ALL", seniority=None)
    await edit(database, workspace, ada, last_name="EXAMPLE")
    body = {"values": {"first_name": "BEA", "last_name": "EXAMPLE", "job_title": "CEO"}}
    await web.alice.post(f"{BASE}/contacts", json=body)
    seen = await preview(web)
    assert {one["field"] for one in await changes(web, seen)} == {"phone_work", "linkedin_url"}


async def test_groups_and_single_changes_are_left_out(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada, bea] = await people(
        database, workspace, FIRST, {**FIRST, "email": "b@example.com", "linkedin_url": "https://x.com/b"}
    )
    seen = await preview(web, ["format"])
    choice = {
        "without": [{"rule": "format", "field": field} for field in ("linkedin_url", "last_name")],
        "except": [{"record_id": str(bea), "rule": "format", "field": "job_title"}],
    }
    wrong = await web.alice.post(f"{BASE}/cleanups/{seen['id']}/apply", json={**choice, "expected": 9})
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["count"]) == (409, "changes_counted", 5)
    done = await apply(web, seen, **choice, expected=5)
    assert done["counts"] == {"values": 5, "updated": 2}
    values = [await values_of(database, workspace, one) for one in (ada, bea)]
    assert [one["job_title"] for one in values] == ["Chief Technology Officer", FIRST["job_title"]]
    assert [one["last_name"] for one in values] == [FIRST["last_name"]] * 2
    twice = await web.alice.post(f"{BASE}/cleanups/{seen['id']}/apply", json={})
    assert (twice.status_code, twice.json()["code"]) == (409, "cleanup_not_ready")


async def test_what_changed_since_the_preview_stays_and_is_told(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    lines = [{**FIRST, "email": f"p{n}@example.com", "linkedin_url": f"https://linkedin.com/in/p{n}"}
             for n in range(3)]  # fmt: skip
    changed, confirmed, gone = await people(database, workspace, *lines)
    seen = await preview(web, ["format"])
    await edit(database, workspace, changed, job_title="Gardener")
    await edit(database, workspace, confirmed, job_title="CHIEF TECHNOLOGY OFFICER")
    await web.alice.delete(f"{BASE}/contacts/{gone}")
    done = await apply(web, seen)
    left = 2 + sum(one["record_id"] == str(gone) for one in await changes(web, await preview(web))) + 5
    assert done["counts"] == {"values": seen["changes"] - left, "updated": 2, "conflicts": left}
    told = (await web.bob.get(f"{BASE}/operations/{done['id']}/conflicts")).json()["items"]
    assert len(told) == left
    reasons = {(one["record_id"], one["reason"]) for one in told}
    stays = "The value was changed since the preview, so it stays"
    assert reasons == {
        (str(changed), stays), (str(confirmed), stays), (str(gone), "The contact was removed since"),
    }  # fmt: skip
    assert (await values_of(database, workspace, changed))["job_title"] == "Gardener"


@pytest.mark.parametrize("at_once", [True, False])
async def test_plain_values_are_made_in_one_statement_as_one_by_one(
    web: Browsers,
    database: Database,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    *,
    at_once: bool,
) -> None:
    monkeypatch.setattr(setwise, "is_plain", setwise.is_plain if at_once else lambda _: False)
    lines = [{"full_name": f"P {n}", "email": f"p{n}@example.com", "city": "  Brno ", "notes": "a  b "}
             for n in range(5)]  # fmt: skip
    ids = await people(database, workspace, *lines)
    made, changed, confirmed, gone, other = ids
    await machine(database, workspace, other, {"job_title": "HEAD OF SALES", "seniority": None})
    before = await states(database, [made, other], workspace)
    seen = await preview(web)
    found = await changes(web, seen)
    of_each = {one: [shown["field"] for shown in found if shown["record_id"] == str(one)] for one in ids}
    assert of_each[made] == ["city", "notes"]
    assert {*of_each[other]} == {"city", "notes", "job_title", "seniority"}
    await edit(database, workspace, changed, city="Praha")
    await edit(database, workspace, confirmed, city="  Brno ")
    await web.alice.delete(f"{BASE}/contacts/{gone}")
    done = await apply(web, seen)
    assert done["counts"] == {"values": 4 + len(of_each[other]), "updated": 4, "conflicts": 4}
    told = (await web.bob.get(f"{BASE}/operations/{done['id']}/conflicts")).json()["items"]
    stays = "The value was changed since the preview, so it stays"
    assert {(one["record_id"], one["field"], one["reason"]) for one in told} == {
        (str(changed), "city", stays), (str(confirmed), "city", stays),
        (str(gone), "city", "The contact was removed since"),
        (str(gone), "notes", "The contact was removed since"),
    }  # fmt: skip
    values = [await values_of(database, workspace, one) for one in (made, changed, confirmed)]
    assert [one["city"] for one in values] == ["Brno", "Praha", "  Brno "]
    assert {one["notes"] for one in values} == {"a b"}
    assert (await preview(web))["changes"] == 0
    await undo(database, workspace, UUID(done["id"]))
    assert await states(database, [made, other], workspace) == before


async def test_an_identity_of_another_record_is_not_taken(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    held = {"company_name": "Firm", "company_domain": "firm.example"}
    [firm] = await people(database, workspace, held, kind="company")
    lines = [{"full_name": f"P {n}", "company_name": f"Branch {n}"} for n in range(2)]
    for n, one in enumerate(await people(database, workspace, *lines)):
        await machine(database, workspace, one, {"email": f"p{n}@firm.example"})
    seen = await preview(web, ["domain"], kind="company")
    assert (seen["changes"], seen["clashes"]) == (0, 2)
    address = f"{BASE}/companies/{firm}"
    await web.alice.patch(address, json={"values": {"company_domain": "other.example"}})
    seen = await preview(web, ["domain"], kind="company")
    assert (seen["changes"], seen["clashes"]) == (1, 1), "the first of two gets it"
    await web.alice.patch(address, json={"values": {"company_domain": "firm.example"}})
    done = await apply(web, seen)
    assert done["counts"] == {"conflicts": 1}
    told = (await web.bob.get(f"{BASE}/operations/{done['id']}/conflicts")).json()["items"]
    assert [one["reason"] for one in told] == ["Another company has this identity by now"]


async def test_a_killed_run_goes_on_where_it_was_and_counts_once(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(service, "PIECE", 2)
    monkeypatch.setattr(service, "AT_ONCE", 0)
    lines = [
        {"first_name": "ADA", "last_name": f"Example{n}", "email": f"p{n}@example.com"} for n in range(5)
    ]
    ids = await people(database, workspace, *lines)
    seen = await preview(web)
    assert (seen["state"], seen["done"], seen["total"]) == ("running", 0, 5)
    early = await web.alice.post(f"{BASE}/cleanups/{seen['id']}/apply", json={})
    assert (early.status_code, early.json()["code"]) == (409, "cleanup_not_ready")
    cleanup_id = UUID(seen["id"])
    context = JobContext(database, settings, 1, 0, lambda: False)
    await killed(database, workspace, Preview(cleanup_id).step)
    async with database.workspace(workspace.id) as session:
        assert await Preview(cleanup_id).step(session)
    for _ in range(2):
        await jobs.preview(context, workspace.id, cleanup_id)
    seen = (await web.bob.get(f"{BASE}/cleanups/{cleanup_id}")).json()
    assert (seen["state"], seen["done"], seen["changes"]) == ("ready", 5, 5)
    assert len(await leafed(web, seen)) == 5
    done = await apply(web, seen)
    assert (done["state"], done["total"]) == ("running", 5)
    await killed(database, workspace, partial(applying.step, cleanup_id=cleanup_id))
    for _ in range(2):
        await jobs.apply(context, workspace.id, cleanup_id)
    done = (await web.bob.get(f"{BASE}/operations/{done['id']}")).json()
    assert (done["state"], done["done"], done["counts"]) == ("done", 5, {"values": 5, "updated": 5})
    assert {(await values_of(database, workspace, one))["first_name"] for one in ids} == {"Ada"}


async def test_a_cancelled_cleanup_keeps_or_undoes_what_was_done(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(service, "PIECE", 1)
    ids = await people(database, workspace, FIRST, {"first_name": "BEA", "email": "bea@example.com"})
    seen = await preview(web, ["format"])
    monkeypatch.setattr(service, "AT_ONCE", 0)
    done = await apply(web, seen)
    async with database.workspace(workspace.id) as session:
        assert await applying.step(session, UUID(seen["id"]))
    stopped = await web.alice.post(f"{BASE}/operations/{done['id']}/cancel", json={"keep": True})
    assert (stopped.json()["state"], stopped.json()["counts"]["updated"]) == ("cancelled", 1)
    context = JobContext(database, settings, 1, 0, lambda: False)
    await jobs.apply(context, workspace.id, UUID(seen["id"]))
    assert await changes(web, seen) == [], "the rest is forgotten"
    names = {str((await values_of(database, workspace, one))["first_name"]) for one in ids}
    assert names in ({"Ada", "BEA"}, {"ADA", "Bea"})


async def test_previews_are_of_members_and_leave_nothing_behind(
    web: Browsers, database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, FIRST)
    seen = await preview(web)
    one = f"/cleanups/{seen['id']}"
    routes: tuple[tuple[str, str, Any, int], ...] = (
        ("GET", "/cleanups", None, 200),
        ("GET", one, None, 200),
        ("GET", f"{one}/changes", None, 200),
        ("POST", "/cleanups", {"kind": "contact"}, 403),
        ("POST", f"{one}/apply", {}, 403),
        ("DELETE", one, None, 403),
    )
    for method, path, body, bob in routes:
        answers = [
            (await person.request(method, BASE + path, json=body)).status_code
            for person in (web.bob, web.charlie, web.nobody)
        ]
        assert answers == [bob, 404, 401], path
        elsewhere = f"/api/v1/workspaces/{other_workspace.slug}{path}"
        if one in path:
            assert (await web.charlie.request(method, elsewhere, json=body)).status_code == 404, path
        elif method == "GET":
            assert (await web.charlie.get(elsewhere)).json()["items"] == []
    assert (await web.alice.delete(BASE + one)).status_code == 204
    assert (await web.alice.get(BASE + one)).json()["code"] == "cleanup_not_found"

    seen = await preview(web)
    other = await preview(web, ["domain"], kind="company")
    seen = await preview(web, selection={"ids": [str(ada)]})
    kept = [one["id"] for one in (await web.bob.get(f"{BASE}/cleanups")).json()["items"]]
    assert kept == [seen["id"], other["id"]], "the one before was forgotten"
    assert seen["expires_at"] > (clock.now() + timedelta(hours=23)).isoformat()
    await housekeeping.tidy(database, clock.now() + timedelta(hours=25))
    async with database.workspace(workspace.id) as session:
        assert await scalars(session, int, "SELECT count(*) FROM cleanup_piece") == [0]
    assert (await web.bob.get(f"{BASE}/cleanups")).json()["items"] == []


async def test_a_companys_domain_comes_from_its_website_else_from_its_people(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    firms = [
        {"company_name": "Site Example", "company_website": "https://www.site.example/about"},
    ]
    await place(database, workspace, firms, kind="company")
    mails = {
        "a@mail.example": "Mail Example", "b@uk.mail.example": "Mail Example", "c@gmail.com": "Mail Example",
        "d@one.example": "Two Examples", "e@two.example": "Two Examples", "f@gmail.com": "Free Example",
    }  # fmt: skip
    lines = [{"full_name": one[0], "company_name": name} for one, name in mails.items()]
    for record_id, address in zip(await people(database, workspace, *lines), mails, strict=True):
        await machine(database, workspace, record_id, {"email": address})
    seen = await preview(web, ["domain"], kind="company")
    told = {one["record"]: (one["after"], one["reason"]) for one in await changes(web, seen)}
    people_ = "2 contacts work there, and all their addresses of a firm are of this domain"
    assert told == {
        "Site Example": ("site.example", "From the website https://www.site.example/about"),
        "Mail Example": ("mail.example", people_),
    }
