"""The second factor: set up, asked for on every way in, never twice the same code, never around it."""

import asyncio
from datetime import datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.platform.accounts import links
from leadgen.platform.accounts.service import NewWorkspace, init_workspace
from leadgen.platform.auth import recovery, service, totp
from leadgen.platform.auth.contracts import NOWHERE
from leadgen.platform.auth.errors import SecondFactorRequired
from tests.factories.people import PASSWORD, SESSION, Guest, at_address, guest
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

ME = "/api/v1/me"
TOTP = f"{ME}/totp"
RESET = "/api/v1/password-reset"


@pytest.fixture
async def made(database: Database) -> NewWorkspace:
    return await init_workspace(database, "ada@example.com", "ada", PASSWORD)


@pytest.fixture
async def ada(app: FastAPI, made: NewWorkspace) -> Guest:
    return await guest(app, made.user)


async def secret_of(ada: Guest) -> bytes:
    """A fresh secret, not confirmed yet."""
    answer = await ada.browser.post(TOTP, json={"password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return _decoded(answer.json()["secret"])


def _decoded(spelled: str) -> bytes:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    bits = "".join(f"{alphabet.index(letter):05b}" for letter in spelled)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) // 8 * 8, 8))


def code(secret: bytes, at: datetime | None = None) -> str:
    return totp.code_at(secret, int((at or clock.now()).timestamp()) // totp.STEP_S)


async def turned_on(ada: Guest) -> tuple[bytes, list[str]]:
    """The secret and the recovery codes; the code of now is used up."""
    secret = await secret_of(ada)
    answer = await ada.browser.put(TOTP, json={"code": code(secret)})
    assert answer.status_code == 200, answer.text
    return secret, answer.json()["codes"]


async def sign_in(app: FastAPI, ada: Guest, given: str | None = None) -> httpx.Response:
    body = {"email": ada.email, "password": PASSWORD} | ({} if given is None else {"code": given})
    return await (await ada.stranger(app)).post(SESSION, json=body)


async def test_it_is_set_up_with_a_secret_a_picture_and_a_first_code(app: FastAPI, ada: Guest) -> None:
    setup = (await ada.browser.post(TOTP, json={"password": PASSWORD})).json()
    assert setup["uri"].startswith("otpauth://totp/Leadgen%20Pipeline%3Aada%40example.com?secret=")
    assert setup["secret"] in setup["uri"]
    assert setup["qr"].startswith("data:image/svg+xml;")
    assert (await ada.browser.get(ME)).json()["totp"] is False
    assert (await sign_in(app, ada)).status_code == 200  # nothing is asked for before it is confirmed

    confirmed = await ada.browser.put(TOTP, json={"code": code(_decoded(setup["secret"]))})
    assert confirmed.status_code == 200
    assert len(set(confirmed.json()["codes"])) == 10
    me = (await ada.browser.get(ME)).json()
    assert (me["totp"], me["recovery_codes_left"]) == (True, 10)


async def test_a_wrong_first_code_switches_nothing_on(app: FastAPI, ada: Guest) -> None:
    early = await ada.browser.put(TOTP, json={"code": "123456"})
    assert (early.status_code, early.json()["code"]) == (409, "totp_not_started")
    secret = await secret_of(ada)
    wrong = await ada.browser.put(TOTP, json={"code": code(secret, clock.now() - timedelta(minutes=5))})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "totp_code_invalid")
    assert (await sign_in(app, ada)).status_code == 200


async def test_beginning_again_makes_another_secret_until_it_is_on(ada: Guest) -> None:
    first = await secret_of(ada)
    second = await secret_of(ada)
    assert first != second
    assert (await ada.browser.put(TOTP, json={"code": code(first)})).status_code == 422
    assert (await ada.browser.put(TOTP, json={"code": code(second)})).status_code == 200
    for again in (
        await ada.browser.post(TOTP, json={"password": PASSWORD}),
        await ada.browser.put(TOTP, json={"code": code(second)}),
    ):
        assert (again.status_code, again.json()["code"]) == (409, "totp_already_on")


async def test_switching_it_on_ends_the_sessions_that_began_without_it(app: FastAPI, ada: Guest) -> None:
    thief = await ada.elsewhere(app)
    await turned_on(ada)
    assert (await ada.browser.get(SESSION)).status_code == 200
    assert (await thief.get(SESSION)).status_code == 401


async def test_signing_in_asks_for_the_code_after_the_right_password_only(app: FastAPI, ada: Guest) -> None:
    secret, _ = await turned_on(ada)
    asked = await sign_in(app, ada)
    assert (asked.status_code, asked.json()["code"]) == (401, "second_factor_required")
    assert "set-cookie" not in asked.headers
    browser = await ada.stranger(app)
    guess = {"email": ada.email, "password": "wrong horse battery", "code": code(secret)}
    refused = await browser.post(SESSION, json=guess)
    assert refused.json()["code"] == "wrong_credentials"
    with clock.fix(clock.now() + timedelta(seconds=60)):
        assert (await sign_in(app, ada, code(secret))).status_code == 200


async def test_a_code_counts_once_and_an_older_one_not_after_it(app: FastAPI, ada: Guest) -> None:
    secret, _ = await turned_on(ada)
    assert (await sign_in(app, ada, code(secret))).json()["code"] == "wrong_code"  # it switched it on
    later = clock.now() + timedelta(minutes=5)
    with clock.fix(later):
        spaced = f"{code(secret)[:3]} {code(secret)[3:]}"
        assert (await sign_in(app, ada, spaced)).status_code == 200
        assert (await sign_in(app, ada, code(secret))).json()["code"] == "wrong_code"
        before = code(secret, later - timedelta(seconds=30))
        assert (await sign_in(app, ada, before)).json()["code"] == "wrong_code"
        ahead = code(secret, later + timedelta(seconds=30))
        assert (await sign_in(app, ada, ahead)).status_code == 200
    for wrong in ("", "   "):
        assert (await sign_in(app, ada, wrong)).json()["code"] == "second_factor_required"


@pytest.mark.usefixtures("full_cost")
async def test_of_ten_sign_ins_at_once_with_one_code_one_gets_in(app: FastAPI, ada: Guest) -> None:
    secret, codes = await turned_on(ada)
    with clock.fix(clock.now() + timedelta(minutes=5)):
        for given in (code(secret), codes[0]):
            answers = await asyncio.gather(*(sign_in(app, ada, given) for _ in range(5)))
            assert sorted(answer.status_code for answer in answers) == [200] + [401] * 4


async def test_each_recovery_code_lets_in_once(app: FastAPI, ada: Guest) -> None:
    _, codes = await turned_on(ada)
    assert (await sign_in(app, ada, codes[0])).status_code == 200
    assert (await sign_in(app, ada, codes[0])).json()["code"] == "wrong_code"
    assert (await sign_in(app, ada, codes[1].upper().replace("-", " "))).status_code == 200
    assert (await ada.browser.get(ME)).json()["recovery_codes_left"] == 8


async def test_the_codes_of_one_person_are_worth_nothing_to_another(
    app: FastAPI, ada: Guest, database: Database
) -> None:
    bob = await guest(app, (await init_workspace(database, "bob@example.com", "bob", PASSWORD)).user)
    await turned_on(bob)
    secret, codes = await turned_on(ada)
    with clock.fix(clock.now() + timedelta(minutes=5)):
        for given in (codes[0], code(secret)):
            assert (await sign_in(app, bob, given)).json()["code"] == "wrong_code"


async def test_guessing_codes_is_stopped_from_wherever_it_comes(app: FastAPI, ada: Guest) -> None:
    secret, codes = await turned_on(ada)
    await ada.browser.delete(SESSION)
    for number in range(10):
        guess = {"email": ada.email, "password": PASSWORD, "code": f"{number:06}"}
        answer = await at_address(app, f"198.51.100.{number}").post(SESSION, json=guess)
        assert answer.json()["code"] == "wrong_code"
    right = {"email": ada.email, "password": PASSWORD}
    with clock.fix(clock.now() + timedelta(minutes=2)):
        stranger = await at_address(app, "203.0.113.9").post(SESSION, json=right | {"code": code(secret)})
        assert (stranger.status_code, stranger.json()["code"]) == (429, "too_many_attempts")
        # A recovery code is no guess, and a browser she has used before has a door of its own.
        assert (await sign_in(app, ada, codes[0])).status_code == 200
        assert (await ada.browser.post(SESSION, json=right | {"code": code(secret)})).status_code == 200


async def test_a_reset_link_does_not_get_around_it(
    app: FastAPI, ada: Guest, made: NewWorkspace, database: Database
) -> None:
    _, codes = await turned_on(ada)
    async with database.identity() as session:
        token = await links.new_reset_token(session, made.user.user_id)
    thief = await ada.stranger(app)
    wish = {"token": token, "password": "staple correct horse"}
    asked = await thief.put(RESET, json=wish)
    assert (asked.status_code, asked.json()["code"]) == (401, "second_factor_required")
    wrong = await thief.put(RESET, json=wish | {"code": "000000"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_code")
    assert (await sign_in(app, ada, codes[0])).status_code == 200  # the old password still is the password

    done = await thief.put(RESET, json=wish | {"code": codes[1]})
    assert done.status_code == 200
    assert (await thief.get(ME)).json()["totp"] is True
    again = await (await ada.stranger(app)).post(
        SESSION, json={"email": ada.email, "password": wish["password"]}
    )
    assert again.json()["code"] == "second_factor_required"


async def test_a_provider_does_not_get_around_it(
    ada: Guest, made: NewWorkspace, database: Database, workspace: Workspace
) -> None:
    begun = await service.begin_for_provider(database, workspace.bob.id, NOWHERE, replaces=None)
    assert begun.person.name == "Bob"
    await turned_on(ada)
    with pytest.raises(SecondFactorRequired):
        await service.begin_for_provider(database, made.user.user_id, NOWHERE, replaces=None)


async def test_switching_it_off_asks_for_the_password_and_forgets_everything(
    app: FastAPI, ada: Guest, database: Database
) -> None:
    _, codes = await turned_on(ada)
    assert (await ada.browser.post(f"{TOTP}/stop", json={"password": "wrong"})).status_code == 403
    assert (await sign_in(app, ada)).status_code == 401
    for _ in range(2):
        assert (await ada.browser.post(f"{TOTP}/stop", json={"password": PASSWORD})).status_code == 204
    me = (await ada.browser.get(ME)).json()
    assert (me["totp"], me["recovery_codes_left"]) == (False, 0)
    assert (await sign_in(app, ada)).status_code == 200
    async with database.identity() as session:
        assert await session.scalar(text("SELECT count(*) FROM recovery_code")) == 0
        assert (
            await session.scalar(text('SELECT totp_secret FROM "user" WHERE totp_secret IS NOT NULL')) is None
        )
    assert (await sign_in(app, ada, codes[0])).status_code == 200  # a code too many is ignored


async def test_the_database_holds_neither_secret_nor_codes(
    ada: Guest, made: NewWorkspace, database: Database, settings: Settings
) -> None:
    secret, codes = await turned_on(ada)
    async with database.identity() as session:
        sealed = await session.scalar(text('SELECT totp_secret FROM "user" WHERE totp_secret IS NOT NULL'))
        hashes = (await session.scalars(text("SELECT code_hash FROM recovery_code"))).all()
    assert isinstance(sealed, bytes)
    assert secret not in sealed
    assert {bytes(each) for each in hashes} == {recovery.hash_code(made.user.user_id, each) for each in codes}


async def test_members_without_a_password_are_told_how_to_get_one(web: Browsers) -> None:
    answer = await web.bob.post(TOTP, json={"password": ""})
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_password")
    assert "link" in answer.json()["detail"]
