"""Reserving, charging, giving back and expiring, on the real tables."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from leadgen.config import Settings
from leadgen.db.address import address_of
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.db.roles import Role
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.billing import service
from leadgen.platform.billing.contracts import CREDIT, Caps, Expiring
from leadgen.platform.billing.jobs import jobs
from leadgen.platform.billing.service import InvalidGrant, ReserveExceeded
from leadgen.platform.housekeeping import tidy
from leadgen.platform.jobs.worker import run_worker
from tests.factories.billing import OPERATOR, granted, look, sibling
from tests.factories.queue import QUICK, until
from tests.factories.tenancy import Workspace

AT = datetime(2026, 1, 31, 12, tzinfo=UTC)


async def reserve(database: Database, place: UUID, run: UUID, wanted: int, least: int = 1) -> int:
    async with database.workspace(place) as session:
        return await service.reserve(session, run, wanted, least=least)


async def settle(database: Database, place: UUID, run: UUID, amount: int) -> None:
    async with database.workspace(place) as session:
        await service.settle(session, run, amount)


async def release(database: Database, place: UUID, run: UUID) -> int:
    async with database.workspace(place) as session:
        return await service.release(session, run)


async def cap(database: Database, place: UUID, caps: Caps, *, of_account: bool = False) -> None:
    async with database.workspace(place) as session:
        await service.set_caps(session, caps, OPERATOR, of_account=of_account)


async def entries(session: WorkspaceSession) -> list[tuple[str, int, int, int | None]]:
    rows = await session.execute(text("SELECT kind, amount, spent, balance FROM ledger_entry ORDER BY id"))
    return [tuple(row) for row in rows]


async def test_a_run_pays_what_it_used_and_gets_the_rest_back(
    database: Database, workspace: Workspace
) -> None:
    run, place = uuid7(), workspace.id
    assert await reserve(database, place, run, 5) == 0  # nothing was ever granted
    await granted(database, place, 1)
    assert await reserve(database, place, run, 600) == 600
    assert await reserve(database, place, run, 600, least=500) == 0
    assert await reserve(database, place, run, 600) == 400  # as much as is there
    for amount in (250, 0, 50):
        await settle(database, place, run, amount)
    meter = await look(database, place)
    assert (meter.balance, meter.reserved, meter.spent_today, meter.spent_month) == (0, 700, 300, 300)
    assert [await release(database, place, run) for _ in range(2)] == [700, 0]
    meter = await look(database, place)
    assert (meter.balance, meter.reserved, meter.account.spent_today) == (700, 0, 300)
    async with database.workspace(place) as session:
        assert await entries(session) == [
            ("grant", 1000, 0, 1000),
            ("reserve", -600, 0, 400),
            ("reserve", -400, 0, 0),
            ("settle", 0, 250, None),
            ("settle", 0, 50, None),
            ("release", 700, 0, 700),
        ]


async def test_a_charge_above_the_reserve_is_refused_whole(database: Database, workspace: Workspace) -> None:
    run, place = uuid7(), workspace.id
    await granted(database, place, 1)
    await reserve(database, place, run, 100)
    for other in (run, uuid7()):
        with pytest.raises(ReserveExceeded):
            await settle(database, place, other, 101)
    assert (await look(database, place)).spent_today == 0


async def test_what_is_taken_back_leaves_nothing(database: Database, workspace: Workspace) -> None:
    async def fail(session: WorkspaceSession) -> None:
        raise KeyError

    await granted(database, workspace.id, 1)
    with pytest.raises(KeyError):
        async with database.workspace(workspace.id) as session:
            await fail(session) if await service.reserve(session, uuid7(), 500, least=1) else None
    assert (await look(database, workspace.id)).balance == 1000


async def test_caps_hold_over_days_and_workspaces(database: Database, workspace: Workspace) -> None:
    place, beside = workspace.id, await sibling(database, workspace, "beside")
    await granted(database, place, 100)
    await cap(database, place, Caps(per_day=300, per_month=700))
    await cap(database, place, Caps(per_run=250, per_month=900), of_account=True)
    run = uuid7()
    with clock.fix(AT):
        assert await reserve(database, place, run, 999) == 250
        await settle(database, place, run, 200)
        assert await reserve(database, place, uuid7(), 999) == 50  # 200 spent and 50 held of a day's 300
        assert await reserve(database, beside, uuid7(), 999) == 250  # only the account's caps bind here
    with clock.fix(AT + timedelta(days=1)):  # another day, another month; what is held is held
        assert await reserve(database, place, uuid7(), 999) == 200
        assert (await look(database, place)).caps == Caps(per_day=300, per_month=700)
        await cap(database, place, Caps())
        assert await reserve(database, beside, uuid7(), 999) == 250
        assert await reserve(database, place, uuid7(), 999) == 100  # the account's month: 800 are held


async def test_an_accounts_workspaces_share_the_balance_and_not_the_statement(
    database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    place, beside = workspace.id, await sibling(database, workspace, "beside")
    await granted(database, place, 1)
    run = uuid7()
    await reserve(database, place, run, 400)
    assert (await look(database, beside)).balance == 600
    assert (await look(database, beside)).workspace.reserved == 0
    assert await release(database, beside, run) == 0  # not theirs
    assert (await look(database, other_workspace.id)).balance == 0


@pytest.mark.parametrize(
    "table", ["account_balance", "credit_lot", "run_reserve", "spending", "ledger_entry"]
)
async def test_nobody_sees_the_credits_of_another_account(
    database: Database, workspace: Workspace, other_workspace: Workspace, table: str
) -> None:
    await granted(database, workspace.id, 1)
    async with database.workspace(workspace.id) as session:
        run = uuid7()
        await service.reserve(session, run, 400, least=1)
        await service.settle(session, run, 400)
    looks = [database.workspace(workspace.id), database.workspace(other_workspace.id), database.identity()]
    seen = []
    for look_in in looks:
        async with look_in as session:
            seen.append(await session.scalar(text(f"SELECT count(*) > 0 FROM {table}")))
    assert seen == [True, False, False]


async def test_the_ledger_is_never_changed(
    database: Database, settings: Settings, workspace: Workspace
) -> None:
    await granted(database, workspace.id, 1)
    for statement in ("UPDATE ledger_entry SET amount = 0", "DELETE FROM ledger_entry"):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with database.workspace(workspace.id) as session:
                await session.execute(text(statement))
        conninfo = address_of(settings).role_conninfo(Role.OWNER, settings.secret())
        with psycopg.connect(conninfo) as owner, pytest.raises(psycopg.errors.RaiseException):
            owner.execute(statement)


async def test_nobody_writes_in_the_name_of_another_workspace(
    database: Database, workspace: Workspace
) -> None:
    beside = await sibling(database, workspace, "beside")
    await granted(database, workspace.id, 1)
    run = uuid7()
    await reserve(database, workspace.id, run, 400)
    async with database.workspace(beside) as session:
        done = await session.execute(text("UPDATE run_reserve SET held = 0 RETURNING 1"))
        assert done.all() == []
    with pytest.raises(DBAPIError, match="row-level security"):
        async with database.workspace(beside) as session:
            await session.execute(
                text(
                    "INSERT INTO spending (account_id, workspace_id, day, amount)"
                    " VALUES (:account, :workspace, '2026-01-31', 1)"
                ),
                {"account": workspace.account_id, "workspace": workspace.id},
            )


async def test_credits_roll_over_until_their_end_and_what_a_run_holds_is_kept_for_it(
    database: Database, workspace: Workspace
) -> None:
    place, run = workspace.id, uuid7()
    with clock.fix(AT):
        await service.grant(database, place, CREDIT, OPERATOR, expires_at=AT + timedelta(days=20))
        await granted(database, place, 1)
        assert await reserve(database, place, run, 700) == 700
        await settle(database, place, run, 100)
        assert (await look(database, place)).expiring == Expiring(1000, AT + timedelta(days=20))
    late = AT + timedelta(days=21)
    with clock.fix(late):
        for _ in range(2):  # twice in a row does no more
            await tidy(database, late)
            assert (await look(database, place)).balance == 1000  # 300 went
        assert await release(database, place, run) == 600
        await tidy(database, late)
        assert (await look(database, place)).balance == 1000  # and now these 600
        assert (await look(database, place)).expiring is None


async def test_what_waits_for_credits_hears_of_room_in_each_workspace_of_the_account(
    database: Database,
    settings: Settings,
    workspace: Workspace,
    other_workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[UUID] = []

    async def listen(session: WorkspaceSession) -> None:
        heard.append(session.workspace_id)

    monkeypatch.setattr(service, "_listeners", [])
    service.on_granted(listen)
    beside = await sibling(database, workspace, "beside")
    await granted(database, workspace.id, 1)
    assert sorted(heard) == sorted([workspace.id, beside])
    heard.clear()
    run, other = uuid7(), uuid7()
    await reserve(database, workspace.id, run, 600)
    await reserve(database, beside, other, 100)
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker([jobs], database, settings, stop, QUICK))

    async def has_beside_heard() -> bool:
        return beside in heard

    await cap(database, workspace.id, Caps(per_day=900), of_account=True)
    await until(has_beside_heard)
    heard.clear()
    await release(database, workspace.id, run)
    await until(has_beside_heard)
    stop.set()
    await worker
    assert other_workspace.id not in heard
    for amount in (0, -5):
        with pytest.raises(InvalidGrant):
            await service.grant(database, workspace.id, amount, OPERATOR)
