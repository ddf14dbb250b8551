"""Killed, overtaken, cut off: an act that may be repeated is done once more, another is left for a person."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.config import Settings, load_settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.kernel.clock import now
from leadgen.platform.effects import repository
from leadgen.platform.effects.claiming import claim, see_to_lost
from leadgen.platform.effects.contracts import (
    Again,
    Claimed,
    Done,
    EffectKind,
    Failed,
    Hold,
    Later,
    Outcome,
)
from leadgen.platform.effects.settling import Answer, write
from tests.factories.effects import QUICK, Ledger, ask, dispatching, reached, states
from tests.factories.server import SECRET, open_folder
from tests.factories.tenancy import Workspace, make_person, make_workspace

_WORKER = """
import asyncio, sys
from datetime import timedelta
from leadgen.cli import logs
from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.platform.effects.contracts import Done, EffectKind, Effects
from leadgen.platform.effects.dispatcher import run_dispatcher

async def call(context, effect):
    print(effect.natural_key, flush=True)
    await asyncio.sleep(600)

async def settle(session, settled):
    pass

async def main():
    logs.configure()
    settings, effects = load_settings(), Effects()
    lease = timedelta(seconds=float(sys.argv[2]))
    effects.kind(EffectKind("test.act", call, settle, sys.argv[1] == "True", lease=lease))
    await run_dispatcher([effects], Database.open(settings), settings, asyncio.Event())

