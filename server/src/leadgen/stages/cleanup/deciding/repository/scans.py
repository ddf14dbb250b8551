"""SQL of scans."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from leadgen.db.engine import SystemSession, WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import run, scalars, typed
from leadgen.stages.cleanup.deciding.contracts import Scan, ScanState, Thresholds

_COLUMNS = (
    "SELECT id, kind, whole, state, done, total, records, clusters, automatic_clusters,"
    " expected_false_merges, error, looked_at, created_at, started_at, finished_at"
    " FROM duplicate_scan WHERE workspace_id = %(ws)s"
)


async def add(
    session: WorkspaceSession, scan_id: UUID, kind: RecordKind, at: datetime, *, whole: bool
) -> bool:
    """False where one of this kind is under way."""
    query = """INSERT INTO duplicate_scan (workspace_id, id, kind, whole, state, done, created_at)
               VALUES (%(ws)s, %(id)s, %(kind)s, %(whole)s, 'queued', 0, %(at)s) ON CONFLICT DO NOTHING"""
    return await run(session, query, id=scan_id, kind=kind, whole=whole, at=at) == 1


async def by_id(session: WorkspaceSession, scan_id: UUID, *, lock: bool = False) -> Scan | None:
    """With `lock` nobody else writes it until this transaction ends."""
    query = _COLUMNS + " AND id = %(id)s FOR UPDATE" if lock else _COLUMNS + " AND id = %(id)s"
    found = await typed(session, Scan, query, id=scan_id)
    return found[0] if found else None


async def under_way(session: WorkspaceSession, kind: RecordKind) -> Scan | None:
    """The one that is queued or runs."""
    found = await typed(session, Scan, _COLUMNS + " AND kind = %(kind)s AND finished_at IS NULL", kind=kind)
    return found[0] if found else None


async def newest(session: WorkspaceSession, kind: RecordKind, before: UUID | None, limit: int) -> list[Scan]:
    """The newest first."""
    query = _COLUMNS + (
        " AND kind = %(kind)s AND (%(before)s::uuid IS NULL OR id < %(before)s)"
        " ORDER BY id DESC LIMIT %(limit)s"
    )
    return await typed(session, Scan, query, kind=kind, before=before, limit=limit)


async def begin(session: WorkspaceSession, scan_id: UUID, total: int, at: datetime) -> None:
    """It reads from here on."""
    await run(
        session,
        """UPDATE duplicate_scan SET state = 'running', done = 0, total = %(total)s, looked_at = %(at)s,
             started_at = coalesce(started_at, %(at)s)
           WHERE workspace_id = %(ws)s AND id = %(id)s AND finished_at IS NULL""",
        id=scan_id,
        total=total,
        at=at,
    )


async def progress(session: WorkspaceSession, scan_id: UUID, done: int) -> None:
    """So many records were read."""
    await run(
        session,
        "UPDATE duplicate_scan SET done = %(done)s WHERE workspace_id = %(ws)s AND id = %(id)s",
        id=scan_id,
        done=done,
    )


async def finish(
    session: WorkspaceSession, scan_id: UUID, state: ScanState, at: datetime, error: str | None = None
) -> None:
    """It is over; twice is once."""
    await run(
        session,
        """UPDATE duplicate_scan SET state = %(state)s, finished_at = %(at)s, error = %(error)s
           WHERE workspace_id = %(ws)s AND id = %(id)s AND finished_at IS NULL""",
        id=scan_id,
        state=state,
        at=at,
        error=error,
    )


async def count_up(session: WorkspaceSession, scan_id: UUID, records: int, automatic_bits: int) -> None:
    """What there is to decide on now, of so many records."""
    await run(
        session,
        """UPDATE duplicate_scan s SET records = %(records)s, done = %(records)s, total = %(records)s,
             clusters = f.clusters, automatic_clusters = f.automatic, expected_false_merges = f.expected
           FROM (SELECT s.id, count(c.id) AS clusters,
                   count(c.id) FILTER (WHERE c.sure_bits >= %(bits)s) AS automatic,
                   coalesce(sum(c.expected_false) FILTER (WHERE c.sure_bits >= %(bits)s), 0) AS expected
                 FROM duplicate_scan s LEFT JOIN duplicate_cluster c
                   ON c.workspace_id = s.workspace_id AND c.kind = s.kind AND c.state = 'open'
                 WHERE s.workspace_id = %(ws)s AND s.id = %(id)s GROUP BY s.id) AS f
           WHERE s.workspace_id = %(ws)s AND s.id = f.id""",
        id=scan_id,
        records=records,
        bits=automatic_bits,
    )


async def looked_at(session: WorkspaceSession, kind: RecordKind) -> datetime | None:
    """When the last scan that was done to its end began to read; None where there was none."""
    query = """SELECT looked_at FROM duplicate_scan WHERE workspace_id = %(ws)s AND kind = %(kind)s
               AND state = 'done' ORDER BY id DESC LIMIT 1"""
    found = await scalars(session, datetime, query, kind=kind)
    return found[0] if found else None


async def thresholds(session: WorkspaceSession) -> Thresholds:
    """The workspace's own, or the usual ones."""
    query = "SELECT review, automatic FROM duplicate_settings WHERE workspace_id = %(ws)s"
    found = await typed(session, Thresholds, query)
    return found[0] if found else Thresholds()


async def keep_thresholds(session: WorkspaceSession, wanted: Thresholds) -> None:
    """From now on."""
    await run(
        session,
        """INSERT INTO duplicate_settings (workspace_id, review, automatic)
           VALUES (%(ws)s, %(review)s, %(automatic)s)
           ON CONFLICT (workspace_id)
           DO UPDATE SET review = excluded.review, automatic = excluded.automatic""",
        review=wanted.review,
        automatic=wanted.automatic,
    )


async def scanned(session: SystemSession) -> list[tuple[UUID, RecordKind]]:
    """Of which workspaces which kind of record was looked through."""
    found = await session.execute(
        text("SELECT DISTINCT workspace_id, kind FROM duplicate_scan WHERE state = 'done'")
    )
    return [(row[0], "company" if row[1] == "company" else "contact") for row in found]


async def worked_since(session: WorkspaceSession, since: datetime) -> bool:
    """Whether one of the newest operations was finished since then."""
    query = """SELECT coalesce(bool_or(finished_at >= %(since)s), false) FROM (
                 SELECT finished_at FROM operation WHERE workspace_id = %(ws)s
                 ORDER BY id DESC LIMIT 200) AS newest"""
    return (await scalars(session, bool, query, since=since))[0]
