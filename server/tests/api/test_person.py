"""What a person does with their own account: name, password, sessions, e-mail; and who cannot."""

import asyncio
from collections.abc import AsyncIterator
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
from tests.factories.mail import Mailbox, arrived, mail_server, sending, text_of, with_mail
from tests.factories.people import PASSWORD, SESSION, Guest, guest
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

ME = "/api/v1/me"
NEW = "staple correct horse"

PERSONAL = [
    ("GET", ME, None),
    ("PATCH", ME, {"name": "x"}),
    ("POST", f"{ME}/password", {"current_password": PASSWORD, "new_password": NEW}),
    ("POST", f"{ME}/email", {"email": "a@example.com", "password": PASSWORD}),
    ("GET", f"{ME}/sessions", None),
    ("DELETE", f"{ME}/sessions", None),
    ("DELETE", f"{ME}/sessions/01936f0e-0000-7000-8000-000000000001", None),
    ("POST", f"{ME}/totp", {"password": PASSWORD}),
    ("PUT", f"{ME}/totp", {"code": "123456"}),
    ("POST", f"{ME}/totp/stop", {"password": PASSWORD}),
]


@pytest.fixture
async def ada(app: FastAPI, database: Database) -> Guest:
    """Owns the workspace `ada`, with a password, and is signed in."""
    made = await init_workspace(database, "Ada@example.com", "ada", PASSWORD)
    return await guest(app, made.user)


