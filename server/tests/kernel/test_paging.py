"""Pages of a list, one after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import CursorCodec, InvalidCursor, Paging, read_number

CODEC = CursorCodec(b"secret")
HERE = uuid7()
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """Something with a place in a list."""

    id: UUID
    created_at: datetime


ITEMS = [Item(uuid7(), START + timedelta(seconds=number)) for number in range(7)]


async def by_id(after: UUID | None, limit: int) -> Sequence[Item]:
    return [item for item in ITEMS if after is None or item.id > after][:limit]


async def by_time(after: tuple[datetime, UUID] | None, limit: int) -> Sequence[Item]:
    return [item for item in ITEMS if after is None or (item.created_at, item.id) > after][:limit]


@pytest.mark.parametrize(("limit", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (8, [7])])
async def test_pages_hold_every_item_once_and_the_last_one_says_so(limit: int, sizes: list[int]) -> None:
    seen: list[Item] = []
    pages: list[int] = []
    cursor: str | None = None
    while cursor is not None or not pages:
        page = await Paging(CODEC, HERE, limit, cursor).by_id("items", by_id)
        assert page == await Paging(CODEC, HERE, limit, cursor).by_id("items", by_id)
        seen += page.items
        pages.append(len(page.items))
        cursor = page.next_cursor
    assert (seen, pages) == (ITEMS, sizes)


async def test_an_empty_list_is_one_empty_page() -> None:
    async def nothing(after: UUID | None, limit: int) -> Sequence[Item]:
        return []

    page = await Paging(CODEC, HERE, 5).by_id("items", nothing)
    assert (page.items, page.next_cursor) == ([], None)


async def test_a_page_goes_on_behind_a_time_and_an_id() -> None:
    first = await Paging(CODEC, HERE, 4).by_time("items", by_time)
    last = await Paging(CODEC, HERE, 4, first.next_cursor).by_time("items", by_time)
    assert [*first.items, *last.items] == ITEMS


@pytest.mark.parametrize("position", [None, 7, "no id", ["a"], {"k": "v"}, [7, str(HERE)], ["late", None]])
async def test_a_signed_cursor_of_another_release_is_no_failure_of_ours(position: JSON) -> None:
    wanted = Paging(CODEC, HERE, 5, CODEC.encode(HERE, "items", position))
    for page in (wanted.by_id("items", by_id), wanted.by_time("items", by_time)):
        with pytest.raises(InvalidCursor):
            await page


def test_a_place_among_numbers_is_a_number() -> None:
    assert Paging(CODEC, HERE, 5).behind("lines", read_number) is None
    assert Paging(CODEC, HERE, 5, CODEC.encode(HERE, "lines", 7)).behind("lines", read_number) == 7
    with pytest.raises(InvalidCursor):
        Paging(CODEC, HERE, 5, CODEC.encode(HERE, "lines", "7")).behind("lines", read_number)
