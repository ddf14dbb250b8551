"""What is asked at the same time is asked once."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from leadgen.kernel.together import Together


async def test_who_asks_meanwhile_shares_the_answer_and_who_comes_later_asks_anew() -> None:
    together, asked = Together(), 0

    async def question() -> int:
        nonlocal asked
        asked = number = asked + 1
        await asyncio.sleep(0.01)
        return number

    assert await asyncio.gather(*(together.ask("one", question) for _ in range(5))) == [1] * 5
    both = await asyncio.gather(together.ask("one", question), together.ask("two", question))
    assert sorted(both) == [2, 3]


async def test_one_who_leaves_takes_nobody_along() -> None:
    together = Together()

    async def question() -> int:
        await asyncio.sleep(0.05)
        return 1

    first = asyncio.create_task(together.ask("one", question))
    second = asyncio.create_task(together.ask("one", question))
    await asyncio.sleep(0.01)
    first.cancel()
    assert await second == 1


async def test_an_error_is_everybodys() -> None:
    together = Together()

    async def question() -> int:
        await asyncio.sleep(0.01)
        raise ZeroDivisionError

    async def ask() -> None:
        with pytest.raises(ZeroDivisionError):
            await together.ask("one", question)

    await asyncio.gather(ask(), ask())


async def test_items_of_one_place_are_read_in_groups() -> None:
    together, groups = Together(), list[list[int]]()

    async def doubled(items: Sequence[int]) -> Mapping[int, int]:
        groups.append(list(items))
        await asyncio.sleep(0.01)
        return {item: 2 * item for item in items if item != 3}

    found = await asyncio.gather(*(together.one_of("here", item, doubled, 4) for item in (1, 2, 3, 3, 4, 5)))
    assert found == [2, 4, None, None, 8, 10]
    assert groups == [[1, 2, 3, 4], [5]]
    assert await together.one_of("here", 1, doubled, 4) == 2  # nothing is kept
    assert groups[2:] == [[1]]


async def test_what_a_group_fails_of_is_told_to_all_of_it_and_the_next_is_read() -> None:
    together = Together()

    async def none_of_the_first(items: Sequence[int]) -> Mapping[int, int]:
        if 1 in items:
            raise OSError("away")
        return dict.fromkeys(items, 0)

    asked = (together.one_of("here", item, none_of_the_first, 2) for item in (1, 2, 3))
    first, second, third = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(first, OSError)
    assert first is second
    assert third == 0
