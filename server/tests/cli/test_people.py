"""`leadgen user` as an operator runs it."""

import os
import subprocess
import sys

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.accounts.service import NewWorkspace, init_workspace
from tests.factories.people import PASSWORD, SESSION, Guest, guest
from tests.factories.server import SECRET
from tests.factories.web import app

__all__ = ["app"]

PROGRAM = "from leadgen.cli import main; main()"


def user(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "LEADGEN_DATA_DIR": str(settings.data_dir),
        "LEADGEN_DATABASE_URL": str(settings.database_url),
        "LEADGEN_SECRET_KEY": SECRET,
        "LEADGEN_PUBLIC_URL": "https://leads.example.com",
    }
    command = [sys.executable, "-c", PROGRAM, "user", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def said(run: subprocess.CompletedProcess[str]) -> str:
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.fixture
async def made(database: Database) -> NewWorkspace:
    return await init_workspace(database, "ada@example.com", "ada", PASSWORD)


@pytest.fixture
async def ada(app: FastAPI, made: NewWorkspace) -> Guest:
    return await guest(app, made.user)


async def test_the_operator_hands_out_a_reset_link(settings: Settings, app: FastAPI, ada: Guest) -> None:
    address, _, token = said(user(settings, "reset-link", "ADA@example.com")).partition("#")
    assert address == "https://leads.example.com/reset"
    body = {"token": token, "password": "staple correct horse"}
    browser = await ada.stranger(app)
    assert (await browser.put("/api/v1/password-reset", json=body)).status_code == 200
    assert (await ada.browser.get(SESSION)).status_code == 401


async def test_the_operator_changes_an_address_and_the_audit_says_so(
    settings: Settings, app: FastAPI, ada: Guest, made: NewWorkspace, database: Database
) -> None:
    await init_workspace(database, "bob@example.com", "bob", None)
    taken = user(settings, "email", "ada@example.com", "Bob@example.com")
    assert (taken.returncode, taken.stdout) == (1, "")
    assert taken.stderr.startswith("error: Somebody else signs in with this")

    assert said(user(settings, "email", "ada@example.com", "Ada@example.org"))
    body = {"email": "ada@example.org", "password": PASSWORD}
    assert (await (await ada.stranger(app)).post(SESSION, json=body)).status_code == 200
    async with database.workspace(made.workspace.id) as session:
        rows = await session.execute(
            text("SELECT kind, subject, address FROM access_event WHERE kind = 'email_changed'")
        )
        assert [tuple(row) for row in rows] == [("email_changed", "Ada@example.org", "command line")]


async def test_the_operator_switches_a_lost_second_factor_off(
    settings: Settings, app: FastAPI, ada: Guest, database: Database
) -> None:
    async with database.identity() as session:
        await session.execute(text("""UPDATE "user" SET totp_secret = 'x', totp_confirmed_at = created_at"""))
    body = {"email": ada.email, "password": PASSWORD}
    browser = await ada.stranger(app)
    assert (await browser.post(SESSION, json=body)).json()["code"] == "second_factor_required"
    said(user(settings, "totp-off", ada.email))
    assert (await ada.browser.get(SESSION)).status_code == 401
    assert (await browser.post(SESSION, json=body)).status_code == 200


@pytest.mark.parametrize("words", [("reset-link",), ("totp-off",), ("email",)])
async def test_nobody_of_that_name_is_a_sentence(settings: Settings, words: tuple[str, ...]) -> None:
    refused = user(settings, *words, "eve@example.com", *(["new@example.com"] * (words == ("email",))))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: Nobody signs in with eve@example.com.")
