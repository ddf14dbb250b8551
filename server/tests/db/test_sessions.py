"""A session sees its workspace and nothing else."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from tests.factories.tenancy import Workspace

_ADD_TAG = text("INSERT INTO tag (workspace_id, id, name, key) VALUES (:workspace, :id, 'x', :key)")


async def add_tag(database: Database, workspace_id: UUID, *, claimed: UUID | None = None) -> None:
    async with database.workspace(workspace_id) as session:
        row = {"workspace": claimed or workspace_id, "id": uuid7(), "key": uuid7().hex}
        await session.execute(_ADD_TAG, row)


async def tags_seen(database: Database, workspace_id: UUID) -> list[UUID]:
    async with database.workspace(workspace_id) as session:
        return list((await session.execute(text("SELECT workspace_id FROM tag"))).scalars())


async def test_a_workspace_sees_its_own_rows_only(
    database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    await add_tag(database, workspace.id)
    await add_tag(database, other_workspace.id)
    assert await tags_seen(database, workspace.id) == [workspace.id]


async def test_a_row_of_another_workspace_cannot_be_written(
    database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        await add_tag(database, workspace.id, claimed=other_workspace.id)


async def test_without_a_workspace_there_are_no_rows_and_a_write_fails(
    database: Database, workspace: Workspace
) -> None:
    await add_tag(database, workspace.id)
    async with database.identity() as session:
        assert (await session.execute(text("SELECT count(*) FROM tag"))).scalar() == 0
    async with database.identity() as session:
        with pytest.raises(ProgrammingError, match="row-level security"):
            await session.execute(_ADD_TAG, {"workspace": workspace.id, "id": uuid7(), "key": "k"})


async def test_an_error_leaves_nothing_behind(database: Database, workspace: Workspace) -> None:
    async def fail() -> None:
        async with database.workspace(workspace.id) as session:
            await session.execute(_ADD_TAG, {"workspace": workspace.id, "id": uuid7(), "key": "k"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await tags_seen(database, workspace.id) == []


async def test_pooled_connections_do_not_carry_a_workspace_on(
    database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    await add_tag(database, workspace.id)
    await add_tag(database, other_workspace.id)

    async def look(number: int) -> None:
        mine = workspace if number % 2 else other_workspace
        assert await tags_seen(database, mine.id) == [mine.id]
        async with database.identity() as session:
            assert (await session.execute(text("SELECT count(*) FROM tag"))).scalar() == 0

    await asyncio.gather(*(look(number) for number in range(60)))


async def test_identity_shows_a_user_the_workspaces_they_belong_to(
    database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    async with database.identity(user_id=workspace.bob.id) as session:
        assert (await session.execute(text("SELECT slug FROM workspace"))).scalars().all() == ["alice"]
        assert (await session.execute(text("SELECT count(*) FROM member"))).scalar() == 1


async def test_the_driver_copies_in_the_same_transaction(database: Database, workspace: Workspace) -> None:
    async with database.workspace(workspace.id) as session:
        await session.execute(text("CREATE TEMP TABLE incoming (n int) ON COMMIT DROP"))
        driver = await session.driver()
        async with driver.cursor() as cursor, cursor.copy("COPY incoming FROM STDIN") as copy:
            for number in range(3):
                await copy.write_row([number])
        assert (await session.execute(text("SELECT count(*) FROM incoming"))).scalar() == 3


async def test_reading_across_workspaces_leaves_its_reason(
    database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    before = clock.now()
    async with database.all_workspaces("count the workspaces") as session:
        assert (await session.execute(text("SELECT count(*) FROM workspace"))).scalar() == 2
    async with database.all_workspaces("read the reasons") as session:
        row = (await session.execute(text("SELECT reason, at FROM system_access ORDER BY at"))).first()
    assert row is not None
    assert row.reason == "count the workspaces"
    assert row.at >= before


async def test_the_system_role_cannot_write_for_a_workspace(database: Database, workspace: Workspace) -> None:
    async with database.all_workspaces("try to write") as session:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await session.execute(_ADD_TAG, {"workspace": workspace.id, "id": uuid7(), "key": "k"})
