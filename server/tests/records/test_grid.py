"""What a page costs: the same number of statements, however many rows and however they are sorted."""

import json

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.paging import CursorCodec, Paging
from leadgen.records import custom, grid, live
from tests.factories.records import Line, edit, place, the
from tests.factories.statements import counted
from tests.factories.tenancy import Workspace

CURSORS = CursorCodec(b"k" * 32)


async def test_a_page_costs_the_same_statements_however_many_rows(
    database: Database, workspace: Workspace
) -> None:
    async with database.workspace(workspace.id) as session:
        await custom.create_field(
            session, kind="contact", label="Score", type="number", options=None, unit=None, description=None
        )
    lines: list[Line] = [
        {
            "email": f"p{number}@x.example",
            "email_other": [f"o{number}@x.example"],
            "tags": ["VIP"],
            "score": number,
        }
        for number in range(30)
    ]
    _, placed = await place(database, workspace, lines)
    for one in placed:
        await edit(database, workspace, the(one.record_id), job_title="CTO")

    async def page(session: WorkspaceSession, limit: int) -> None:
        found = json.loads(await grid.page(session, Paging(CURSORS, workspace.id, limit), "contact", "email"))
        assert len(found["items"]) == limit

    async with database.workspace(workspace.id) as session:
        first = await counted(session, lambda: page(session, 1))
        few = await counted(session, lambda: page(session, 1))
        many = await counted(session, lambda: page(session, 29))
        all_of_them = await counted(session, lambda: page(session, 30))
    sources = len(live.sources())  # each is asked once whether it is at work
    assert first == 3 + sources  # what the planner believes is asked for once in a while
    assert few == many == 2 + sources  # the page, and how many there are
    assert all_of_them == 2 + sources  # both parts of the list, and nothing to count
