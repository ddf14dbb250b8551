"""The dashboard's files: careful headers, caching, one page for every address."""

import re
from pathlib import Path

import httpx
import pytest

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from tests.factories.web import client

PAGE = '<!doctype html><html><head><meta name="csp-nonce" content="" /></head><body></body></html>'


@pytest.fixture
def browser(database: Database, settings: Settings, tmp_path: Path) -> httpx.AsyncClient:
    """In front of a small build."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text(PAGE)
    (dist / "favicon.svg").write_text("<svg/>")
    (dist / "assets" / "main-abc123.js").write_text("console.log(1)")
    (dist / "assets" / "main-abc123.js.br").write_bytes(b"packed")
    return client(create_app(build(), database, settings.model_copy(update={"web_dist": dist})))


async def test_the_page_has_a_fresh_nonce_that_its_policy_names(browser: httpx.AsyncClient) -> None:
    nonces = []
    for address in ("/", "/w/acme/contacts?sort=full_name", "/welcome", "/index.html"):
        answer = await browser.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        found = re.search(r'<meta name="csp-nonce" content="([^"]+)"', answer.text)
        assert found is not None
        assert f"style-src 'self' 'nonce-{found[1]}'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        nonces.append(found[1])
    assert len(set(nonces)) == len(nonces)


async def test_the_policy_allows_nothing_inline_and_nothing_foreign(browser: httpx.AsyncClient) -> None:
    policy = (await browser.get("/")).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert "unsafe" not in policy
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == rules["form-action"] == "'self'"


async def test_every_answer_is_careful(browser: httpx.AsyncClient) -> None:
    for address in ("/", "/favicon.svg", "/assets/nothing.js", "/api/v1/session", "/api/v1/nothing"):
        headers = (await browser.get(address)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


async def test_hashed_files_are_kept_for_ever_and_sent_packed(browser: httpx.AsyncClient) -> None:
    address = "/assets/main-abc123.js"
    packed = await browser.get(address, headers={"accept-encoding": "gzip, br"})
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.headers["content-length"] == str(len(b"packed"))
    plain = await browser.get(address, headers={"accept-encoding": "gzip"})
    assert plain.text == "console.log(1)"
    assert "content-encoding" not in plain.headers
    assert plain.headers["content-type"].startswith("text/javascript")


async def test_a_file_the_browser_has_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/favicon.svg")
    assert first.headers["cache-control"] == "public, no-cache"
    again = await browser.get("/favicon.svg", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = await browser.get("/favicon.svg", headers={"if-none-match": '"other"'})
    assert changed.status_code == 200


async def test_a_missing_file_is_not_the_page(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/assets/gone-123.js")).status_code == 404
    assert (await browser.get("/assets/../index.html")).status_code in (200, 404)
    assert (await browser.get("/%2e%2e/%2e%2e/etc/passwd")).text.startswith("<!doctype html>")
    assert (await browser.post("/")).status_code == 405


async def test_without_a_build_it_says_what_to_do(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    nothing = settings.model_copy(update={"web_dist": tmp_path / "nothing"})
    answer = await client(create_app(build(), database, nothing)).get("/")
    assert answer.status_code == 503
    assert "./dev up" in answer.text
