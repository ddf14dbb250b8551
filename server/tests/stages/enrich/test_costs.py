"""What enrichment cost: counted as it is charged, told by every side, and read by an index."""

import csv
import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.statistics import gather
from leadgen.kernel import clock
from leadgen.platform.auth.contracts import Actor
from leadgen.stages.enrich.costs import repository, service
from leadgen.stages.enrich.costs.contracts import Cut, Step
from tests.factories.enrichers import Provider, World, ended, enriching, granted, paid, plan, start
from tests.factories.enriching import open_run
from tests.factories.plans import explained, read_whole
from tests.factories.records import alice
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.enrich.running.conftest import Install, assembled, companies, install, outward, there

__all__ = ["assembled", "companies", "install", "outward", "there"]

BASE = "/api/v1/workspaces/alice/enrichment/costs"
FIELDS = ("industry", "company_city")
RUNS = 2_000


def sums(line: dict[str, Any]) -> tuple[int, int, int, dict[str, str]]:
    own = {one["unit"]: one["amount"] for one in line["own"]}
    return line["steps"], line["found"], line["credits"], own


async def counted(database: Database, workspace: Workspace, actor: Actor, *steps: Step) -> UUID:
    async with database.workspace(workspace.id) as session:
        run_id, _ = await open_run(session, actor, "Enriched 2 companies")
        await service.count(session, run_id, actor, steps)
    return run_id