@pytest.mark.parametrize(("method", "path", "body"), PERSONAL)
async def test_neither_nobody_nor_an_api_key_is_a_person(
    app: FastAPI, database: Database, web: Browsers, method: str, path: str, body: object
) -> None:
    made = await init_workspace(database, "keys@example.com", "keys", PASSWORD)
    for headers in ({}, {"authorization": f"Bearer {made.api_key}"}, {"authorization": "Basic eA=="}):
        answer = await web.nobody.request(method, path, json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_required")


@pytest.mark.parametrize(("method", "path", "body"), [one for one in PERSONAL if one[0] != "GET"])
async def test_a_page_of_another_site_does_nothing_in_a_persons_name(
    ada: Guest, method: str, path: str, body: object
) -> None:
    forged = {"sec-fetch-site": "cross-site", "origin": "https://evil.example.com"}
    answer = await ada.browser.request(method, path, json=body, headers=forged)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site_request")
    assert (await ada.browser.get(SESSION)).status_code == 200


async def test_each_person_sees_and_changes_themselves_only(web: Browsers, workspace: Workspace) -> None:
    for browser, person in ((web.alice, workspace.alice), (web.bob, workspace.bob)):
        assert (await browser.get(ME)).json() == {
            "id": str(person.id),
            "email": person.email,
            "name": person.name,
            "has_password": False,
            "totp": False,
            "recovery_codes_left": 0,
            "identities": [],
            "pending_email": None,
        }
    assert (await web.bob.patch(ME, json={"name": "  Bob \n the\tBuilder "})).json()[
        "name"
    ] == "Bob the Builder"
    assert (await web.alice.get(ME)).json()["name"] == "Alice"
    for empty in ("", "   ", "x" * 201):
        assert (await web.bob.patch(ME, json={"name": empty})).status_code == 422


async def test_sessions_are_listed_with_device_address_and_way_in(app: FastAPI, ada: Guest) -> None:
    phone = await ada.elsewhere(app, {"user-agent": "Mozilla/5.0 (iPhone; CPU) Version/19 Safari/604.1"})
    items = (await ada.browser.get(f"{ME}/sessions")).json()["items"]
    assert [(each["current"], each["device"], each["method"]) for each in items] == [
        (False, "Safari on iPhone", "password"),
        (True, "Python", "password"),
    ]
    assert {each["address"] for each in items} == {"127.0.0.1"}
    other = next(each["id"] for each in items if not each["current"])
    assert (await ada.browser.delete(f"{ME}/sessions/{other}")).status_code == 204
    assert (await phone.get(SESSION)).status_code == 401
    again = await ada.browser.delete(f"{ME}/sessions/{other}")
    assert (again.status_code, again.json()["code"]) == (404, "session_not_found")


async def test_nobody_ends_the_session_of_somebody_else(web: Browsers) -> None:
    theirs = (await web.alice.get(f"{ME}/sessions")).json()["items"][0]["id"]
    for browser in (web.bob, web.charlie):
        assert theirs not in (await browser.get(f"{ME}/sessions")).text
        assert (await browser.delete(f"{ME}/sessions/{theirs}")).status_code == 404
    assert (await web.alice.get(SESSION)).status_code == 200


async def test_sessions_that_are_over_are_not_listed(app: FastAPI, ada: Guest) -> None:
    later = await ada.elsewhere(app)
    with clock.fix(clock.now() + timedelta(days=6)):
        assert (await later.get(SESSION)).status_code == 200
    with clock.fix(clock.now() + timedelta(days=8)):
        assert len((await later.get(f"{ME}/sessions")).json()["items"]) == 1


async def test_signing_out_everywhere_ends_every_session_at_once(app: FastAPI, ada: Guest) -> None:
    others = [await ada.elsewhere(app) for _ in range(3)]
    out = await ada.browser.delete(f"{ME}/sessions")
    assert out.status_code == 204
    assert 'leadgen_session=""' in out.headers["set-cookie"]
    for browser in (ada.browser, *others):
        assert (await browser.get(SESSION)).status_code == 401


async def test_a_new_password_ends_the_other_sessions_and_the_old_password(app: FastAPI, ada: Guest) -> None:
    thief = await ada.elsewhere(app)
    changed = await ada.browser.post(
        f"{ME}/password", json={"current_password": PASSWORD, "new_password": NEW}
    )
    assert changed.status_code == 204
    assert (await ada.browser.get(SESSION)).status_code == 200
    assert (await thief.get(SESSION)).status_code == 401
    assert (await thief.post(SESSION, json={"email": ada.email, "password": PASSWORD})).status_code == 401
    assert (await thief.post(SESSION, json={"email": ada.email, "password": NEW})).status_code == 200


async def test_an_open_browser_is_not_enough_to_change_what_guards_the_account(
    app: FastAPI, ada: Guest
) -> None:
    wrong = "wrong horse battery"
    tries = (
        (f"{ME}/password", {"current_password": wrong, "new_password": NEW}),
        (f"{ME}/totp", {"password": wrong}),
        (f"{ME}/totp/stop", {"password": wrong}),
    )
    for path, body in tries:
        refused = await ada.browser.post(path, json=body)
        assert (refused.status_code, refused.json()["code"]) == (403, "wrong_password")
    weak = await ada.browser.post(
        f"{ME}/password", json={"current_password": PASSWORD, "new_password": "short"}
    )
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")
    answers = [await ada.browser.post(f"{ME}/totp", json={"password": wrong}) for _ in range(12)]
    assert [answer.status_code for answer in answers[-2:]] == [429, 429]


@pytest.mark.usefixtures("full_cost")
async def test_of_two_changes_at_once_with_one_password_one_wins(app: FastAPI, ada: Guest) -> None:
    bodies = [{"current_password": PASSWORD, "new_password": f"{NEW} {number}"} for number in range(4)]
    answers = await asyncio.gather(*(ada.browser.post(f"{ME}/password", json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [204, 403, 403, 403]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 403} == {"wrong_password"}


async def test_without_mail_the_address_is_changed_by_whoever_runs_the_installation(ada: Guest) -> None:
    refused = await ada.browser.post(f"{ME}/email", json={"email": "new@example.com", "password": PASSWORD})
    assert (refused.status_code, refused.json()["code"]) == (409, "mail_not_set_up")
    assert "leadgen user email" in refused.json()["detail"]


class TestWithMail:
    """An installation that sends letters."""

    @pytest.fixture
    async def mailbox(self, database: Database, settings: Settings) -> AsyncIterator[Mailbox]:
        """A mail server, a dispatcher, and the application that knows of them."""
        async with mail_server() as mailbox, sending(database, with_mail(settings, mailbox)):
            yield mailbox

    @pytest.fixture
    def app(self, database: Database, settings: Settings, mailbox: Mailbox) -> FastAPI:
        return create_app(build(), database, with_mail(settings, mailbox))

    async def ask(self, ada: Guest, email: str = "new@example.com") -> httpx.Response:
        return await ada.browser.post(f"{ME}/email", json={"email": email, "password": PASSWORD})

    async def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(
        self, ada: Guest, app: FastAPI, mailbox: Mailbox
    ) -> None:
        asked = await self.ask(ada)
        assert asked.status_code == 202
        assert (asked.json()["email"], asked.json()["pending_email"]) == (
            "Ada@example.com",
            "new@example.com",
        )
        await arrived(mailbox, 1)
        token = mailbox.token("new@example.com")
        assert "http://leads.example.com/confirm-email#" in text_of(mailbox.letters[0])
        assert (await ada.browser.get(ME)).json()["email"] == "Ada@example.com"

        stranger = await ada.stranger(app)
        assert (await stranger.put("/api/v1/email", json={"token": token})).status_code == 204
        await arrived(mailbox, 2)
        assert mailbox.letters[1]["To"] == "Ada@example.com"
        assert "new@example.com" not in text_of(mailbox.letters[1])
        me = (await ada.browser.get(ME)).json()
        assert (me["email"], me["pending_email"]) == ("new@example.com", None)
        again = await stranger.put("/api/v1/email", json={"token": token})
        assert (again.status_code, again.json()["code"]) == (410, "link_spent")
        old = {"email": "ada@example.com", "password": PASSWORD}
        assert (await stranger.post(SESSION, json=old)).status_code == 401
        assert (await stranger.post(SESSION, json=old | {"email": "NEW@example.com"})).status_code == 200

    async def test_an_address_somebody_has_gets_no_letter_and_no_other_answer(
        self, ada: Guest, mailbox: Mailbox, workspace: Workspace
    ) -> None:
        taken, free = await self.ask(ada, workspace.bob.email), await self.ask(ada, "free@example.com")
        assert taken.status_code == free.status_code == 202
        assert taken.json() == free.json() | {"pending_email": workspace.bob.email}
        await arrived(mailbox, 1)
        assert [letter["To"] for letter in mailbox.letters] == ["free@example.com"]

    async def test_only_the_last_wish_counts_and_a_new_password_ends_it(
        self, ada: Guest, mailbox: Mailbox
    ) -> None:
        await self.ask(ada, "first@example.com")
        await arrived(mailbox, 1)
        await self.ask(ada, "second@example.com")
        await arrived(mailbox, 2)
        first = {"token": mailbox.token("first@example.com")}
        assert (await ada.browser.put("/api/v1/email", json=first)).status_code == 410
        await ada.browser.post(f"{ME}/password", json={"current_password": PASSWORD, "new_password": NEW})
        second = {"token": mailbox.token("second@example.com")}
        assert (await ada.browser.put("/api/v1/email", json=second)).status_code == 410
        assert (await ada.browser.get(ME)).json()["pending_email"] is None

    async def test_an_address_that_somebody_took_meanwhile_is_refused(
        self, ada: Guest, mailbox: Mailbox, database: Database, app: FastAPI
    ) -> None:
        await self.ask(ada)
        await arrived(mailbox, 1)
        await init_workspace(database, "new@example.com", "other", None)
        token = {"token": mailbox.token("new@example.com")}
        refused = await ada.browser.put("/api/v1/email", json=token)
        assert (refused.status_code, refused.json()["code"]) == (409, "email_taken")

    async def test_a_link_is_over_after_an_hour(self, ada: Guest, mailbox: Mailbox) -> None:
        await self.ask(ada)
        await arrived(mailbox, 1)
        token = {"token": mailbox.token("new@example.com")}
        with clock.fix(clock.now() + timedelta(hours=1, seconds=1)):
            assert (await ada.browser.put("/api/v1/email", json=token)).status_code == 410

    async def test_an_address_with_a_line_break_is_refused(self, ada: Guest, mailbox: Mailbox) -> None:
        for bad in ("new@example.com\r\nBcc: eve@example.net", "new@example.com\nBcc:x@y", "nobody"):
            assert (await self.ask(ada, bad)).status_code == 422
        assert mailbox.letters == []


async def test_what_a_person_does_is_told_in_each_of_their_workspaces(
    app: FastAPI, database: Database, ada: Guest
) -> None:
    second = await init_workspace(database, ada.email, "second", None)
    await ada.browser.post(f"{ME}/password", json={"current_password": PASSWORD, "new_password": NEW})
    await ada.browser.delete(f"{ME}/sessions")
    async with database.workspace(second.workspace.id) as session:
        rows = await session.execute(text("SELECT kind, actor_name, address FROM access_event ORDER BY id"))
        told = [(row.kind, row.actor_name, row.address) for row in rows]
    assert told == [("password_changed", "Ada", "127.0.0.1"), ("sign_out_everywhere", "Ada", "127.0.0.1")]


async def test_a_letter_of_a_wish_that_was_changed_meanwhile_does_not_go_out(
    ada: Guest, database: Database, settings: Settings
) -> None:
    async with mail_server() as later:
        slow = with_mail(settings, later)
        browser = (await guest(create_app(build(), database, slow), ada.person)).browser
        for email in ("first@example.com", "second@example.com"):
            body = {"email": email, "password": PASSWORD}
            assert (await browser.post(f"{ME}/email", json=body)).status_code == 202
        async with sending(database, slow):
            await arrived(later, 1)
            await asyncio.sleep(0.3)
        assert [letter["To"] for letter in later.letters] == ["second@example.com"]
