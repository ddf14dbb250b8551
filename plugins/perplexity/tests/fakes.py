"""Perplexity's Agent API at a local port, with the true shapes of its answers and its strictness.

It finds what `says` tells it to find, whatever it is asked: `there.says = {"industry": ("Software", "We build
software", 1)}` with `there.results = ["http://127.0.0.1:…/"]`. `there.forced` answers anything else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.fakes import Outcome, says, serving

__all__ = [
    "KEY",
    "Agent",
    "Outcome",
    "failed",
    "incomplete",
    "limited",
    "message",
    "refusal",
    "run",
    "says",
    "serving",
]

KEY = "pplx-canary-canary"
_FIELDS = frozenset(
    {"input", "instructions", "model", "models", "effort", "profile", "tools", "tool_choice"}
    | {"response_format", "reasoning", "max_output_tokens", "max_steps", "background", "store"}
    | {"previous_response_id", "stream", "service_tier", "prompt_cache_key", "language_preference"}
)
_TOOL_FIELDS = frozenset(
    {"type", "search_context_size", "search_type", "max_tokens", "max_tokens_per_page", "user_location"}
    | {"filters"}
)
_SEARCH, _PER_TOKEN = 0.0025, 0.000001

Said = dict[str, tuple[Any, str, int]]


def refusal(status: int, code: str, message: str, **headers: str) -> Outcome:
    error = {"message": message, "type": code, "code": code}
    return says({"error": error}, status, **headers)


def limited(after_s: int = 7) -> Outcome:
    return refusal(429, "request_rate_limit_exceeded", "Too many requests.", Retry_After=str(after_s))


def failed(code: str = "upstream_structured_output_failed") -> Outcome:
    """200, and the run failed all the same; it is billed."""
    error = {"code": code, "message": "The model gave no valid output."}
    return says(run([], status="failed", error=error))


def incomplete() -> Outcome:
    """The answer stops in the middle of its JSON."""
    details = {"reason": "max_output_tokens"}
    return says(
        run([message('{"industry": {"value": "Softw')], status="incomplete", incomplete_details=details)
    )


def run(output: list[Any], **changes: Any) -> dict[str, Any]:
    searches = sum(isinstance(item, dict) and item.get("type") == "search_results" for item in output)
    cost = {"currency": "USD", "input_cost": 900 * _PER_TOKEN, "output_cost": 100 * _PER_TOKEN}
    cost["tool_calls_cost"] = searches * _SEARCH
    cost["total_cost"] = round(1000 * _PER_TOKEN + searches * _SEARCH, 6)
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1_764_000_000,
        "model": "perplexity/sonar",
        "status": "completed",
        "output": output,
        "usage": {
            "input_tokens": 900, "output_tokens": 100, "total_tokens": 1000,
            "tool_calls_details": {"search_web": {"invocation": searches}}, "cost": cost,
        },
    } | changes  # fmt: skip


def message(text: str) -> dict[str, Any]:
    content = [{"type": "output_text", "text": text, "annotations": []}]
    return {"type": "message", "role": "assistant", "id": "msg_1", "status": "completed", "content": content}


@dataclass
class Agent:
    """The service. `says`: field → (value, quote, number of the result); `results`: addresses, from 1.

    `of`: a name → what it says instead where the question has that name.
    """

    port: int = 0
    says: Said = field(default_factory=dict)
    of: dict[str, Said] = field(default_factory=dict)
    results: list[str] = field(default_factory=list)
    forced: Outcome | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        if path not in ("/v1/agent", "/v1/responses"):
            return refusal(404, "not_found", f"{path} is not here.")
        if headers.get("authorization") != f"Bearer {KEY}":
            return refusal(401, "forbidden", "The key is not valid.")
        question = json.loads(body)
        self.asked.append(question)
        return self.forced or self._refused(question) or says(self._run(question))

    def _refused(self, question: Mapping[str, Any]) -> Outcome | None:
        unknown = [key for key in question if key not in _FIELDS]
        for tool in question.get("tools", []):
            unknown += [f"tools.{key}" for key in tool if key not in _TOOL_FIELDS]
        if unknown:
            error = {"message": f"Unknown: {unknown[0]}", "type": "invalid_request", "param": unknown[0]}
            return says({"error": error | {"code": "invalid_request"}}, 400)
        if not any(question.get(key) for key in ("model", "models", "effort", "profile")):
            return refusal(400, "invalid_request", "One of model, models, effort or profile is needed.")
        return None

    def _run(self, question: Mapping[str, Any]) -> dict[str, Any]:
        wanted = question["response_format"]["json_schema"]["schema"]["properties"]
        said = next((said for name, said in self.of.items() if name in question["input"]), self.says)
        found = {key: _found(said, key) for key in wanted}
        results = [
            {"id": number, "url": url, "title": "A page", "snippet": "…", "date": None, "source": "web"}
            for number, url in enumerate(self.results, 1)
        ]
        searched = any(tool["type"] == "web_search" for tool in question.get("tools", []))
        search = [{"type": "search_results", "queries": ["one"], "results": results}] if searched else []
        return run([{"type": "skill_loaded"}, *search, message(json.dumps(found))])


def _found(said: Said, key: str) -> dict[str, Any] | None:
    if key not in said:
        return None
    value, quote, number = said[key]
    return {"value": value, "quote": quote, "source": number}
