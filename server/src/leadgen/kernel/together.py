"""Asking once for all who ask the same, or of the same place, at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar, cast

T = TypeVar("T")
Item = TypeVar("Item", bound=Hashable)

Many = Callable[[Sequence[Item]], Awaitable[Mapping[Item, T]]]


class Together:
    """Nothing is kept: whoever asks after the answer came asks anew."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, asyncio.Future[Any]] = {}
        self._waiting: dict[Hashable, dict[Any, asyncio.Future[Any]]] = {}
        self._reading: set[asyncio.Task[None]] = set()

    async def ask(self, key: Hashable, question: Callable[[], Awaitable[T]]) -> T:
        """The answer to `question`, or to the one under way that has the same key; its error likewise."""
        asked = self._asked.get(key)
        if asked is None:
            asked = self._asked[key] = asyncio.ensure_future(question())
            asked.add_done_callback(lambda _: self._asked.pop(key))
        return cast(T, await asyncio.shield(asked))

    async def one_of(self, place: Hashable, item: Item, many: Many[Item, T], most: int) -> T | None:
        """What `many` finds of this item; None where it finds nothing; its error likewise.

        Items of one place that are asked for while a group of them is being read are the next group, of at
        most `most`. `many` is the same for one place.
        """
        waiting = self._waiting.get(place)
        if waiting is None:
            waiting = self._waiting[place] = {}
            task = asyncio.create_task(self._read(place, many, most))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)
        if item not in waiting:
            waiting[item] = asyncio.get_running_loop().create_future()
        return cast("T | None", await asyncio.shield(waiting[item]))

    async def _read(self, place: Hashable, many: Many[Any, Any], most: int) -> None:
        waiting = self._waiting[place]
        while waiting:
            group = {item: waiting.pop(item) for item in list(islice(waiting, most))}
            try:
                found = await many(list(group))
            except Exception as error:  # noqa: BLE001 - it is theirs who asked
                for future in group.values():
                    future.set_exception(error)
                    future.exception()  # whoever asked may have gone
            else:
                for item, future in group.items():
                    future.set_result(found.get(item))
        del self._waiting[place]
