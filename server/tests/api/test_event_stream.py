"""Progress as it happens, over a real server: what is told, to whom, and what a cut stream gets back."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.api.app import create_app
from leadgen.api.server import Server
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.pipeline.assembly import build
from leadgen.platform.events.contracts import Topic
from leadgen.platform.events.service import publish
from leadgen.platform.events.stream import Pace
from tests.factories.access import api_key, signed_in
from tests.factories.server import TestServer
from tests.factories.tenancy import Person, Workspace
from tests.factories.web import browser

FAST = Pace(frame_s=0.02, heartbeat_s=0.2, recheck_s=0.4)
WAIT_S = 10
STREAM = "/api/v1/workspaces/alice/events"

Frame = tuple[int, str, UUID]


class TellingServer(Server):
    """Says when it answers."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        super().__init__(app, settings)
        self.is_up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()


@asynccontextmanager
async def serving(app: FastAPI, settings: Settings) -> AsyncIterator[str]:
    """The application under uvicorn on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = TellingServer(app, settings)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        await asyncio.wait_for(server.is_up.wait(), WAIT_S)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await asyncio.wait_for(running, WAIT_S)


@pytest.fixture
async def app(database: Database, settings: Settings) -> FastAPI:
    """At a pace for tests."""
    return create_app(build(), database, settings, FAST)


@pytest.fixture
async def url(app: FastAPI, settings: Settings) -> AsyncIterator[str]:
    """Where it listens."""
    async with serving(app, settings) as address:
        yield address


class Listener:
    """One open stream, read line by line."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def frame(self) -> Frame:
        """The next frame; heartbeats are passed over."""
        found: dict[str, str] = {}
        while True:
            line = await asyncio.wait_for(anext(self._lines), WAIT_S)
            name, _, value = line.partition(": ")
            if line == "" and "data" in found:
                return int(found["id"]), found["event"], UUID(json.loads(found["data"])["id"])
            found[name] = value

    async def line(self, wanted: str) -> None:
        """Read on until this line came."""
        while await asyncio.wait_for(anext(self._lines), WAIT_S) != wanted:
            pass

    async def end(self) -> None:
        """Read on until the server ends the stream."""
        async with asyncio.timeout(WAIT_S):
            async for _ in self._lines:
                pass


@asynccontextmanager
async def listening(
    url: str, database: Database, person: Person, *, after: int | None = None
) -> AsyncIterator[Listener]:
    headers = await signed_in(database, person)
    if after is not None:
        headers["last-event-id"] = str(after)
    async with (
        httpx.AsyncClient(base_url=url, headers=headers, timeout=WAIT_S) as browser,
        browser.stream("GET", STREAM) as answer,
    ):
        listener = Listener(answer)
        if answer.status_code == 200:
            await listener.line(": open")
        yield listener


async def tell(database: Database, workspace: Workspace, *refs: UUID, topic: Topic = "import") -> None:
    async with database.workspace(workspace.id) as session:
        for ref in refs:
            await publish(session, topic=topic, ref_id=ref)


async def test_members_hear_what_is_committed(url: str, database: Database, workspace: Workspace) -> None:
    async with listening(url, database, workspace.bob) as bob:
        assert bob.answer.headers["content-type"].startswith("text/event-stream")
        assert bob.answer.headers["cache-control"] == "no-store"
        first, second = uuid7(), uuid7()
        await tell(database, workspace, first)
        await tell(database, workspace, second, topic="operation")
        heard = [await bob.frame(), await bob.frame()]
    assert [frame[1:] for frame in heard] == [("import", first), ("operation", second)]
    assert heard[0][0] < heard[1][0]


