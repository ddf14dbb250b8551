"""Ids of things that are there, taken from the answers, so that requests reach further than a 404."""

import random
from collections import defaultdict
from itertools import pairwise
from typing import Any

_MOST = 50


class Harvest:
    """By the list they stand in: `contacts` for what is at `/contacts/{id}`."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._found: dict[str, list[str]] = defaultdict(list)

    def take(self, path: str, answer: Any) -> None:
        """The ids in an answer of this path of the document."""
        for name in reversed([part for part in path.split("/") if part and "{" not in part]):
            self._take(name, answer)
            return

    def _take(self, name: str, answer: Any) -> None:
        if isinstance(answer, dict):
            for member in ("id", "user_id", "key", "type"):
                self._keep(name, answer.get(member))
            for value in answer.values():
                if isinstance(value, (list, dict)):
                    self._take(name, value)
        elif isinstance(answer, list):
            for value in answer[:_MOST]:
                self._take(name, value)

    def _keep(self, name: str, value: Any) -> None:
        found = self._found[name]
        if isinstance(value, str) and value not in found:
            found.append(value)
            del found[:-_MOST]

    def fill(self, path: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """The path's parameters, mostly with ids that exist."""
        parts = path.split("/")
        filled = dict(parameters)
        for before, part in pairwise(parts):
            known = self._found.get(before)
            if part.startswith("{") and part != "{slug}" and known and self._rng.random() < 0.8:
                filled[part.strip("{}")] = self._rng.choice(known)
        return filled
