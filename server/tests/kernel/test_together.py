"""What is asked at the same time is asked once."""

import asyncio

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
