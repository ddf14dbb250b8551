"""The queue's SQL, beyond what Procrastinate asks itself.

Heartbeats are written by the database's clock, so that they are compared with that same clock.
"""

from collections.abc import Collection
from dataclasses import dataclass

from procrastinate.connector import BaseConnector
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

_DEFER = text("SELECT jobs.defer(:task, :args, :lock, NULL)").bindparams(bindparam("args", type_=JSONB))

# A job that waits may be the one of its queueing_lock: the one that comes back gives the lock up.
_RERUN = """
UPDATE jobs.procrastinate_jobs AS job
SET status = (CASE WHEN abort_requested THEN 'aborted' ELSE 'todo' END)::jobs.procrastinate_job_status,
  abort_requested = false, attempts = attempts + 1, scheduled_at = NULL, worker_id = NULL,
  queueing_lock = NULL, lost = lost + {lost}
WHERE job.status = 'doing' AND {which}
RETURNING job.id, job.task_name
"""
_OF_DEAD_WORKERS = """(job.worker_id IS NULL OR job.worker_id IN (
  SELECT id FROM jobs.procrastinate_workers
  WHERE last_heartbeat < clock_timestamp() - make_interval(secs => %(seconds)s)))"""
_GIVEN = "job.id = ANY(%(ids)s) AND job.worker_id = %(worker_id)s"


@dataclass(frozen=True)
class QueueState:
    """How the queue stands: jobs by status, and those that run on a dead worker."""

    by_status: dict[str, int]
    stalled: int
    failed_tasks: tuple[str, ...]


async def defer(session: AsyncSession, *, task: str, args: dict[str, str], lock: str | None) -> None:
    """Through the one function the application may call."""
    await session.execute(_DEFER, {"task": task, "args": args, "lock": lock})


async def rerun_stalled(connector: BaseConnector, seconds: float) -> list[str]:
    """Queue again what runs on a worker without a heartbeat for `seconds`; the names of the tasks."""
    query = _RERUN.format(which=_OF_DEAD_WORKERS, lost=1)
    rows = await connector.execute_query_all_async(query, seconds=seconds)
    return [row["task_name"] for row in rows]


async def rerun(connector: BaseConnector, worker_id: int, ids: Collection[int]) -> None:
    """Queue again jobs that this worker is said to run, and does not."""
    query = _RERUN.format(which=_GIVEN, lost=0)
    await connector.execute_query_async(query, ids=list(ids), worker_id=worker_id)


async def deaths(connector: BaseConnector, job_id: int) -> int:
    """How many workers died over a job since it last got somewhere."""
    row = await connector.execute_query_one_async(
        "SELECT lost FROM jobs.procrastinate_jobs WHERE id = %(id)s", id=job_id
    )
    return int(row["lost"])


async def deaths_at(connector: BaseConnector, job_id: int, mark: str) -> int:
    """As `deaths`, once it is known how far the job has got: at a new mark only the last one counts."""
    row = await connector.execute_query_one_async(
        """UPDATE jobs.procrastinate_jobs SET mark = %(mark)s,
             lost = CASE WHEN mark = %(mark)s THEN lost ELSE 1 END
           WHERE id = %(id)s RETURNING lost""",
        id=job_id,
        mark=mark,
    )
    return int(row["lost"])


async def doing(connector: BaseConnector, worker_id: int) -> frozenset[int]:
    """The jobs this worker is said to run."""
    rows = await connector.execute_query_all_async(
        "SELECT id FROM jobs.procrastinate_jobs WHERE status = 'doing' AND worker_id = %(worker_id)s",
        worker_id=worker_id,
    )
    return frozenset(row["id"] for row in rows)


async def queue_state(session: AsyncSession, seconds: float) -> QueueState:
    """For `leadgen doctor`."""
    counts = await session.execute(
        text("SELECT status::text, count(*) FROM jobs.procrastinate_jobs GROUP BY status")
    )
    stalled = await session.execute(
        text(
            "SELECT count(*) FROM jobs.procrastinate_jobs job WHERE job.status = 'doing' AND "
            + _OF_DEAD_WORKERS.replace("%(seconds)s", ":seconds")
        ),
        {"seconds": seconds},
    )
    failed = await session.execute(
        text("SELECT DISTINCT task_name FROM jobs.procrastinate_jobs WHERE status = 'failed' ORDER BY 1")
    )
    return QueueState({row[0]: row[1] for row in counts}, stalled.scalar_one(), tuple(failed.scalars()))
