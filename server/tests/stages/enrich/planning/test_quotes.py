"""Prices before a run: which cells are counted, for how long a price is good, and what starts by it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.records import journal
from leadgen.records.contracts import Value
from leadgen.records.repository.rows import run
from leadgen.stages.enrich.planning import wanting
from tests.factories.records import alice, place
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.enrich.planning.quoting import BASE, REGISTERS, companies, quoted


async def state(
    database: Database,
    workspace: Workspace,
    record_id: UUID,
    field: str,
    *,
    said: str,
    checked_at: datetime,
    expires_at: datetime | None = None,
) -> None:
    """What is told of a cell, as a run of long ago has left it."""
    async with database.workspace(workspace.id) as session:
        operation_id = await journal.open_operation(
            session, kind="edit", actor=alice(workspace), source="Test", summary="Looked for"
        )
        await run(
            session,
            """INSERT INTO field_state (workspace_id, record_id, field, kind, state, operation_id, checked_at,
                 expires_at)
               VALUES (%(ws)s, %(id)s, %(field)s, 'company', %(said)s, %(op)s, %(at)s, %(until)s)""",
            id=record_id, field=field, said=said, op=operation_id, at=checked_at, until=expires_at,
        )  # fmt: skip


async def test_a_quote_counts_the_cells_that_a_run_will_ask_for(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    first, second, _ = await companies(
        database, workspace,
        {"company_name": "Alpha"}, {"company_name": "Beta", "vat_id": "CZ12345679"},
        {"company_name": "Gamma"},
    )  # fmt: skip
    await web.alice.patch(f"{BASE}/companies/{first}", json={"values": {"legal_name": "Alpha, Ltd."}})
    await state(database, workspace, second, "legal_name", said="unknown", checked_at=clock.now())
    found = await quoted(web, fields=REGISTERS)
    assert (found["records"], found["cells"]) == (3, 3 * 3 - 3)
    assert found["skipped"] == {"pinned": 1, "filled": 1, "fresh": 1}
    assert [(one["key"], one["cells"]) for one in found["stages"]] == [("company_registers", 6)]
    assert [one["least"] for one in found["stages"]] == [0], "registers are free"
    assert (found["ceiling"], found["expected"], found["left_out"]) == (0, 0, [])
    assert found["balance_after"] == found["balance"]
    assert found["first"] is None, "they are not more than ten"


# Of a cell of `register_status`, which is good for 90 days: is it filled, what its state says, how many days
# ago it was checked, in how many days it expires; is it asked for, and in a refresh?
CELLS = (
    (False, None, 0, None, True, True),  # blank, and nobody ever looked
    (False, "unknown", 1, None, False, True),  # looked for in vain a day ago
    (False, "unknown", 8, None, True, True),
    (False, "failed", 0, None, True, True),
    (True, None, 0, None, False, False),  # as old as its record
    (True, "value", 89, None, False, False),
    (True, "value", 91, None, False, True),
    (True, "value", 91, 5, False, False),
    (True, "value", 2, -1, False, True),
)


async def test_a_cell_is_asked_for_by_one_rule(database: Database, workspace: Workspace) -> None:
    lines: list[Mapping[str, Value]] = [
        {"company_name": f"Firm {number}", **({"register_status": "active"} if filled else {})}
        for number, (filled, *_) in enumerate(CELLS)
    ]
    ids, now = await companies(database, workspace, *lines), clock.now()
    for record_id, (_, said, age, until, *_) in zip(ids, CELLS, strict=True):
        if said is not None:
            at = now - timedelta(days=age)
            ends = None if until is None else now + timedelta(days=until)
            await state(
                database, workspace, record_id, "register_status", said=said, checked_at=at, expires_at=ends
            )
    async with database.workspace(workspace.id) as session:
        found = [
            await wanting.wanted(session, "company", ids, ["register_status"], refresh=refresh)
            for refresh in (False, True)
        ]
    for answer, one in zip((-2, -1), found, strict=True):
        told = [(case, record_id in one) for case, record_id in zip(CELLS, ids, strict=True)]
        assert [case for case, asked in told if asked is not case[answer]] == []
    assert set(found[0].values()) == {frozenset({"register_status"})}


async def test_people_are_counted_with_each_of_their_companies_once(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    people = [
        {"email": f"p{number}@x{number % 2}.example", "company_domain": f"x{number % 2}.example"}
        for number in range(12)
    ]
    await place(database, workspace, people)
    found = await quoted(web, kind="contact", fields=["legal_name"])
    assert (found["records"], found["cells"]) == (12, 2)
    assert found["first"] == {"records": 10, "expected": 0, "ceiling": 0}


async def test_a_condition_and_an_order_of_the_workspace_are_kept(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await companies(
        database, workspace,
        {"company_name": "Alpha", "company_country": "CZ"}, {"company_name": "Beta", "company_country": "NO"},
    )  # fmt: skip
    czech = {"field": "company_country", "op": "in", "value": ["CZ"]}
    wanted = {"key": "company_registers", "condition": czech, "order": ["gleif"], "without": ["vies"]}
    changed = await web.alice.put(f"{BASE}/enrichment/settings", json={"stages": [wanted]})
    assert changed.status_code == 200, changed.text
    kept = (await web.bob.get(f"{BASE}/enrichment/settings")).json()
    assert kept == changed.json()
    [stage] = [one for one in kept["stages"] if one["key"] == "company_registers"]
    assert stage == {"active": True, **wanted}
    assert (await quoted(web, fields=REGISTERS))["cells"] == 3, "of the one in the Czech Republic"
    for wrong, code in (
        ({"key": "company_magic"}, "unknown_stage"),
        ({**wanted, "order": ["nobody"]}, "unknown_stage"),
        ({**wanted, "condition": {"field": "shoe_size", "op": "is_filled"}}, "invalid_filter"),
    ):
        answer = await web.alice.put(f"{BASE}/enrichment/settings", json={"stages": [wrong]})
        assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_what_cannot_be_priced_says_why(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    nothing = await web.alice.post(f"{BASE}/enrichment/quotes", json={"kind": "company", "preset": "quick"})
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_run")
    await companies(database, workspace, {"company_name": "Alpha"})
    drafts: Sequence[tuple[dict[str, Any], int, str]] = [
        ({"fields": ["shoe_size"]}, 422, "unknown_fields"),
        ({"fields": ["opportunity"]}, 409, "nobody_to_ask"),
        ({}, 422, "request_invalid"),
        ({"fields": ["lei"], "preset": "quick"}, 422, "request_invalid"),
    ]
    for draft, status, code in drafts:
        answer = await web.alice.post(f"{BASE}/enrichment/quotes", json={"kind": "company", **draft})
        assert (answer.status_code, answer.json()["code"]) == (status, code), draft


async def test_who_may_not_spend_may_look_and_strangers_see_nothing(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await companies(database, workspace, {"company_name": "Alpha"})
    draft = {"kind": "company", "preset": "quick"}
    for method, path, body, of_bob in (
        ("GET", "/enrichment/options?kind=contact", None, 200),
        ("GET", "/enrichment/settings", None, 200),
        ("PUT", "/enrichment/settings", {"stages": []}, 403),
        ("POST", "/enrichment/quotes", draft, 403),
    ):
        answers = [
            await one.request(method, f"{BASE}{path}", json=body)
            for one in (web.bob, web.charlie, web.nobody)
        ]
        assert [one.status_code for one in answers] == [of_bob, 404, 401], path


async def test_options_tell_stages_presets_and_providers_with_why_one_is_not_asked(web: Browsers) -> None:
    found = (await web.bob.get(f"{BASE}/enrichment/options", params={"kind": "company"})).json()
    assert {one["kind"] for one in found["stages"]} == {"company"}
    assert [one["key"] for one in found["presets"]] == ["quick", "standard", "deep"]
    by_key = {one["key"]: one for one in found["enrichers"]}
    assert (by_key["ares"]["active"], by_key["ares"]["free"], by_key["ares"]["reason"]) == (True, True, None)
    assert {"key", "label", "kind", "fields", "prices"} <= by_key["website"].keys()
    assert all(one["active"] or one["reason"] for one in by_key.values())


async def test_a_ceiling_is_the_dearest_price_of_what_is_looked_for(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await companies(
        database, workspace, {"company_name": "Alpha"}, {"company_name": "Beta", "products": "Nuts"}
    )
    given = {"active": True, "settings": {}, "secret": "pplx-example"}
    assert (await web.alice.put(f"{BASE}/plugins/perplexity", json=given)).status_code == 200
    options = (await web.alice.get(f"{BASE}/enrichment/options")).json()
    [search] = [one for one in options["enrichers"] if one["key"] == "perplexity"]
    price = search["prices"]["company_research"]
    assert (search["active"], search["free"], price > 0) == (True, False, True)
    found = await quoted(web, fields=["products", "competitors"])
    assert (found["cells"], found["ceiling"]) == (3, -(-price * 3 // 2)), "of four cells one is filled"
    assert [one["least"] for one in found["stages"]] == [price], "of a record of which both are looked for"
    assert found["expected"] == found["ceiling"]
    assert "price list" in found["basis"]
    assert found["balance_after"] == found["balance"] - found["ceiling"]


async def test_a_field_of_the_workspace_s_own_is_offered_and_priced_as_a_question(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await companies(database, workspace, {"company_name": "Alpha"}, {"company_name": "Beta"})
    draft = {"kind": "company", "label": "Do they sell to hospitals?", "type": "boolean"}
    key = (await web.alice.post(f"{BASE}/fields", json=draft)).json()["key"]
    given = {"active": True, "settings": {}, "secret": "pplx-example"}
    assert (await web.alice.put(f"{BASE}/plugins/perplexity", json=given)).status_code == 200
    options = (await web.bob.get(f"{BASE}/enrichment/options")).json()
    assert [one["fields"] for one in options["stages"] if one["key"] == "company_questions"] == [[key]]
    answering = {one["key"]: one for one in options["enrichers"] if key in one["fields"]}
    assert answering.keys() == {"perplexity", "llm"}
    found = await quoted(web, fields=[key])
    assert found["ceiling"] == 2 * answering["perplexity"]["prices"]["company_questions"]
    assert [one["key"] for one in found["stages"]] == ["company_questions"]


async def test_a_quote_can_be_for_some_providers_only(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await companies(database, workspace, {"company_name": "Alpha"})
    found = await quoted(web, fields=["register_id", "lei"], enrichers=["ares"])
    assert (found["fields"], found["left_out"]) == (["register_id"], ["lei"])
    nobody = {"kind": "company", "fields": ["lei"], "enrichers": ["ares"]}
    answer = await web.alice.post(
        f"{BASE}/enrichment/quotes", json=nobody, headers={"Idempotency-Key": "some"}
    )
    assert answer.json()["code"] == "nobody_to_ask"
