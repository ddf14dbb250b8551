"""Asking once for all who ask the same at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Together:
    """Nothing is kept: whoever asks after the answer came asks anew."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, asyncio.Future[Any]] = {}

    async def ask(self, key: Hashable, question: Callable[[], Awaitable[T]]) -> T:
        """The answer to `question`, or to the one under way that has the same key; its error likewise."""
        asked = self._asked.get(key)
        if asked is None:
            asked = self._asked[key] = asyncio.ensure_future(question())
            asked.add_done_callback(lambda _: self._asked.pop(key))
        return cast(T, await asyncio.shield(asked))
