"""Every operation there is, asked for as owner, admin's key and nobody, well and badly."""

import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import httpx

from tests.proofs.canaries.looking import Lookout

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Ends every session, of which the walk would learn nothing more.
LAST = ("sign_out", "sign_out_everywhere", "end_session", "delete", "revoke", "remove", "leave")


class Walk:
    """Asks, and looks through each answer: body and headers."""

    def __init__(self, lookout: Lookout, seed: int) -> None:
        self.lookout = lookout
        self.dice = random.Random(seed)
        self.ids: list[str] = []
        self.answers: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()

    async def everything(
        self, document: Mapping[str, Any], callers: Mapping[str, httpx.AsyncClient], tries: int
    ) -> None:
        """Each operation `tries` times by each caller, the destructive ones at the end."""
        found = [
            (told["operationId"], method.upper(), path, told)
            for path, methods in document["paths"].items()
            for method, told in methods.items()
        ]
        for name, method, path, told in sorted(found, key=lambda one: _rank(one[0], one[1])):
            if "text/event-stream" in json.dumps(told["responses"]):
                continue  # a stream without an end; what it tells stands in the table of events
            for caller, client in callers.items():
                for attempt in range(tries):
                    await self._ask(document, client, name, method, path, told, bad=attempt % 2 == 1)
                    self.answers[caller] += 1

    async def _ask(
        self, document: Mapping[str, Any], client: httpx.AsyncClient, name: str, method: str, path: str,
        told: Mapping[str, Any], *, bad: bool,
    ) -> None:  # fmt: skip
        address = re.sub(r"\{(\w+)\}", lambda match: self._value(match[1]), path)
        query = {one["name"]: "%00" if bad else _example(one) for one in told.get("parameters", ())
                 if one["in"] == "query" and (one.get("required") or bad)}  # fmt: skip
        media, body = _body(document, told)
        content = b"{broken" if bad and body is not None else body
        headers = {"content-type": media} if media else {}
        answer = await client.request(method, address, params=query, content=content, headers=headers)
        self.look(name, answer)

    def look(self, name: str, answer: httpx.Response) -> None:
        """Through one answer."""
        head = "\n".join(f"{key}: {value}" for key, value in answer.headers.multi_items())
        for hit in self.lookout.hits(head.encode() + b"\n\n" + answer.content):
            if not (hit == "a fresh webhook secret" and answer.status_code in (200, 201)):
                self.hits[f"{hit} answered by {name}"] += 1
        self.answers[f"status {answer.status_code // 100}xx"] += 1
        self.ids = list({*self.ids[-400:], *_ID.findall(answer.text)})

    def _value(self, name: str) -> str:
        if name == "slug":
            return "acme"
        if name == "type":
            return "contact.created"
        return self.dice.choice(self.ids) if self.ids else "nothing"


def _rank(name: str, method: str) -> int:
    if method == "GET":
        return 0
    return 2 if any(word in name for word in LAST) else 1


def _example(parameter: Mapping[str, Any]) -> str:
    examples = parameter["schema"].get("examples") or parameter.get("examples") or ["1"]
    return str(examples[0] if isinstance(examples, list) else next(iter(examples.values()))["value"])


def _body(document: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[str | None, bytes | None]:
    for media, shape in told.get("requestBody", {}).get("content", {}).items():
        schema = shape.get("schema", {})
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        shown = [one.get("value") for one in shape.get("examples", {}).values()]
        examples = [one for one in (*shown, *schema.get("examples", ())) if one is not None]
        example = examples[0] if examples else {}
        return media, (json.dumps(example) if media == "application/json" else str(example)).encode()
    return None, None
