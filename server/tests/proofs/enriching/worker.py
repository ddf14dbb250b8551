"""A process of R1 and R23: `python -m tests.proofs.enriching.worker PORT TASK [WORKSPACE RUN]`.

`serve` runs jobs and steps exactly as the product's worker does, but for the providers: those of the proof.
`work` does it under short leases, and `forget` never gives up on a worker that is gone. `meddle` pauses a run
and lets it go on, as people do through the web process.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from leadgen.cli import logs
from leadgen.config import Settings, load_settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.effects.contracts import Effects
from leadgen.platform.effects.dispatcher import Pace, run_dispatcher
from leadgen.platform.jobs import JobContext, Jobs
from leadgen.platform.jobs.retrying import is_passing
from leadgen.platform.jobs.worker import Pace as JobPace
from leadgen.platform.jobs.worker import run_worker
from leadgen.platform.plugins import settings as plugin_settings
from leadgen.platform.plugins.service import Plugins
from leadgen.stages.enrich import running
from leadgen.stages.enrich.contracts import RunOver
from leadgen.stages.enrich.effects import effects
from leadgen_sdk import Plugin
from tests.factories.enrichers import Provider, paid

LEASE = timedelta(seconds=10)
FOR_EVER = timedelta(days=1)
FIELDS = ("industry", "company_city")
PRICE = 1_000
SICK = ("hanging", "down", "busy", "slow")
REST, REST_S = "proof.rest", 3.0
own = Jobs()


@own.task(REST)
async def rest(context: JobContext, workspace_id: UUID) -> None:
    """Some work that changes nothing."""
    await asyncio.sleep(REST_S)


def install(port: int) -> None:
    """A provider that could not tell a repetition, one that knows it by its key, a free one; sick ones."""
    providers = [
        Provider(port, "paid", FIELDS, paid(PRICE)),
        Provider(port, "keyed", FIELDS, paid(PRICE, keyed=True)),
        Provider(port, "free", FIELDS),
        *(Provider(port, key, FIELDS, paid(PRICE, keyed=True)) for key in SICK),
    ]
    found = Plugins([Plugin(one.key, one.label, enrichers=(one,)) for one in providers], [])
    plugin_settings.installed = lambda: found  # type: ignore[attr-defined,assignment]  # not those of the machine


async def work(database: Database, settings: Settings, task: str) -> None:
    """For ever."""
    product, stop = build(), asyncio.Event()
    known, pace, rounds = product.effects, JobPace(), Pace()
    if task != "serve":
        quick = Effects()
        for kind in effects.kinds.values():
            lease = LEASE if task == "work" else FOR_EVER
            quick.kind(replace(kind, lease=lease, at_once=40))
        stalled = 2 if task == "work" else FOR_EVER.total_seconds()
        known, rounds = [quick], Pace(poll=0.5)
        pace = JobPace(heartbeat=0.5, stalled=stalled, care=0.5, poll=0.5, away=0.2)
    async with asyncio.TaskGroup() as loops:
        loops.create_task(run_worker([*product.jobs, own], database, settings, stop, pace))
        loops.create_task(run_dispatcher(known, database, settings, stop, rounds))


async def meddle(database: Database, workspace: UUID, run_id: UUID) -> None:
    while True:
        try:
            async with database.workspace(workspace) as session:
                await running.pause(session, run_id)
            await asyncio.sleep(0.3)
            async with database.workspace(workspace) as session:
                await running.resume(session, run_id)
        except RunOver:
            return
        except Exception as error:
            if not is_passing(error):
                raise
        await asyncio.sleep(1)


async def main(port: int, task: str, words: Sequence[str]) -> None:
    logs.configure()
    build()
    install(port)
    settings = load_settings()
    database = Database.open(settings)
    if task == "meddle":
        workspace, run_id = map(UUID, words)
        await meddle(database, workspace, run_id)
    else:
        await work(database, settings, task)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
