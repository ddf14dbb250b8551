"""Writes under operations: set-based, with everything that follows from a value beside it."""

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.records import service
from leadgen.records.contracts import Patch, Value
from leadgen.records.errors import KeyTaken, RecordNotFound
from tests.factories.records import alice, edit, open_import, place, the, undo, values_of
from tests.factories.statements import counted
from tests.factories.tenancy import Workspace


async def one(session: WorkspaceSession, query: str, **params: object) -> tuple[object, ...]:
    return tuple((await session.execute(text(query), params)).one())


async def test_a_write_costs_the_same_statements_however_many_records(
    database: Database, workspace: Workspace
) -> None:
    _, placed = await place(database, workspace, [{"email": f"p{number}@x.example"} for number in range(60)])
    values: dict[str, Value | None] = {
        "job_title": "CTO",
        "email_other": ["z@x.example"],
        "linkedin_url": "https://www.linkedin.com/in/z",
        "tags": ["VIP"],
        "city": "Brno",
    }
    patches = [Patch(the(one.record_id), {**values, "city": str(n)}) for n, one in enumerate(placed)]
    async with database.workspace(workspace.id) as session:
        operation_id = await open_import(session, workspace)
        few = await counted(session, lambda: service.write(session, operation_id, "contact", patches[:2]))
        many = await counted(session, lambda: service.write(session, operation_id, "contact", patches[2:]))
    assert few == many
    assert 10 < few <= 25


async def test_a_title_lives_on_the_present_job_and_goes_with_it(
    database: Database, workspace: Workspace
) -> None:
    _, [placed] = await place(database, workspace, [{"email": "a@x.example"}])
    record_id = the(placed.record_id)
    job = "SELECT title FROM employment WHERE contact_id = :id"
    for title, expected in (("CTO", ["CTO"]), ("CEO", ["CEO"]), (None, [])):
        await edit(database, workspace, record_id, job_title=title)
        async with database.workspace(workspace.id) as session:
            assert list(await session.scalars(text(job), {"id": record_id})) == expected


async def test_an_address_of_somebody_else_is_refused_and_named(
    database: Database, workspace: Workspace
) -> None:
    _, [ada, grace] = await place(
        database,
        workspace,
        [{"full_name": "Ada Example", "email": "ada@x.example"}, {"email": "grace@x.example"}],
    )
    with pytest.raises(KeyTaken) as refusal:
        await edit(database, workspace, the(grace.record_id), email="ada@x.example", city="Brno")
    assert refusal.value.extra == {
        "field": "email",
        "record_id": str(ada.record_id),
        "record_label": "Ada Example",
    }
    assert await values_of(database, workspace, the(grace.record_id)) == {"email": "grace@x.example"}


async def test_an_import_leaves_an_identity_with_its_owner(database: Database, workspace: Workspace) -> None:
    _, [ada, grace] = await place(
        database, workspace, [{"email": "ada@x.example"}, {"email": "grace@x.example"}]
    )
    async with database.workspace(workspace.id) as session:
        operation_id = await open_import(session, workspace)
        await service.write(
            session, operation_id, "contact", [Patch(the(grace.record_id), {"email": "ada@x.example"})]
        )
        [holders] = await service.resolve(session, "contact", [["email:ada@x.example"]])
    assert holders == {ada.record_id}


async def test_several_writes_of_one_operation_are_one_change(
    database: Database, workspace: Workspace
) -> None:
    _, [placed] = await place(database, workspace, [{"email": "a@x.example", "city": "Brno"}])
    record_id = the(placed.record_id)
    await edit(database, workspace, record_id, city="Prague")
    async with database.workspace(workspace.id) as session:
        operation_id = await open_import(session, workspace)
        for city, title in (("Oslo", "CTO"), ("Bergen", "CEO")):
            await service.write(
                session, operation_id, "contact", [Patch(record_id, {"city": city, "job_title": title})]
            )
        await service.finish_operation(session, operation_id, state="done", counts={})
        assert await one(
            session, "SELECT before, after, after_by FROM change WHERE operation_id = :id", id=operation_id
        ) == (
            {"city": "Prague", "job_title": None, "seniority": None, "department": None},
            {"city": "Bergen", "job_title": "CEO", "seniority": "c_level", "department": "executive"},
            {},
        )
    await undo(database, workspace, operation_id)
    assert (await values_of(database, workspace, record_id))["city"] == "Prague"


