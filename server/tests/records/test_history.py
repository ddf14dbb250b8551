"""Timeline and evidence: what happened to a record, and the cell each value came from."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

import pytest

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.paging import CursorCodec, Paging
from leadgen.records import evidence, service, timeline
from leadgen.records.contracts import LineRef, Patch, SourceCell, SourceLine
from leadgen.records.errors import RecordNotFound
from leadgen.records.timeline import Entry
from leadgen.stages.ingest.evidence import ImportLines
from tests.factories.records import edit, open_import, place, the, undo
from tests.factories.tenancy import Workspace

CURSORS = CursorCodec(b"k" * 32)
PAGE = 5
IMPORT_ID = UUID(int=77)


class Lines:
    """A stage that knows the lines of two columns of every import."""

    async def lines(
        self, session: WorkspaceSession, wanted: Collection[LineRef]
    ) -> Mapping[LineRef, SourceLine]:
        return {
            ref: SourceLine(
                IMPORT_ID,
                "people.csv",
                ref[1],
                [
                    SourceCell("email", "E-mail", " ADA@x.example", "ada@x.example"),
                    SourceCell("full_name", "Name", "ada example", "Ada Example"),
                    SourceCell("city", "Town", "brno ", "Brno"),
                ],
            )
            for ref in wanted
        }

    async def imports(
        self, session: WorkspaceSession, operation_ids: Collection[UUID]
    ) -> Mapping[UUID, UUID]:
        return dict.fromkeys(operation_ids, IMPORT_ID)


@pytest.fixture(autouse=True)
def _lines() -> Iterator[None]:
    evidence.register("import", Lines())
    yield
    evidence.register("import", ImportLines())


async def entries(database: Database, workspace: Workspace, record_id: UUID) -> list[Entry]:
    async with database.workspace(workspace.id) as session:
        first = Paging(CURSORS, workspace.id, PAGE)
        return list((await timeline.page(session, first, "contact", record_id)).items)


async def sources(database: Database, workspace: Workspace, record_id: UUID) -> dict[str, evidence.Evidence]:
    async with database.workspace(workspace.id) as session:
        return {one.field: one for one in await evidence.of_record(session, "contact", record_id)}


async def test_a_value_leads_to_its_cell_its_edit_and_back(database: Database, workspace: Workspace) -> None:
    imported, [placed] = await place(
        database, workspace, [{"email": "ada@x.example", "full_name": "Ada Example", "city": "Brno"}]
    )
    record_id = the(placed.record_id)
    found = await sources(database, workspace, record_id)
    assert found["city"].source == evidence.Source("import", "people.csv", 1, ["Town"], "brno ", IMPORT_ID)
    assert found["first_name"].source == evidence.Source(
        "derived", "people.csv", 1, ["Name"], "ada example", IMPORT_ID
    )
    assert (found["city"].operation.id, found["city"].pinned) == (imported, False)
    edited = await edit(database, workspace, record_id, city="Prague")
    found = await sources(database, workspace, record_id)
    assert (found["city"].value, found["city"].source) == ("Prague", evidence.Source("edit"))
    assert (found["city"].operation.id, found["city"].pinned) == (edited, True)
    await undo(database, workspace, edited)
    found = await sources(database, workspace, record_id)
    assert found["city"].source == evidence.Source("import", "people.csv", 1, ["Town"], "brno ", IMPORT_ID)


async def test_a_later_import_is_the_evidence_of_what_it_wrote(
    database: Database, workspace: Workspace
) -> None:
    _, [placed] = await place(database, workspace, [{"email": "ada@x.example", "city": "Oslo"}])
    async with database.workspace(workspace.id) as session:
        second = await open_import(session, workspace, "more.csv")
        patch = Patch(the(placed.record_id), {"city": "Brno"}, line_no=40)
        await service.write(session, second, "contact", [patch])
    found = await sources(database, workspace, the(placed.record_id))
    assert (found["city"].operation.id, found["city"].source.line_no) == (second, 40)
    assert found["email"].source.line_no == 1


async def test_the_timeline_tells_every_step_from_the_line_on(
    database: Database, workspace: Workspace
) -> None:
    imported, [placed] = await place(database, workspace, [{"email": "ada@x.example", "city": "Brno"}])
    record_id = the(placed.record_id)
    edited = await edit(database, workspace, record_id, city="Prague")
    undone = await undo(database, workspace, edited)
    found = await entries(database, workspace, record_id)
    assert [(entry.operation.id, entry.action) for entry in found] == [
        (undone, "update"),
        (edited, "update"),
        (imported, "create"),
    ]
    assert [(one.field, one.before, one.after) for one in found[0].fields] == [("city", "Prague", "Brno")]
    assert [(one.field, one.after) for one in found[2].fields] == [
        ("city", "Brno"),
        ("email", "ada@x.example"),
    ]
    assert found[2].line == SourceLine(IMPORT_ID, "people.csv", 1)
    removed = await undo(database, workspace, imported)
    gone = (await entries(database, workspace, record_id))[0]
    assert (gone.operation.id, gone.action, gone.fields) == (removed, "delete", [])


async def test_a_long_timeline_comes_in_pages(database: Database, workspace: Workspace) -> None:
    _, [placed] = await place(database, workspace, [{"email": "ada@x.example"}])
    for number in range(PAGE + 3):
        await edit(database, workspace, the(placed.record_id), city=f"City {number}")
    seen: list[object] = []
    cursor: str | None = None
    async with database.workspace(workspace.id) as session:
        while cursor is not None or not seen:
            wanted = Paging(CURSORS, workspace.id, PAGE, cursor)
            page = await timeline.page(session, wanted, "contact", the(placed.record_id))
            seen += [field.after for entry in page.items for field in entry.fields]
            cursor = page.next_cursor
    assert seen == [*(f"City {number}" for number in reversed(range(PAGE + 3))), "ada@x.example"]


async def test_a_removed_record_keeps_its_timeline_and_loses_its_evidence(
    database: Database, workspace: Workspace
) -> None:
    imported, [placed] = await place(database, workspace, [{"email": "ada@x.example"}])
    await undo(database, workspace, imported)
    found = await entries(database, workspace, the(placed.record_id))
    assert [entry.action for entry in found] == ["delete", "create"]
    with pytest.raises(RecordNotFound):
        await sources(database, workspace, the(placed.record_id))
