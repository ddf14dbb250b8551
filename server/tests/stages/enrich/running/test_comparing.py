"""Another provider asked what a run asked: both answers side by side, paid once, and no record is touched."""

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.cli.comparing import Order, carried_out
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.billing import repository as ledger
from leadgen.platform.billing import service as billing
from leadgen.stages.enrich import live, running
from leadgen.stages.enrich.comparing import service as comparing
from leadgen.stages.enrich.comparing.contracts import (
    Compared,
    NoSuchModel,
    NothingToCompare,
    Pair,
    ProviderInactive,
)
from leadgen.stages.enrich.contracts import Comparison, Run, RunNotFound
from leadgen_sdk import JSON
from leadgen_sdk.enriching import Answer, Net, Page, Request, Subject
from tests.factories.enrichers import Provider, World, ended, enriching, granted, paid, plan, start
from tests.factories.records import alice
from tests.factories.tenancy import Workspace
from tests.stages.enrich.running.conftest import Install

FIELDS = ("industry", "company_city")
MODELS: dict[str, JSON] = {
    "type": "object",
    "x-key": "none",
    "properties": {"model": {"type": "string", "maxLength": 20, "default": "large"}},
}
# Whatever a run writes into records or beside them.
_PLACED = """SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM finding),
  (SELECT count(*) FROM field_state), (SELECT max(updated_at) FROM company)"""


@dataclass(frozen=True)
class Model(Provider):
    """It reads the page of "site" first. The model `reader` answers from that, others are asked as ever."""

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        name = quote(subject.text("company_name"))
        page = await net.read(Request(f"http://127.0.0.1:{self.port}/site/{name}"))
        if not isinstance(page, Page):
            return Answer(trouble=page)
        if subject.settings["model"] == "reader":
            return self._answer(subject, page)
        return await super().enrich(subject, net)


def providers(there: World, *, keyed: bool = False) -> list[Provider]:
    port = there.there.port
    return [
        Provider(port, "site", FIELDS),
        Model(port, "asker", FIELDS, paid(1_000, keyed=keyed), settings=MODELS),
    ]


