"""Addresses checked from the request to the record: asked once, written, undone, never lost."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.platform.jobs import JobContext
from leadgen.platform.net import names as resolving
from leadgen.stages.cleanup.verification import asking, jobs, service
from leadgen.stages.cleanup.verification.contracts import ResolverAway
from tests.factories.names import NameServer
from tests.factories.records import edit, place, the, undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
EVERYBODY: dict[str, Any] = {"filter": None}

# address → status and finding
FOUND = {
    "ada@good.example.com": ("valid", "takes_mail"),
    "info@good.example.com": ("valid", "role_mailbox"),
    "ada@site.example.com": ("risky", "no_mail_server"),
    "ada@inside.example.com": ("invalid", "takes_no_mail"),
    "ada@nowhere.example.com": ("invalid", "takes_no_mail"),
    "ada@closed.example.com": ("invalid", "refuses_mail"),
    "ada@gone.example.com": ("invalid", "no_domain"),
    "ada@broken.example.com": ("unknown", "no_answer"),
    "ada@firm.test": ("invalid", "reserved_domain"),
    "ada@gmial.com": ("invalid", "no_domain"),
}


async def people(database: Database, workspace: Workspace, *addresses: str) -> list[UUID]:
    lines = [{"full_name": f"P{at} Example", "email": one} for at, one in enumerate(addresses)]
    _, placed = await place(database, workspace, lines)
    return [the(one.record_id) for one in placed]


async def run(
    database: Database, settings: Settings, workspace: Workspace, operation_id: str, attempts: int = 0
) -> None:
    """As a worker runs the job."""
    context = JobContext(database, settings, 1, attempts, lambda: False)
    await jobs.verify(context, workspace.id, UUID(operation_id))


async def verify(web: Browsers, expected: int, **selection: Any) -> str:
    body = {"selection": selection or EVERYBODY, "expected": expected}
    answer = await web.alice.post(f"{BASE}/contacts/verify", json=body)
    assert answer.status_code == 202, answer.text
    assert (answer.json()["state"], answer.json()["kind"]) == ("running", "refresh")
    return str(answer.json()["id"])


async def operation(web: Browsers, operation_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await web.alice.get(f"{BASE}/operations/{operation_id}")).json()
    return found


async def test_each_address_gets_its_status_and_one_undo_takes_all_back(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    ids = await people(database, workspace, *FOUND)
    nobody = (await web.alice.post(f"{BASE}/contacts", json={"values": {"full_name": "No Mail"}})).json()
    operation_id = await verify(web, len(FOUND) + 1)
    await run(database, settings, workspace, operation_id)
    await run(database, settings, workspace, operation_id)  # a job may run twice
    for record_id, address in zip(ids, FOUND, strict=True):
        values = await values_of(database, workspace, record_id)
        assert (values["email_status"], values["email_finding"]) == FOUND[address], address
    assert (await values_of(database, workspace, ids[-1]))["email_suggestion"] == "ada@gmail.com"
    assert "email_status" not in await values_of(database, workspace, UUID(nobody["record"]["id"]))
    told = await operation(web, operation_id)
    assert (told["state"], told["summary"]) == ("done", "Checked e-mail of 11 contacts")
    assert told["counts"] == {"valid": 2, "risky": 1, "invalid": 6, "unknown": 1, "without_email": 1}
    filtered = {"filter": {"field": "email_status", "op": "in", "value": ["invalid"]}}
    assert (await web.alice.post(f"{BASE}/contacts/count", json=filtered)).json() == {"count": 6}
    point = (await web.alice.get(f"{BASE}/contacts/{ids[0]}")).json()["points"][0]
    assert (point["value"], point["status"]) == ("ada@good.example.com", "valid")
    await undo(database, workspace, UUID(operation_id))
    assert (await web.alice.post(f"{BASE}/contacts/count", json=filtered)).json() == {"count": 0}
    point = (await web.alice.get(f"{BASE}/contacts/{ids[0]}")).json()["points"][0]
    assert point["status"] == "unknown"


async def test_ten_thousand_addresses_of_one_dead_domain_are_one_question(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace, names: NameServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(service, "PIECE", 50)
    await people(database, workspace, *(f"p{at}@dead.example.com" for at in range(200)))
    operation_id = await verify(web, 200)
    await run(database, settings, workspace, operation_id)
    assert (await operation(web, operation_id))["counts"] == {"invalid": 200}
    assert names.asked == {("dead.example.com", "MX"): 1}


async def test_an_answer_is_kept_for_its_time_and_a_single_contact_is_asked_about_anew(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace, names: NameServer
) -> None:
    [first, _] = await people(database, workspace, "a@gone.example.com", "b@gone.example.com")
    for expected in (2, 2):
        await run(database, settings, workspace, await verify(web, expected))
    assert names.asked["gone.example.com", "MX"] == 1
    names.zone["gone.example.com"] = ["MX 10 mx.gone.example.com."]
    await run(database, settings, workspace, await verify(web, 1, ids=[str(first)]))
    assert (await values_of(database, workspace, first))["email_status"] == "valid"
    assert names.asked["gone.example.com", "MX"] == 2
    both = await verify(web, 2)
    with clock.fix(clock.now() + timedelta(days=31)):
        await run(database, settings, workspace, both)
    assert names.asked["gone.example.com", "MX"] == 3


async def test_a_status_goes_with_its_address_and_comes_back_with_it(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    [one] = await people(database, workspace, "ada@good.example.com")
    await run(database, settings, workspace, await verify(web, 1))
    edited = await edit(database, workspace, one, email="ada@gone.example.com")
    assert "email_status" not in await values_of(database, workspace, one)
    await run(database, settings, workspace, await verify(web, 1))
    assert (await values_of(database, workspace, one))["email_status"] == "invalid"
    undone = await undo(database, workspace, edited)
    values = await values_of(database, workspace, one)
    assert (values["email"], values["email_status"]) == ("ada@good.example.com", "valid")
    await undo(database, workspace, undone)
    values = await values_of(database, workspace, one)
    assert (values["email"], values["email_status"]) == ("ada@gone.example.com", "invalid")


async def test_a_check_is_no_work_on_a_record_that_would_keep_its_import_from_being_undone(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    imported, placed = await place(database, workspace, [{"email": "ada@good.example.com"}])
    await run(database, settings, workspace, await verify(web, 1))
    await undo(database, workspace, imported)
    assert await values_of(database, workspace, the(placed[0].record_id)) == {}


async def test_merged_contacts_have_the_status_of_the_address_that_is_left(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    good, gone = await people(database, workspace, "ada@good.example.com", "ada@gone.example.com")
    await run(database, settings, workspace, await verify(web, 2))
    body = {"keep": str(good), "records": [str(good), str(gone)], "picks": {"email": str(gone)}}
    merged = await web.alice.post(f"{BASE}/contacts/merge", json=body)
    assert merged.status_code == 200, merged.text
    values = await values_of(database, workspace, good)
    assert (values["email"], values["email_status"]) == ("ada@gone.example.com", "invalid")
    statuses = {one["value"]: one["status"] for one in merged.json()["record"]["points"]}
    assert statuses["ada@gone.example.com"] == "invalid"
    await undo(database, workspace, UUID(merged.json()["operation"]["id"]))
    assert [(await values_of(database, workspace, one))["email_status"] for one in (good, gone)] == [
        "valid",
        "invalid",
    ]


async def test_an_address_that_becomes_another_one_meanwhile_gets_no_foreign_status(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    [one] = await people(database, workspace, "ada@gone.example.com")
    operation_id = await verify(web, 1)
    asked = asking.ask

    async def slowly(*given: Any) -> Any:
        found = await asked(*given)
        await edit(database, workspace, one, email="ada@good.example.com")
        return found

    monkeypatch.setattr(asking, "ask", slowly)
    await run(database, settings, workspace, operation_id)
    assert "email_status" not in await values_of(database, workspace, one)


async def test_while_the_resolver_is_away_the_job_comes_back_and_in_the_end_says_so(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace, names: NameServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(resolving, "_ONE_TRY_S", 0.1)
    monkeypatch.setattr(resolving, "_ALL_TRIES_S", 0.2)
    names.down = True
    [one] = await people(database, workspace, "ada@good.example.com")
    operation_id = await verify(web, 1)
    with pytest.raises(ResolverAway):
        await run(database, settings, workspace, operation_id)
    assert (await operation(web, operation_id))["state"] == "running"
    await run(database, settings, workspace, operation_id, attempts=5)
    told = await operation(web, operation_id)
    assert (told["state"], told["problem"]["code"], told["counts"]) == (
        "done",
        "resolver_away",
        {"unknown": 1},
    )
    names.down = False
    await run(database, settings, workspace, await verify(web, 1))
    assert (await values_of(database, workspace, one))["email_status"] == "valid"


async def test_a_cancelled_check_writes_nothing_more(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    [one] = await people(database, workspace, "ada@good.example.com")
    operation_id = await verify(web, 1)
    await web.alice.post(f"{BASE}/operations/{operation_id}/cancel", json={"keep": True})
    await run(database, settings, workspace, operation_id)
    assert "email_status" not in await values_of(database, workspace, one)


async def test_the_source_of_a_status_is_its_check_with_its_age_and_its_end(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace
) -> None:
    [one] = await people(database, workspace, "ada@good.example.com")
    await run(database, settings, workspace, await verify(web, 1))
    async with database.workspace(workspace.id) as session:
        [known] = (await service.standing(session, [one])).values()
    assert (known.status, known.finding, known.is_fresh) == ("valid", "takes_mail", True)
    with clock.fix(clock.now() + timedelta(days=76)):
        async with database.workspace(workspace.id) as session:
            assert not (await service.standing(session, [one]))[one].is_fresh
    items = (await web.alice.get(f"{BASE}/contacts/{one}/evidence")).json()["items"]
    [found] = [item for item in items if item["field"] == "email_status"]
    assert found["source"]["kind"] == "check"
    assert found["operation"]["source"] == "Name system (DNS)"
    assert found["expires_at"][:10] == (clock.now() + timedelta(days=75)).date().isoformat()


async def test_only_members_who_may_write_have_addresses_checked_and_nobody_writes_a_status_by_hand(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [one] = await people(database, workspace, "ada@good.example.com")
    body = {"selection": EVERYBODY, "expected": 1}
    statuses = [
        (await who.post(f"{BASE}/contacts/verify", json=body)).status_code
        for who in (web.bob, web.charlie, web.nobody)
    ]
    assert statuses == [403, 404, 401]
    wrong = await web.alice.post(f"{BASE}/contacts/verify", json={**body, "expected": 2})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "selection_changed")
    answer = await web.alice.patch(f"{BASE}/contacts/{one}", json={"values": {"email_status": "valid"}})
    assert answer.status_code == 422
    assert "cannot be edited" in answer.text