async def test_what_is_charged_is_counted_with_its_stage_provider_and_member(
    database: Database, workspace: Workspace, web: Browsers, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    install(Provider(there.there.port, "asker", FIELDS, paid(1_001)))
    there.facts["asker", "Firm 0"] = {"industry": "Steel", "company_city": "Linz"}
    there.facts["asker", "Firm 1"] = {"company_city": "Graz"}
    await granted(database, workspace, 10_000)
    async with enriching(database, outward):
        run_id = await start(database, workspace, plan(FIELDS, "asker"), companies, ceiling=5_005)
        found = await ended(database, workspace, run_id)

    seen = (await web.bob.get(BASE)).json()
    assert sums(seen["total"]) == (5, 3, found.spent, {})
    assert seen["total"]["credits_per_found"] == round(found.spent / 3)
    for side in ("days", "stages", "providers", "models", "members"):
        assert [sums(one) for one in seen[side]] == [(5, 3, found.spent, {})], side
    assert [seen[side][0]["label"] for side in ("stages", "providers", "members")] == [
        "Company profile", "asker", "Alice",
    ]  # fmt: skip
    assert [(one["id"], one["credits"]) for one in (await web.bob.get(f"{BASE}/runs")).json()["items"]] == [
        (str(run_id), found.spent)
    ]
    async with database.workspace(workspace.id) as session:
        charged = await session.scalar(text("SELECT sum(spent) FROM ledger_entry WHERE kind = 'settle'"))
    assert charged == found.spent


async def test_every_side_can_be_narrowed_and_a_model_can_be_none(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    cheap = Step("company_profile", "llm", "small", 2, 500, [("0.0005", "USD"), ("812", "tokens")])
    dear = Step("company_research", "perplexity", "sonar", 0, 0, [("0.0053", "USD")])
    free = Step("company_profile", "website", "", 1, 0)
    first = await counted(database, workspace, alice(workspace), cheap, cheap, free)
    second = await counted(database, workspace, Actor("system", None, "Schedule"), dear, free)

    seen = (await web.alice.get(BASE)).json()
    assert sums(seen["total"]) == (5, 6, 1_000, {"USD": "0.0063", "tokens": "1624"})
    assert [(one["key"], sums(one)) for one in seen["models"]] == [
        ("small", (2, 4, 1_000, {"USD": "0.0010", "tokens": "1624"})),
        ("", (2, 2, 0, {})),
        ("sonar", (1, 0, 0, {"USD": "0.0053"})),
    ]
    assert [(one["key"], one["label"]) for one in seen["members"]] == [
        (str(workspace.owner.id), "Alice"), (None, "Schedule"),
    ]  # fmt: skip

    async def behind(**narrowed: str) -> list[tuple[str, int]]:
        page = (await web.alice.get(f"{BASE}/runs", params=narrowed)).json()
        return [(one["id"], one["steps"]) for one in page["items"]]

    assert await behind(stage="company_profile") == [(str(second), 1), (str(first), 3)]
    assert await behind(provider="perplexity") == [(str(second), 1)]
    assert await behind(model="") == [(str(second), 1), (str(first), 1)]
    assert await behind(member=str(workspace.owner.id)) == [(str(first), 3)]
    yesterday = str(clock.now().date() - timedelta(days=1))
    assert await behind(since=yesterday, until=yesterday) == []
    one = (await web.alice.get(f"{BASE}/runs", params={"limit": 1})).json()
    rest = (await web.alice.get(f"{BASE}/runs", params={"limit": 1, "cursor": one["next_cursor"]})).json()
    assert [page["items"][0]["id"] for page in (one, rest)] == [str(second), str(first)]


async def test_a_span_ends_after_it_begins(web: Browsers) -> None:
    for since, until in (("2026-02-01", "2026-01-01"), ("2020-01-01", "2026-01-01")):
        for path in ("", "/runs", "/export"):
            answer = await web.alice.get(BASE + path, params={"since": since, "until": until})
            assert (answer.status_code, answer.json()["code"]) == (422, "invalid_span")
    for path in ("", "/runs", "/export"):
        assert (await web.charlie.get(BASE + path)).status_code == 404


async def test_the_file_has_a_line_for_each_and_nothing_that_a_spreadsheet_runs(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    steps = Step("company_profile", "llm", "=cmd", 2, 1_234_500, [("0.00050", "USD")])
    run_id = await counted(database, workspace, alice(workspace), steps)
    answer = await web.bob.get(f"{BASE}/export")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines == [
        {
            "day": str(clock.now().date()), "run": str(run_id), "what": "Enriched 2 companies",
            "stage": "company_profile", "provider": "llm", "model": "'=cmd", "member": "Alice", "steps": "1",
            "found values": "2", "credits": "1234.5", "own cost": "0.0005", "unit": "USD",
        }
    ]  # fmt: skip


_RUNS = f"""
INSERT INTO enrichment_run (workspace_id, id, kind, state, summary, plan, operation_id, actor_kind, actor_id,
  actor_name, records, items, done, running, held, updated, report, expected, ceiling, budget, committed,
  spent, created_at)
SELECT workspace_id, gen_random_uuid(), kind, state, summary, plan, operation_id, actor_kind, actor_id,
  actor_name, records, items, done, running, held, updated, report, expected, ceiling, budget, committed,
  spent, created_at FROM enrichment_run, generate_series(1, {RUNS})"""
_COSTS = """
INSERT INTO enrichment_cost (workspace_id, day, run_id, stage, enricher, model, unit, actor_id, actor_name,
  steps, found, credits, own)
SELECT workspace_id, date '2025-01-01' + (row_number() OVER () % 700)::int, id, 'company_profile', 'llm', '',
  '', actor_id, actor_name, 1, 1, 1, 0 FROM enrichment_run"""


async def test_costs_read_no_more_than_their_days(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = Cut(clock.now().date(), clock.now().date())
    async with database.workspace(workspace.id) as session:
        await open_run(session, alice(workspace))
        await session.execute(text(_RUNS))
        await session.execute(text(_COSTS))
        await gather(session)
        with explained(monkeypatch) as plans:
            await repository.sums(session, cut)
            await repository.runs(session, cut, None, 50)
            await repository.lines(session, cut)
        assert len(plans) == 3
        assert {table for plan in plans for table in read_whole(plan)} == set(), json.dumps(plans)
        planted = "c.workspace_id = %(ws)s AND c.day + 0 BETWEEN %(since)s AND %(until)s"
        monkeypatch.setattr(repository, "_of", lambda _: planted)
        with explained(monkeypatch) as worse:
            await repository.sums(session, cut)
        assert set(read_whole(worse[0])) == {"enrichment_cost"}
