"""Enrichers that mean harm, each in its way, and one that means well."""

import asyncio
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from typing import NoReturn

from leadgen_sdk import JSON
from leadgen_sdk.enriching import Answer, Net, RecordKind, Subject, Terms

HARMLESS = "polite"
BEFORE_HARM_S = 0.3  # so that who is asked beside it has its answer settled
_PIECE = 20 << 20
_SWALLOWED: list[bytearray] = []


class Plugin:
    """Does one thing, whatever it is asked."""

    kind: RecordKind = "company"
    fields, needs, hosts = ("company_name",), (("company_domain",),), ("*",)
    terms = Terms()
    settings: Mapping[str, JSON] = {}

    def __init__(self, key: str, act: Callable[[], None]) -> None:
        self.key, self.label = key, f"The {key} plugin"
        self._act = act
        self.takes_s = 0.0 if key == HARMLESS else BEFORE_HARM_S

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        await asyncio.sleep(self.takes_s)
        self._act()
        return Answer()


def _loop() -> NoReturn:
    while True:
        pass


def _swallow() -> NoReturn:
    """Grows until somebody ends it."""
    while True:
        _SWALLOWED.append(bytearray(os.urandom(4096)) * (_PIECE // 4096))
        time.sleep(0.01)


# What each does; all but the last two stop the worker.
ACTS: Mapping[str, Callable[[], object]] = {
    "looping": _loop,
    "sleeping": lambda: time.sleep(3600),
    "matching": lambda: re.match("(a+)+b", "a" * 64),  # holds the interpreter: no thread of it runs
    "swallowing": _swallow,
    "ending": lambda: os._exit(3),
    "leaving": lambda: sys.exit(3),
    HARMLESS: lambda: None,
}
STOPPERS = tuple(ACTS)[:-2]
ENRICHERS: Mapping[str, Plugin] = {
    key: Plugin(key, act)  # type: ignore[arg-type]  # nobody looks at what an act returns
    for key, act in ACTS.items()
}
