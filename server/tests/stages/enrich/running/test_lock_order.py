"""Two transactions that want the same rows in adverse order: one waits for the other, and both get through.

Each test holds a row until both stand in the order that once made a circle of them.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.platform import housekeeping
from leadgen.platform.billing import service as billing
from leadgen.platform.effects.claiming import claim, see_to_lost
from leadgen.platform.effects.contracts import Done
from leadgen.platform.effects.repository import Lane
from leadgen.platform.effects.settling import Answer, write
from leadgen.records import service as records
from leadgen.records.contracts import Patch
from leadgen.stages.enrich import running
from leadgen.stages.enrich.asking import Told
from leadgen.stages.enrich.effects import effects
from leadgen.stages.enrich.kinds import FREE, KEYED
from tests.factories.blocking import until_blocked
from tests.factories.enrichers import Provider, granted, paid, plan, run, start
from tests.factories.records import alice
from tests.factories.tenancy import Workspace
from tests.stages.enrich.running.conftest import Install

FIELDS = ("industry",)
HOLD_RUN = text("SELECT FROM enrichment_run WHERE id = :id FOR UPDATE")
HOLD_COMPANY = text("SELECT FROM company WHERE id = :id FOR UPDATE")
NOTHING = Told(found=[], costs={}, provider="Asker", model="", reads={}, provider_costs=[])


async def asked(database: Database, workspace: Workspace, run_id: UUID, kind: str) -> list[Answer]:
    """The run's first steps are called; what they come to, to be written down when the test likes to."""
    at = clock.now()
    async with database.workspace(workspace.id) as session:
        await running.feed(session, run_id)
        lane = Lane(workspace.id, kind, "asker", "reserved", at)
        claimed = (await claim(session, effects.kinds[kind], lane, 5, clock.now())).effects
    assert claimed
    return [Answer(one, Done(NOTHING.written()), at) for one in claimed]


async def written(database: Database, workspace: Workspace, kind: str, answers: Sequence[Answer]) -> None:
    async with database.workspace(workspace.id) as session:
        assert len(await write(session, effects.kinds[kind], answers, clock.now())) == len(answers)


async def test_a_run_is_stopped_while_a_late_answer_is_written(
    database: Database, workspace: Workspace, companies: list[UUID], install: Install
) -> None:
    install(Provider(1, "asker", FIELDS, paid(1_000, keyed=True)))
    await granted(database, workspace, 10_000)
    run_id = await start(database, workspace, plan(FIELDS, "asker"), companies[:1], ceiling=1_000)
    late = await asked(database, workspace, run_id, KEYED)
    async with database.workspace(workspace.id) as session:
        over = clock.now() + timedelta(hours=1)
        lane = Lane(workspace.id, KEYED, "asker", "called", over)
        await see_to_lost(session, effects.kinds[KEYED], lane, over)

    async def stopped() -> None:
        async with database.workspace(workspace.id) as session:
            await running.cancel(session, run_id)

    async with asyncio.TaskGroup() as tasks, database.workspace(workspace.id) as first:
        await first.execute(HOLD_RUN, {"id": run_id})
        tasks.create_task(stopped())
        await until_blocked(database, workspace, 1)
        tasks.create_task(written(database, workspace, KEYED, late))
        await until_blocked(database, workspace, 2)

    found = await run(database, workspace, run_id)
    assert (found.state, found.done, found.spent) == ("cancelled", 1, 0)


async def test_records_of_two_runs_are_written_while_a_person_writes_both(
    database: Database, workspace: Workspace, companies: list[UUID], install: Install
) -> None:
    install(Provider(1, "asker", FIELDS))
    low, high = sorted(companies)[:2]
    answers: list[Answer] = []
    for record_id in (high, low):
        run_id = await start(database, workspace, plan(FIELDS, "asker"), [record_id])
        answers += await asked(database, workspace, run_id, FREE)

    async def edited() -> None:
        async with database.workspace(workspace.id) as session:
            operation_id = await records.open_operation(
                session, kind="edit", actor=alice(workspace), source="Test", summary="Edited"
            )
            patches = [Patch(one, {"industry": "Steel"}) for one in (low, high)]
            await records.write(session, operation_id, "company", patches)

    async with asyncio.TaskGroup() as tasks, database.workspace(workspace.id) as first:
        await first.execute(HOLD_COMPANY, {"id": low})
        tasks.create_task(edited())
        await until_blocked(database, workspace, 1)
        tasks.create_task(written(database, workspace, FREE, answers))
        await until_blocked(database, workspace, 2)


async def test_credits_expire_while_a_run_gives_some_back(
    database: Database, workspace: Workspace, companies: list[UUID], install: Install
) -> None:
    install(Provider(1, "asker", FIELDS, paid(1_000, keyed=True)))
    await granted(database, workspace, 10_000)
    soon = clock.now() + timedelta(hours=1)
    await billing.grant(database, workspace.id, 5_000, alice(workspace), expires_at=soon)
    run_id = await start(database, workspace, plan(FIELDS, "asker"), companies[:1], ceiling=1_000)
    answers = await asked(database, workspace, run_id, KEYED)

    async with asyncio.TaskGroup() as tasks, database.workspace(workspace.id) as first:
        await first.execute(HOLD_COMPANY, {"id": companies[0]})
        tasks.create_task(written(database, workspace, KEYED, answers))
        await until_blocked(database, workspace, 1)
        tasks.create_task(housekeeping.tidy(database, soon + timedelta(hours=1)))
        await until_blocked(database, workspace, 2)

    async with database.workspace(workspace.id) as session:
        meter = await billing.meter(session)
    assert (meter.balance, meter.reserved) == (11_000, 0), "what the run held was kept for it"
