"""Mailboxes asked about from the quote to the status: once, by the codes of the service, undone as one."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import text

from leadgen.platform.jobs import JobContext
from leadgen.platform.plugins import settings as plugin_settings
from leadgen.stages.cleanup.verification import jobs as checks
from leadgen.stages.cleanup.verification import repository
from plugins.hunter.tests.fakes import KEY, refusal
from tests.factories.enrichers import ended, enriching
from tests.factories.names import NameServer
from tests.factories.queue import until
from tests.factories.records import edit, undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.enrich.mailboxes.conftest import SAYS, Asking

BASE = "/api/v1/workspaces/alice"
QUOTE = {"kind": "contact", "selection": {"filter": None}, "fields": ["email_mailbox"], "refresh": True}


async def quote(web: Browsers, ids: list[UUID] | None = None) -> dict[str, Any]:
    body = QUOTE if ids is None else {**QUOTE, "selection": {"ids": [str(one) for one in ids]}}
    answer = await web.alice.post(f"{BASE}/enrichment/quotes", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def begin(web: Browsers, ids: list[UUID] | None = None) -> UUID:
    body = {"quote_id": (await quote(web, ids))["id"]}
    answer = await web.alice.post(f"{BASE}/enrichment/runs", json=body)
    assert answer.status_code == 202, answer.text
    return UUID(answer.json()["id"])


async def asked(web: Browsers, asking: Asking, ids: list[UUID] | None = None) -> UUID:
    """A run to its end; its operation."""
    async with enriching(asking.database, asking.settings, checks.jobs):
        run_id = await begin(web, ids)
        found = await ended(asking.database, asking.workspace, run_id)
    assert found.state == "done"
    return found.operation_id


async def known(asking: Asking, record_id: UUID) -> tuple[Any, ...]:
    """Mailbox, status, finding."""
    values = await values_of(asking.database, asking.workspace, record_id)
    return tuple(values.get(key) for key in ("email_mailbox", "email_status", "email_finding"))


async def check(web: Browsers, asking: Asking, ids: list[UUID]) -> None:
    """The name system, asked about them."""
    body = {"selection": {"ids": [str(one) for one in ids]}, "expected": len(ids)}
    answer = await web.alice.post(f"{BASE}/contacts/verify", json=body)
    await work(asking, answer.json()["id"])


async def work(asking: Asking, operation_id: str) -> None:
    context = JobContext(asking.database, asking.settings, 1, 0, lambda: False)
    await checks.verify(context, asking.workspace.id, UUID(operation_id))


async def later(asking: Asking, days: int) -> None:
    """So many days pass for what was said and answered; people stay signed in."""
    async with asking.database.workspace(asking.workspace.id) as session:
        for table, column in (
            ("field_state", "checked_at"), ("field_state", "expires_at"), ("mail_domain", "expires_at"),
            ("mail_domain", "asked_at"), ("mail_domain", "catch_all_at"),
        ):  # fmt: skip
            query = text(f"UPDATE {table} SET {column} = {column} - make_interval(days => :days)")
            await session.execute(query, {"days": days})


async def test_each_mailbox_gets_its_status_and_one_undo_takes_all_back(
    web: Browsers, asking: Asking
) -> None:
    ids = await asking.people(*list(SAYS)[:4])
    await check(web, asking, ids)
    operation_id = await asked(web, asking)
    assert [await known(asking, one) for one in ids] == [
        ("exists", "valid", "mailbox_exists"),
        ("missing", "invalid", "no_mailbox"),
        ("exists", "valid", "role_mailbox"),
        ("unknown", "valid", "takes_mail"),
    ]
    told = await web.alice.get(f"{BASE}/contacts/{ids[0]}/evidence")
    assert told.status_code == 200, told.text
    assert "Hunter says “valid” of this address" in told.text
    await undo(asking.database, asking.workspace, operation_id)
    assert [await known(asking, one) for one in ids] == [
        (None, "valid", finding) for finding in ("takes_mail", "takes_mail", "role_mailbox", "takes_mail")
    ]


async def test_the_quote_says_whom_it_asks_and_what_that_takes_elsewhere(
    web: Browsers, asking: Asking
) -> None:
    ids = await asking.people("ada@good.example.com", "dim@good.example.com", "ada@closed.example.com")
    nobody = await web.alice.post(f"{BASE}/contacts", json={"values": {"full_name": "No Mail"}})
    await check(web, asking, [ids[2]])
    everybody = [*ids, UUID(nobody.json()["record"]["id"])]
    told = await quote(web, everybody)
    assert (told["records"], told["cells"], told["ceiling"]) == (4, 2, 0)
    assert told["elsewhere"] == [
        {
            "stage": "contact_mailbox",
            "enricher": "hunter",
            "label": "Hunter",
            "questions": 2,
            "amount": "1.0",
            "unit": "Hunter credits",
        }
    ]
    await asked(web, asking, everybody)
    assert sorted(asking.hunter.asked) == ["ada@good.example.com", "dim@good.example.com"]
    assert asking.hunter.halves == 98


async def test_an_address_asked_about_lately_is_not_asked_about_again(web: Browsers, asking: Asking) -> None:
    await asking.people(*SAYS)
    await asked(web, asking)
    assert len(asking.hunter.asked) == len(SAYS)
    for days, again in ((2, 0), (2, 1), (27, 3), (45, 5), (105, 6)):
        await later(asking, days)
        assert (await quote(web))["cells"] == again, days


async def test_what_is_not_ready_is_asked_again_and_too_fast_waits(web: Browsers, asking: Asking) -> None:
    ids = await asking.people("ada@good.example.com", "gone@good.example.com")
    asking.hunter.forced["gone@good.example.com"] = refusal(403, "too_many_requests")
    async with enriching(asking.database, asking.settings, checks.jobs):
        run_id = await begin(web)

        async def has_waited() -> bool:
            return asking.hunter.asked.count("gone@good.example.com") >= 2

        await until(has_waited)
        del asking.hunter.forced["gone@good.example.com"]
        found = await ended(asking.database, asking.workspace, run_id)
    assert found.state == "done"
    assert (await known(asking, ids[1]))[0] == "missing"
    assert asking.hunter.halves == 98


async def test_a_used_up_plan_pauses_the_run_says_so_and_goes_on_when_a_person_says_so(
    web: Browsers, asking: Asking
) -> None:
    addresses = [f"p{at}@good.example.com" for at in range(30)]
    asking.hunter.says = {one: {"status": "valid"} for one in addresses}
    asking.hunter.halves = 10
    await asking.people(*addresses)
    async with enriching(asking.database, asking.settings, checks.jobs):
        run_id = await begin(web)
        found = await ended(asking.database, asking.workspace, run_id, "paused")
        assert "used up" in (found.reason or "")

        async def is_quiet() -> bool:
            async with asking.database.workspace(asking.workspace.id) as session:
                query = text("SELECT count(*) FROM effect WHERE state = 'called'")
                return await session.scalar(query) == 0

        await until(is_quiet)
        refused = len(asking.hunter.asked)
        await asyncio.sleep(1)
        assert len(asking.hunter.asked) == refused
        asking.hunter.halves = 100
        answer = await web.alice.post(f"{BASE}/enrichment/runs/{run_id}/resume")
        assert answer.status_code == 200, answer.text
        found = await ended(asking.database, asking.workspace, run_id)
    assert (found.state, found.counts.found, found.counts.failed) == ("done", 30, 0)
    assert asking.hunter.halves == 80


async def test_a_key_that_is_not_taken_stops_before_all_are_asked(web: Browsers, asking: Asking) -> None:
    [one] = await asking.people("ada@good.example.com")
    await asking.key("wrong")
    async with enriching(asking.database, asking.settings, checks.jobs):
        run_id = await begin(web)
        found = await ended(asking.database, asking.workspace, run_id, "paused")
        assert "does not know this key" in (found.reason or "")
        await asking.key(KEY)
        await web.alice.post(f"{BASE}/enrichment/runs/{run_id}/resume")
        await ended(asking.database, asking.workspace, run_id)
    assert await known(asking, one) == ("exists", "valid", "mailbox_exists")


async def test_who_asked_to_be_forgotten_loses_what_was_said_and_is_never_asked_again(
    web: Browsers, asking: Asking
) -> None:
    [one] = await asking.people("ada@good.example.com")
    await asked(web, asking)
    asking.hunter.forced["ada@good.example.com"] = refusal(451, "claimed_email", "Asked us to forget.")
    await later(asking, 76)
    await asked(web, asking)
    assert (await known(asking, one))[0] == "withdrawn"
    await check(web, asking, [one])
    assert await known(asking, one) == ("withdrawn", "valid", "takes_mail")
    await later(asking, 5000)
    assert (await quote(web))["cells"] == 0
    assert asking.hunter.asked == ["ada@good.example.com"] * 2


async def test_an_answer_about_an_address_that_became_another_one_is_not_written(
    web: Browsers, asking: Asking
) -> None:
    [one] = await asking.people("ada@good.example.com")
    asking.hunter.to_come["ada@good.example.com"] = 1
    async with enriching(asking.database, asking.settings, checks.jobs):
        run_id = await begin(web)

        async def is_waiting() -> bool:
            return bool(asking.hunter.asked)

        await until(is_waiting)
        await edit(asking.database, asking.workspace, one, email="gone@good.example.com")
        await ended(asking.database, asking.workspace, run_id)
    assert await known(asking, one) == (None, None, None)


async def test_one_mailbox_tells_that_its_domain_takes_every_address(
    web: Browsers, asking: Asking, names: NameServer
) -> None:
    first, second, elsewhere = await asking.people(
        "one@other.example.com", "two@other.example.com", "ada@good.example.com"
    )
    await check(web, asking, [first, second, elsewhere])
    operation_id = await asked(web, asking, [first])
    assert await known(asking, first) == ("catch_all", "risky", "catch_all")
    [latest, *_] = (await web.alice.get(f"{BASE}/operations")).json()["items"]
    assert latest["summary"] == "Checked e-mail of P1 Example, as other.example.com takes every address"
    await work(asking, latest["id"])  # again does nothing
    assert await known(asking, second) == (None, "risky", "catch_all")
    assert await known(asking, elsewhere) == (None, "valid", "takes_mail")
    await undo(asking.database, asking.workspace, operation_id)
    assert await known(asking, first) == (None, "valid", "takes_mail")
    # The hint is of the domain: a later check still goes by it, for its time.
    await check(web, asking, [first, second])
    assert (await known(asking, second))[2] == "catch_all"
    await later(asking, 31)
    await check(web, asking, [first, second])
    assert [await known(asking, one) for one in (first, second)] == [(None, "valid", "takes_mail")] * 2


async def test_a_mailbox_that_is_told_apart_takes_the_hint_back(web: Browsers, asking: Asking) -> None:
    first, second = await asking.people("one@other.example.com", "two@other.example.com")
    await asked(web, asking, [first])
    asking.hunter.says = {**SAYS, "two@other.example.com": {"status": "valid"}}
    await asked(web, asking, [second])
    assert await known(asking, second) == ("exists", "valid", "mailbox_exists")
    third = (await asking.people("three@other.example.com"))[0]
    await check(web, asking, [third])
    assert await known(asking, third) == (None, "valid", "takes_mail")


async def test_a_check_of_the_name_system_keeps_what_a_verifier_said_for_its_time(
    web: Browsers, asking: Asking, names: NameServer
) -> None:
    [one] = await asking.people("ada@good.example.com")
    await asked(web, asking)
    await check(web, asking, [one])
    assert await known(asking, one) == ("exists", "valid", "mailbox_exists")
    await later(asking, 76)
    await check(web, asking, [one])
    assert (await known(asking, one))[2] == "takes_mail"
    names.zone["good.example.com"] = ["MX 0 ."]
    await check(web, asking, [one])
    assert await known(asking, one) == ("exists", "invalid", "refuses_mail")


async def test_another_tenant_has_neither_the_key_nor_the_hint(
    web: Browsers, asking: Asking, other_workspace: Workspace
) -> None:
    [first] = await asking.people("one@other.example.com")
    await asked(web, asking, [first])
    there = replace(asking, workspace=other_workspace)
    [theirs] = await there.people("two@other.example.com")
    async with asking.database.workspace(other_workspace.id) as session:
        assert await plugin_settings.active(session) == {}
        assert await repository.known(session, ["other.example.com"]) == {}
    async with asking.database.workspace(asking.workspace.id) as session:
        assert "other.example.com" in await repository.known(session, ["other.example.com"])
    assert await known(there, theirs) == (None, None, None)
    assert (await web.charlie.post(f"{BASE}/enrichment/quotes", json=QUOTE)).status_code == 404
    assert (await web.bob.post(f"{BASE}/enrichment/quotes", json=QUOTE)).status_code == 403


async def test_a_worker_that_is_stopped_in_mid_question_loses_nothing_and_writes_once(
    web: Browsers, asking: Asking
) -> None:
    addresses = [f"p{at}@good.example.com" for at in range(20)]
    asking.hunter.says = {one: {"status": "valid"} for one in addresses}
    asking.hunter.delay_s = 0.5
    await asking.people(*addresses)
    async with enriching(asking.database, asking.settings, checks.jobs):
        run_id = await begin(web)

        async def has_begun() -> bool:
            return bool(asking.hunter.asked)

        await until(has_begun)
    asking.hunter.delay_s = 0
    async with enriching(asking.database, asking.settings, checks.jobs):
        found = await ended(asking.database, asking.workspace, run_id)
    assert (found.state, found.counts.found, found.updated) == ("done", 20, 20)
    assert set(asking.hunter.asked) == set(addresses)
