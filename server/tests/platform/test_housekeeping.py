"""What is over its time goes, the rest stays."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeout
from structlog.testing import capture_logs

from leadgen.api.app import background
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform import housekeeping
from leadgen.platform.accounts.service import issue_owner_link
from leadgen.platform.auth.sessions import SESSION_AGE
from leadgen.platform.events.service import publish
from leadgen.platform.housekeeping import keep_tidy, tidy
from leadgen.platform.web import repository as answers
from tests.factories.access import session_token
from tests.factories.tenancy import Workspace

TABLES = ("event", "idempotency_key", "session", "sign_in_link")


async def counts(database: Database, workspace: Workspace) -> list[int | None]:
    async with database.workspace(workspace.id) as session:
        return [await session.scalar(text(f"SELECT count(*) FROM {table}")) for table in TABLES]


async def test_each_kind_goes_after_its_own_time(database: Database, workspace: Workspace) -> None:
    await session_token(database, workspace.alice)
    async with database.workspace(workspace.id) as session:
        await publish(session, topic="import", ref_id=uuid7())
        await answers.claim(session, "key", "create_note", b"", clock.now())
    begun = clock.now()
    for _ in range(2):  # twice in a row does no more
        await tidy(database, begun)
        assert await counts(database, workspace) == [1, 1, 1, 0]
    await tidy(database, begun + timedelta(days=1, minutes=1))
    assert await counts(database, workspace) == [1, 0, 1, 0]
    await tidy(database, begun + timedelta(days=7, minutes=1))
    assert await counts(database, workspace) == [0, 0, 1, 0]
    await tidy(database, begun + SESSION_AGE)
    assert await counts(database, workspace) == [0, 0, 0, 0]


async def test_a_link_that_expired_goes(database: Database) -> None:
    assert await issue_owner_link(database) is not None
    await tidy(database, clock.now() + timedelta(hours=25))
    async with database.identity() as session:
        assert await session.scalar(text("SELECT count(*) FROM sign_in_link")) == 0


async def test_a_busy_database_does_not_end_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = 0

    async def no_connection_free(database: Database, at: datetime) -> None:
        nonlocal rounds
        rounds += 1
        if rounds < 3:
            raise PoolTimeout("QueuePool limit reached")
        raise KeyError("a defect")

    monkeypatch.setattr(housekeeping, "tidy", no_connection_free)
    keeping = keep_tidy(Database.open(settings), first_after_s=0, every_s=0)
    with capture_logs() as said, pytest.raises(KeyError):
        await background("housekeeping", keeping)
    assert rounds == 3
    assert [entry["event"] for entry in said] == ["housekeeping.database_away"] * 2 + ["background.ended"]
