"""What an act reads follows from what it touches, not from the size of the base.

A base that was just filled has no statistics until the first vacuum, and the planner then reads whole tables;
so they are gathered after much was written. Counted are the rows the server fetched, which no noise can
touch.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.db import statistics
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.paging import CursorCodec, Paging
from leadgen.pipeline.assembly import build
from leadgen.records import evidence, grid, service, timeline
from leadgen.records import undo as undoing
from leadgen.records.contracts import Patch, Value
from leadgen.records.repository.grid import MOST_COUNTED
from tests.factories.records import Importer, Line, alice, open_import
from tests.factories.tenancy import Workspace

SMALL, LARGE = 1_500, 5_000  # lines of each of the four operations
CHUNKS = 4
CURSORS = CursorCodec(b"0" * 32)
_READ = """SELECT relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
FROM pg_stat_xact_user_tables WHERE schemaname = 'public'"""


def line(number: int) -> Line:
    return {
        "full_name": f"Person {number}",
        "email": f"p{number}@gmail.com",
        "email_other": [f"q{number}@gmail.com"],
        "phone_mobile": f"+4207771{number:05}",
        "job_title": "CTO",
        "company_name": f"Firm {number % 2_000}",
        "tags": ["VIP"],
    }


@dataclass
class Base:
    """Thousands of contacts at up to 2,000 companies, made by four operations, as an import leaves them."""

    workspace: Workspace
    operations: list[UUID] = field(default_factory=list)
    records: list[UUID] = field(default_factory=list)
    companies: list[UUID] = field(default_factory=list)

    async def write(
        self, session: WorkspaceSession, values: Callable[[int], dict[str, Value | None]]
    ) -> UUID:
        """Ten contacts get other values."""
        operation_id = await open_import(session, self.workspace)
        patches = [Patch(one, values(number)) for number, one in enumerate(self.records[100:110])]
        await service.write(session, operation_id, "contact", patches)
        await service.finish_operation(session, operation_id, state="done", counts={})
        return operation_id

    async def place(self, session: WorkspaceSession, numbers: range) -> None:
        importer = Importer(await open_import(session, self.workspace))
        await importer.chunk(session, [line(number) for number in numbers])

    async def page(self, session: WorkspaceSession, operation_id: UUID | None = None) -> None:
        wanted = Paging(CURSORS, self.workspace.id, 50)
        await grid.page(session, wanted, "contact", operation_id=operation_id)


@pytest.fixture
async def base(database: Database, workspace: Workspace, request: pytest.FixtureRequest) -> Base:
    build()
    lines: int = getattr(request, "param", SMALL)
    made = Base(workspace)
    for chunk in range(CHUNKS):
        async with database.workspace(workspace.id) as session:
            importer = Importer(await open_import(session, workspace))
            placed = await importer.chunk(
                session, [line(number) for number in range(chunk * lines, (chunk + 1) * lines)]
            )
            await service.finish_operation(session, importer.operation_id, state="done", counts={})
        made.operations.append(importer.operation_id)
        made.records += [one.record_id for one in placed if one.record_id]
        made.companies += [one.company_id for one in placed if one.company_id and one.company_created]
    return made


async def rows_read(session: WorkspaceSession, act: Callable[[], Awaitable[object]]) -> dict[str, int]:
    """Table → rows fetched while `act` ran."""
    before = await _fetched(session)
    await act()
    after = await _fetched(session)
    return {name: count - before.get(name, 0) for name, count in after.items() if count > before.get(name, 0)}


async def _fetched(session: WorkspaceSession) -> dict[str, int]:
    return {str(name): int(count) for name, count in await session.execute(text(_READ))}


async def test_small_acts_read_little_in_a_base_that_was_just_filled(database: Database, base: Base) -> None:
    async with database.workspace(base.workspace.id) as session:
        await statistics.gather(session)
    contact, company = base.records[100], str(base.companies[5])
    acts: dict[str, Callable[[WorkspaceSession], Awaitable[object]]] = {
        "a value": lambda s: base.write(s, lambda _: {"city": "Brno"}),
        "points": lambda s: base.write(s, lambda _: {"phone_mobile": "+420777999999", "email_other": None}),
        "an identity": lambda s: base.write(s, lambda number: {"email": f"new{number}@gmail.com"}),
        "tags": lambda s: base.write(s, lambda _: {"tags": ["A", "VIP"]}),
        "a title": lambda s: base.write(s, lambda _: {"job_title": "CEO"}),
        "a company": lambda s: base.write(s, lambda _: {"company": company}),
        "evidence": lambda s: evidence.of_record(s, "contact", contact),
        "timeline": lambda s: timeline.page(s, Paging(CURSORS, base.workspace.id, 50), "contact", contact),
    }
    for name, act in acts.items():
        async with database.workspace(base.workspace.id) as session:
            read = await rows_read(session, lambda act=act, session=session: act(session))  # type: ignore[misc]
            assert sum(read.values()) < 1_000, (name, read)


async def test_placing_a_few_lines_and_their_undo_read_few_contacts(database: Database, base: Base) -> None:
    async with database.workspace(base.workspace.id) as session:
        await statistics.gather(session)
    for numbers in (range(30_000, 30_010), range(10)):
        async with database.workspace(base.workspace.id) as session:
            read = await rows_read(session, lambda: base.place(session, numbers))  # noqa: B023  called at once
            assert read.get("contact", 0) + read.get("record_key", 0) < 1_000, read
    async with database.workspace(base.workspace.id) as session:
        moved = await base.write(session, lambda _: {"company": str(base.companies[5])})
    async with database.workspace(base.workspace.id) as session:
        read = await rows_read(session, lambda: undoing.preview(session, moved))
        assert read["contact"] < 1_000, read
        read = await rows_read(session, lambda: service.undo(session, moved, alice(base.workspace)))
        assert read["contact"] + read["employment"] < 1_000, read


async def test_a_page_looks_up_the_companies_of_its_own_rows_only(database: Database, base: Base) -> None:
    async with database.workspace(base.workspace.id) as session:
        read = await rows_read(session, lambda: base.page(session))
        assert 0 < max(read.get("employment", 0), read["company"]) <= 51, read


@pytest.mark.parametrize("base", [LARGE], indirect=True)
async def test_a_page_of_a_large_operation_walks_along_the_list(database: Database, base: Base) -> None:
    async with database.workspace(base.workspace.id) as session:
        operation_id = await open_import(session, base.workspace)
        patches = [Patch(one, {"city": "Brno"}) for one in base.records[:10_500]]
        for start in range(0, len(patches), 5_000):
            await service.write(session, operation_id, "contact", patches[start : start + 5_000])
        await service.finish_operation(session, operation_id, state="done", counts={})
    async with database.workspace(base.workspace.id) as session:
        await statistics.gather(session)
    async with database.workspace(base.workspace.id) as session:
        read = await rows_read(session, lambda: base.page(session, operation_id))
        counted = MOST_COUNTED + 1
        assert read["contact"] < counted + 1_000, read


@pytest.mark.parametrize(
    ("before", "after", "due"),
    [(0, 999, False), (0, 5_000, True), (5_000, 9_999, False), (9_999, 10_000, True), (1_000, 1_000, False)],
)
def test_statistics_are_due_as_a_base_grows_tenfold(before: int, after: int, *, due: bool) -> None:
    assert statistics.is_due(before, after) == due
