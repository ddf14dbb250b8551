"""`leadgen worker`: runs jobs, and calls what is due outside."""

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


@click.command()
@with_settings
@supervisor_option
def worker(settings: Settings, supervisor_fd: int | None) -> None:
    """Run jobs and effects; any number of workers may share one database."""
    supervised = Supervised(supervisor_fd)
    with ready(settings):
        asyncio.run(_work(settings, supervised))


async def _work(settings: Settings, supervised: Supervised) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    database, product = Database.open(settings), build()
    collect_rarely()
    supervised.say_ready()
    try:
        async with asyncio.TaskGroup() as both:  # where one breaks, the process ends and another is started
            both.create_task(run_worker(product.jobs, database, settings, stop))
            both.create_task(run_dispatcher(product.effects, database, settings, stop))
    finally:
        await database.close()
