"""Runs that are started at the price of a quote, and what the command line tells."""

from datetime import timedelta
from uuid import UUID

import pytest

from leadgen.cli.enriching import Order, carried_out
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.platform import housekeeping
from leadgen.platform.plugins import settings as plugin_settings
from leadgen.platform.plugins.service import Plugins
from leadgen.records.repository.rows import scalars
from leadgen.stages.enrich.planning.contracts import Wish
from leadgen_sdk import Plugin
from tests.factories.enrichers import Provider, granted, paid
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.enrich.planning.quoting import BASE, REGISTERS, companies, quoted


async def test_a_price_is_good_for_an_hour_and_for_one_run(
    web: Browsers, database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await companies(database, workspace, *({"company_name": f"Firm {number}"} for number in range(12)))
    late, good = await quoted(web, preset="quick"), await quoted(web, preset="quick")
    started = await web.alice.post(f"{BASE}/enrichment/runs", json={"quote_id": good["id"], "first": 10})
    assert started.status_code == 202, started.text
    assert (started.json()["records"], started.json()["ceiling"]) == (10, 0)
    assert started.json()["summary"] == "Enriched 10 companies"
    again = await web.alice.post(f"{BASE}/enrichment/runs", json={"quote_id": good["id"]})
    assert (again.status_code, again.json()["code"]) == (409, "quote_used")
    now = clock.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: now)
    over = await web.alice.post(f"{BASE}/enrichment/runs", json={"quote_id": late["id"]})
    assert (over.status_code, over.json()["code"]) == (409, "quote_expired")
    await housekeeping.tidy(database, now + timedelta(days=1))
    async with database.workspace(workspace.id) as session:
        assert await scalars(session, UUID, "SELECT id FROM enrichment_quote") == []
    gone = await web.alice.post(f"{BASE}/enrichment/runs", json={"quote_id": late["id"]})
    assert (gone.status_code, gone.json()["code"]) == (404, "quote_not_found")


async def test_a_part_never_costs_more_than_was_quoted_for_the_whole(
    web: Browsers, database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def takes(price: int) -> None:
        asker = Provider(1, "asker", ("industry",), paid(price))
        found = Plugins([Plugin("asker", "Asker", enrichers=(asker,))], [])
        monkeypatch.setattr(plugin_settings, "installed", lambda: found)

    await companies(database, workspace, *({"company_name": f"Firm {number}"} for number in range(3)))
    await granted(database, workspace, 100_000)
    takes(1_000)
    found = await quoted(web, fields=["industry"])
    takes(7_000)
    started = await web.alice.post(f"{BASE}/enrichment/runs", json={"quote_id": found["id"], "first": 2})
    assert (found["ceiling"], started.json()["ceiling"]) == (3_000, 3_000)


async def test_the_command_line_tells_the_same_price_and_starts_nothing_by_itself(
    web: Browsers, database: Database, workspace: Workspace, settings: Settings
) -> None:
    await companies(
        database, workspace, {"company_name": "Alpha"}, {"company_name": "Beta", "company_country": "CZ"}
    )
    czech = '{"field": "company_country", "op": "in", "value": ["CZ"]}'
    told = await carried_out(settings, "alice", Order(Wish("company", fields=REGISTERS), czech))
    assert (told["records"], told["values"], told["ceiling"]) == (1, 3, 0)
    assert (await web.alice.get(f"{BASE}/enrichment/runs")).json()["items"] == []
