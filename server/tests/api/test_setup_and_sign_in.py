"""From the one-time link to signing out."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.pipeline.assembly import build
from leadgen.platform.accounts.service import LINK_AGE, init_workspace, issue_owner_link
from tests.factories.web import Browsers, client

PASSWORD = "correct horse battery"
SESSION = "/api/v1/session"
SETUP = "/api/v1/setup"


def owner(token: str, **changes: str) -> dict[str, str]:
    body = {"token": token, "email": "ada@example.com", "password": PASSWORD, "workspace_name": "Ada & Co."}
    return {**body, **changes}


async def link(database: Database) -> str:
    token = await issue_owner_link(database)
    assert token is not None
    return token


@pytest.fixture
def browser(app: FastAPI) -> httpx.AsyncClient:
    """Keeps cookies, as a browser does."""
    return client(app, {"sec-fetch-site": "same-origin"})


async def test_the_link_makes_the_owner_and_signs_in(browser: httpx.AsyncClient, database: Database) -> None:
    assert (await browser.get(SETUP)).json() == {"needed": True}
    made = await browser.post(SETUP, json=owner(await link(database)))
    assert made.status_code == 201
    assert made.json()["user"]["email"] == "ada@example.com"
    assert [(each["slug"], each["name"], each["role"]) for each in made.json()["workspaces"]] == [
        ("ada-co", "Ada & Co.", "owner")
    ]
    assert (await browser.get(SESSION)).json() == made.json()
    assert (await browser.get("/api/v1/workspaces/ada-co")).status_code == 200
    assert (await browser.get(SETUP)).json() == {"needed": False}


async def test_the_country_of_the_workspace_is_asked_for_and_may_be_left_out(
    browser: httpx.AsyncClient, database: Database
) -> None:
    wrong = await browser.post(SETUP, json=owner("any", country="Czechia"))
    assert wrong.status_code == 422
    made = await browser.post(SETUP, json=owner(await link(database), country="CZ"))
    assert made.status_code == 201
    assert (await browser.get("/api/v1/workspaces/ada-co")).json()["country"] == "CZ"


async def test_a_link_works_once(browser: httpx.AsyncClient, database: Database) -> None:
    token = await link(database)
    assert (await browser.post(SETUP, json=owner(token))).status_code == 201
    again = await browser.post(SETUP, json=owner(token, email="eve@example.com"))
    assert again.status_code == 410
    assert again.json()["code"] == "link_spent"


async def test_a_link_expires_is_replaced_and_cannot_be_guessed(
    browser: httpx.AsyncClient, database: Database
) -> None:
    first, second = await link(database), await link(database)
    assert (await browser.post(SETUP, json=owner(first))).status_code == 410
    assert (await browser.post(SETUP, json=owner("a guess"))).status_code == 410
    with clock.fix(clock.now() + LINK_AGE + timedelta(seconds=1)):
        assert (await browser.post(SETUP, json=owner(second))).status_code == 410
    assert (await browser.post(SETUP, json=owner(second))).status_code == 201
    assert await issue_owner_link(database) is None


async def test_a_refused_set_up_leaves_the_link_usable(
    browser: httpx.AsyncClient, database: Database
) -> None:
    token = await link(database)
    weak = await browser.post(SETUP, json=owner(token, password="short"))
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")
    strange = await browser.post(SETUP, json=owner(token, email="nobody"))
    assert (strange.status_code, strange.json()["errors"][0]["field"]) == (422, "email")
    assert (await browser.post(SETUP, json=owner(token))).status_code == 201


@pytest.fixture
async def ada(database: Database) -> str:
    """A person with a password and the workspace `ada`; the e-mail."""
    await init_workspace(database, "Ada@Example.com", "ada", PASSWORD)
    return "ada@example.com"


async def test_signing_in_sets_a_careful_cookie(browser: httpx.AsyncClient, ada: str) -> None:
    answer = await browser.post(SESSION, json={"email": ada, "password": PASSWORD})
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("leadgen_session=")
    for flag in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=2592000"):
        assert flag in cookie
    assert "Secure" not in cookie  # on plain loopback a browser would drop it
    assert answer.json()["workspaces"][0]["slug"] == "ada"


async def test_the_cookie_is_secure_behind_https(database: Database, settings: Settings, ada: str) -> None:
    public = settings.model_copy(update={"public_url": "https://leads.example.com"})
    browser = client(create_app(build(), database, public), {"origin": "https://leads.example.com"})
    answer = await browser.post(SESSION, json={"email": ada, "password": PASSWORD})
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age=" in answer.headers["strict-transport-security"]


async def test_wrong_password_and_unknown_person_get_the_same_answer(
    browser: httpx.AsyncClient, ada: str
) -> None:
    wrong = await browser.post(SESSION, json={"email": ada, "password": "wrong horse battery"})
    unknown = await browser.post(SESSION, json={"email": "eve@example.com", "password": PASSWORD})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["code"] == "wrong_credentials"
    assert "set-cookie" not in wrong.headers


async def test_a_person_without_password_cannot_sign_in(
    browser: httpx.AsyncClient, web: Browsers, database: Database
) -> None:
    await init_workspace(database, "keys@example.com", "keys", None)
    for password in ("", "None", PASSWORD):
        answer = await browser.post(SESSION, json={"email": "keys@example.com", "password": password})
        assert answer.status_code == 401


async def test_signing_in_again_ends_the_session_before(browser: httpx.AsyncClient, ada: str) -> None:
    await browser.post(SESSION, json={"email": ada, "password": PASSWORD})
    before = dict(browser.cookies)
    await browser.post(SESSION, json={"email": ada, "password": PASSWORD})
    assert dict(browser.cookies) != before
    assert (await browser.get(SESSION)).status_code == 200
    browser.cookies.clear()
    browser.cookies.update(before)
    assert (await browser.get(SESSION)).status_code == 401


async def test_signing_out_kills_the_token_itself(browser: httpx.AsyncClient, ada: str) -> None:
    await browser.post(SESSION, json={"email": ada, "password": PASSWORD})
    token = dict(browser.cookies)
    out = await browser.delete(SESSION)
    assert out.status_code == 204
    assert 'leadgen_session=""' in out.headers["set-cookie"]
    browser.cookies.update(token)
    assert (await browser.get(SESSION)).status_code == 401
    assert (await browser.delete(SESSION)).status_code == 204


async def test_a_session_ends_when_idle_for_a_week_and_after_a_month(
    browser: httpx.AsyncClient, ada: str
) -> None:
    await browser.post(SESSION, json={"email": ada, "password": PASSWORD})
    begun = clock.now()
    for day in (6, 12, 18, 24, 29):
        with clock.fix(begun + timedelta(days=day)):
            assert (await browser.get(SESSION)).status_code == 200
    with clock.fix(begun + timedelta(days=31)):
        assert (await browser.get(SESSION)).status_code == 401
    await browser.post(SESSION, json={"email": ada, "password": PASSWORD})
    with clock.fix(clock.now() + timedelta(days=7, minutes=1)):
        assert (await browser.get(SESSION)).status_code == 401


@pytest.mark.usefixtures("full_cost")
async def test_guesses_sent_at_once_are_counted_too(browser: httpx.AsyncClient, ada: str) -> None:
    guess = {"email": ada, "password": "wrong horse battery"}
    answers = await asyncio.gather(*(browser.post(SESSION, json=guess) for _ in range(25)))
    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 15


async def test_signing_in_rightly_is_never_counted(browser: httpx.AsyncClient, ada: str) -> None:
    right = {"email": ada, "password": PASSWORD}
    for _ in range(11):
        assert (await browser.post(SESSION, json=right)).status_code == 200


async def test_guessing_is_slowed_down_and_ends_with_the_window(browser: httpx.AsyncClient, ada: str) -> None:
    for _ in range(10):
        answer = await browser.post(SESSION, json={"email": ada, "password": "wrong horse battery"})
        assert answer.status_code == 401
    closed = await browser.post(SESSION, json={"email": ada, "password": PASSWORD})
    assert (closed.status_code, closed.json()["code"]) == (429, "too_many_attempts")
    assert closed.json()["retryable"] is True
    assert 0 < int(closed.headers["retry-after"]) <= 900
    with clock.fix(clock.now() + timedelta(minutes=16)):
        open_again = await browser.post(SESSION, json={"email": ada, "password": PASSWORD})
    assert open_again.status_code == 200
