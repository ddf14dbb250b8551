"""Whatever goes wrong, the answer is one shape, and never a 500 for what a caller sent."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from leadgen.api.app import create_app
from leadgen.api.body import BodyGuard
from leadgen.api.errors import LastResort
from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from tests.factories.server import SECRET
from tests.factories.web import Browsers, client

ADDRESS = "/api/v1/workspaces/alice"
JSON_TYPE = {"content-type": "application/json"}


def check(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"] == f"urn:leadgen:problem:{code}"
    assert problem["title"]
    assert problem["detail"].endswith((".", "!", "?"))
    assert isinstance(problem["retryable"], bool)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


async def test_an_unknown_address_of_the_api(web: Browsers) -> None:
    for method in ("GET", "POST", "DELETE"):
        check(await web.alice.request(method, "/api/v1/nothing"), 404, "no_such_address")
        check(await web.alice.request(method, "/api"), 404, "no_such_address")


async def test_a_method_the_address_does_not_take(web: Browsers) -> None:
    answer = await web.alice.put("/api/v1/session", json={})
    check(answer, 405, "method_not_allowed")
    assert answer.headers["allow"]
    head = await web.alice.head(ADDRESS)
    assert (head.status_code, head.headers["content-type"]) == (405, "application/problem+json")


async def test_members_that_are_wrong_are_named(web: Browsers) -> None:
    answer = await web.alice.patch(ADDRESS, json={"name": "", "country": "Czechia", "colour": "red"})
    check(answer, 422, "request_invalid")
    assert {error["field"] for error in answer.json()["errors"]} == {"name", "country", "colour"}
    assert all(error["message"].endswith(".") for error in answer.json()["errors"])


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"null", b"{" * 100_000, b"9" * 5000, b"\xff\xfe{\x00}\x00"]
)
async def test_a_body_that_is_not_what_the_operation_takes(web: Browsers, body: bytes) -> None:
    answer = await web.alice.patch(ADDRESS, content=body, headers=JSON_TYPE)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "name",
    [r"a\u0000b", r"\ud800", r"\uDFFF", r"\udc00\ud800", "\u2028" + r"\u0000"],
)
async def test_text_that_no_database_holds(web: Browsers, name: str) -> None:
    for body in (f'{{"name": "{name}"}}', f'{{"{name}": 1}}', f'{{"name": ["{name}"]}}'):
        answer = await web.alice.patch(ADDRESS, content=body.encode(), headers=JSON_TYPE)
        check(answer, 422, "request_invalid")


async def test_raw_surrogates_and_numbers_that_are_none(web: Browsers) -> None:
    for body in (b'{"name": "\xed\xa0\x80"}', b'{"name": NaN}', b'{"name": -Infinity}'):
        check(await web.alice.patch(ADDRESS, content=body, headers=JSON_TYPE), 422, "request_invalid")


async def test_a_whole_surrogate_pair_and_the_word_nan_are_text(web: Browsers) -> None:
    body = rb'{"name": "\ud83d\ude00 NaN"}'
    answer = await web.alice.patch(ADDRESS, content=body, headers=JSON_TYPE)
    assert (answer.status_code, answer.json()["name"]) == (200, "😀 NaN")


@pytest.mark.parametrize(
    "url", ["/api/v1/workspaces/a%00b", f"{ADDRESS}?x=%00", "/%00", f"{ADDRESS}/events?%00=1"]
)
async def test_a_nul_in_the_address(web: Browsers, url: str) -> None:
    check(await web.alice.get(url), 422, "request_invalid")


async def test_a_body_over_a_megabyte_declared_or_not(web: Browsers) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 100_000

    big = b'{"name": "' + b"x" * 1_000_000 + b'"}'
    check(await web.alice.patch(ADDRESS, content=big, headers=JSON_TYPE), 413, "body_too_large")
    check(await web.alice.patch(ADDRESS, content=chunks(), headers=JSON_TYPE), 413, "body_too_large")
    odd = {"content-type": "application/octet-stream"}
    check(await web.alice.patch(ADDRESS, content=chunks(), headers=odd), 413, "body_too_large")


async def test_a_database_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    settings = load_settings(
        {"data_dir": tmp_path, "database_url": "postgresql://127.0.0.1:1/leadgen", "secret_key": SECRET}
    )
    browser = client(create_app(build(), Database.open(settings), settings))
    answer = await browser.get("/api/v1/health")
    check(answer, 503, "database_away")
    assert answer.json()["retryable"] is True


async def test_health_needs_no_sign_in_and_tells_the_schema(web: Browsers) -> None:
    answer = await web.nobody.get("/api/v1/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["schema_version"].isdigit()


async def test_the_document_is_served(web: Browsers) -> None:
    assert (await web.nobody.get("/api/v1/openapi.json")).json()["info"]["title"] == "Leadgen Pipeline"


async def test_half_a_body_of_a_sender_that_left_is_not_acted_upon() -> None:
    reached = False

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal reached
        reached = True

    async def receive() -> Message:
        return next(messages)

    async def send(message: Message) -> None:
        raise AssertionError("nobody is left to answer")

    half: Message = {"type": "http.request", "body": b'{"name":', "more_body": True}
    left: Message = {"type": "http.disconnect"}
    messages = iter([half, left])
    scope = {"type": "http", "method": "POST", "path": "/api", "query_string": b"", "headers": []}
    await LastResort(BodyGuard(application, []))(scope, receive, send)
    assert not reached
