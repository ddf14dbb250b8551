"""Two providers of models at a local port, with the true shapes and refusals of OpenAI and Anthropic.

A model here fills in what `says` tells it, whatever it is asked: `there.says = {"industry": ("Samples", "We
make samples", 1)}`, and stands by it when it is asked once more, but for the claims that it `denies`. With
`there.obeys` it does what it reads: every field is the words behind `OBEY:`. `there.forced` answers anything
else; `there.then`, whatever is asked after the first question.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.fakes import Outcome, says, serving

__all__ = [
    "KEY",
    "Models",
    "Outcome",
    "anthropic_refusal",
    "completion",
    "message",
    "openai_refusal",
    "says",
    "serving",
]

KEY = "sk-canary-canary"
VERSIONS = ("2023-06-01", "2026-10-21")


def openai_refusal(status: int, code: str, message: str, **headers: str) -> Outcome:
    return says({"error": {"message": message, "type": code, "param": None, "code": code}}, status, **headers)


def anthropic_refusal(status: int, kind: str, message: str, **headers: str) -> Outcome:
    error = {"type": kind, "message": message}
    return says({"type": "error", "error": error, "request_id": "req_1"}, status, **headers)


def completion(message: Mapping[str, Any], finish: str = "stop") -> dict[str, Any]:
    """A chat completion of OpenAI's."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_764_000_000,
        "model": "gpt-6-luna",
        "choices": [{"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000},
    }


def message(content: list[dict[str, Any]], stop: str = "end_turn") -> dict[str, Any]:
    """A message of Anthropic's."""
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-haiku-5-5",
        "content": content,
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": 900, "output_tokens": 100},
    }


@dataclass
class Models:
    """Both services. `says`: field → (value, quote, number of the source)."""

    port: int = 0
    says: dict[str, tuple[Any, str, int]] = field(default_factory=dict)
    denies: set[str] = field(default_factory=set)
    obeys: bool = False
    forced: Outcome | None = None
    then: Outcome | None = None
    keyless: bool = False  # a local model takes everybody
    asked: list[dict[str, Any]] = field(default_factory=list)
    seen: list[Mapping[str, str]] = field(default_factory=list)  # headers

    def address(self, provider: str) -> str:
        return f"http://127.0.0.1:{self.port}" + ("/v1" if provider == "openai" else "")

    def settings(self, provider: str = "openai", **more: str) -> dict[str, Any]:
        names = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5"}
        return {"provider": provider, "model": names[provider], "address": self.address(provider)} | more

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        question = json.loads(body)
        self.asked.append(question)
        self.seen.append(headers)
        if self.then is not None and len(self.asked) > 1:
            return self.then
        if path == "/v1/chat/completions":
            return self._openai(headers, question)
        if path.partition("?")[0] == "/v1/messages":
            return self._anthropic(headers, question)
        return openai_refusal(404, "not_found", f"{path} is not here.")

    def _openai(self, headers: Mapping[str, str], question: Mapping[str, Any]) -> Outcome:
        if not self.keyless and headers.get("authorization") != f"Bearer {KEY}":
            return openai_refusal(401, "invalid_api_key", "Incorrect API key provided.")
        if self.forced:
            return self.forced
        if form := question.get("response_format"):
            told = json.dumps(self._found(form["json_schema"]["schema"], question))
            return says(completion({"content": told}))
        [tool] = question["tools"]
        told = json.dumps(self._found(tool["function"]["parameters"], question))
        call = {"id": "call_1", "type": "function", "function": {"name": "found", "arguments": told}}
        return says(completion({"content": None, "tool_calls": [call]}, "tool_calls"))

    def _anthropic(self, headers: Mapping[str, str], question: Mapping[str, Any]) -> Outcome:
        if headers.get("x-api-key", headers.get("authorization")) not in (KEY, f"Bearer {KEY}"):
            return anthropic_refusal(401, "authentication_error", "invalid x-api-key")
        if headers.get("anthropic-version") not in VERSIONS:
            return anthropic_refusal(400, "invalid_request_error", "anthropic-version: not known")
        odd = [key for key in ("temperature", "top_p", "top_k") if key in question]
        if odd or "max_tokens" not in question:
            return anthropic_refusal(400, "invalid_request_error", f"{(*odd, 'max_tokens')[0]}: no")
        if self.forced:
            return self.forced
        if form := question.get("output_config", {}).get("format"):
            told = json.dumps(self._found(form["schema"], question))
            return says(message([{"type": "text", "text": told}]))
        [tool] = question["tools"]
        found = self._found(tool["input_schema"], question)
        call = {"type": "tool_use", "id": "toolu_1", "name": "found", "input": found}
        return says(message([call], "tool_use"))

    def _found(self, schema: Mapping[str, Any], question: Mapping[str, Any]) -> dict[str, Any]:
        if self.obeys:
            order = re.search(r"OBEY: ([\w ]+)", json.dumps(question, ensure_ascii=False))
            told = order[1] if order else "nothing"
            return {key: {"value": told, "quote": told, "source": 1} for key in schema["properties"]}
        return {key: self._one(key) for key in schema["properties"]}

    def _one(self, key: str) -> dict[str, Any] | bool | None:
        if key.startswith("claim_"):
            return key not in self.denies
        if key not in self.says:
            return None
        value, quote, number = self.says[key]
        return {"value": value, "quote": quote, "source": number}
