"""A provider on loopback, the product that is configured for it, and a browser."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.platform.web.cookies import SESSION_COOKIE
from tests.factories.oidc import CLIENT_ID, CLIENT_SECRET, OidcProvider, oidc_provider
from tests.factories.web import app, client

__all__ = ["app"]


START = "/api/v1/sign-in/oidc"


@pytest.fixture
async def provider() -> AsyncIterator[OidcProvider]:
    async with oidc_provider() as provider:
        yield provider


@pytest.fixture
def configured(settings: Settings, provider: OidcProvider) -> Settings:
    """As the operator sets it; the exception lets the test provider be reached."""
    return settings.model_copy(
        update={
            "oidc_issuer": provider.issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": SecretStr(CLIENT_SECRET),
            "oidc_label": "Example ID",
            "outbound_allow": f"127.0.0.1:{provider.there.port}",
        }
    )


@pytest.fixture
def door(database: Database, configured: Settings) -> FastAPI:
    return create_app(build(), database, configured)


@pytest.fixture
async def browser(door: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """One that keeps its cookies, as browsers do."""
    async with client(door) as browser:
        yield browser


def is_somebody(provider: OidcProvider, email: str, **more: JSON) -> None:
    provider.person = {"sub": "subject-1", "email": email, "email_verified": True, **more}


async def come_back(browser: httpx.AsyncClient, provider: OidcProvider, **more: str) -> httpx.Response:
    """To the provider and back."""
    sent = await browser.get(START)
    assert sent.status_code == 303, sent.text
    return await browser.get(provider.authorize(sent.headers["location"], **more))


def problem(answer: httpx.Response) -> str | None:
    """The reason in the address; None where the browser is let in."""
    assert answer.status_code == 303, answer.text
    where = urlsplit(answer.headers["location"])
    if where.path == "/":
        assert SESSION_COOKIE in answer.cookies
        return None
    assert where.path == "/sign-in"
    assert SESSION_COOKIE not in answer.cookies
    return dict(parse_qsl(where.query))["problem"]
