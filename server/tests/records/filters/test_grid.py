"""What a filtered list costs: a fixed number of statements, and never a long wait for its total."""

import json

import pytest
from psycopg.sql import SQL

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.paging import CursorCodec, Paging
from leadgen.records import grid
from leadgen.records.filters import service
from leadgen.records.repository import grid as listing
from leadgen.records.repository.filtering import Where
from tests.factories.records import Line, place
from tests.factories.statements import counted
from tests.factories.tenancy import Workspace

LINES: list[Line] = [{"email": f"p{number}@example.com", "city": "Brno"} for number in range(30)]


async def test_a_filtered_page_costs_the_same_statements_however_many_rows(
    database: Database, workspace: Workspace
) -> None:
    await place(database, workspace, LINES)
    given = {
        "all": [{"field": "city", "op": "equals", "value": "brno"}, {"field": "email", "op": "is_filled"}]
    }

    async def page(session: WorkspaceSession, limit: int) -> None:
        paging = Paging(CursorCodec(b"k" * 32), workspace.id, limit)
        chosen = await service.read(session, "contact", given)
        found = json.loads(await grid.page(session, paging, "contact", "email", None, chosen))
        assert len(found["items"]) == limit

    async with database.workspace(workspace.id) as session:
        few = await counted(session, lambda: page(session, 1))
    async with database.workspace(workspace.id) as session:
        many = await counted(session, lambda: page(session, 29))
    assert 4 < few == many <= 14


async def test_a_total_that_takes_long_is_estimated_and_the_session_goes_on(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place(database, workspace, LINES)
    monkeypatch.setattr(listing, "COUNTING_MS", 20)
    slow = Where(SQL("pg_sleep(0.01) IS NOT NULL"), {})
    async with database.workspace(workspace.id) as session:
        total = await listing.count(session, "contact", None, slow)
        assert not total.exact
        after = await listing.count(session, "contact", None, Where(SQL("r.city = 'Brno'"), {}))
        timeout = await (await session.driver()).execute("SHOW statement_timeout")
        assert await timeout.fetchone() == ("0",)
    assert (after.value, after.exact) == (30, True)
