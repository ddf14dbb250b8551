"""`leadgen worker`: runs jobs, calls what is due outside, keeps the search and the duplicates up to date."""

import asyncio
import signal

import click

from leadgen.cli.child import Supervised, supervisor_option
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.kernel.collecting import collect_rarely
from leadgen.pipeline.assembly import build
from leadgen.platform.effects.dispatcher import run_dispatcher
from leadgen.platform.jobs.worker import run_worker
from leadgen.platform.plugins import blackbox
from leadgen.platform.plugins.stopping import tell
from leadgen.records.search.keeper import run_keeper
from leadgen.stages.cleanup.deciding.following import run_follower


@click.command()
@with_settings
@supervisor_option
def worker(settings: Settings, supervisor_fd: int | None) -> None:
    """Run jobs and effects; any number of workers may share one database."""
    supervised = Supervised(supervisor_fd)
    with ready(settings), blackbox.installed(settings.data_dir):
        asyncio.run(_work(settings, supervised))


async def _work(settings: Settings, supervised: Supervised) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    database, product = Database.open(settings), build()
    collect_rarely()
    await tell(database, settings.data_dir)
    supervised.say_ready()
    try:
        async with asyncio.TaskGroup() as loops:  # where one breaks, the process ends: another is started
            loops.create_task(run_worker(product.jobs, database, settings, stop))
            loops.create_task(run_dispatcher(product.effects, database, settings, stop))
            loops.create_task(run_keeper(database, stop))
            loops.create_task(run_follower(database, stop))
    finally:
        await database.close()
