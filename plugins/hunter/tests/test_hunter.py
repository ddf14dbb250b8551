"""The verifier against a local Hunter: its true shapes, its codes in their own reading, its limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from leadgen_hunter import Verifier, plugin
from leadgen_sdk.contract import check_plugin, check_verifier
from leadgen_sdk.verifying import (
    Mailbox,
    Opinion,
    Permanent,
    QuotaExhausted,
    Transient,
    Unauthorized,
    VerifierError,
    Withdrawn,
)
from plugins.fakes import Outcome, says, serving

KEY = "k" * 40
SAYS: Mapping[str, Mapping[str, Any]] = {
    "ada@example.com": {"status": "valid", "score": 97, "smtp_check": True},
    "gone@example.com": {"status": "invalid", "score": 0, "smtp_check": False},
    "any@example.com": {"status": "accept_all", "score": 61, "smtp_check": True, "accept_all": True},
    "web@example.com": {"status": "webmail", "score": 90, "smtp_check": True},
    "web2@example.com": {"status": "webmail", "score": 40, "smtp_check": False},
    "bin@example.com": {"status": "disposable", "score": 10},
    "dim@example.com": {"status": "unknown", "score": 50},
    "new@example.com": {"status": "a word of tomorrow", "score": "high"},
}


@dataclass
class Hunter:
    """What the fake holds: credits, in halves, go with each answer; who is being verified says so twice."""

    port: int = 0
    halves: int = 100
    to_come: dict[str, int] = field(default_factory=dict)
    forced: dict[str, Outcome] = field(default_factory=dict)
    in_a_second: int = 10
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v2/email-verifier"

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        self.asked.append((path, dict(headers)))
        [email] = parse_qs(urlsplit(path).query)["email"]
        if headers.get("x-api-key") != KEY:
            return _error(401, "authentication_failed", "No user found for the API key supplied")
        if email in self.forced:
            return self.forced[email]
        if len(self.asked) > self.in_a_second:
            return _error(403, "too_many_requests", "You have reached the rate limit")
        if self.halves <= 0:
            return _error(429, "usage_limit_reached", "You have reached your usage limit")
        if self.to_come.get(email, 0) > 0:
            self.to_come[email] -= 1
            return says({"data": {"status": "processing"}}, 202)
        self.halves -= 1
        data = {"email": email, "regexp": True, "gibberish": False, "sources": [], **SAYS[email]}
        return says({"data": data, "meta": {"params": {"email": email}}})


def _error(code: int, name: str, details: str) -> Outcome:
    return says({"errors": [{"id": name, "code": code, "details": details}]}, code)


@pytest.fixture
def hunter() -> Iterator[Hunter]:
    """At a free port, with fifty credits."""
    with serving(Hunter()) as there:
        yield there


async def ask(hunter: Hunter, email: str, key: str = KEY) -> Opinion:
    async with httpx.AsyncClient(trust_env=False) as http:
        return await Verifier(hunter.address).verify(email, key=key, http=http)


def test_the_plugin_keeps_the_contract() -> None:
    check_plugin(plugin)


async def test_the_verifier_keeps_the_contract(hunter: Hunter) -> None:
    hunter.in_a_second = 1000
    hunter.forced |= {
        f"odd{at}@example.com": (status, body, {})
        for at, (status, body) in enumerate(
            [(200, b""), (200, b"[]"), (200, b'{"data":[]}'), (500, b"<html>")]
        )
    }
    async with httpx.AsyncClient(trust_env=False) as http:
        await check_verifier(Verifier(hunter.address), [*SAYS, *hunter.forced], key=KEY, http=http)
    assert all(KEY not in path for path, _ in hunter.asked)


@pytest.mark.parametrize(
    ("email", "mailbox", "confidence"),
    [
        ("ada@example.com", "exists", 0.97),
        ("gone@example.com", "missing", 0.0),
        ("any@example.com", "catch_all", 0.61),
        ("web@example.com", "exists", 0.9),
        ("web2@example.com", "unknown", 0.4),
        ("bin@example.com", "disposable", 0.1),
        ("dim@example.com", "unknown", 0.5),
        ("new@example.com", "unknown", None),
    ],
)
async def test_each_status_is_an_opinion(
    hunter: Hunter, email: str, mailbox: Mailbox, confidence: float | None
) -> None:
    assert await ask(hunter, email) == Opinion(mailbox, confidence)
    assert hunter.halves == 99


async def test_what_is_not_ready_is_asked_again_and_costs_once(hunter: Hunter) -> None:
    hunter.to_come["ada@example.com"] = 2
    for _ in range(2):
        with pytest.raises(Transient) as waiting:
            await ask(hunter, "ada@example.com")
        assert waiting.value.after_s >= 1
    assert (await ask(hunter, "ada@example.com")).mailbox == "exists"
    assert hunter.halves == 99


async def test_too_fast_is_403_and_used_up_is_429(hunter: Hunter) -> None:
    hunter.halves = 1
    await ask(hunter, "ada@example.com")
    with pytest.raises(QuotaExhausted):
        await ask(hunter, "ada@example.com")
    hunter.in_a_second = 0
    with pytest.raises(Transient):
        await ask(hunter, "ada@example.com")


REFUSED: tuple[tuple[int, type[VerifierError]], ...] = (
    (222, Transient),
    (400, Permanent),
    (404, Permanent),
    (422, Permanent),
    (451, Withdrawn),
    (502, Transient),
)


@pytest.mark.parametrize(("status", "error"), REFUSED)
async def test_each_refusal_says_what_to_do(hunter: Hunter, status: int, error: type[VerifierError]) -> None:
    hunter.forced["ada@example.com"] = _error(status, "x", "The reason")
    with pytest.raises(error):
        await ask(hunter, "ada@example.com")
    assert hunter.halves == 100


async def test_a_wrong_key_is_asked_for_again(hunter: Hunter) -> None:
    with pytest.raises(Unauthorized):
        await ask(hunter, "ada@example.com", key="wrong")
