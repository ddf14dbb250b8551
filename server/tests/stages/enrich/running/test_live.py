"""Cells that a run is looking for, as lists show them while it is on."""

from uuid import UUID

import pytest

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.stages.enrich import live, running
from tests.factories.enrichers import Provider, World, plan, start
from tests.factories.records import edit
from tests.factories.tenancy import Workspace
from tests.stages.enrich.running.conftest import Install

FIELDS = ("industry", "company_city")


async def test_cells_that_a_run_looks_for_say_so(
    database: Database, workspace: Workspace, outward: Settings, there: World,
    companies: list[UUID], install: Install,
) -> None:  # fmt: skip
    install(Provider(there.there.port, "site", ("industry",)))
    async with database.workspace(workspace.id) as session:
        assert await live.states(session, "company", companies) == {}
    run_id = await start(database, workspace, plan(FIELDS, "site"), companies, first=2)
    async with database.workspace(workspace.id) as session:
        before = await live.states(session, "company", companies)
        await running.feed(session, run_id)
        asked = await live.states(session, "company", companies)
    assert before == {one: dict.fromkeys(FIELDS, "queued") for one in companies[:2]}
    assert asked == {one: {"industry": "running", "company_city": "queued"} for one in companies[:2]}


@pytest.mark.parametrize("refresh", [False, True])
async def test_a_cell_that_will_not_be_asked_for_never_says_that_it_is_queued(
    database: Database, workspace: Workspace, there: World,
    companies: list[UUID], install: Install, *, refresh: bool,
) -> None:  # fmt: skip
    install(Provider(there.there.port, "site", FIELDS))
    await edit(database, workspace, companies[0], "company", industry="Tools")
    await start(database, workspace, plan(FIELDS, "site", refresh=refresh), companies, first=2)
    async with database.workspace(workspace.id) as session:
        before = await live.states(session, "company", companies)
    assert before == {companies[0]: {"company_city": "queued"}, companies[1]: dict.fromkeys(FIELDS, "queued")}