async def test_an_equal_value_is_recorded_as_confirmed(database: Database, workspace: Workspace) -> None:
    _, [placed] = await place(database, workspace, [{"email": "a@x.example", "city": "Brno"}])
    patch = Patch(the(placed.record_id), {"city": "Brno"})
    async with database.workspace(workspace.id) as session:
        operation_id = await open_import(session, workspace)
        result = await service.write(session, operation_id, "contact", [patch])
        again = await service.write(session, operation_id, "contact", [patch])
        author = await one(session, "SELECT operation_id FROM field_state")
    assert not result.changed
    assert set(result.confirmed) == {placed.record_id}
    assert not again.changed
    assert not again.confirmed
    assert author == (operation_id,)


async def test_tags_keep_the_spelling_the_workspace_knows(database: Database, workspace: Workspace) -> None:
    _, [first, second] = await place(
        database, workspace, [{"email": "a@x.example", "tags": ["VIP"]}, {"email": "b@x.example"}]
    )
    await edit(database, workspace, the(second.record_id), tags=["vip", "New"])
    assert (await values_of(database, workspace, the(second.record_id)))["tags"] == ["New", "VIP"]
    operation_id = await edit(database, workspace, the(first.record_id), tags=["vip"])
    async with database.workspace(workspace.id) as session:
        change = await one(
            session, "SELECT before = after FROM change WHERE operation_id = :id", id=operation_id
        )
    assert change == (True,)


async def test_a_whole_name_is_split_and_composed_again(database: Database, workspace: Workspace) -> None:
    _, [placed] = await place(database, workspace, [{"full_name": "Ada Example"}])
    await edit(database, workspace, the(placed.record_id), full_name="Dr. Grace van der Berg")
    assert await values_of(database, workspace, the(placed.record_id)) == {
        "name_prefix": "Dr.",
        "first_name": "Grace",
        "last_name": "van der Berg",
        "full_name": "Grace van der Berg",
    }


async def test_a_record_that_is_gone_cannot_be_edited(database: Database, workspace: Workspace) -> None:
    operation_id, [placed] = await place(database, workspace, [{"email": "a@x.example"}])
    await undo(database, workspace, operation_id)
    with pytest.raises(RecordNotFound):
        await edit(database, workspace, the(placed.record_id), city="Brno")
    async with database.workspace(workspace.id) as session:
        result = await service.write(
            session,
            await open_import(session, workspace),
            "contact",
            [Patch(the(placed.record_id), {"city": "B"})],
        )
    assert not result.changed


async def test_a_contact_by_hand_takes_its_identities(database: Database, workspace: Workspace) -> None:
    async with database.workspace(workspace.id) as session:
        operation_id = await service.open_operation(
            session, kind="create", actor=alice(workspace), source="By hand", summary="Added"
        )
        record_id = await service.create(
            session, operation_id, "contact", {"email": "a@x.example", "city": "Brno"}
        )
        await service.finish_operation(session, operation_id, state="done", counts={"created": 1})
        assert await one(session, "SELECT count(*) FROM field_state") == (0,)
    _, [found] = await place(database, workspace, [{"email": "a@x.example"}])
    assert found.record_id == record_id


async def test_an_edit_of_one_cell_costs_few_statements(database: Database, workspace: Workspace) -> None:
    _, [placed] = await place(database, workspace, [{"email": "a@x.example", "tags": ["VIP"]}])
    async with database.workspace(workspace.id) as session:
        operation_id = await open_import(session, workspace)
        patch = Patch(the(placed.record_id), {"city": "Brno"})
        assert await counted(session, lambda: service.write(session, operation_id, "contact", [patch])) == 6


async def test_what_follows_a_title_is_undone_with_it_and_left_where_a_person_decided(
    database: Database, workspace: Workspace
) -> None:
    _, [placed] = await place(database, workspace, [{"email": "a@x.example", "job_title": "Sales Manager"}])
    record_id = the(placed.record_id)
    made = await values_of(database, workspace, record_id)
    assert (made["seniority"], made["department"]) == ("manager", "sales")
    await edit(database, workspace, record_id, department="marketing")
    changed = await edit(database, workspace, record_id, job_title="CFO")
    now = await values_of(database, workspace, record_id)
    assert (now["seniority"], now["department"]) == ("c_level", "marketing")
    await undo(database, workspace, changed)
    again = await values_of(database, workspace, record_id)
    assert (again["seniority"], again["department"]) == ("manager", "marketing")
