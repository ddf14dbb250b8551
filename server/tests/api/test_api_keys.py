"""Programs with a key: one workspace, the scopes it was made with."""

from collections.abc import AsyncIterator
from contextlib import ExitStack
from datetime import timedelta

from fastapi import FastAPI
from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.platform.auth.roles import Scope
from tests.factories.access import api_key
from tests.factories.tenancy import Workspace
from tests.factories.web import client

ADDRESS = "/api/v1/workspaces/alice"


async def test_a_key_does_what_its_scopes_allow(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    reading = frozenset({Scope.WORKSPACE_READ})
    reader = client(app, await api_key(database, workspace, reading))
    writer = client(app, await api_key(database, workspace, reading | {Scope.WORKSPACE_WRITE}))
    assert (await reader.get(ADDRESS)).json()["role"] is None
    refused = await reader.patch(ADDRESS, json={"name": "No"})
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert refused.json()["scope"] == "workspace:write"
    assert (await writer.patch(ADDRESS, json={"name": "Yes"})).status_code == 200


async def test_a_key_opens_no_other_workspace(
    app: FastAPI, database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    program = client(app, await api_key(database, workspace))
    foreign = await program.get("/api/v1/workspaces/charlie")
    missing = await program.get("/api/v1/workspaces/nowhere")
    assert foreign.status_code == 404
    assert foreign.json() == missing.json()


async def test_a_wrong_header_is_refused_even_beside_a_good_cookie(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    for header in ("Bearer lgk_wrong", "Bearer", "Basic YTpi", "lgk_wrong"):
        assert (await client(app, {"authorization": header}).get(ADDRESS)).status_code == 401


async def test_a_revoked_or_expired_key_is_worth_nothing(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    program = client(app, await api_key(database, workspace))
    async with database.identity() as session:
        later = clock.now() + timedelta(days=1)
        await session.execute(text("UPDATE api_key SET expires_at = :later"), {"later": later})
    assert (await program.get(ADDRESS)).status_code == 200
    with clock.fix(later):
        assert (await program.get(ADDRESS)).status_code == 401
    async with database.identity() as session:
        await session.execute(text("UPDATE api_key SET revoked_at = :now"), {"now": clock.now()})
    assert (await program.get(ADDRESS)).status_code == 401


async def test_a_key_that_expires_while_its_request_is_on_the_way_changes_nothing_any_more(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    program = client(app, await api_key(database, workspace))
    later = clock.now() + timedelta(days=1)
    async with database.identity() as session:
        await session.execute(text("UPDATE api_key SET expires_at = :later"), {"later": later})

    async def body() -> AsyncIterator[bytes]:
        yield b'{"name": '
        times.enter_context(clock.fix(later))
        yield b'"No"}'

    with ExitStack() as times:
        headers = {"content-type": "application/json"}
        assert (await program.patch(ADDRESS, content=body(), headers=headers)).status_code == 401
    assert (await program.get(ADDRESS)).json()["name"] != "No"


async def test_its_use_is_remembered(app: FastAPI, database: Database, workspace: Workspace) -> None:
    program = client(app, await api_key(database, workspace))
    await program.get(ADDRESS)
    async with database.identity() as session:
        assert await session.scalar(text("SELECT last_used_at FROM api_key")) is not None
