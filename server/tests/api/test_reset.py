"""A forgotten password: a letter with a link, once, within the hour; nobody learns who is there."""

import asyncio
import time
from base64 import b32decode
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.pipeline.assembly import build
from leadgen.platform.accounts import forgotten
from leadgen.platform.accounts import repository as people
from leadgen.platform.accounts.rescue import reset_token
from leadgen.platform.accounts.service import NewWorkspace, init_workspace
from leadgen.platform.auth import totp
from tests.factories.mail import Mailbox, arrived, mail_server, sending, text_of, with_mail
from tests.factories.people import PASSWORD, SESSION, Guest, at_address, guest
from tests.factories.tenancy import make_person

RESET = "/api/v1/password-reset"
NEW = "staple correct horse"


@pytest.fixture
async def mailbox(database: Database, settings: Settings) -> AsyncIterator[Mailbox]:
    """A mail server, and a dispatcher that knows of it."""
    async with mail_server() as mailbox, sending(database, with_mail(settings, mailbox)):
        yield mailbox


@pytest.fixture
def app(database: Database, settings: Settings, mailbox: Mailbox) -> FastAPI:
    return create_app(build(), database, with_mail(settings, mailbox))


@pytest.fixture
async def made(database: Database) -> NewWorkspace:
    return await init_workspace(database, "Ada@example.com", "ada", PASSWORD)


@pytest.fixture
async def ada(app: FastAPI, made: NewWorkspace) -> Guest:
    return await guest(app, made.user)


async def token_of(ada: Guest, app: FastAPI, mailbox: Mailbox) -> str:
    """The token of a letter that was just asked for."""
    count = len(mailbox.letters)
    asked = await (await ada.stranger(app)).post(RESET, json={"email": ada.email})
    assert (asked.status_code, asked.json()) == (202, {})
    await arrived(mailbox, count + 1)
    return mailbox.token("Ada@example.com")


async def test_the_letter_brings_a_link_that_sets_a_password_and_signs_in(
    app: FastAPI, ada: Guest, mailbox: Mailbox
) -> None:
    token = await token_of(ada, app, mailbox)
    assert f"http://leads.example.com/reset#{token}" in text_of(mailbox.letters[0])
    browser = await ada.stranger(app)
    done = await browser.put(RESET, json={"token": token, "password": NEW})
    assert done.status_code == 200
    assert done.json()["user"]["email"] == "Ada@example.com"
    assert "HttpOnly" in done.headers["set-cookie"]
    assert (await browser.get(SESSION)).status_code == 200
    assert (await browser.get("/api/v1/me/sessions")).json()["items"][0]["method"] == "reset"
    assert (await ada.browser.get(SESSION)).status_code == 401  # whoever was signed in before is out
    for password, status in ((PASSWORD, 401), (NEW, 200)):
        answer = await browser.post(SESSION, json={"email": ada.email, "password": password})
        assert answer.status_code == status


