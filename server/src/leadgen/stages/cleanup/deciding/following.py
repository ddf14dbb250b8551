"""Scans that begin by themselves: when an import is in, and when somebody has worked since the last one.

A loop of every worker looks whether there is something new. A scan of what changed reads all columns, so the
larger a base, the longer the pause between two of them: ten times what the last one took.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import structlog

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.platform.jobs.retrying import is_passing
from leadgen.records.field import RecordKind
from leadgen.stages.cleanup.deciding import scanning
from leadgen.stages.cleanup.deciding.contracts import Scan, ScanRunning
from leadgen.stages.cleanup.deciding.repository import scans
from leadgen.stages.ingest.contracts import Import

EVERY_S = 15.0
_LEAST_PAUSE = timedelta(seconds=10)
_PAUSE = 10

log = structlog.get_logger()


async def follow_import(session: WorkspaceSession, found: Import) -> None:
    """As a listener of imports: look at what it brought. One that runs is followed by another one."""
    with suppress(ScanRunning):
        await scanning.start(session, found.kind, whole=False)


async def run_follower(database: Database, stop: asyncio.Event, every_s: float = EVERY_S) -> None:
    """Follow until `stop` is set. Outlives the database."""
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every_s)
        try:
            await look_around(database, stop)
        except Exception as error:
            if not is_passing(error):
                raise
            log.warning("duplicates.database_away", reason=str(error).strip().splitlines()[0])


async def look_around(database: Database, stop: asyncio.Event | None = None) -> None:
    """Begin a scan wherever one is due."""
    async with database.dispatching() as everywhere:
        scanned = await scans.scanned(everywhere)
    for workspace_id, kind in scanned:
        if stop is not None and stop.is_set():
            return
        await _follow(database, workspace_id, kind)


async def _follow(database: Database, workspace_id: UUID, kind: RecordKind) -> None:
    async with database.workspace(workspace_id) as session:
        [last] = await scans.newest(session, kind, None, 1)
        if not _has_rested(last):
            return
        since = await scans.looked_at(session, kind)
        if since is not None and await scans.worked_since(session, since):
            with suppress(ScanRunning):
                await scanning.start(session, kind, whole=False)


def _has_rested(last: Scan) -> bool:
    if last.finished_at is None:
        return False
    took = last.finished_at - (last.started_at or last.finished_at)
    return clock.now() >= last.finished_at + max(_LEAST_PAUSE, took * _PAUSE)
