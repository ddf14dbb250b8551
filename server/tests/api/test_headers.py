"""What every answer tells a browser; and no page of another site is ever let in (CORS is off)."""

import pytest
from fastapi import FastAPI

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from tests.factories.web import Browsers, client

FOREIGN = {"origin": "https://evil.example", "access-control-request-method": "POST"}
PATHS = ("/api/v1/workspaces/alice", "/api/v1/openapi.json", "/api/v1/nowhere", "/", "/sign-in")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
async def test_no_answer_opens_the_door_to_another_site(web: Browsers, method: str, path: str) -> None:
    for browser in (web.alice, web.nobody):
        answer = await browser.request(method, path, headers=FOREIGN)
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_keeps_a_browser_careful(web: Browsers, path: str) -> None:
    headers = (await web.alice.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "strict-transport-security" not in headers


async def test_no_answer_of_the_api_is_kept_by_a_cache(web: Browsers) -> None:
    for path in ("/api/v1/workspaces/alice", "/api/v1/nowhere"):
        assert (await web.alice.get(path)).headers["cache-control"] == "no-store"


async def test_with_https_a_browser_comes_back_by_https_only(
    app: FastAPI, database: Database, settings: Settings
) -> None:
    safe = settings.model_copy(update={"public_url": "https://leads.example.com"})
    answer = await client(create_app(build(), database, safe)).get("/api/v1/setup")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
