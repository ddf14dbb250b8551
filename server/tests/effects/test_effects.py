"""An act is reserved with its transaction, called once it is committed, and settled with its result."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.effects.contracts import (
    Again,
    Claimed,
    Done,
    Failed,
    Hold,
    Later,
    Never,
    Outcome,
    Reserve,
    Unknown,
)
from leadgen.platform.effects.service import release, reserve
from tests.factories.effects import Ledger, ask, dispatching, reached, states
from tests.factories.tenancy import Workspace


async def test_an_act_is_called_and_settled_once_its_transaction_is_committed(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def act(effect: Claimed) -> Outcome:
        assert effect.payload == {"key": "one"}
        return Done({"answer": 42}, cost=3)

    ledger.kind(act)
    async with dispatching(ledger, database, settings):
        async with database.workspace(workspace.id) as session:
            assert await reserve(session, "test.act", [Reserve("one", {"key": "one"})]) == 1
            await asyncio.sleep(0.3)
            assert ledger.called == []
        await reached(database, workspace, settled=1)
    assert ledger.called == [("one", 1)]
    assert [(one.state, one.next_at) for one in ledger.settled] == [("settled", None)]
    async with database.workspace(workspace.id) as session:
        found = (
            await session.execute(
                text("SELECT cost, result, due_at FROM effect JOIN effect_payload ON effect_id = id")
            )
        ).one()
    assert tuple(found) == (3, {"answer": 42}, None)


async def test_a_rollback_takes_the_act_back(
    ledger: Ledger, database: Database, workspace: Workspace
) -> None:
    async def fail() -> None:
        async with database.workspace(workspace.id) as session:
            await reserve(session, "test.act", [Reserve("one", {})])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await states(database, workspace) == {}


async def test_a_job_that_runs_twice_reserves_once(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    ledger.kind()
    assert await ask(database, workspace, "one", "two", "one") == 2
    assert await ask(database, workspace, "one", "two", "three") == 1
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, settled=3)
        assert await ask(database, workspace, "one") == 0
        await asyncio.sleep(0.2)
    assert sorted(ledger.called) == [("one", 1), ("three", 1), ("two", 1)]


async def test_each_workspace_has_its_own_acts_of_the_same_name(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace, other_workspace: Workspace
) -> None:
    ledger.kind()
    assert await ask(database, workspace, "one") == await ask(database, other_workspace, "one") == 1
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, settled=1)
        await reached(database, other_workspace, settled=1)
    assert {one.effect.workspace_id for one in ledger.settled} == {workspace.id, other_workspace.id}


async def test_what_is_released_before_the_call_is_never_called(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    ledger.kind()
    await ask(database, workspace, "one", "two")
    async with database.workspace(workspace.id) as session:
        assert await release(session, "test.act", ["one", "never reserved"]) == 1
        assert await release(session, "test.act", ["one"]) == 0
    assert await ask(database, workspace, "one") == 0
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, released=1, settled=1)
        async with database.workspace(workspace.id) as session:
            assert await release(session, "test.act", ["two"]) == 0
    assert ledger.called == [("two", 1)]


async def test_an_act_waits_for_its_time(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    ledger.kind()
    async with dispatching(ledger, database, settings):
        async with database.workspace(workspace.id) as session:
            later = now() + timedelta(seconds=0.6)
            await reserve(session, "test.act", [Reserve("later", {}, due_at=later), Reserve("now", {})])
        await reached(database, workspace, reserved=1, settled=1)
        await reached(database, workspace, settled=2)
        assert now() >= later


async def test_what_may_be_tried_again_is_until_its_waits_are_used_up(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def act(effect: Claimed) -> Outcome:
        return Done() if effect.natural_key == "third" and effect.attempt == 3 else Again("Not now.")

    ledger.kind(act)
    await ask(database, workspace, "third", "never")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, settled=1, failed=1)
    assert [attempt for key, attempt in ledger.called if key == "third"] == [1, 2, 3]
    assert [attempt for key, attempt in ledger.called if key == "never"] == [1, 2, 3, 4]
    assert [one.state for one in ledger.settled if one.effect.natural_key == "third"] == [
        "reserved", "reserved", "settled",
    ]  # fmt: skip


async def test_the_receiver_says_how_long_to_wait(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def act(effect: Claimed) -> Outcome:
        return Done() if effect.attempt == 2 else Again("Slow down.", after=timedelta(seconds=0.5))

    ledger.kind(act)
    await ask(database, workspace, "one")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, settled=1)
    first, second = ledger.settled
    assert second.called_at - first.at >= timedelta(seconds=0.5)


async def test_a_guard_puts_off_or_ends_an_act_at_the_last_moment(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    opens = now() + timedelta(seconds=0.7)

    def holds(claimed: Sequence[Claimed]) -> dict[UUID, Hold]:
        said: dict[str, Hold] = {"later": Later(opens, "Not yet."), "never": Never("They opted out.")}
        if now() >= opens:
            del said["later"]
        return {one.id: said[one.natural_key] for one in claimed if one.natural_key in said}

    ledger.holds = holds
    ledger.kind()
    await ask(database, workspace, "later", "never", "free")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, reserved=1, released=1, settled=1)
        async with database.workspace(workspace.id) as session:
            problems = set(
                (await session.execute(text("SELECT problem FROM effect WHERE problem <> ''"))).scalars()
            )
        assert problems == {"Not yet.", "They opted out."}
        await reached(database, workspace, released=1, settled=2)
    assert ledger.called == [("free", 1), ("later", 1)]


async def test_a_disarmed_workspace_reaches_nobody(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    ledger.kind()
    async with database.workspace(workspace.id) as session:
        await session.execute(
            text("UPDATE workspace SET disarmed_at = :at, disarmed_reason = 'a restore'"), {"at": now()}
        )
    await ask(database, workspace, "one")
    async with dispatching(ledger, database, settings):
        await asyncio.sleep(0.5)
    assert ledger.called == []
    assert await states(database, workspace) == {"reserved": 1}


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Failed("No such person."), "failed"), (Unknown("Cut off."), "unknown")],
)
async def test_an_end_is_an_end(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace, outcome: Outcome, state: str
) -> None:
    async def act(effect: Claimed) -> Outcome:
        return outcome

    ledger.kind(act)
    await ask(database, workspace, "one")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, **{state: 1})
        await asyncio.sleep(0.2)
    assert ledger.called == [("one", 1)]


@pytest.mark.parametrize(("is_idempotent", "state"), [(True, "settled"), (False, "unknown")])
async def test_a_call_that_breaks_is_repeated_only_where_that_is_harmless(
    ledger: Ledger,
    database: Database,
    settings: Settings,
    workspace: Workspace,
    is_idempotent: bool,
    state: str,
) -> None:
    async def act(effect: Claimed) -> Outcome:
        if effect.attempt == 1:
            raise ZeroDivisionError
        return Done()

    ledger.kind(act, is_idempotent=is_idempotent)
    await ask(database, workspace, "one")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, **{state: 1})
    assert len(ledger.called) == (2 if is_idempotent else 1)


async def test_a_call_that_takes_too_long_is_cut_off(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def act(effect: Claimed) -> Outcome:
        if effect.attempt == 1:
            await asyncio.sleep(60)
        return Done()

    ledger.kind(act, longest=timedelta(seconds=1))
    await ask(database, workspace, "one")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, settled=1)
    assert ledger.called == [("one", 1), ("one", 2)]


async def test_answers_of_a_workspace_are_written_together(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    async def act(effect: Claimed) -> Outcome:
        await asyncio.sleep(0.02 * int(effect.natural_key))
        return Done()

    ledger.kind(act)
    await ask(database, workspace, *(str(number) for number in range(20)))
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, settled=20)
    assert len({one.at for one in ledger.settled}) <= 7


async def test_acts_claimed_ahead_begin_as_places_come_free(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    inside = most = 0

    async def act(effect: Claimed) -> Outcome:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.3)
        inside -= 1
        return Done()

    ledger.kind(act, at_once=3, ahead=5)
    await ask(database, workspace, *(f"act {number}" for number in range(20)))
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, called=5, reserved=15)  # some are left to others
        await reached(database, workspace, settled=20)
    assert most == 3
    assert len(ledger.called) == 20


async def test_a_place_that_comes_free_is_given_to_the_workspace_with_the_fewest(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace, other_workspace: Workspace
) -> None:
    begun: list[UUID] = []
    both_there = asyncio.Event()

    async def act(effect: Claimed) -> Outcome:
        begun.append(effect.workspace_id)
        await both_there.wait()
        return Done()

    ledger.kind(act, at_once=4, ahead=8)
    await ask(database, workspace, *(f"act {number}" for number in range(20)))
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, called=8, reserved=12)
        await ask(database, other_workspace, "one", "two")
        await reached(database, other_workspace, called=2)
        assert begun == [workspace.id] * 4
        both_there.set()
        await reached(database, workspace, settled=20)
    assert begun[4:6] == [other_workspace.id] * 2


async def test_one_result_that_cannot_be_written_holds_up_no_other(
    ledger: Ledger, database: Database, settings: Settings, workspace: Workspace
) -> None:
    ledger.kind()
    ledger.unwritable = {"bad"}
    await ask(database, workspace, "good", "bad", "fine")
    async with dispatching(ledger, database, settings):
        await reached(database, workspace, settled=2, unknown=1)
    assert sorted(one.effect.natural_key for one in ledger.settled) == ["fine", "good"]
