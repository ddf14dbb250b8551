"""A database that was copied disarms its workspaces; one that was promoted or moved in time does not."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from leadgen.config import Settings, load_settings
from leadgen.db import whereabouts
from leadgen.db.address import Address, address_of
from leadgen.db.engine import Database
from leadgen.db.roles import Role
from leadgen.db.startup import ready
from leadgen.db.whereabouts import Place, look_around
from leadgen.kernel.clock import now
from leadgen.platform.workspaces.arming import NotDisarmed, arm, is_disarmed
from tests.factories.server import SECRET, TestServer
from tests.factories.tenancy import Workspace, make_person, make_workspace


async def disarmed(database: Database, workspace: Workspace) -> bool:
    async with database.workspace(workspace.id) as session:
        return await is_disarmed(session)


def start(settings: Settings) -> None:
    with ready(settings):
        pass


async def test_a_database_that_stays_where_it_is_stays_armed(
    settings: Settings, database: Database, workspace: Workspace
) -> None:
    start(settings)
    start(settings)
    assert not await disarmed(database, workspace)


async def test_a_copy_on_the_same_server_is_disarmed_before_and_after_its_first_start(
    postgres: TestServer, address: Address, settings: Settings, database: Database, workspace: Workspace
) -> None:
    start(settings)
    await database.close()
    with postgres.copy(address) as elsewhere:
        there = load_settings({**settings.model_dump(exclude={"secret_key"}), "secret_key": SECRET,
                               "database_url": elsewhere.public_url()})  # fmt: skip
        copied = Database.open(there)
        assert await disarmed(copied, workspace)
        start(there)
        assert await disarmed(copied, workspace)
        async with copied.workspace(workspace.id) as session:
            assert (await arm(session)).reason == whereabouts.ELSEWHERE
        start(there)
        assert not await disarmed(copied, workspace)
        await copied.close()
    assert not await disarmed(database, workspace)


async def test_arming_what_is_armed_is_refused(database: Database, workspace: Workspace) -> None:
    with pytest.raises(NotDisarmed):
        async with database.workspace(workspace.id) as session:
            await arm(session)


def test_a_place_that_cannot_be_told_is_no_other_place() -> None:
    here = Place("1/5", "7/8")
    assert not here.differs(Place(None, None))
    assert not here.differs(here)
    assert here.differs(Place("2/5", "7/8"))
    assert here.differs(Place("1/5", "9/9"))


def test_a_kill_between_disarming_and_remembering_disarms_again(
    settings: Settings, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(role: Role) -> psycopg.Connection:
        return psycopg.connect(address.role_conninfo(role, settings.secret()))

    look_around(connect, settings, now())
    with connect(Role.OWNER) as owner:
        owner.execute("UPDATE installation SET server = 'another/1'")
    with monkeypatch.context() as broken:
        broken.setattr(whereabouts, "_remember", interrupted)
        with pytest.raises(KeyboardInterrupt):
            look_around(connect, settings, now())
    assert look_around(connect, settings, now()) is not None
    assert look_around(connect, settings, now()) is None


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


async def test_a_copied_data_folder_is_disarmed_and_the_moved_one_is_not(folder: Path) -> None:
    here = load_settings({"data_dir": folder})
    with opened(here) as database:
        alice, bob, charlie = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
        workspace = await make_workspace(database, slug="alice", owner=alice, bob=bob, charlie=charlie)
        await database.close()
    moved, copy = move_and_copy(folder)
    try:
        for place, expected in ((moved, False), (copy, True)):
            with opened(load_settings({"data_dir": place})) as database:
                assert await disarmed(database, workspace) is expected
                await database.close()
    finally:
        shutil.rmtree(moved)
        shutil.rmtree(copy)


def move_and_copy(folder: Path) -> tuple[Path, Path]:
    moved = folder.rename(folder.with_name(folder.name + "-moved"))
    copy = folder.with_name(folder.name + "-copy")
    subprocess.run(["cp", "--archive", moved, copy], check=True)
    return moved, copy


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    with ready(settings):
        yield Database.open(settings)


def test_every_role_of_ours_may_ask_which_server_it_is(settings: Settings) -> None:
    for role in (Role.APP, Role.OWNER):
        conninfo = address_of(settings).role_conninfo(role, settings.secret())
        with psycopg.connect(conninfo) as connection:
            row = connection.execute("SELECT server_identity()").fetchone()
            assert row is not None
            assert row[0] is not None
