"""Telling the database which steps have stopped workers of this machine."""

from pathlib import Path

import structlog

from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.plugins import blackbox, repository

log = structlog.get_logger()


async def tell(database: Database, data_dir: Path) -> None:
    """Done as a worker starts: the one that it replaces may have been stopped by a plugin."""
    for step in blackbox.stopped(data_dir):
        log.warning("enricher.stopped_worker", enricher=step.enricher, effect=str(step.effect_id))
        async with database.workspace(step.workspace_id) as session:
            await repository.add_stop(session, step.effect_id, step.enricher, now())
