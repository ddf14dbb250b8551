"""R8: no 5xx, and every answer matches the schema.

Requests made from the API's own document, right ones and wrong ones, by the owner with a session and with a
key, to the product over real HTTP: with ids that exist, and with NUL bytes and halves of surrogate pairs.
"""

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import deepcopy
from typing import Any
from unittest.mock import patch
from uuid import UUID

import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response as Answer
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import Message, Receive, Scope, Send

from leadgen.api import body as body_guard
from leadgen.config import Settings
from tests.proofs.ground import ground
from tests.proofs.outcome import Outcome, Size
from tests.proofs.probing.callers import NAMES, SLUG, Callers
from tests.proofs.probing.harvest import Harvest
from tests.proofs.probing.poison import poisoned
from tests.proofs.probing.serving import serving

# About how many requests; each operation gets its share.
REQUESTS = {"tiny": 600, "ci": 3_000, "full": 200_000}
CHECKS = (
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)  # fmt: skip
# An allowed stream has no end; its own test reads it.
ENDLESS = {"stream_events"}
SEEDS: Sequence[tuple[str, str, dict[str, Any]]] = (
    ("POST", "/contacts", {"values": {"full_name": "Ada Example", "email": "ada@example.com"}}),
    ("POST", "/contacts", {"values": {"full_name": "Bo Example", "email": "bo@example.com"}}),
    ("POST", "/companies", {"values": {"name": "Example Ltd", "domain": "example.com"}}),
    ("POST", "/webhooks", {"url": "https://hooks.example.com/in", "events": ["operation.completed"]}),
    ("POST", "/invitations", {"email": "eve@example.com", "role": "viewer"}),
    ("POST", "/api-keys", {"name": "a key", "scopes": ["records:read"], "expires_in_days": None}),
)
_SAMPLE = "Full name,Email\nCy Example,cy@example.com\n"
BAD = ("server_errors", "outside_schema", "no_answer")


