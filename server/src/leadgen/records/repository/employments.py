"""SQL of jobs: what a write of a contact's company or title means for them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.authorship import RecordWrite
from leadgen.records.employment import Move, job_of, moves, sorted_out
from leadgen.records.repository.rows import run, scalars


async def write(session: WorkspaceSession, writes: Sequence[RecordWrite], at: datetime) -> None:
    """The present job is the contact's company and title; one that says nothing any more goes away."""
    moved = moves(writes)
    if moved:
        await _move(session, moved, at)
    titled = [
        (write.held.id, job_of(write), field.after)
        for write in writes
        if (field := write.fields.get("job_title")) is not None and field.before != field.after
    ]
    if titled:
        await _title(session, titled)
    emptied = [move.contact_id for move in moved if not move.company]
    emptied += [contact_id for contact_id, _, title in titled if not title]
    if emptied:
        await run(
            session,
            """DELETE FROM employment WHERE workspace_id = %(ws)s AND contact_id = ANY(%(ids)s)
                 AND is_primary AND to_date IS NULL AND title IS NULL AND company_id IS NULL
                 AND company_name IS NULL""",
            ids=emptied,
        )


async def _move(session: WorkspaceSession, moved: Sequence[Move], at: datetime) -> None:
    ended = await scalars(
        session,
        UUID,
        """SELECT e.contact_id FROM unnest(%(contacts)s::uuid[], %(jobs)s::uuid[]) AS w (contact, job)
           JOIN employment e ON e.workspace_id = %(ws)s AND e.contact_id = w.contact AND e.id = w.job
           WHERE e.to_date IS NOT NULL""",
        **_columns(moved),
    )
    way = sorted_out(moved, set(ended))
    if way.returned:
        await _return(session, way.returned)
    if way.begun:
        await _begin(session, way.begun, at)
    if way.corrected:
        await _correct(session, way.corrected)


async def _return(session: WorkspaceSession, moved: Sequence[Move]) -> None:
    """The job between never was."""
    columns = _columns(moved)
    await run(
        session,
        """DELETE FROM employment WHERE workspace_id = %(ws)s AND contact_id = ANY(%(contacts)s)
             AND is_primary AND to_date IS NULL""",
        contacts=columns["contacts"],
    )
    await run(
        session,
        """UPDATE employment e SET to_date = NULL, is_primary = true, company_id = w.company, title = w.title
           FROM unnest(%(contacts)s::uuid[], %(jobs)s::uuid[], %(companies)s::uuid[], %(titles)s::text[])
             AS w (contact, job, company, title)
           WHERE e.workspace_id = %(ws)s AND e.contact_id = w.contact AND e.id = w.job""",
        **columns,
        **_said(moved),
    )


async def _begin(session: WorkspaceSession, moved: Sequence[Move], at: datetime) -> None:
    """The former job ends on the day of the act that says so, also where that is done again later."""
    columns = _columns(moved)
    await run(
        session,
        """UPDATE employment e SET is_primary = false,
             to_date = (coalesce(o.created_at, %(at)s) AT TIME ZONE 'UTC')::date
           FROM unnest(%(contacts)s::uuid[], %(jobs)s::uuid[]) AS w (contact, job)
           LEFT JOIN operation o ON o.workspace_id = %(ws)s AND o.id = w.job
           WHERE e.workspace_id = %(ws)s AND e.contact_id = w.contact AND e.is_primary
             AND e.to_date IS NULL""",
        **columns,
        at=at,
    )
    await _add(session, moved)


async def _correct(session: WorkspaceSession, moved: Sequence[Move]) -> None:
    await run(
        session,
        """UPDATE employment e SET id = w.job, company_id = w.company
           FROM unnest(%(contacts)s::uuid[], %(jobs)s::uuid[], %(companies)s::uuid[])
             AS w (contact, job, company)
           WHERE e.workspace_id = %(ws)s AND e.contact_id = w.contact AND e.is_primary
             AND e.to_date IS NULL""",
        **_columns(moved),
        companies=[move.company for move in moved],
    )
    await _add(session, [move for move in moved if move.company])


async def _add(session: WorkspaceSession, moved: Sequence[Move]) -> None:
    """The present job of those who have none."""
    await run(
        session,
        """INSERT INTO employment (workspace_id, contact_id, id, company_id, title, is_primary)
           SELECT %(ws)s, *, true FROM unnest(%(contacts)s::uuid[], %(jobs)s::uuid[], %(companies)s::uuid[],
             %(titles)s::text[])
           ON CONFLICT (workspace_id, contact_id) WHERE is_primary AND to_date IS NULL DO NOTHING""",
        **_columns(moved),
        **_said(moved),
    )


async def _title(session: WorkspaceSession, titled: Sequence[tuple[UUID, UUID, object]]) -> None:
    await run(
        session,
        """INSERT INTO employment (workspace_id, contact_id, id, title, is_primary)
           SELECT %(ws)s, *, true FROM unnest(%(ids)s::uuid[], %(jobs)s::uuid[], %(titles)s::text[])
           ON CONFLICT (workspace_id, contact_id) WHERE is_primary AND to_date IS NULL
           DO UPDATE SET title = excluded.title""",
        ids=[contact_id for contact_id, _, _ in titled],
        jobs=[job for _, job, _ in titled],
        titles=[title for _, _, title in titled],
    )


def _columns(moved: Sequence[Move]) -> dict[str, object]:
    return {
        "contacts": [move.contact_id for move in moved],
        "jobs": [move.job for move in moved],
    }


def _said(moved: Sequence[Move]) -> dict[str, object]:
    return {
        "companies": [move.company for move in moved],
        "titles": [move.title for move in moved],
    }