asyncio.run(main())
"""


@asynccontextmanager
async def other_worker(
    settings: Settings, *, is_idempotent: bool, lease_s: float
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A dispatcher in a process of its own, whose calls never end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _WORKER, str(is_idempotent), str(lease_s)),
        env={**os.environ, "LEADGEN_DATABASE_URL": settings.database_url or "", "LEADGEN_SECRET_KEY": SECRET},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.mark.parametrize(("is_idempotent", "state"), [(True, "settled"), (False, "unknown")])
async def test_a_call_lost_with_its_worker_is_repeated_only_where_that_is_harmless(
    ledger: Ledger,
    database: Database,
    settings: Settings,
    workspace: Workspace,
    is_idempotent: bool,
    state: str,
) -> None:
    ledger.kind(is_idempotent=is_idempotent)
    await ask(database, workspace, "one")
    async with other_worker(settings, is_idempotent=is_idempotent, lease_s=1) as process:
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 20) == b"one\n"
        process.send_signal(signal.SIGKILL)
        await process.wait()
    assert await states(database, workspace) == {"called": 1}
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, **{state: 1})
    assert ledger.called == ([("one", 2)] if is_idempotent else [])
    assert [one.state for one in ledger.settled] == [state]


async def test_an_act_over_which_worker_after_worker_dies_is_left_to_a_person(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    ledger.kind(retries=())
    await ask(database, workspace, "one")
    async with database.workspace(workspace.id) as session:
        await session.execute(
            text(
                "UPDATE effect SET state = 'called', attempts = 6, due_at = :at, called_at = :at,"
                " lease_id = id"
            ),
            {"at": now()},
        )
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, unknown=1)
    assert ledger.called == []


async def test_a_lease_begins_with_its_claim_however_long_the_round_takes(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    def hold_the_first_lane_slowly(claimed: Sequence[Claimed]) -> Mapping[UUID, Hold]:
        if claimed[0].lane == "second":
            return {}
        time.sleep(0.8)
        return {one.id: Later(now() + timedelta(hours=1), "Not yet.") for one in claimed}

    async def act(effect: Claimed) -> Outcome:
        await asyncio.sleep(0.4)
        return Done()

    ledger.kind(act, lease=timedelta(seconds=0.8))
    ledger.holds = hold_the_first_lane_slowly
    await ask(database, workspace, "held", lane="first")
    await ask(database, workspace, "called", lane="second")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, reserved=1, settled=1)
    assert ledger.called == [("called", 1)]


async def test_a_lease_lasts_as_long_as_the_call(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def act(effect: Claimed) -> Outcome:
        await asyncio.sleep(5)
        return Done()

    ledger.kind(act, lease=timedelta(seconds=2))
    await ask(database, workspace, "one", "two")
    async with dispatching(ledger, database, settings), dispatching(ledger, database, settings):
        await reached(database, workspace, settled=2)
    assert sorted(ledger.called) == [("one", 1), ("two", 1)]


async def test_the_same_acts_asked_for_at_once_in_any_order_are_there_once(
    database: Database, workspace: Workspace
) -> None:
    keys = [f"act {number}" for number in range(3_000)]
    for _ in range(3):
        found = await asyncio.gather(
            ask(database, workspace, *keys), ask(database, workspace, *reversed(keys))
        )
        assert sum(found) == len(keys)
        keys = [f"{key}'" for key in keys]


async def test_dispatchers_at_once_call_each_act_once(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def act(effect: Claimed) -> Outcome:
        await asyncio.sleep(0.001)
        return Done()

    ledger.kind(act, at_once=7, batch=5)
    keys = [f"act {number}" for number in range(200)]
    await ask(database, workspace, *keys)
    async with dispatching(ledger, database, settings), dispatching(ledger, database, settings):
        await reached(database, workspace, settled=200)
    assert sorted(ledger.called) == sorted((key, 1) for key in keys)
    assert len(ledger.settled) == 200


async def test_a_lane_is_never_fuller_than_its_kind_allows_however_many_workers(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    inside = most = 0

    async def act(effect: Claimed) -> Outcome:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.01)
        inside -= 1
        return Done()

    ledger.kind(act, lane_at_once=3)
    await ask(database, workspace, *(f"act {number}" for number in range(40)), lane="slow")
    async with dispatching(ledger, database, settings), dispatching(ledger, database, settings):
        await reached(database, workspace, settled=40)
    assert most == 3


async def test_a_dead_lane_delays_no_other(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def act(effect: Claimed) -> Outcome:
        if effect.lane == "dead":
            await asyncio.sleep(60)
        return Done()

    ledger.kind(act, lane_at_once=2, at_once=6)
    await ask(database, workspace, *(f"dead {number}" for number in range(50)), lane="dead")
    await ask(database, workspace, *(f"good {number}" for number in range(50)), lane="good")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, called=2, reserved=48, settled=50)


async def test_a_workspace_with_a_pile_delays_no_other(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace, other_workspace: Workspace
) -> None:
    async def act(effect: Claimed) -> Outcome:
        if effect.workspace_id == workspace.id:
            await asyncio.sleep(60)
        return Done()

    ledger.kind(act, at_once=4)
    await ask(database, workspace, *(f"act {number}" for number in range(50)))
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, called=3, reserved=47)
        await ask(database, other_workspace, "one", "two", "three")
        await reached(database, other_workspace, settled=3)


async def _lost(database: Database, workspace: Workspace, kind: EffectKind) -> Claimed:
    """An act in call whose lease ran out."""
    await ask(database, workspace, "one")
    async with database.workspace(workspace.id) as session:
        at = now() - timedelta(hours=1)
        await session.execute(text("UPDATE effect SET due_at = :at"), {"at": at})
        lane = repository.Lane(workspace.id, kind.name, "", "reserved", at)
        (effect,) = (await claim(session, kind, lane, 1, at)).effects
    async with database.workspace(workspace.id) as session:
        await see_to_lost(session, kind, lane, now())
    return effect


async def _answer(
    database: Database, workspace: Workspace, kind: EffectKind, effect: Claimed, outcome: Outcome
) -> bool:
    """Write an answer; whether it counted."""
    async with database.workspace(workspace.id) as session:
        return bool(await write(session, kind, [Answer(effect, outcome, now())], now()))


@pytest.mark.parametrize(
    ("outcome", "state"), [(Done(cost=5), "settled"), (Failed("No."), "failed"), (Again("Busy."), "reserved")]
)
async def test_a_late_answer_says_how_an_unknown_act_ended(
    ledger: Ledger, database: Database, workspace: Workspace, outcome: Outcome, state: str
) -> None:
    kind = ledger.kind(is_idempotent=False)
    effect = await _lost(database, workspace, kind)
    assert await states(database, workspace) == {"unknown": 1}
    assert await _answer(database, workspace, kind, effect, outcome)
    assert await states(database, workspace) == {state: 1}
    if state != "reserved":
        assert not await _answer(database, workspace, kind, effect, Failed("Again."))
    assert [one.state for one in ledger.settled] == ["unknown", state]


async def test_of_two_answers_to_one_act_the_first_counts_and_costs(
    ledger: Ledger, database: Database, workspace: Workspace
) -> None:
    kind = ledger.kind()
    first = await _lost(database, workspace, kind)
    async with database.workspace(workspace.id) as session:
        lane = repository.Lane(workspace.id, kind.name, "", "reserved", now())
        (second,) = (await claim(session, kind, lane, 1, now())).effects
    assert (first.lease_id != second.lease_id, second.attempt) == (True, 2)
    assert first.idempotency_key == second.idempotency_key
    assert not await _answer(database, workspace, kind, first, Failed("Only the holder may say so."))
    assert await _answer(database, workspace, kind, first, Done(cost=5))
    assert not await _answer(database, workspace, kind, second, Done(cost=5))
    assert not await _answer(database, workspace, kind, second, Again("Busy."))
    async with database.workspace(workspace.id) as session:
        found = (await session.execute(text("SELECT state, cost, due_at FROM effect"))).one()
    assert tuple(found) == ("settled", 5, None)
    assert len(ledger.settled) == 1


@pytest.mark.parametrize(("is_idempotent", "state"), [(True, "reserved"), (False, "unknown")])
async def test_a_worker_that_stops_waits_a_little_and_writes_down_what_it_cut_off(
    ledger: Ledger,
    database: Database,
    settings: Settings,
    workspace: Workspace,
    is_idempotent: bool,
    state: str,
) -> None:
    started = asyncio.Event()

    async def act(effect: Claimed) -> Outcome:
        started.set()
        await asyncio.sleep(0.1 if effect.natural_key == "short" else 60)
        return Done()

    ledger.kind(act, is_idempotent=is_idempotent, retries=(timedelta(hours=1),))
    await ask(database, workspace, "short", "long")
    async with dispatching(ledger, database, settings):
        await asyncio.wait_for(started.wait(), 10)
    assert await states(database, workspace) == {"settled": 1, state: 1}


async def test_an_answer_outlives_a_killed_database() -> None:
    folder = open_folder()
    try:
        settings = load_settings({"data_dir": folder})
        with ready(settings):
            await _kill_the_database_in_mid_call(settings, folder)
    finally:
        rmtree(folder)


async def _kill_the_database_in_mid_call(settings: Settings, folder: Path) -> None:
    ledger = Ledger()

    async def act(effect: Claimed) -> Outcome:
        if effect.natural_key == "one":
            pid = int((folder / "postgres/cluster/postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, signal.SIGKILL)
            await asyncio.sleep(0.1)
        return Done()

    ledger.kind(act, is_idempotent=False)
    database = Database.open(settings)
    alice, bob, charlie = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    workspace = await make_workspace(database, slug="alice", owner=alice, bob=bob, charlie=charlie)
    await ask(database, workspace, "one")
    async with dispatching(ledger, database, settings, QUICK):
        await asyncio.sleep(1)
        async with asyncio.timeout(30):
            while True:
                try:
                    await ask(database, workspace, "two")
                    await reached(database, workspace, settled=2)
                    break
                except Exception:  # noqa: BLE001 - the server is on its way back
                    await asyncio.sleep(0.1)
    assert sorted(ledger.called) == [("one", 1), ("two", 1)]
    await database.close()
