"""The application over ASGI, and the browsers of Alice, Bob and Charlie."""

from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from tests.factories.access import ORIGIN, signed_in
from tests.factories.tenancy import Person, Workspace


@dataclass(frozen=True)
class Browsers:
    """Clients of the same application: Alice owns, Bob views, Charlie is outside, nobody is not signed in."""

    alice: httpx.AsyncClient
    bob: httpx.AsyncClient
    charlie: httpx.AsyncClient
    nobody: httpx.AsyncClient


def client(app: FastAPI, headers: dict[str, str] | None = None) -> httpx.AsyncClient:
    """A client that sees answers, never the exceptions behind them."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers)


async def browser(app: FastAPI, database: Database, person: Person) -> httpx.AsyncClient:
    """A client signed in as this person."""
    return client(app, await signed_in(database, person))


async def browsers(app: FastAPI, database: Database, workspace: Workspace) -> Browsers:
    """All four, for the workspace."""
    return Browsers(
        alice=await browser(app, database, workspace.alice),
        bob=await browser(app, database, workspace.bob),
        charlie=await browser(app, database, workspace.charlie),
        nobody=client(app),
    )


@pytest.fixture
def app(database: Database, settings: Settings) -> FastAPI:
    """The whole application on the fresh database."""
    return create_app(build(), database, settings)


@pytest.fixture
async def web(app: FastAPI, database: Database, workspace: Workspace) -> Browsers:
    """Alice, Bob and Charlie in front of it, and nobody."""
    return await browsers(app, database, workspace)