class Probe:
    """Sends and counts."""

    def __init__(self, home: str, callers: Callers, document: dict[str, Any], rng: random.Random) -> None:
        self._home, self._callers, self._rng = home, callers, rng
        self._document = document
        self._harvest = Harvest(rng)
        self._http = requests.Session()
        self._http.trust_env = False
        self.counts: Counter[str] = Counter(dict.fromkeys(BAD, 0))
        self.said: Counter[str] = Counter()
        schema = schemathesis.openapi.from_dict(document)
        all_of_it: Iterator[Any] = schema.get_all_operations()
        self.operations = [found.ok() for found in all_of_it]

    def sow(self) -> None:
        """Something to find. What the product refuses is left out: the requests themselves sow too."""
        base = f"{self._home}/api/v1/workspaces/{SLUG}"
        headers = self._callers.headers("session")
        for method, path, content in SEEDS:
            self._http.request(method, base + path, json=content, headers=headers, timeout=30)
        self._http.post(f"{base}/imports?filename=a.csv", data=_SAMPLE, headers=headers, timeout=30)
        for operation in self.operations:
            if (
                operation.method == "get"
                and self._name(operation) not in ENDLESS
                and "{id}" not in operation.path
            ):
                url = self._home + operation.path.replace("{slug}", SLUG)
                found = self._http.get(url, headers=headers, timeout=30)
                if found.ok and "json" in found.headers.get("content-type", ""):
                    self._harvest.take(operation.path, found.json())

    def run(self, requests_in_all: int, chance: int) -> None:
        """Right and wrong requests of each operation by each caller."""
        probed = [one for one in self.operations if self._name(one) not in ENDLESS]
        share = max(1, requests_in_all // (len(probed) * 2 * len(NAMES)))
        for operation in probed:
            self.counts["operations"] += 1
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                for caller in NAMES:
                    self._probe(operation, mode, caller, share, chance)

    def poison_examples(self, times: int) -> None:
        """The example of every body, sound but for one text that a database cannot hold."""
        for operation in self.operations:
            body = _example(self._document, operation.definition.raw)
            for _ in range(times if body is not None else 0):
                path = self._harvest.fill(operation.path, {"slug": SLUG})
                url = self._home + operation.path.format_map(defaultdict(lambda: str(UUID(int=0)), path))
                self.counts["poisoned"] += 1
                answer = self._http.request(
                    operation.method, url, data=poisoned(deepcopy(body), self._rng), timeout=30,
                    headers={**self._callers.headers("session"), "content-type": "application/json"},
                )  # fmt: skip
                self.counts["requests"] += 1
                if answer.status_code >= 500:
                    self.counts["server_errors"] += 1
                    print(
                        f"{self._name(operation)}: {answer.status_code} {answer.text[:300]}", file=sys.stderr
                    )
                if answer.status_code == 401:
                    self._callers.renew("session")

    def _probe(self, operation: Any, mode: GenerationMode, caller: str, many: int, chance: int) -> None:
        slug = {"slug": SLUG} if "{slug}" in operation.path else None

        @seed(chance)
        @settings(
            max_examples=many, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def probe(case: Any) -> None:
            if slug is not None and self._rng.random() < 0.95:
                case.path_parameters = {**(case.path_parameters or {}), **slug}
            self._send(case, caller)

        try:
            probe()
        except Exception as error:  # an operation that cannot be asked wrongly has no wrong requests
            if "Unsatisfiable" not in type(error).__name__ and "skip" not in type(error).__name__.lower():
                raise

    def _send(self, case: Any, caller: str) -> None:
        case.path_parameters = self._harvest.fill(case.operation.path, case.path_parameters or {})
        more: dict[str, Any] = {}
        if isinstance(case.body, (dict, list)) and self._rng.random() < 0.35:
            more["data"] = poisoned(json.loads(json.dumps(case.body)), self._rng)
            case.body = {}
            self.counts["poisoned"] += 1
        try:
            answer = case.call(
                base_url=self._home, session=self._http, headers=self._callers.headers(caller),
                allow_redirects=False, timeout=30, **more,
            )  # fmt: skip
        except requests.RequestException as error:
            self._count_unsent(case, error)
            return
        self.counts["requests"] += 1
        self._judge(case, answer)
        if answer.status_code == 401:
            self._callers.renew(caller)

    def _count_unsent(self, case: Any, error: Exception) -> None:
        """What the client itself refuses to send never reached the product."""
        if isinstance(error, (requests.ConnectionError, requests.Timeout)):
            self.counts["no_answer"] += 1
            self._say(case, f"no answer: {error}")
        else:
            self.counts["not_sendable"] += 1

    def _judge(self, case: Any, answer: Answer) -> None:
        self.counts[f"answers_{answer.status_code // 100}xx"] += 1
        if answer.status_code >= 500:
            self.counts["server_errors"] += 1
            self._say(case, f"{answer.status_code} {answer.text[:300]}")
            return
        try:
            case.validate_response(answer, checks=list(CHECKS))
        except FailureGroup as group:
            self.counts["outside_schema"] += 1
            self._say(case, f"{answer.status_code}: " + "; ".join(str(one) for one in group.exceptions)[:600])
        if (
            answer.status_code < 300
            and answer.content
            and "json" in (answer.headers.get("content-type") or [""])[0]
        ):
            self._harvest.take(case.operation.path, answer.json())

    def _say(self, case: Any, what: str) -> None:
        """Each operation's complaints a few times, with how to see it again."""
        name = self._name(case.operation)
        self.said[name] += 1
        if self.said[name] <= 2:
            print(f"{name}: {what}\n  {_curl(case)}", file=sys.stderr)

    @staticmethod
    def _name(operation: Any) -> str:
        return str(operation.definition.raw["operationId"])


def _example(document: dict[str, Any], operation: dict[str, Any]) -> Any:
    """Of the operation's JSON body; None where it takes none."""
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    found = document["components"]["schemas"].get(name, {}).get("examples", [None])
    return found[0]


def _curl(case: Any) -> str:
    try:
        return str(case.as_curl_command())[:500]
    except (ValueError, TypeError) as error:
        return f"(cannot be shown: {error})"


def main(size: Size, seed_: int, planted: bool) -> Outcome:
    if planted:
        return _find_what_is_planted(seed_)
    counts = _run(REQUESTS[size], seed_, lambda app: None)
    is_real = counts["requests"] > REQUESTS[size] // 4 and counts["answers_2xx"] > counts["requests"] // 10
    return Outcome(counts, is_real and not any(counts[name] for name in BAD))


def _run(
    many: int,
    chance: int,
    bend: Callable[[FastAPI], None],
    only: Callable[[str], bool] = lambda _: True,
) -> Counter[str]:
    with ground() as there, _serving(there.settings, bend) as (given_settings, home):
        callers = Callers(given_settings, home)
        document = requests.get(f"{home}/api/v1/openapi.json", timeout=30).json()
        probe = Probe(home, callers, document, random.Random(chance))
        probe.operations = [one for one in probe.operations if only(probe._name(one))]
        probe.sow()
        probe.poison_examples(max(4, many // 1_000))
        probe.run(many, chance)
    return probe.counts


@contextmanager
def _serving(plain: Settings, bend: Callable[[FastAPI], None]) -> Iterator[tuple[Settings, str]]:
    """With no limit on how fast a key may ask."""
    quick = plain.model_copy(update={"api_rate": 1_000_000, "api_burst": 1_000_000})
    with serving(quick, bend) as home:
        yield quick, home


def _find_what_is_planted(chance: int) -> Outcome:
    """Red means here that each of the bugs was found; one that was not leaves the proof green."""
    found = {}
    for name, (bug, bend, only) in _bugs().items():
        with bug:
            counts = _run(200, chance, bend, only)
        found[f"found_{name}"] = counts["server_errors"] + counts["outside_schema"]
    missed = [name for name, many in found.items() if not many]
    print(f"planted and not found: {missed}", file=sys.stderr)
    return Outcome(found, held=bool(missed))


Bug = tuple[AbstractContextManager[object], Callable[[FastAPI], None], Callable[[str], bool]]


def _bugs() -> dict[str, Bug]:
    return {
        "nul_reaches_the_database": (
            patch.object(body_guard, "check_json", lambda _: None),
            lambda app: None,
            lambda name: name in ("create_contact", "update_workspace"),
        ),
        "answers_in_another_shape": (
            nullcontext(),
            lambda app: app.add_middleware(_Reshaped),
            lambda name: name == "get_workspace",
        ),
    }


class _Reshaped:
    """Renames a member of every answer, not of the document they are held against."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def reshaped(message: Message) -> None:
            if message["type"] == "http.response.body" and "openapi" not in scope["path"]:
                message["body"] = (
                    message["body"].replace(b'"items"', b'"itemz"').replace(b'"slug"', b'"slog"')
                )
            await send(message)

        await self._app(scope, receive, reshaped)
