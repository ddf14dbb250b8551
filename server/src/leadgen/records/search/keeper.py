"""Keeps the texts of the search up to date: a loop of every worker, from the notes the database makes.

No job of the queue, whose places two long imports can fill for minutes: a record is found within 5 s of its
commit. A note stays until its transaction has done what it says, so nothing is lost with a worker, and doing
it twice makes the same texts.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.platform.jobs.retrying import is_passing
from leadgen.records.field import RecordKind
from leadgen.records.repository import search_entries as entries
from leadgen.records.repository.search_entries import Note

EVERY_S = 1.0
# So long nobody looks at a workspace whose texts could not be made.
REST = timedelta(minutes=1)

log = structlog.get_logger()


async def run_keeper(database: Database, stop: asyncio.Event, every_s: float = EVERY_S) -> None:
    """Keep until `stop` is set. Outlives the database."""
    resting: dict[UUID, datetime] = {}
    while not stop.is_set():
        has_more = False
        try:
            has_more = await look_around(database, stop, resting)
        except Exception as error:
            if not is_passing(error):
                raise
            log.warning("search.database_away", reason=str(error).strip().splitlines()[0])
        if not has_more:
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), every_s)


async def look_around(
    database: Database, stop: asyncio.Event | None = None, resting: dict[UUID, datetime] | None = None
) -> bool:
    """One step in each workspace that has notes; whether any has more.

    What is wrong with one workspace is logged, and keeps no other one waiting; `resting` says until when
    each is left alone.
    """
    async with database.dispatching() as everywhere:
        waiting = await entries.workspaces_with_notes(everywhere)
    resting = {} if resting is None else resting
    more = False
    for workspace_id in waiting:
        if stop is not None and stop.is_set():
            return False
        if resting.get(workspace_id, clock.now()) > clock.now():
            continue
        try:
            async with database.workspace(workspace_id) as session:
                more |= await step(session)
        except Exception as error:
            if is_passing(error):
                raise
            resting[workspace_id] = clock.now() + REST
            log.exception("search.workspace_failed", workspace_id=str(workspace_id))
    return more


async def step(session: WorkspaceSession) -> bool:
    """Work off the next notes; whether there may be more. False also where somebody else is at it."""
    if not await entries.is_alone(session):
        return False
    notes = await entries.notes(session)
    if not notes:
        return False
    changed = await entries.make_entries(session, "company", _ids(notes, "company"))
    made = _ids((note for note in notes if note.is_new), "company")
    older = set(changed) - (made - _ids((note for note in notes if not note.is_new), "company"))
    if older:
        await entries.note_contacts_of(session, older)
    await entries.make_entries(session, "contact", _ids(notes, "contact"))
    await entries.forget(session, notes)
    return True


def _ids(notes: Iterable[Note], kind: RecordKind) -> set[UUID]:
    return {record_id for note in notes if note.kind == kind for record_id in note.record_ids}
