"""Undo: what it puts back, what it leaves and says so, and that it may run twice or race an edit."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import JobContext
from leadgen.records import service, undo
from leadgen.records.contracts import Operation, Patch
from leadgen.records.errors import NotUndoable, UndoRunning
from leadgen.records.jobs import undo_operation
from leadgen.records.repository import history, operations
from leadgen.records.repository.history import ConflictRow
from leadgen.records.undo.preview import Preview
from tests.factories.records import Importer, Line, alice, edit, open_import, place, the, values_of
from tests.factories.records import undo as undo_now
from tests.factories.tenancy import Workspace

PEOPLE: list[Line] = [
    {"full_name": f"Person {number}", "email": f"p{number}@x.example", "company_name": "Firm Ltd"}
    for number in range(3)
]


async def alive(database: Database, workspace: Workspace) -> tuple[int, int, int]:
    """Living contacts, living companies, record keys."""
    query = """SELECT (SELECT count(*) FROM contact WHERE deleted_at IS NULL),
      (SELECT count(*) FROM company WHERE deleted_at IS NULL), (SELECT count(*) FROM record_key)"""
    async with database.workspace(workspace.id) as session:
        contacts, companies, keys = (await session.execute(text(query))).one()
    return contacts, companies, keys


async def operation(database: Database, workspace: Workspace, operation_id: UUID) -> Operation:
    async with database.workspace(workspace.id) as session:
        return (await operations.by_ids(session, [operation_id]))[operation_id]


async def conflicts(database: Database, workspace: Workspace, undo_id: UUID) -> list[ConflictRow]:
    async with database.workspace(workspace.id) as session:
        return await history.conflicts(session, undo_id, None, 100)


async def preview(database: Database, workspace: Workspace, operation_id: UUID) -> Preview:
    async with database.workspace(workspace.id) as session:
        return await undo.preview(session, operation_id)


def context(database: Database, settings: Settings) -> JobContext:
    return JobContext(database, settings, job_id=1, attempts=0, should_abort=lambda: False)


async def test_an_import_undone_leaves_nothing_and_redone_everything(
    database: Database, workspace: Workspace
) -> None:
    imported, _ = await place(database, workspace, PEOPLE)
    before = await alive(database, workspace)
    assert before == (3, 1, 4)
    undone = await undo_now(database, workspace, imported)
    assert await alive(database, workspace) == (0, 0, 0)
    assert (await operation(database, workspace, undone)).counts == {"removed": 4, "kept": 0, "conflicts": 0}
    redone = await undo_now(database, workspace, undone)
    assert await alive(database, workspace) == before
    assert (await operation(database, workspace, imported)).undone_by_id is None
    await undo_now(database, workspace, redone)
    assert await alive(database, workspace) == (0, 0, 0)
    assert (await operation(database, workspace, imported)).undone_by_id == undone


async def test_what_somebody_worked_on_stays_and_is_named(database: Database, workspace: Workspace) -> None:
    imported, [first, *_] = await place(database, workspace, PEOPLE)
    edited = await edit(database, workspace, the(first.record_id), job_title="CTO")
    seen = await preview(database, workspace, imported)
    assert (seen.remove, seen.conflicts_total) == (2, 2)
    undone = await undo_now(database, workspace, imported)
    assert await alive(database, workspace) == (1, 1, 2)
    found = {row.record_id: row for row in await conflicts(database, workspace, undone)}
    assert found[the(first.record_id)].by_operation_id == edited
    assert found[the(first.company_id)].reason == "Still used by 1 contact"
    assert {row.record_id: row.reason for row in seen.conflicts} == {
        record_id: row.reason for record_id, row in found.items()
    }


async def test_a_company_that_others_work_at_stays(database: Database, workspace: Workspace) -> None:
    imported, [first, *_] = await place(database, workspace, PEOPLE)
    await place(database, workspace, [{"full_name": "Another", "company_name": "Firm"}])
    undone = await undo_now(database, workspace, imported)
    assert (await alive(database, workspace))[:2] == (1, 1)
    [conflict] = await conflicts(database, workspace, undone)
    assert (conflict.record_id, conflict.reason) == (first.company_id, "Still used by 1 contact")


async def test_a_value_changed_later_is_a_conflict_and_a_confirmed_one_is_kept(
    database: Database, workspace: Workspace
) -> None:
    _, [ada, grace] = await place(database, workspace, [{"email": "a@x.example"}, {"email": "g@x.example"}])
    patches = [Patch(the(one.record_id), {"city": "Brno", "state": "JM"}) for one in (ada, grace)]
    async with database.workspace(workspace.id) as session:
        written = await open_import(session, workspace)
        await service.write(session, written, "contact", patches)
        await service.finish_operation(session, written, state="done", counts={})
    changed = await edit(database, workspace, the(ada.record_id), city="Prague")
    await edit(database, workspace, the(grace.record_id), city="Brno")
    seen = await preview(database, workspace, written)
    assert (seen.revert, seen.keep, seen.conflicts_total) == (2, 1, 1)
    undone = await undo_now(database, workspace, written)
    [conflict] = await conflicts(database, workspace, undone)
    assert (conflict.record_id, conflict.field, conflict.by_operation_id) == (ada.record_id, "city", changed)
    assert (await operation(database, workspace, undone)).counts == {"reverted": 2, "kept": 1, "conflicts": 1}
    assert "state" not in await values_of(database, workspace, the(ada.record_id))
    assert (await values_of(database, workspace, the(grace.record_id)))["city"] == "Brno"


async def test_an_identity_taken_meanwhile_is_a_conflict(database: Database, workspace: Workspace) -> None:
    _, [ada] = await place(database, workspace, [{"email": "a@x.example"}])
    moved = await edit(database, workspace, the(ada.record_id), email="b@x.example", city="Brno")
    await place(database, workspace, [{"email": "a@x.example"}])
    undone = await undo_now(database, workspace, moved)
    [conflict] = await conflicts(database, workspace, undone)
    assert (conflict.field, conflict.reason) == ("email", "a@x.example belongs to another contact now")
    assert await values_of(database, workspace, the(ada.record_id)) == {"email": "b@x.example"}


async def test_a_record_whose_identity_is_taken_does_not_come_back(
    database: Database, workspace: Workspace
) -> None:
    imported, _ = await place(database, workspace, [{"email": "a@x.example"}])
    undone = await undo_now(database, workspace, imported)
    await place(database, workspace, [{"email": "a@x.example"}])
    redone = await undo_now(database, workspace, undone)
    [conflict] = await conflicts(database, workspace, redone)
    assert conflict.reason == "a@x.example belongs to another contact now"
    assert (await alive(database, workspace))[0] == 1


async def test_undone_twice_is_refused(database: Database, workspace: Workspace) -> None:
    imported, _ = await place(database, workspace, PEOPLE)
    await undo_now(database, workspace, imported)
    with pytest.raises(NotUndoable, match="It was undone already"):
        await undo_now(database, workspace, imported)


async def test_a_running_operation_cannot_be_undone(database: Database, workspace: Workspace) -> None:
    async with database.workspace(workspace.id) as session:
        running = await open_import(session, workspace)
    with pytest.raises(NotUndoable, match="still running"):
        await undo_now(database, workspace, running)


async def test_a_big_undo_is_a_job_that_may_run_twice(
    database: Database, workspace: Workspace, settings: Settings
) -> None:
    imported, _ = await place(
        database, workspace, [{"email": f"p{number}@x.example"} for number in range(300)]
    )
    undone = await undo_now(database, workspace, imported)
    assert (await alive(database, workspace))[0] == 300
    with pytest.raises(UndoRunning):
        await undo_now(database, workspace, imported)
    job = context(database, settings)
    await asyncio.gather(*(undo_operation(job, workspace.id, undone) for _ in range(2)))
    await undo_operation(job, workspace.id, undone)
    finished = await operation(database, workspace, undone)
    assert (finished.state, finished.done, finished.counts["removed"]) == ("done", 300, 300)
    assert await alive(database, workspace) == (0, 0, 0)


async def test_a_stopped_undo_is_finished_by_another(
    database: Database, workspace: Workspace, settings: Settings
) -> None:
    imported, _ = await place(
        database, workspace, [{"email": f"p{number}@x.example"} for number in range(300)]
    )
    stopped = await undo_now(database, workspace, imported)
    async with database.workspace(workspace.id) as session:
        assert await undo.step(session, stopped)
    async with database.workspace(workspace.id) as session:
        await undo.fail(session, stopped)
    assert (await operation(database, workspace, stopped)).state == "failed"
    again = await undo_now(database, workspace, imported)
    await undo_operation(context(database, settings), workspace.id, again)
    assert await alive(database, workspace) == (0, 0, 0)


async def test_an_edit_racing_an_undo_ends_as_one_or_the_other(
    database: Database, workspace: Workspace
) -> None:
    for turn in range(5):
        _, [placed] = await place(database, workspace, [{"email": f"a{turn}@x.example", "city": "Brno"}])
        record_id = the(placed.record_id)
        first = await edit(database, workspace, record_id, city="Prague")
        undone, second = await asyncio.gather(
            undo_now(database, workspace, first), edit(database, workspace, record_id, city="Oslo")
        )
        assert (await values_of(database, workspace, record_id))["city"] == "Oslo"
        async with database.workspace(workspace.id) as session:
            author = await session.scalar(
                text("SELECT operation_id FROM field_state WHERE record_id = :id"), {"id": record_id}
            )
            before = await session.scalar(
                text("SELECT before ->> 'city' FROM change WHERE operation_id = :id"), {"id": second}
            )
        assert author == second
        refused = bool(await conflicts(database, workspace, undone))
        assert before == ("Prague" if refused else "Brno")


async def test_listeners_hear_of_undo_and_redo(database: Database, workspace: Workspace) -> None:
    heard: list[tuple[UUID, bool]] = []

    async def listener(session: object, operation_id: UUID, undone: bool) -> None:
        heard.append((operation_id, undone))

    undo.on_undone(listener)
    imported, _ = await place(database, workspace, PEOPLE)
    undone = await undo_now(database, workspace, imported)
    assert heard == [(imported, True)]
    await undo_now(database, workspace, undone)
    assert heard[1:] == [(undone, True), (imported, False)]


async def test_a_contact_by_hand_is_removed_by_undo_and_comes_back(
    database: Database, workspace: Workspace
) -> None:
    async with database.workspace(workspace.id) as session:
        made = await service.open_operation(
            session, kind="create", actor=alice(workspace), source="By hand", summary="Added"
        )
        record_id = await service.create(
            session, made, "contact", {"email": "a@x.example", "job_title": "CTO"}
        )
        await service.finish_operation(session, made, state="done", counts={"created": 1})
    undone = await undo_now(database, workspace, made)
    assert await values_of(database, workspace, record_id) == {}
    await undo_now(database, workspace, undone)
    assert await values_of(database, workspace, record_id) == {
        "email": "a@x.example",
        "job_title": "CTO",
        "seniority": "c_level",
        "department": "engineering",
    }


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"remove": 1}, "Removes 1 record."),
        (
            {"remove": 1_200, "revert": 3, "keep": 2, "conflicts": 1},
            (
                "Removes 1,200 records and puts back 3 values. 2 values stay because they were confirmed "
                "since. 1 conflict stays as it is."
            ),
        ),
        ({"bring_back": 2}, "Brings back 2 records."),
        ({}, "There is nothing left to undo."),
    ],
)
def test_the_sentence_says_what_will_happen(numbers: dict[str, int], expected: str) -> None:
    none = {"revert": 0, "remove": 0, "bring_back": 0, "keep": 0, "conflicts": 0}
    assert undo.sentence(**{**none, **numbers}) == expected


async def test_what_an_import_added_to_its_own_records_goes_and_comes_with_them(
    database: Database, workspace: Workspace
) -> None:
    async with database.workspace(workspace.id) as session:
        importer = Importer(await open_import(session, workspace))
        [made] = await importer.chunk(session, [{"email": "a@x.example"}])
        patch = Patch(the(made.record_id), {"city": "Brno"}, line_no=2)
        await service.write(session, importer.operation_id, "contact", [patch])
        await service.finish_operation(session, importer.operation_id, state="done", counts={})
    undone = await undo_now(database, workspace, importer.operation_id)
    assert await alive(database, workspace) == (0, 0, 0)
    await undo_now(database, workspace, undone)
    assert await values_of(database, workspace, the(made.record_id)) == {
        "email": "a@x.example",
        "city": "Brno",
    }
    assert await alive(database, workspace) == (1, 0, 1)
