"""A process of R1: `python -m tests.proofs.enriching.worker PORT work|meddle WORKSPACE RUN`.

`work` runs jobs and steps as a worker does, under short leases, with the providers of the proof instead of
those that are installed. `meddle` pauses the run and lets it go on, as people do through the web process.
"""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from leadgen.cli import logs
from leadgen.config import Settings, load_settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.effects.contracts import Effects
from leadgen.platform.effects.dispatcher import Pace, run_dispatcher
from leadgen.platform.jobs.retrying import is_passing
from leadgen.platform.jobs.worker import Pace as JobPace
from leadgen.platform.jobs.worker import run_worker
from leadgen.platform.plugins import settings as plugin_settings
from leadgen.platform.plugins.service import Plugins
from leadgen.stages.enrich import running
from leadgen.stages.enrich.contracts import RunOver
from leadgen.stages.enrich.effects import effects
from leadgen.stages.enrich.jobs import jobs
from leadgen_sdk import Plugin
from tests.factories.enrichers import Provider, paid

LEASE = timedelta(seconds=10)
FIELDS = ("industry", "company_city")
PRICE = 1_000


def install(port: int) -> None:
    """A provider that could not tell a repetition, one that knows it by its key, and one that is free."""
    providers = [
        Provider(port, "paid", FIELDS, paid(PRICE)),
        Provider(port, "keyed", FIELDS, paid(PRICE, keyed=True)),
        Provider(port, "free", FIELDS),
    ]
    found = Plugins([Plugin(one.key, one.label, enrichers=(one,)) for one in providers], [])
    plugin_settings.installed = lambda: found  # type: ignore[attr-defined,assignment]  # not those of the machine


async def work(database: Database, settings: Settings) -> None:
    quick = Effects()
    for kind in effects.kinds.values():
        quick.kind(replace(kind, lease=LEASE, at_once=40))
    stop = asyncio.Event()
    pace = JobPace(heartbeat=0.5, stalled=2, care=0.5, poll=0.5, away=0.2)
    async with asyncio.TaskGroup() as loops:
        loops.create_task(run_worker([jobs], database, settings, stop, pace))
        loops.create_task(run_dispatcher([quick], database, settings, stop, Pace(poll=0.5)))


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


async def main(port: int, task: str, workspace: UUID, run_id: UUID) -> None:
    logs.configure()
    build()
    install(port)
    settings = load_settings()
    database = Database.open(settings)
    await (work(database, settings) if task == "work" else meddle(database, workspace, run_id))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], UUID(sys.argv[3]), UUID(sys.argv[4])))
