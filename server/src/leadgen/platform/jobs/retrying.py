"""Whether a failed job is tried again, and when."""

from asyncio import CancelledError
from datetime import timedelta

import psycopg
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.jobs import Job
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from leadgen.kernel import clock
from leadgen.kernel.errors import LeadgenError

# 1, 2, 4, 8, 15, 15, … seconds: about 24 minutes in all, enough for a database to come back.
_MOST_ATTEMPTS = 100
_LONGEST_S = 15


# A job that takes its worker along, for want of memory most likely, would do so for ever.
MOST_DEATHS = 5


class WorkerKeepsDying(LeadgenError):
    """The process that did the work died again and again, and nothing got further."""

    def __init__(self, deaths: int) -> None:
        super().__init__(
            f"The process that did this work died {deaths} times at the same place, most likely for want of "
            "memory, so it was given up. What was done before is kept: give the machine more memory or "
            "split the work, then go on."
        )


def delay(error: BaseException, attempts: int) -> timedelta | None:
    """How long to wait after the failure number `attempts` (from 0); None: it has failed for good."""
    if isinstance(error, JobAborted | CancelledError):
        return timedelta()
    if not is_passing(error) or attempts >= _MOST_ATTEMPTS:
        return None
    return timedelta(seconds=min(2.0 ** min(attempts, 10), _LONGEST_S))


def is_passing(error: BaseException) -> bool:
    """Whether trying later may help: the error says so, or the database was away or busy."""
    if isinstance(error, LeadgenError):
        return error.retryable
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error.orig, psycopg.OperationalError)
    passing = psycopg.OperationalError | ConnectionError | ConnectorException | PoolTimeout
    return isinstance(error, passing)


class Retry(BaseRetryStrategy):
    """The decision above, as Procrastinate asks for it."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """None: no more."""
        wait = delay(exception, job.attempts)
        return None if wait is None else RetryDecision(retry_at=clock.now() + wait)
