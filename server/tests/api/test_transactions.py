"""One transaction per request, and requests carried out once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from tests.api import scratch
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers, browsers

BASE = "/api/v1/workspaces/alice"


@pytest.fixture
async def web(database: Database, settings: Settings, workspace: Workspace) -> Browsers:
    """The browsers in front of the scratch stage."""
    return await browsers(create_app(scratch.product(), database, settings), database, workspace)


async def notes(database: Database, workspace: Workspace) -> list[str]:
    async with database.workspace(workspace.id) as session:
        return list(await session.scalars(text("SELECT name FROM tag ORDER BY name")))


async def test_a_commit_that_fails_is_an_error_for_the_caller(web: Browsers) -> None:
    answer = await web.alice.post(f"{BASE}/late")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")


async def test_a_mistake_of_ours_says_little_and_nothing_stays(web: Browsers) -> None:
    answer = await web.alice.post(f"{BASE}/crash")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_refusal_takes_back_what_was_written(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    answer = await web.alice.post(f"{BASE}/notes", json={"name": "refused"})
    assert (answer.status_code, answer.json()["code"]) == (409, "refusal")
    assert await notes(database, workspace) == []


async def test_what_was_answered_is_there_for_the_next_request(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    assert (await web.alice.post(f"{BASE}/notes", json={"name": "one"})).status_code == 201
    assert await notes(database, workspace) == ["one"]


async def test_viewer_outsider_and_nobody_write_nothing(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    for browser, status in ((web.bob, 403), (web.charlie, 404), (web.nobody, 401)):
        for address, body in ((f"{BASE}/notes", b'{"name": "x"}'), (f"{BASE}/files", b"x")):
            assert (await browser.post(address, content=body)).status_code == status
    assert await notes(database, workspace) == []


async def test_the_same_request_twice_is_carried_out_once(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    key = {"idempotency-key": "note-1"}
    first = await web.alice.post(f"{BASE}/notes", json={"name": "one"}, headers=key)
    second = await web.alice.post(f"{BASE}/notes", json={"name": "one"}, headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    assert await notes(database, workspace) == ["one"]


async def test_at_the_same_time_too(web: Browsers, database: Database, workspace: Workspace) -> None:
    key = {"idempotency-key": "note-1"}
    post = [web.alice.post(f"{BASE}/notes", json={"name": "one"}, headers=key) for _ in range(8)]
    answers = await asyncio.gather(*post)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await notes(database, workspace) == ["one"]


async def test_a_key_stands_for_one_content(web: Browsers, database: Database, workspace: Workspace) -> None:
    key = {"idempotency-key": "note-1"}
    await web.alice.post(f"{BASE}/notes", json={"name": "one"}, headers=key)
    for address, body in ((f"{BASE}/notes", {"name": "two"}), (f"{BASE}/notes?x=1", {"name": "one"})):
        answer = await web.alice.post(address, json=body, headers=key)
        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
    assert await notes(database, workspace) == ["one"]


async def test_a_refused_request_may_be_tried_again_with_its_key(web: Browsers) -> None:
    key = {"idempotency-key": "note-1"}
    assert (await web.alice.post(f"{BASE}/notes", json={"name": "refused"}, headers=key)).status_code == 409
    assert (await web.alice.post(f"{BASE}/notes", json={"name": "one"}, headers=key)).status_code == 201


async def test_a_key_is_free_again_after_a_day_and_has_a_shape(web: Browsers) -> None:
    key = {"idempotency-key": "note-1"}
    await web.alice.post(f"{BASE}/notes", json={"name": "one"}, headers=key)
    with clock.fix(clock.now() + timedelta(days=1, minutes=1)):
        answer = await web.alice.post(f"{BASE}/notes", json={"name": "two"}, headers=key)
    assert answer.status_code == 201
    for bad in ("", "a b", "x" * 201, "ü".encode("latin-1").decode("latin-1")):
        answer = await web.alice.post(
            f"{BASE}/notes", json={"name": "x"}, headers=[(b"idempotency-key", bad.encode("latin-1"))]
        )
        assert answer.status_code == 422


async def test_a_file_may_come_with_any_content_type(web: Browsers) -> None:
    for kind in ("text/csv", "application/json", "application/x-www-form-urlencoded", ""):
        answer = await web.alice.post(f"{BASE}/files", content=b"a\x00b", headers={"content-type": kind})
        assert answer.status_code == 201
        assert answer.json()["name"].startswith("file 3 ")


async def test_a_file_streams_past_the_limit_of_other_bodies(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for number in range(300):
            yield bytes([number % 251]) * 10_000

    content = b"".join([chunk async for chunk in chunks()])
    key = {"idempotency-key": "file-1", "content-type": "application/octet-stream"}
    first = await web.alice.post(f"{BASE}/files?name=big", content=chunks(), headers=key)
    again = await web.alice.post(f"{BASE}/files?name=big", content=chunks(), headers=key)
    assert first.status_code == again.status_code == 201
    assert first.json()["name"] == f"big 3000000 {sha256(content).hexdigest()}"
    assert first.json() == again.json()
    other = await web.alice.post(f"{BASE}/files?name=big", content=b"other", headers=key)
    assert other.status_code == 409
    async with database.workspace(workspace.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM blob_piece")) == 3
