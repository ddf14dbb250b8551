"""R8: no 5xx, and every answer matches the schema.

Requests made from the API's own document, right ones and wrong ones, by the owner with a session and with a
key, to the product over real HTTP: with ids that exist, and with NUL bytes and halves of surrogate pairs.
The work is cut into shards with seeds of their own; a full run that was broken off goes on with those that
it has not done yet.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest.mock import patch

import requests
from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from leadgen.api import body as body_guard
from tests.proofs.ground import ground
from tests.proofs.outcome import Outcome, Size
from tests.proofs.probing.callers import Callers
from tests.proofs.probing.probe import BAD, Probe
from tests.proofs.probing.serving import serving
from tests.proofs.probing.shards import sharded

# At least so many requests are sent.
REQUESTS = {"tiny": 600, "ci": 3_000, "full": 200_000}
SHARD = 10_000


def main(size: Size, seed_: int, planted: bool) -> Outcome:
    if planted:
        return _find_what_is_planted(seed_)
    if size == "full":
        counts = sharded(probed, REQUESTS[size], SHARD, seed_, BAD)
    else:
        counts = probed(REQUESTS[size], seed_)
    is_real = counts["requests"] >= REQUESTS[size] and counts["answers_2xx"] > counts["requests"] // 10
    return Outcome(counts, is_real and not any(counts[name] for name in BAD))


def probed(many: int, chance: int) -> Counter[str]:
    """What was seen in about so many requests to a product of their own."""
    return _run(many, chance, lambda app: None)


def _run(
    many: int,
    chance: int,
    bend: Callable[[FastAPI], None],
    only: Callable[[str], bool] = lambda _: True,
) -> Counter[str]:
    with (
        ground() as there,
        serving(there.settings, bend) as home,
        Callers.calling(there.settings, home) as callers,
    ):
        document = requests.get(f"{home}/api/v1/openapi.json", timeout=30).text
        probe = Probe(home, callers, document, random.Random(chance), only)
        probe.sow()
        probe.poison_examples(max(4, many // 1_000))
        probe.run(many, chance)
    return probe.counts


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
