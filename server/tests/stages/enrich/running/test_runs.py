"""Runs of enrichment, by a real worker: what is asked, what is written, what it costs, how it is stopped."""

from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.platform.billing import service as billing
from leadgen.records.contracts import Value
from leadgen.stages.enrich import repository, running
from leadgen.stages.enrich.contracts import CreditsMissing, NothingToRun, Plan, RunOver, StagePlan
from leadgen.stages.enrich.replaying import replay
from leadgen_sdk.enriching import Answer, Missing, Net, Subject
from tests.factories.enrichers import (
    FREE,
    Provider,
    World,
    ended,
    enriching,
    granted,
    paid,
    plan,
    run,
    start,
)
from tests.factories.queue import until
from tests.factories.records import place, the, undo, values_of
from tests.factories.tenancy import Workspace
from tests.stages.enrich.running.conftest import Install

FIELDS = ("industry", "company_city")


async def company(database: Database, workspace: Workspace, record_id: UUID) -> dict[str, Value]:
    found = await values_of(database, workspace, record_id, "company")
    return {key: found[key] for key in FIELDS if key in found}


async def states(database: Database, workspace: Workspace, record_id: UUID) -> dict[str, str]:
    async with database.workspace(workspace.id) as session:
        query = text("SELECT field, state FROM field_state WHERE record_id = :id")
        return {row.field: row.state for row in await session.execute(query, {"id": record_id})}


async def effects(database: Database, workspace: Workspace) -> list[tuple[str, str, int]]:
    """Lane, state and cost of each."""
    async with database.workspace(workspace.id) as session:
        rows = await session.execute(text("SELECT lane, state, cost FROM effect ORDER BY lane, natural_key"))
        return [(row.lane, row.state, row.cost) for row in rows]


