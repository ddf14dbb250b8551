"""What is tried again, and when."""

import asyncio
from datetime import timedelta

import psycopg
import pytest
from procrastinate.exceptions import ConnectorException, JobAborted
from sqlalchemy.exc import IntegrityError, OperationalError

from leadgen.kernel.errors import Refused, Unavailable
from leadgen.platform.jobs.retrying import delay


@pytest.mark.parametrize(
    ("error", "attempts", "seconds"),
    [
        (Unavailable("Later."), 0, 1),
        (Unavailable("Later."), 3, 8),
        (Unavailable("Later."), 50, 15),
        (Unavailable("Later."), 100, None),
        (Refused("Never."), 0, None),
        (ValueError("a defect"), 0, None),
        (psycopg.OperationalError("the server went away"), 0, 1),
        (ConnectionResetError(), 1, 2),
        (ConnectorException("the queue's own connection"), 0, 1),
        (OperationalError("SELECT 1", {}, psycopg.OperationalError()), 0, 1),
        (IntegrityError("INSERT", {}, psycopg.errors.UniqueViolation()), 0, None),
        (JobAborted(), 0, 0),
        (asyncio.CancelledError(), 99, 0),
    ],
)
def test_a_failure_waits_or_is_final(error: BaseException, attempts: int, seconds: float | None) -> None:
    assert delay(error, attempts) == (None if seconds is None else timedelta(seconds=seconds))