@pytest.mark.usefixtures("full_cost")
async def test_a_link_works_once_also_when_used_twice_at_the_same_time(
    app: FastAPI, ada: Guest, mailbox: Mailbox
) -> None:
    token = await token_of(ada, app, mailbox)
    browser = await ada.stranger(app)
    bodies = [{"token": token, "password": f"{NEW} {number}"} for number in range(5)]
    answers = await asyncio.gather(*(browser.put(RESET, json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [200, 410, 410, 410, 410]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 410} == {"link_spent"}


async def test_using_one_link_ends_all_others_and_asking_for_one_does_not(
    app: FastAPI, ada: Guest, mailbox: Mailbox
) -> None:
    first, second, third = [await token_of(ada, app, mailbox) for _ in range(3)]
    browser = await ada.stranger(app)
    assert (await browser.put(RESET, json={"token": first, "password": NEW})).status_code == 200
    for spent in (first, second, third, "a guess"):
        assert (await browser.put(RESET, json={"token": spent, "password": NEW})).status_code == 410


async def test_a_link_is_over_after_an_hour_and_after_the_password_was_changed(
    app: FastAPI, ada: Guest, mailbox: Mailbox
) -> None:
    body = {"token": await token_of(ada, app, mailbox), "password": NEW}
    browser = await ada.stranger(app)
    with clock.fix(clock.now() + timedelta(hours=1, seconds=1)):
        assert (await browser.put(RESET, json=body)).status_code == 410
    weak = await browser.put(RESET, json=body | {"password": "short"})
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")
    await ada.browser.post("/api/v1/me/password", json={"current_password": PASSWORD, "new_password": NEW})
    assert (await browser.put(RESET, json=body)).status_code == 410


async def test_nobody_learns_who_is_there_neither_by_the_answer_nor_by_its_time(
    app: FastAPI, ada: Guest, mailbox: Mailbox, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked all at once, so that a machine that is busy slows every one of them down alike."""
    monkeypatch.setattr(forgotten, "ANSWER_AFTER_S", 2.0)
    outside = await make_person(database, "Eve")
    browser = await ada.stranger(app)

    async def answered(email: str) -> float:
        answer = await browser.post(RESET, json={"email": email})
        assert (answer.status_code, answer.json()) == (202, {})
        assert "set-cookie" not in answer.headers
        return time.perf_counter()

    emails = (ada.email, "nobody@example.com", outside.email, "not an address", ada.email.upper())
    begun = time.perf_counter()
    times = await asyncio.gather(*(answered(email) for email in emails))
    assert min(times) >= begun + 2.0
    assert max(times) - min(times) < 1.0
    await arrived(mailbox, 2)
    assert [letter["To"] for letter in mailbox.letters] == ["Ada@example.com"] * 2


async def test_what_is_done_for_a_known_person_is_over_long_before_the_answer(
    app: FastAPI, ada: Guest, mailbox: Mailbox
) -> None:
    """By the time of the processor: that of the wall would tell of whoever else is at work."""
    browser = await ada.stranger(app)
    begun = time.process_time()
    assert (await browser.post(RESET, json={"email": ada.email})).status_code == 202
    assert time.process_time() - begun < forgotten.ANSWER_AFTER_S / 2


async def test_one_person_gets_five_letters_and_the_answer_stays_the_same(
    app: FastAPI, ada: Guest, mailbox: Mailbox
) -> None:
    for number in range(7):
        answer = await at_address(app, f"198.51.100.{number}").post(RESET, json={"email": ada.email})
        assert (answer.status_code, answer.json()) == (202, {})
    await arrived(mailbox, 5)
    await asyncio.sleep(0.3)
    assert len(mailbox.letters) == 5
    browser = await ada.stranger(app)
    body = {"token": mailbox.token("Ada@example.com"), "password": NEW}
    assert (await browser.put(RESET, json=body)).status_code == 200  # and those she got still help her


async def test_one_address_asks_for_twenty_people_and_no_more(app: FastAPI, ada: Guest) -> None:
    browser = at_address(app, "198.51.100.7")
    answers = await asyncio.gather(
        *(browser.post(RESET, json={"email": f"{number}@example.com"}) for number in range(25))
    )
    assert sorted(answer.status_code for answer in answers) == [202] * 20 + [429] * 5
    other = at_address(app, "198.51.100.8")
    assert (await other.post(RESET, json={"email": ada.email})).status_code == 202


async def test_a_link_never_follows_the_host_that_a_request_names(
    app: FastAPI, ada: Guest, mailbox: Mailbox
) -> None:
    forged = {"host": "evil.example.com", "x-forwarded-host": "evil.example.com"}
    browser = await ada.stranger(app)
    assert (await browser.post(RESET, json={"email": ada.email}, headers=forged)).status_code == 202
    await arrived(mailbox, 1)
    assert "evil.example.com" not in mailbox.letters[0].as_string()


async def test_a_person_without_a_password_chooses_the_first_one(
    app: FastAPI, database: Database, ada: Guest, mailbox: Mailbox
) -> None:
    await init_workspace(database, "keys@example.com", "keys", None)
    browser = await ada.stranger(app)
    await browser.post(RESET, json={"email": "keys@example.com"})
    await arrived(mailbox, 1)
    body = {"token": mailbox.token("keys@example.com"), "password": NEW}
    assert (await browser.put(RESET, json=body)).status_code == 200


async def test_a_letter_proves_the_address_and_a_link_that_was_shown_does_not(
    app: FastAPI, ada: Guest, mailbox: Mailbox, database: Database
) -> None:
    async def is_proven() -> bool:
        async with database.identity() as session:
            user = await people.user(session, ada.person.user_id)
        return user is not None and user.email_proven_at is not None

    async with database.identity() as session:
        await session.execute(text('UPDATE "user" SET email_proven_at = NULL'))
    browser, shown = await ada.stranger(app), await reset_token(database, ada.email)
    assert (await browser.put(RESET, json={"token": shown, "password": NEW})).status_code == 200
    assert not await is_proven()
    mailed = await token_of(ada, app, mailbox)
    assert (await browser.put(RESET, json={"token": mailed, "password": NEW})).status_code == 200
    assert await is_proven()


async def test_the_first_letter_takes_away_a_second_factor_that_a_stranger_may_have_set_up(
    app: FastAPI, ada: Guest, mailbox: Mailbox, database: Database
) -> None:
    async with database.identity() as session:
        await session.execute(text('UPDATE "user" SET email_proven_at = NULL'))
    await with_second_factor(ada)
    shown = {"token": await reset_token(database, ada.email), "password": NEW}
    browser = await ada.stranger(app)
    assert (await browser.put(RESET, json=shown)).json()["code"] == "second_factor_required"

    mailed = {"token": await token_of(ada, app, mailbox), "password": NEW}
    assert (await browser.put(RESET, json=mailed)).status_code == 200
    assert (await browser.get("/api/v1/me")).json()["totp"] is False
    assert (await ada.browser.get("/api/v1/me")).status_code == 401  # the other's session is over


async def test_a_letter_to_an_address_that_is_proven_leads_around_no_second_factor(
    app: FastAPI, ada: Guest, mailbox: Mailbox
) -> None:
    await with_second_factor(ada)
    mailed = {"token": await token_of(ada, app, mailbox), "password": NEW}
    answer = await (await ada.stranger(app)).put(RESET, json=mailed)
    assert answer.json()["code"] == "second_factor_required"


async def with_second_factor(ada: Guest) -> None:
    setup = (await ada.browser.post("/api/v1/me/totp", json={"password": PASSWORD})).json()
    code = totp.code_at(b32decode(setup["secret"]), int(clock.now().timestamp()) // totp.STEP_S)
    assert (await ada.browser.put("/api/v1/me/totp", json={"code": code})).status_code == 200


async def test_other_links_are_no_reset_links(app: FastAPI, ada: Guest, mailbox: Mailbox) -> None:
    wish = {"email": "new@example.com", "password": PASSWORD}
    assert (await ada.browser.post("/api/v1/me/email", json=wish)).status_code == 202
    await arrived(mailbox, 1)
    browser = await ada.stranger(app)
    token = mailbox.token("new@example.com")
    assert (await browser.put(RESET, json={"token": token, "password": NEW})).status_code == 410
    reset = await token_of(ada, app, mailbox)
    assert (await browser.put("/api/v1/email", json={"token": reset})).status_code == 410


async def test_without_mail_the_sign_in_page_knows_it_and_asking_still_tells_nothing(
    database: Database, settings: Settings, made: NewWorkspace
) -> None:
    quiet = create_app(build(), database, settings)
    browser = at_address(quiet, "198.51.100.7")
    assert (await browser.get("/api/v1/sign-in-options")).json() == {"providers": [], "mail": False}
    answer = await browser.post(RESET, json={"email": "ada@example.com"})
    assert (answer.status_code, answer.json()) == (202, {})