async def test_the_first_supported_value_wins_and_the_rest_is_asked_of_the_next(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    first = Provider(there.there.port, "first", FIELDS)
    install(first, Provider(there.there.port, "second", FIELDS))
    there.facts["first", "Firm 0"] = {"industry": "Steel", "company_city": "Linz"}
    there.facts["first", "Firm 1"] = {"industry": "Glass"}
    there.facts["second", "Firm 1"] = {"industry": "Wood", "company_city": "Graz"}
    async with enriching(database, outward):
        run_id = await start(database, workspace, plan(FIELDS, "first", "second"), companies)
        found = await ended(database, workspace, run_id)

    assert (found.state, found.records, found.done, found.updated) == ("done", 5, 5, 2)
    assert await company(database, workspace, companies[0]) == {"industry": "Steel", "company_city": "Linz"}
    assert await company(database, workspace, companies[1]) == {"industry": "Glass", "company_city": "Graz"}
    assert there.asked["second", "Firm 0"] == 0
    assert sum(there.asked.values()) == 9
    counts = found.counts
    assert (counts.found, counts.unknown, counts.failed, counts.skipped) == (4, 6, 0, 0)
    assert (found.by_field["industry"].found, found.by_field["company_city"].unknown) == (2, 3)
    assert (found.by_enricher["first"].found, found.by_enricher["second"].found) == (3, 1)
    assert await states(database, workspace, companies[2]) == dict.fromkeys(FIELDS, "unknown")

    await undo(database, workspace, found.operation_id)
    assert await company(database, workspace, companies[0]) == {}
    assert await states(database, workspace, companies[2]) == {}


class Elsewhere(Provider):
    """Of another country: it asks nobody."""

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        foreign = Missing("not_asked", "It knows firms of FI only.")
        return Answer(missing=dict.fromkeys(subject.wanted, foreign))


async def test_who_could_not_be_asked_says_nothing_of_why_it_is_unknown(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    port = there.there.port
    install(*(Elsewhere(port, key, FIELDS) for key in ("first", "third")), Provider(port, "second", FIELDS))
    async with enriching(database, outward):
        asked = plan(FIELDS, "first", "second", "third")
        run_id = await start(database, workspace, asked, companies[:1])
        await ended(database, workspace, run_id)

    async with database.workspace(workspace.id) as session:
        [item] = (await repository.items(session, run_id, companies)).values()
        kept = await session.execute(text("SELECT enricher, reason FROM finding"))
    assert {(cell.enricher, cell.reason) for cell in item.cells.values()} == {
        ("second", "Second does not say it.")
    }
    assert {(row.enricher, row.reason) for row in kept} == {("second", "Second does not say it.")}


async def test_only_what_was_found_is_paid_and_what_was_set_aside_comes_back(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    install(Provider(there.there.port, "asker", FIELDS, paid(1_001)))
    there.facts["asker", "Firm 0"] = {"industry": "Steel", "company_city": "Linz"}
    there.facts["asker", "Firm 1"] = {"company_city": "Graz"}
    await granted(database, workspace, 10_000)
    async with enriching(database, outward):
        run_id = await start(database, workspace, plan(FIELDS, "asker"), companies, ceiling=5_005)
        found = await ended(database, workspace, run_id)

    assert found.spent == 1_001 + 500
    assert (found.committed, found.running, found.held) == (0, 0, 0)
    async with database.workspace(workspace.id) as session:
        meter = await billing.meter(session)
    assert (meter.balance, meter.reserved) == (10_000 - 1_501, 0)
    assert sum(cost for _, _, cost in await effects(database, workspace)) == 1_501


async def test_a_run_waits_for_credits_and_goes_on_by_itself(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    install(Provider(there.there.port, "asker", FIELDS, paid(1_000)))
    there.facts |= {("asker", f"Firm {number}"): {"industry": "Steel"} for number in range(5)}
    await granted(database, workspace, 1_200)
    monkeypatch.setattr(billing, "_listeners", [running.look_again])
    async with enriching(database, outward):
        run_id = await start(database, workspace, plan(FIELDS, "asker"), companies, ceiling=5_000)
        found = await ended(database, workspace, run_id, "waiting_for_credits")
        assert found.reason is not None
        assert (found.spent, found.held) == (500, 4)
        await granted(database, workspace, 10_000)
        found = await ended(database, workspace, run_id)

    assert (found.state, found.spent, found.counts.found) == ("done", 2_500, 5)
    assert there.asked.total() == 5


async def test_the_ceiling_binds_whatever_the_prices_say(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    install(Provider(there.there.port, "asker", FIELDS, paid(1_000)))
    there.facts |= {
        ("asker", f"Firm {number}"): {"industry": "Steel", "company_city": "Linz"} for number in range(5)
    }
    await granted(database, workspace, 100_000)
    async with enriching(database, outward):
        run_id = await start(database, workspace, plan(FIELDS, "asker"), companies, ceiling=2_300)
        found = await ended(database, workspace, run_id)

    assert (found.state, found.spent, found.counts.found, found.counts.skipped) == ("done", 2_000, 4, 6)
    assert found.reason is not None


async def test_a_run_without_any_credits_is_refused_and_leaves_nothing(
    database: Database, workspace: Workspace, companies: list[UUID], install: Install
) -> None:
    install(Provider(1, "asker", FIELDS, paid(1_000)))
    with pytest.raises(CreditsMissing):
        await start(database, workspace, plan(FIELDS, "asker"), companies, ceiling=5_000)
    with pytest.raises(NothingToRun):
        await start(database, workspace, plan(FIELDS, "asker"), [workspace.id])
    async with database.workspace(workspace.id) as session:
        assert (await session.execute(text("SELECT count(*) FROM enrichment_run"))).scalar_one() == 0
        assert (
            await session.execute(text("SELECT count(*) FROM operation WHERE kind = 'enrichment'"))
        ).scalar_one() == 0


async def test_a_company_that_contacts_share_is_asked_once_and_before_them(
    database: Database, workspace: Workspace, outward: Settings, there: World, install: Install
) -> None:
    lines = [
        {
            "first_name": name,
            "last_name": "Tester",
            "email": f"{name}@firm0.example",
            "company_name": "Firm 0",
            "company_domain": "firm0.example",
        }
        for name in ("Ann", "Ben", "Cid")
    ]
    _, placed = await place(database, workspace, lines)
    contacts = [the(one.record_id) for one in placed]
    install(
        Provider(there.there.port, "site", ("industry",)),
        Provider(there.there.port, "roles", ("headline",), kind="contact", needs=(("industry",),)),
    )
    there.facts["site", "Firm 0"] = {"industry": "Steel"}
    there.facts["roles", "Firm 0"] = {
        "staff": "Ann Tester, Ben Tester, Cid Tester",
        "headline": "Works with steel",
    }
    both = Plan(
        ("industry", "headline"),
        (
            StagePlan("company_profile", "company", ("industry",), ("site",)),
            StagePlan("contact_role", "contact", ("headline",), ("roles",)),
        ),
    )
    async with enriching(database, outward):
        run_id = await start(database, workspace, both, contacts, kind="contact")
        found = await ended(database, workspace, run_id)

    assert (found.records, found.items, found.done) == (3, 4, 4)
    assert there.asked["site", "Firm 0"] == 1
    assert found.by_enricher["roles"].found == 3


async def test_a_stage_passes_over_records_that_do_not_match_its_condition(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    install(Provider(there.there.port, "site", FIELDS))
    there.facts |= {("site", f"Firm {number}"): {"industry": "Steel"} for number in range(5)}
    condition = {"field": "company_name", "op": "equals", "value": "Firm 3"}
    conditional = Plan(FIELDS, [StagePlan("company_profile", "company", FIELDS, ["site"], condition)])
    async with enriching(database, outward):
        run_id = await start(database, workspace, conditional, companies)
        found = await ended(database, workspace, run_id)

    assert dict(there.asked) == {("site", "Firm 3"): 1}
    assert (found.counts.found, found.counts.unknown, found.counts.skipped) == (1, 1, 8)


async def test_a_paused_run_asks_nobody_until_it_goes_on(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    install(Provider(there.there.port, "site", FIELDS), Provider(there.there.port, "second", FIELDS))
    there.delay_s = 0.3
    async with enriching(database, outward):
        run_id = await start(database, workspace, plan(FIELDS, "site", "second"), companies)
        await until(lambda: is_asking(there))
        async with database.workspace(workspace.id) as session:
            assert (await running.pause(session, run_id)).state == "paused"
            assert (await running.pause(session, run_id)).state == "paused"

        async def is_still() -> bool:
            return (await run(database, workspace, run_id)).running == 0 and there.under_way == 0

        await until(is_still)
        assert {provider for provider, _ in there.asked} == {"site"}
        async with database.workspace(workspace.id) as session:
            await running.resume(session, run_id)
        found = await ended(database, workspace, run_id)

    assert (found.state, found.done, found.counts.unknown) == ("done", 5, 10)
    assert set(there.asked.values()) == {1}


async def is_asking(there: World) -> bool:
    return there.under_way > 0


async def test_a_cancelled_run_writes_what_it_had_asked_for_and_nothing_more(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    install(Provider(there.there.port, "asker", FIELDS, paid(1_000)))
    there.facts |= {("asker", f"Firm {number}"): {"industry": "Steel"} for number in range(5)}
    there.delay_s = 0.3
    await granted(database, workspace, 10_000)
    async with enriching(database, outward):
        run_id = await start(database, workspace, plan(FIELDS, "asker"), companies, ceiling=2_000)
        await until(lambda: is_asking(there))
        async with database.workspace(workspace.id) as session:
            assert (await running.cancel(session, run_id)).state == "cancelled"
            with pytest.raises(RunOver):
                await running.cancel(session, run_id)
        found = await ended(database, workspace, run_id)

    assert (found.state, found.done, found.running) == ("cancelled", 5, 0)
    assert found.spent == 500 * there.asked.total()
    counts = found.counts
    assert counts.found + counts.unknown + counts.failed + counts.skipped == 10
    async with database.workspace(workspace.id) as session:
        assert (await billing.meter(session)).reserved == 0
    assert {state for _, state, _ in await effects(database, workspace)} <= {"settled", "released"}


@pytest.mark.parametrize(
    ("forced", "state"),
    [((401, {}), "failed"), ((404, {}), "unknown")],
    ids=["refused", "not there"],
)
async def test_a_provider_that_fails_costs_nothing_and_the_next_one_is_asked(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install, forced: tuple[int, dict[str, str]], state: str,
) -> None:  # fmt: skip
    install(
        Provider(there.there.port, "asker", FIELDS, paid(1_000)),
        Provider(there.there.port, "site", ("industry",), FREE),
    )
    there.forced["asker"] = forced
    there.facts |= {("site", f"Firm {number}"): {"industry": "Steel"} for number in range(5)}
    await granted(database, workspace, 10_000)
    async with enriching(database, outward):
        chosen = plan(FIELDS, "asker", "site")
        run_id = await start(database, workspace, chosen, companies, ceiling=5_000)
        found = await ended(database, workspace, run_id)

    assert (found.spent, found.by_field["industry"].found) == (0, 5)
    assert getattr(found.by_field["company_city"], state) == 5
    if state == "failed":
        assert found.reason is not None
        assert found.reason.startswith("5 values could not be asked for. ")


async def test_a_worker_that_died_over_a_paid_call_neither_repeats_nor_charges_it(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    install(
        Provider(there.there.port, "asker", FIELDS, paid(1_000)),
        Provider(there.there.port, "keyed", FIELDS, paid(1_000, keyed=True)),
    )
    there.facts |= {("keyed", f"Firm {number}"): {"industry": "Steel"} for number in range(5)}
    await granted(database, workspace, 10_000)
    run_id = await start(database, workspace, plan(FIELDS, "asker", "keyed"), companies, ceiling=5_000)
    async with database.workspace(workspace.id) as session:
        await running.feed(session, run_id)
        died = text("UPDATE effect SET state = 'called', attempts = 1, lease_id = id, due_at = created_at")
        await session.execute(died)
    async with enriching(database, outward):
        found = await ended(database, workspace, run_id)

    assert there.asked.total() == 5, "only the second provider was called"
    assert (found.spent, found.counts.found, found.counts.unknown) == (2_500, 5, 5)
    by_lane = [(lane, state) for lane, state, _ in await effects(database, workspace)]
    assert by_lane == [("asker", "unknown")] * 5 + [("keyed", "settled")] * 5


async def test_a_step_whose_answer_could_not_be_written_holds_up_nobody_for_ever(
    database: Database, workspace: Workspace, companies: list[UUID], install: Install
) -> None:
    install(Provider(1, "site", FIELDS))
    run_id = await start(database, workspace, plan(FIELDS, "site"), companies)
    async with database.workspace(workspace.id) as session:
        await running.feed(session, run_id)
        await running.rescue(session, clock.now())
        assert (await running.get(session, run_id)).running == 5
        await session.execute(text("UPDATE effect SET state = 'unknown', due_at = NULL"))
        await running.rescue(session, clock.now())
        found = await running.get(session, run_id)
    assert (found.state, found.counts.failed) == ("done", 10)


async def test_a_run_is_asked_again_from_what_was_kept_without_any_network(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    install(
        Provider(there.there.port, "asker", FIELDS, paid(1_000)),
        Provider(there.there.port, "site", FIELDS),
    )
    there.facts["asker", "Firm 0"] = {"industry": "Steel"}
    there.facts["site", "Firm 0"] = {"company_city": "Linz"}
    await granted(database, workspace, 10_000)
    async with enriching(database, outward):
        chosen = plan(FIELDS, "asker", "site")
        run_id = await start(database, workspace, chosen, companies, ceiling=5_000)
        await ended(database, workspace, run_id)
    asked = there.asked.total()
    there.facts.clear()

    told = await replay(database, workspace.id, run_id)
    assert (told.steps, told.values, told.missing, told.different) == (10, 2, 0, [])
    assert there.asked.total() == asked

    async with database.workspace(workspace.id) as session:
        await session.execute(
            text(
                "UPDATE effect_payload SET result = jsonb_set(result, '{found,0,value}', '\"Glass\"')"
                " WHERE result -> 'found' -> 0 ->> 'value' = 'Steel'"
            )
        )
    told = await replay(database, workspace.id, run_id)
    assert [(one.field, one.before, one.after) for one in told.different] == [("industry", "Glass", "Steel")]
