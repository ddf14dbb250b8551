"""Where the secret key is another one: what was sealed is told to be closed, and nothing breaks."""

import pytest
from fastapi import FastAPI

from leadgen.config import Settings, load_settings
from leadgen.db.engine import Database
from leadgen.platform.accounts.service import init_workspace
from leadgen.platform.auth import recovery
from leadgen.platform.secrets import seal
from tests.factories.outside import outside
from tests.factories.people import PASSWORD
from tests.factories.queue import until
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers, client
from tests.factories.webhooks import allowing, deliveries_of, delivering, ping, webhook_of, webhook_to

ELSEWHERE = "a-secret-key-of-another-installation-000"


@pytest.fixture
def other_key(settings: Settings) -> Settings:
    """The sealing secret of before; passwords of roles play no part in what is sealed."""
    return load_settings({**settings.model_dump(exclude_unset=True), "secret_key": ELSEWHERE})


async def test_a_webhook_whose_secret_is_closed_turns_off_and_says_why(
    database: Database, settings: Settings, other_key: Settings, workspace: Workspace
) -> None:
    async with outside() as receiver:
        webhook, _ = await webhook_to(database, allowing(other_key, receiver), workspace, receiver.url())
        await ping(database, workspace, webhook.id)
        async with delivering(database, allowing(settings, receiver)):

            async def off() -> bool:
                return (await webhook_of(database, workspace, webhook.id)).state == "disabled"

            await until(off)
        assert "sealed with a secret key" in str(
            (await webhook_of(database, workspace, webhook.id)).disabled_reason
        )
        assert {one.state for one in await deliveries_of(database, workspace, webhook.id)} == {"failed"}
        assert receiver.asked == []


async def test_a_person_whose_authenticator_cannot_be_checked_comes_in_by_a_recovery_code(
    database: Database, settings: Settings, other_key: Settings, app: FastAPI
) -> None:
    person = (await init_workspace(database, "ada@firm.example", "acme", PASSWORD)).user
    code = recovery.new_codes()[0]
    async with database.identity(user_id=person.user_id) as session:
        connection = await session.driver()
        await connection.execute(
            'UPDATE "user" SET totp_secret = %s, totp_confirmed_at = now() WHERE id = %s',
            [seal(other_key, b"x" * 20, "totp"), person.user_id],
        )
        await connection.execute(
            "INSERT INTO recovery_code (code_hash, user_id, created_at) VALUES (%s, %s, now())",
            [recovery.hash_code(person.user_id, code), person.user_id],
        )
    browser = client(app, {"sec-fetch-site": "same-origin"})
    given = {"email": "ada@firm.example", "password": PASSWORD}
    refused = await browser.post("/api/v1/session", json={**given, "code": "123456"})
    assert (refused.status_code, refused.json()["code"]) == (409, "codes_unreadable")
    assert (await browser.post("/api/v1/session", json={**given, "code": code})).status_code == 200


async def test_an_answer_that_was_kept_is_told_to_be_closed(
    database: Database, settings: Settings, web: Browsers, workspace: Workspace
) -> None:
    path, headers = "/api/v1/workspaces/alice/imports?filename=a.csv", {"idempotency-key": "once"}
    content = b"E-mail\na@people.example\n"
    first = await web.alice.post(path, content=content, headers=headers)
    again = await web.alice.post(path, content=content, headers=headers)
    assert (first.status_code, again.json()) == (201, first.json())
    async with database.workspace(workspace.id) as session:
        connection = await session.driver()
        kept = await (await connection.execute("SELECT answer FROM idempotency_key")).fetchone()
        assert kept is not None
        assert first.json()["id"].encode() not in kept[0]
        await connection.execute(
            "UPDATE idempotency_key SET answer = %s",
            [seal(load_settings({"secret_key": ELSEWHERE}), b"{}", "x")],
        )
    refused = await web.alice.post(path, content=content, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "answer_unreadable")
