"""Hunter at a local port: its true shapes, its codes in their own reading, its limits."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from plugins.fakes import Outcome, says, serving

__all__ = ["KEY", "SAYS", "Hunter", "refusal", "serving"]

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


def refusal(status: int, name: str = "x", details: str = "The reason") -> Outcome:
    return says({"errors": [{"id": name, "code": status, "details": details}]}, status)


@dataclass
class Hunter:
    """What the fake holds: credits, in halves, go with each answer; who is being verified says so first.

    `asked` are the addresses in the order they were asked about.
    """

    port: int = 0
    halves: int = 100
    says: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: SAYS)
    to_come: dict[str, int] = field(default_factory=dict)
    forced: dict[str, Outcome] = field(default_factory=dict)
    in_a_second: int = 10_000
    delay_s: float = 0
    asked: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v2/email-verifier"

    def answer(self, path: str, headers: Mapping[str, str], _: bytes) -> Outcome:
        [email] = parse_qs(urlsplit(path).query)["email"]
        self.paths.append(path)
        self.asked.append(email)
        time.sleep(self.delay_s)
        if headers.get("x-api-key") != KEY:
            return refusal(401, "authentication_failed", "No user found for the API key supplied")
        if email in self.forced:
            return self.forced[email]
        if len(self.asked) > self.in_a_second:
            return refusal(403, "too_many_requests", "You have reached the rate limit")
        if self.halves <= 0:
            return refusal(429, "usage_limit_reached", "You have reached your usage limit")
        if self.to_come.get(email, 0) > 0:
            self.to_come[email] -= 1
            return says({"data": {"status": "processing"}}, 202)
        self.halves -= 1
        data = {"email": email, "regexp": True, "gibberish": False, "sources": [], **self.says[email]}
        return says({"data": data, "meta": {"params": {"email": email}}})