async def test_outsiders_and_other_workspaces_hear_nothing(
    url: str, database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    async with listening(url, database, workspace.charlie) as charlie:
        assert charlie.answer.status_code == 404
    async with listening(url, database, workspace.alice) as alice:
        mine = uuid7()
        await tell(database, other_workspace, uuid7())
        await tell(database, workspace, mine)
        assert (await alice.frame())[2] == mine


async def test_what_was_rolled_back_is_not_told(url: str, database: Database, workspace: Workspace) -> None:
    async with listening(url, database, workspace.alice) as alice:
        async with database.workspace(workspace.id) as session:
            await publish(session, topic="import", ref_id=uuid7())
            await session.rollback()
        kept = uuid7()
        await tell(database, workspace, kept)
        assert (await alice.frame())[2] == kept


async def test_a_cut_stream_gets_back_what_it_missed_each_resource_once(
    url: str, database: Database, workspace: Workspace
) -> None:
    async with listening(url, database, workspace.alice) as alice:
        await tell(database, workspace, uuid7())
        last, _, _ = await alice.frame()
    busy, quiet = uuid7(), uuid7()
    for _ in range(5):
        await tell(database, workspace, busy)
    await tell(database, workspace, quiet)
    await tell(database, workspace, busy)
    async with listening(url, database, workspace.alice, after=last) as alice:
        assert [(await alice.frame())[2], (await alice.frame())[2]] == [quiet, busy]
        fresh = uuid7()
        await tell(database, workspace, fresh)
        assert (await alice.frame())[2] == fresh


async def test_a_lost_connection_to_the_database_loses_no_event(
    url: str, database: Database, workspace: Workspace, postgres: TestServer
) -> None:
    async with listening(url, database, workspace.alice) as alice:
        with postgres.connect() as server:
            killed = server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            ).fetchall()
        assert killed
        missed = uuid7()
        await tell(database, workspace, missed)
        assert (await alice.frame())[2] == missed
        later = uuid7()
        await tell(database, workspace, later)
        assert (await alice.frame())[2] == later


async def test_the_stream_beats_and_ends_with_the_membership(
    url: str, database: Database, workspace: Workspace
) -> None:
    async with listening(url, database, workspace.bob) as bob:
        await bob.line(": heartbeat")
        async with database.workspace(workspace.id) as session:
            await session.execute(text("DELETE FROM member WHERE user_id = :bob"), {"bob": workspace.bob.id})
        await bob.end()


async def test_a_removal_ends_the_streams_of_that_member_at_once_and_no_other(
    database: Database, settings: Settings, workspace: Workspace
) -> None:
    never = Pace(frame_s=0.01, heartbeat_s=60, recheck_s=3600)
    app = create_app(build(), database, settings, never)
    alice = await browser(app, database, workspace.alice)
    key_headers = await api_key(database, workspace)
    async with (
        serving(app, settings) as url,
        listening(url, database, workspace.bob) as bobs,
        listening(url, database, workspace.alice) as alices,
        httpx.AsyncClient(timeout=WAIT_S) as program,
        program.stream("GET", f"{url}{STREAM}", headers=key_headers) as answer,
    ):
        keys = Listener(answer)
        await keys.line(": open")
        await asyncio.sleep(0.2)
        gone = await alice.delete(f"/api/v1/workspaces/alice/members/{workspace.bob.id}")
        assert gone.status_code == 200
        await bobs.end()
        assert (await alices.frame())[1:] == ("access", workspace.bob.id)
        listed = (await alice.get("/api/v1/workspaces/alice/api-keys")).json()["items"]
        assert (await alice.delete(f"/api/v1/workspaces/alice/api-keys/{listed[0]['id']}")).status_code == 204
        await keys.end()
        assert (await alices.frame())[1:] == ("access", UUID(listed[0]["id"]))


async def test_the_stream_ends_with_the_session(url: str, database: Database, workspace: Workspace) -> None:
    async with listening(url, database, workspace.bob) as bob:
        async with database.identity() as session:
            await session.execute(text("DELETE FROM session"))
        await bob.end()


async def test_an_open_stream_holds_no_database_session(
    url: str, database: Database, workspace: Workspace
) -> None:
    async with listening(url, database, workspace.alice) as alice:
        await tell(database, workspace, uuid7())
        await alice.frame()
        async with database.identity() as session:
            busy = await session.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND state LIKE 'idle in transaction%'"
                )
            )
        assert busy == 0


async def test_a_stopping_server_ends_its_streams_at_once(
    app: FastAPI, settings: Settings, database: Database, workspace: Workspace
) -> None:
    async with serving(app, settings) as url, listening(url, database, workspace.alice) as alice:
        app.state.web.hub.close()
        await alice.end()
