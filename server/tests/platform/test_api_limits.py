"""How often an API key may ask: counted over all web processes, told on every answer."""

import asyncio
from datetime import timedelta

import pytest
from fastapi import FastAPI

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.pipeline.assembly import build
from tests.factories.access import api_key
from tests.factories.tenancy import Workspace
from tests.factories.web import browser, client

BASE = "/api/v1/workspaces/alice"


@pytest.fixture
def few(settings: Settings) -> Settings:
    """Five at once, then one every ten seconds."""
    return settings.model_copy(update={"api_burst": 5, "api_rate": 6})


@pytest.fixture
def app(database: Database, few: Settings) -> FastAPI:
    return create_app(build(), database, few)


async def test_headers_tell_what_is_left_also_beside_an_error(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    key = client(app, await api_key(database, workspace))
    with clock.fix(clock.now()):
        answers = [await key.get(f"{BASE}/{path}") for path in ("", "contacts", "nothing", "contacts/x")]
    told = [
        tuple(answer.headers.get(f"RateLimit-{name}") for name in ("Limit", "Remaining", "Reset"))
        for answer in answers
    ]
    assert told[1] == ("5", "4", "10")
    assert told[3] == ("5", "3", "20")
    assert answers[3].status_code == 422


async def test_past_the_burst_it_is_asked_to_wait_and_gets_through_after_that(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    key = client(app, await api_key(database, workspace))
    at = clock.now()
    with clock.fix(at):
        statuses = [(await key.get(f"{BASE}/contacts")).status_code for _ in range(7)]
        refused = await key.get(f"{BASE}/contacts")
    assert statuses == [200] * 5 + [429] * 2
    problem = refused.json()
    assert (problem["code"], problem["retryable"], refused.headers["retry-after"]) == (
        "rate_limited",
        True,
        "10",
    )
    with clock.fix(at + timedelta(seconds=10)):
        assert [(await key.get(f"{BASE}/contacts")).status_code for _ in range(2)] == [200, 429]
    with clock.fix(at + timedelta(minutes=5)):
        assert (await key.get(f"{BASE}/contacts")).headers["RateLimit-Remaining"] == "4"


async def test_several_web_processes_count_together_and_not_one_too_many_gets_through(
    few: Settings, workspace: Workspace, database: Database
) -> None:
    header = await api_key(database, workspace)
    processes = [Database.open(few) for _ in range(3)]
    keys = [client(create_app(build(), one, few), header) for one in processes]
    try:
        with clock.fix(clock.now()):
            answers = await asyncio.gather(*[key.get(f"{BASE}/contacts") for _ in range(10) for key in keys])
    finally:
        for one in processes:
            await one.close()
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [429] * 25
    left = sorted(
        int(answer.headers["RateLimit-Remaining"]) for answer in answers if answer.status_code == 200
    )
    assert left == [0, 1, 2, 3, 4]


async def test_each_key_has_its_own_and_people_have_none(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    one, other = [client(app, await api_key(database, workspace)) for _ in range(2)]
    alice = await browser(app, database, workspace.alice)
    with clock.fix(clock.now()):
        for _ in range(6):
            last = await one.get(f"{BASE}/contacts")
        assert last.status_code == 429
        assert (await other.get(f"{BASE}/contacts")).status_code == 200
        answers = [await alice.get(f"{BASE}/contacts") for _ in range(10)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit-Limit" not in answers[0].headers


async def test_asking_for_workspaces_of_others_counts_too(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    key = client(app, await api_key(database, workspace))
    with clock.fix(clock.now()):
        for _ in range(5):
            assert (await key.get("/api/v1/workspaces/nowhere")).status_code == 404
        assert (await key.get(f"{BASE}/contacts")).status_code == 429


async def test_a_clock_that_was_wrong_closes_nothing_once_it_is_right(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    key = client(app, await api_key(database, workspace))
    at = clock.now()
    with clock.fix(at + timedelta(days=400)):
        await key.get(f"{BASE}/contacts")
    with clock.fix(at):
        assert (await key.get(f"{BASE}/contacts")).status_code == 200
