"""Makes requests from the API's document, sends them and judges the answers."""

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from math import ceil
from typing import Any
from uuid import UUID

import requests
import schemathesis
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

from tests.proofs.probing.callers import NAMES, SLUG, Callers
from tests.proofs.probing.harvest import Harvest
from tests.proofs.probing.poison import poisoned

CHECKS = (
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)  # fmt: skip
# An allowed stream has no end; its own test reads it.
ENDLESS = {"stream_events"}
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
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


@cache
def _operations(document: str) -> Sequence[Any]:
    """Read once a process: what their requests are made of is worked out once, too."""
    found: Iterator[Any] = schemathesis.openapi.from_dict(json.loads(document)).get_all_operations()
    return [one.ok() for one in found]


@cache
def _requests_of(document: str, index: int, mode: GenerationMode) -> Any:
    return _operations(document)[index].as_strategy(generation_mode=mode)


class Probe:
    """Sends and counts. `only` chooses among the operations by their names."""

    def __init__(
        self,
        home: str,
        callers: Callers,
        document: str,
        rng: random.Random,
        only: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self._home, self._callers, self._rng = home, callers, rng
        self._text, self._document = document, json.loads(document)
        self._harvest = Harvest(rng)
        self._http = requests.Session()
        self._http.trust_env = False
        self.counts: Counter[str] = Counter(dict.fromkeys(BAD, 0))
        self._said: Counter[str] = Counter()
        self._operations = [
            (index, one) for index, one in enumerate(_operations(document)) if only(_name(one))
        ]

    def sow(self) -> None:
        """Something to find. What the product refuses is left out: the requests themselves sow too."""
        base = f"{self._home}/api/v1/workspaces/{SLUG}"
        headers = self._callers.headers("session")
        for method, path, content in SEEDS:
            self._http.request(method, base + path, json=content, headers=headers, timeout=30)
        self._http.post(f"{base}/imports?filename=a.csv", data=_SAMPLE, headers=headers, timeout=30)
        for _, operation in self._operations:
            if operation.method == "get" and _name(operation) not in ENDLESS and "{id}" not in operation.path:
                url = self._home + operation.path.replace("{slug}", SLUG)
                found = self._http.get(url, headers=headers, timeout=30)
                if found.ok and "json" in found.headers.get("content-type", ""):
                    self._harvest.take(operation.path, found.json())

    def run(self, requests_in_all: int, chance: int) -> None:
        """Right and wrong requests of each operation, each sent in all of its ways."""
        probed = [(index, one) for index, one in self._operations if _name(one) not in ENDLESS]
        share = requests_in_all / (len(probed) * len(MODES))
        for index, operation in probed:
            self.counts["operations"] += 1
            many = ceil(share / len(_ways(operation)))
            for mode in MODES:
                self._probe(_requests_of(self._text, index, mode), _ways(operation), many, chance)

    def poison_examples(self, times: int) -> None:
        """The example of every body, sound but for one text that a database cannot hold."""
        for _, operation in self._operations:
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
                    print(f"{_name(operation)}: {answer.status_code} {answer.text[:300]}", file=sys.stderr)
                if answer.status_code == 401:
                    self._callers.renew("session")

    def _probe(self, made: Any, ways: Sequence["Way"], many: int, chance: int) -> None:
        @seed(chance)
        @settings(
            max_examples=many, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=made)
        def probe(case: Any) -> None:
            self.counts["made"] += 1
            path, body = dict(case.path_parameters or {}), case.body
            if "{slug}" in case.operation.path and self._rng.random() < 0.95:
                path["slug"] = SLUG
            for caller, is_poisoned in ways:
                case.path_parameters = self._harvest.fill(case.operation.path, path)
                case.body = body
                self._send(case, caller, is_poisoned)

        try:
            probe()
        except Exception as error:  # an operation that cannot be asked wrongly has no wrong requests
            if "Unsatisfiable" not in type(error).__name__ and "skip" not in type(error).__name__.lower():
                raise

    def _send(self, case: Any, caller: str, is_poisoned: bool) -> None:
        more: dict[str, Any] = {}
        if is_poisoned and isinstance(case.body, (dict, list)):
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
        if answer.status_code == 401 and caller in _doors(case.operation):
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
        name = _name(case.operation)
        self._said[name] += 1
        if self._said[name] <= 2:
            print(f"{name}: {what}\n  {_curl(case)}", file=sys.stderr)


Way = tuple[str, bool]


def _ways(operation: Any) -> Sequence[Way]:
    """By whom each request is sent, and again with other ids or a poisoned body where it has any."""
    plain: list[Way] = [(caller, False) for caller in NAMES]
    doors = _doors(operation)
    if "requestBody" in operation.definition.raw:
        return [*plain, *((caller, True) for caller in doors or NAMES[:1])]
    has_ids = "{" in operation.path.replace("{slug}", "")
    return [*plain, *((caller, False) for caller in doors if has_ids)]


def _doors(operation: Any) -> Sequence[str]:
    """Who may come in at all: a key is no session."""
    known: Mapping[str, str] = {"session": "session", "api_key": "key"}
    return [known[name] for one in operation.definition.raw.get("security", []) for name in one]


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
