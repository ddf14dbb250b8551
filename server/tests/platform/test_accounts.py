"""Pure decisions about names, sessions and guessing; workspaces by the operator's word."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.platform.accounts import emails
from leadgen.platform.accounts.service import init_workspace
from leadgen.platform.auth import passwords
from leadgen.platform.auth.errors import WeakPassword
from leadgen.platform.auth.sessions import IDLE_LIMIT, is_alive, is_sighting_due
from leadgen.platform.workspaces import slugs
from leadgen.platform.workspaces.service import WorkspaceExists

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Acme", "acme"),
        ("  Müller & Söhne GmbH ", "muller-sohne-gmbh"),
        ("株式会社", "workspace"),
        ("--", "workspace"),
        ("A" * 80, "a" * 40),
    ],
)
def test_a_workspaces_address_resembles_its_name(name: str, slug: str) -> None:
    assert slugs.propose(name) == slug
    assert slugs.check(slugs.propose(name, 12)) == f"{slug}-12"


@pytest.mark.parametrize("slug", ["", "A", "a b", "-a", "a-", "a" * 64, "ä", "a/b", "a\x00"])
def test_not_everything_can_stand_in_an_address(slug: str) -> None:
    with pytest.raises(slugs.InvalidSlug):
        slugs.check(slug)


@pytest.mark.parametrize(
    "email",
    [
        *("", "ada", "@example.com", "ada@", "a b@example.com", "a@b@c", "a\n@example.com"),
        *("a,b@example.com", "<a@example.com>", "a@example.com;b", '"a"@example.com', "a\\b@example.com"),
    ],
)
def test_not_everything_is_an_email(email: str) -> None:
    with pytest.raises(emails.InvalidEmail):
        emails.tidy(email)


def test_emails_are_compared_without_case_and_space() -> None:
    assert emails.tidy(" Ada@Example.com ") == "Ada@Example.com"
    assert emails.key(" Ada@Example.com ") == emails.key("ada@example.COM")


def test_a_session_lives_until_its_age_and_while_it_is_used() -> None:
    later = NOON + timedelta(days=30)
    assert is_alive(expires_at=later, last_seen_at=NOON, at=NOON + IDLE_LIMIT - timedelta(seconds=1))
    assert not is_alive(expires_at=later, last_seen_at=NOON, at=NOON + IDLE_LIMIT)
    assert not is_alive(expires_at=later, last_seen_at=later, at=later)
    assert not is_sighting_due(last_seen_at=NOON, at=NOON + timedelta(minutes=1))
    assert is_sighting_due(last_seen_at=NOON, at=NOON + timedelta(minutes=11))


@pytest.mark.usefixtures("full_cost")
async def test_passwords_are_hashed_with_argon2id_at_its_full_cost_and_have_a_length() -> None:
    hashed = await passwords.hash_password("correct horse battery")
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert await passwords.is_right("correct horse battery", hashed)
    assert not await passwords.is_right("wrong horse battery", hashed)
    assert not await passwords.is_right("correct horse battery", None)
    assert not await passwords.is_right("x" * 1000, hashed)
    for bad in ("short", "x" * 300):
        with pytest.raises(WeakPassword):
            await passwords.hash_password(bad)


async def test_a_known_person_gets_another_workspace_in_the_same_account(database: Database) -> None:
    first = await init_workspace(database, "Ada@example.com", "one", None)
    second = await init_workspace(database, "ada@example.com", "two", "correct horse battery")
    assert second.user.user_id == first.user.user_id
    assert second.api_key != first.api_key
    async with database.identity(user_id=first.user.user_id) as session:
        accounts = await session.scalars(text("SELECT DISTINCT account_id FROM workspace"))
        assert len(accounts.all()) == 1
        hashed = await session.scalar(text('SELECT password_hash FROM "user"'))
    await init_workspace(database, "ada@example.com", "three", "another horse battery")
    async with database.identity() as session:
        assert await session.scalar(text('SELECT password_hash FROM "user"')) == hashed
    with pytest.raises(WorkspaceExists):
        await init_workspace(database, "eve@example.com", "one", None)
    async with database.identity() as session:
        assert await session.scalar(text('SELECT count(*) FROM "user"')) == 1
