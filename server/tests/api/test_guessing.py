"""Guessing passwords: slowed for everybody together, and never so that a stranger locks a person out."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.pipeline.assembly import build
from leadgen.platform.accounts.service import init_workspace
from leadgen.platform.auth import throttle
from tests.factories.people import PASSWORD, SESSION, Guest, at_address, guest

WRONG = "wrong horse battery"


@pytest.fixture
async def ada(app: FastAPI, database: Database) -> Guest:
    return await guest(app, (await init_workspace(database, "ada@example.com", "ada", PASSWORD)).user)


async def guess(
    app: FastAPI, address: str, email: str = "ada@example.com", password: str = WRONG
) -> httpx.Response:
    return await at_address(app, address).post(SESSION, json={"email": email, "password": password})


async def close(database: Database, counted: throttle.Counted) -> None:
    """As if everything under this name had been guessed."""
    async with database.identity() as session:
        await session.execute(
            text(
                "INSERT INTO rate_limit (key, full_at) VALUES (:key, :at)"
                " ON CONFLICT (key) DO UPDATE SET full_at = excluded.full_at"
            ),
            {"key": counted.key, "at": clock.now() + counted.limit.window},
        )


async def test_two_web_processes_count_together(
    app: FastAPI, ada: Guest, database: Database, settings: Settings
) -> None:
    second = Database.open(settings)
    try:
        twin = create_app(build(), second, settings)
        apps = [app, twin] * 8
        answers = await asyncio.gather(*(guess(one, "198.51.100.1") for one in apps))
    finally:
        await second.close()
    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 6


async def test_nobody_makes_us_hash_passwords_by_guessing_at_the_link_of_the_first_owner(
    app: FastAPI, database: Database
) -> None:
    body = {"token": "x" * 43, "email": "eve@example.com", "password": PASSWORD, "workspace_name": "Eve"}
    eve = at_address(app, "198.51.100.9")
    assert (await eve.post("/api/v1/setup", json=body)).status_code == 410
    await close(database, throttle.of_token("198.51.100.9"))
    assert (await eve.post("/api/v1/setup", json=body)).status_code == 429


async def test_guessing_closes_one_door_and_leaves_the_others_open(app: FastAPI, ada: Guest) -> None:
    for _ in range(10):
        assert (await guess(app, "198.51.100.1")).status_code == 401
    closed = await guess(app, "198.51.100.1", password=PASSWORD)
    assert (closed.status_code, closed.json()["code"]) == (429, "too_many_attempts")
    assert 0 < int(closed.headers["retry-after"]) <= 90
    assert (await guess(app, "198.51.100.2", password=PASSWORD)).status_code == 200
    assert (await guess(app, "198.51.100.1", email="bob@example.com")).status_code == 401


async def test_an_ipv6_network_is_one_guesser(app: FastAPI, ada: Guest) -> None:
    answers = [await guess(app, f"2001:db8:1:2::{number:x}") for number in range(12)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 2
    assert (await guess(app, "2001:db8:1:3::1")).status_code == 401


@pytest.mark.parametrize("name", [1, 2])
async def test_guessing_from_everywhere_or_for_everybody_is_slowed_too(
    app: FastAPI, ada: Guest, database: Database, name: int
) -> None:
    counted = throttle.of_sign_in("ada@example.com", "198.51.100.1", None)[name]
    await close(database, counted)
    assert (await guess(app, "198.51.100.1")).status_code == 429
    # The rest was not counted: refused is refused under each name.
    async with database.identity() as session:
        counting = text("SELECT key FROM rate_limit WHERE full_at > :at")
        assert (await session.scalars(counting, {"at": clock.now()})).all() == [counted.key]


async def test_a_stranger_cannot_lock_a_person_out(app: FastAPI, ada: Guest, database: Database) -> None:
    for counted in throttle.of_sign_in("ada@example.com", "127.0.0.1", None):
        await close(database, counted)
    await ada.browser.delete(SESSION)
    body = {"email": ada.email, "password": PASSWORD}
    fresh = await ada.stranger(app)
    assert (await fresh.post(SESSION, json=body)).status_code == 429
    assert (await ada.browser.post(SESSION, json=body)).status_code == 200


async def test_the_door_of_a_known_browser_is_its_persons_only_and_no_way_around(
    app: FastAPI, ada: Guest, database: Database
) -> None:
    eve = await guest(app, (await init_workspace(database, "eve@example.com", "eve", PASSWORD)).user)
    await close(database, throttle.of_sign_in("ada@example.com", "127.0.0.1", None)[0])
    body = {"email": ada.email, "password": WRONG}
    assert (await eve.browser.post(SESSION, json=body)).status_code == 429
    answers = [await ada.browser.post(SESSION, json=body) for _ in range(12)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 2


async def test_the_known_browser_is_told_to_the_sign_in_only(app: FastAPI, ada: Guest) -> None:
    answer = await ada.browser.post(SESSION, json={"email": ada.email, "password": PASSWORD})
    cookies = {cookie.split("=")[0]: cookie for cookie in answer.headers.get_list("set-cookie")}
    assert set(cookies) == {"leadgen_session", "leadgen_browser"}
    for flag in ("HttpOnly", "SameSite=lax", "Path=/api/v1/session"):
        assert flag in cookies["leadgen_browser"]
    assert ada.email not in cookies["leadgen_browser"]


async def test_success_forgives_ones_own_slips(app: FastAPI, ada: Guest) -> None:
    for _ in range(3):
        for _ in range(6):
            assert (await guess(app, "198.51.100.1")).status_code == 401
        assert (await guess(app, "198.51.100.1", password=PASSWORD)).status_code == 200


async def test_the_counts_hold_neither_names_nor_addresses(
    app: FastAPI, ada: Guest, database: Database
) -> None:
    await guess(app, "198.51.100.1")
    async with database.identity() as session:
        keys = (await session.scalars(text("SELECT key FROM rate_limit"))).all()
    assert len(keys) >= 3
    assert not [key for key in keys if "ada" in key or "198.51" in key]


@pytest.mark.usefixtures("full_cost")
async def test_a_password_changed_while_it_is_being_proven_opens_nothing(
    app: FastAPI, ada: Guest, database: Database
) -> None:
    body = {"email": ada.email, "password": PASSWORD}
    change = {"current_password": PASSWORD, "new_password": "staple correct horse"}
    browsers = [await ada.stranger(app) for _ in range(6)]
    changed, *answers = await asyncio.gather(
        ada.browser.post("/api/v1/me/password", json=change),
        *(browser.post(SESSION, json=body) for browser in browsers),
    )
    assert changed.status_code == 204
    assert {answer.status_code for answer in answers} <= {200, 401}
    for browser in browsers:  # those that were in time ended with the change
        assert (await browser.get(SESSION)).status_code == 401


async def test_the_door_opens_again_with_time(app: FastAPI, ada: Guest) -> None:
    for _ in range(10):
        await guess(app, "198.51.100.1")
    with clock.fix(clock.now() + timedelta(seconds=91)):
        assert (await guess(app, "198.51.100.1", password=PASSWORD)).status_code == 200