@pytest.fixture
async def before(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> Run:  # fmt: skip
    """A run that asked "site", which says other things by now; "asker" says something else again."""
    install(*providers(there))
    there.facts |= {
        ("site", "Firm 0"): {"industry": "Steel", "company_city": "Linz"},
        ("site", "Firm 1"): {"industry": "Glass"},
    }
    async with enriching(database, outward):
        run_id = await start(database, workspace, plan(FIELDS, "site"), companies)
        found = await ended(database, workspace, run_id)
    there.asked.clear()
    there.facts |= {
        ("site", "Firm 0"): {"industry": "Coal"},
        ("asker", "Firm 0"): {"industry": "Wood", "company_city": "Linz"},
        ("asker", "Firm 2"): {"company_city": "Graz"},
    }
    return found


async def placed(database: Database, workspace: Workspace) -> tuple[object, ...]:
    async with database.workspace(workspace.id) as session:
        return tuple((await session.execute(text(_PLACED))).one())


async def compare(
    database: Database, workspace: Workspace, compares: Comparison, ceiling: int | None = None
) -> UUID:
    async with database.workspace(workspace.id) as session:
        return await comparing.start(session, alice(workspace), compares, ceiling)


async def shown(database: Database, workspace: Workspace, run_id: UUID) -> Compared:
    await ended(database, workspace, run_id)
    return await comparing.compared(database, workspace.id, run_id)


def outcomes(found: Compared, outcome: str) -> set[tuple[str, str]]:
    return {(one.name, one.field) for one in found.pairs if one.outcome == outcome}


def the_pair(found: Compared, name: str, field: str) -> Pair:
    [pair] = [one for one in found.pairs if (one.name, one.field) == (name, field)]
    return pair


async def test_both_answers_stand_side_by_side_and_nothing_of_it_reaches_a_record(
    database: Database, workspace: Workspace, outward: Settings, there: World, before: Run,
    companies: list[UUID],
) -> None:  # fmt: skip
    await granted(database, workspace, 10_000)
    was = await placed(database, workspace)
    run_id = await compare(database, workspace, Comparison(before.id, "asker"))
    async with database.workspace(workspace.id) as session:
        assert await live.states(session, "company", companies) == {}
    async with enriching(database, outward):
        found = await shown(database, workspace, run_id)

    assert outcomes(found, "same") == {("Firm 0", "company_city")}
    assert outcomes(found, "different") == {("Firm 0", "industry")}
    assert outcomes(found, "only_before") == {("Firm 1", "industry")}
    assert outcomes(found, "only_now") == {("Firm 2", "company_city")}
    assert len(outcomes(found, "neither")) == 6
    pair = the_pair(found, "Firm 0", "industry")
    assert (pair.before.value, pair.before.enricher) == ("Steel", "site")
    assert (pair.now.value, pair.now.enricher) == ("Wood", "asker")
    assert (pair.before.quote, pair.now.quote) == ("The industry is: Steel", "The industry is: Wood")
    assert (pair.before.cost, pair.now.cost) == (0, 500)
    assert [(one.field, one.outcomes["different"], one.cost_now) for one in found.sums] == [
        ("industry", 1, 500),
        ("company_city", 0, 1_000),
    ]
    assert {provider for provider, _ in there.asked} == {"asker"}, "pages are those of then"
    assert set(there.asked.values()) == {1}

    assert await placed(database, workspace) == was
    assert (found.run.spent, found.run.updated, found.run.committed) == (1_500, 0, 0)
    assert found.run.summary == "Compared 5 companies with Asker"
    async with database.workspace(workspace.id) as session:
        meter = await billing.meter(session)
        entries = await ledger.entries(session, None, 50)
    assert (meter.balance, meter.reserved) == (8_500, 0)
    assert sum(one.spent for one in entries if one.run_id == run_id) == 1_500


async def test_another_model_of_a_provider_reads_the_pages_of_then(
    database: Database, workspace: Workspace, outward: Settings, there: World, before: Run
) -> None:
    await granted(database, workspace, 10_000)
    async with enriching(database, outward):
        run_id = await compare(database, workspace, Comparison(before.id, "asker", "reader"))
        found = await shown(database, workspace, run_id)
    assert outcomes(found, "same") == {
        ("Firm 0", "industry"),
        ("Firm 0", "company_city"),
        ("Firm 1", "industry"),
    }
    assert there.asked.total() == 0
    assert found.run.summary == "Compared 5 companies with Asker (reader)"


async def test_a_page_that_is_forgotten_is_not_read_anew(
    database: Database, workspace: Workspace, outward: Settings, there: World, before: Run
) -> None:
    await granted(database, workspace, 10_000)
    async with database.workspace(workspace.id) as session:
        await session.execute(text('DELETE FROM "fetch"'))
    async with enriching(database, outward):
        run_id = await compare(database, workspace, Comparison(before.id, "asker"))
        found = await shown(database, workspace, run_id)
    assert len(outcomes(found, "not_answered")) == 10
    assert "was not kept" in str(the_pair(found, "Firm 0", "industry").now.reason)
    assert (found.run.spent, there.asked.total()) == (0, 0)


async def test_a_comparison_goes_on_after_its_worker_died_and_is_charged_once(
    database: Database, workspace: Workspace, outward: Settings, there: World, before: Run, install: Install
) -> None:
    install(*providers(there, keyed=True))
    await granted(database, workspace, 10_000)
    run_id = await compare(database, workspace, Comparison(before.id, "asker"))
    async with database.workspace(workspace.id) as session:
        await running.feed(session, run_id)
        died = "UPDATE effect SET state = 'called', attempts = 1, lease_id = id, due_at = created_at"
        await session.execute(text(f"{died} WHERE run_id = :run"), {"run": run_id})
    async with enriching(database, outward):
        found = await shown(database, workspace, run_id)
    assert (found.run.state, found.run.spent) == ("done", 1_500)
    async with database.workspace(workspace.id) as session:
        assert (await billing.meter(session)).balance == 8_500
        costs = await session.execute(text("SELECT sum(cost) FROM effect"))
        assert costs.scalar_one() == 1_500


async def test_the_ceiling_binds_and_what_was_not_asked_says_so(
    database: Database, workspace: Workspace, outward: Settings, there: World, before: Run
) -> None:
    await granted(database, workspace, 10_000)
    async with database.workspace(workspace.id) as session:
        price = await comparing.price(session, Comparison(before.id, "asker"))
    assert (price.records, price.cells, price.ceiling) == (5, 10, 5_000)
    async with enriching(database, outward):
        run_id = await compare(database, workspace, Comparison(before.id, "asker"), 1_000)
        found = await shown(database, workspace, run_id)
    assert found.run.ceiling == 1_000
    assert found.run.spent <= 1_000
    assert outcomes(found, "not_answered")
    assert found.run.reason is not None


@pytest.mark.parametrize(
    ("provider", "model", "error"),
    [
        ("nobody", "", ProviderInactive),
        ("site", "large", NoSuchModel),
        ("asker", "a-name-that-is-much-too-long", NoSuchModel),
        ("roles", "", NothingToCompare),
    ],
)
async def test_what_cannot_be_compared_is_refused_before_anything_is_set_aside(
    database: Database, workspace: Workspace, there: World, before: Run, install: Install,
    provider: str, model: str, error: type[Exception],
) -> None:  # fmt: skip
    install(*providers(there), Provider(there.there.port, "roles", ("headline",), kind="contact"))
    await granted(database, workspace, 10_000)
    with pytest.raises(error):
        await compare(database, workspace, Comparison(before.id, provider, model))
    with pytest.raises(RunNotFound):
        await compare(database, workspace, Comparison(workspace.id, "asker"))
    async with database.workspace(workspace.id) as session:
        assert (await billing.meter(session)).reserved == 0


async def test_the_command_tells_the_price_asks_once_and_shows_it_again_for_nothing(
    database: Database, workspace: Workspace, outward: Settings, there: World, before: Run
) -> None:
    await granted(database, workspace, 10_000)
    compares = Comparison(before.id, "asker")
    told = await carried_out(outward, "alice", Order(compares))
    assert told.written == {"records": 5, "values": 10, "ceiling": 5_000}
    assert there.asked.total() == 0
    async with enriching(database, outward):
        done = await carried_out(outward, "alice", Order(compares, is_agreed=True))
        again = await carried_out(outward, "alice", Order(compares, is_agreed=True))
    assert done.written == again.written
    assert (done.written["spent"], set(there.asked.values())) == (1_500, {1})
    assert "before  Steel (site): “The industry is: Steel”" in done.text
    assert "now     Wood (asker): “The industry is: Wood”" in done.text
    async with enriching(database, outward):
        anew = await carried_out(outward, "alice", Order(compares, is_agreed=True, again=True))
    assert anew.written["run"] != done.written["run"]
    assert set(there.asked.values()) == {2}
