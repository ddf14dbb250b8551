"""Pages of a filter that no index finds: the same rows in the same order however they are met, in time."""

import json

import pytest
from psycopg.sql import SQL

from leadgen.db.engine import Database
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import CursorCodec, Paging
from leadgen.records import grid
from leadgen.records.filters import service, spelling
from leadgen.records.repository import grid as listing
from leadgen.records.repository import walking
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.grid import Order, Total
from leadgen.records.repository.walking import Asked
from tests.factories.records import Line, place
from tests.factories.tenancy import Workspace

LINES: list[Line] = [
    {
        "email": f"p{number}@example.com",
        "full_name": f"Ada {number % 7}",
        "city": "Brno" if number % 3 else "Praha",
        **({"job_title": f"Title {number % 4}"} if number % 5 else {}),
    }
    for number in range(60)
]
GIVEN: JSON = {"field": "city", "op": "equals", "value": "brno"}
CODEC = CursorCodec(b"k" * 32)


async def _never(*_: object) -> None:
    """It took too long."""


WAYS: dict[str, dict[str, object]] = {
    "at once": {"CHEAP": 1e9},
    "as the planner does it": {"CHEAP": -1.0, "TRYING_MS": 10_000},
    "on the walk": {"CHEAP": -1.0, "STRETCHES": (3, 5, 100), "_tried": _never},
    "sought after a while": {"CHEAP": -1.0, "STRETCHES": (1, 1), "_tried": _never},
    "few for more": {"CHEAP": 0.001, "WORTH": 1e9},
    "until time is up": {"CHEAP": -1.0, "STRETCHES": (4,), "PATIENCE_S": -1.0, "SEEKING_MS": 0},
}


async def names(
    database: Database, workspace: Workspace, sort: str, limit: int, given: JSON = GIVEN
) -> tuple[list[str], int]:
    """The ids from the first page to the last, and how many pages were cut short."""
    found: list[str] = []
    short, cursor = 0, None
    while True:
        async with database.workspace(workspace.id) as session:
            chosen = await service.read(session, "contact", given)
            paging = Paging(CODEC, workspace.id, limit, cursor)
            page = json.loads(await grid.page(session, paging, "contact", sort, None, chosen))
        items, cursor = page["items"], page["next_cursor"]
        found += [str(item["id"]) for item in items]
        short += page["partial"] is True
        if cursor is None:
            return found, short
        assert isinstance(cursor, str)


@pytest.mark.parametrize(
    "sort", ["full_name", "-full_name", "job_title", "-job_title", "created_at", "-updated_at"]
)
async def test_every_way_of_meeting_them_gives_the_same_rows(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    await place(database, workspace, LINES)
    seen = {}
    for way, settings in WAYS.items():
        with monkeypatch.context() as patched:
            for name, value in settings.items():
                patched.setattr(walking, name, value)
            if way == "until time is up":
                patched.setattr(listing, "in_time", _never)
            seen[way], short = await names(database, workspace, sort, 7)
            assert (short > 0) == (way == "until time is up")
    assert len(set(seen["at once"])) == len(seen["at once"]) == 40
    assert all(found == seen["at once"] for found in seen.values())


async def test_part_of_a_text_in_the_order_of_that_text_finds_the_same_rows(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place(database, workspace, LINES)
    part: JSON = {"field": "job_title", "op": "contains", "value": "TLE 2"}
    without: JSON = {"any": [{"not": part}, {"field": "job_title", "op": "not_contains", "value": "title"}]}
    for given, count in ((part, 12), (without, 48), ({"all": [part, {"not": part}]}, 0)):
        found, _ = await names(database, workspace, "-job_title", 7, given)
        with monkeypatch.context() as many:
            many.setattr(spelling, "MOST", 3)  # there are four titles
            assert (await names(database, workspace, "-job_title", 7, given))[0] == found
        assert len(set(found)) == len(found) == count


async def test_a_filter_that_takes_for_ever_stops_in_time_and_says_where(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place(database, workspace, LINES)
    monkeypatch.setattr(walking, "CHEAP", -1.0)
    monkeypatch.setattr(walking, "STRETCHES", (5,))
    monkeypatch.setattr(walking, "PATIENCE_S", 0.2)
    monkeypatch.setattr(walking, "SEEKING_MS", 100)
    slow = Where(SQL("r.city = 'Nowhere' AND pg_sleep(0.02) IS NOT NULL OR pg_sleep(0.02) IS NULL"), {})
    async with database.workspace(workspace.id) as session:
        found = await walking.page(session, Asked("contact", Order("full_name_key", False), None, 10, slow))
        assert found.rows == []
        assert found.stopped is not None
        assert not found.total.exact
        whole = Where(SQL("r.city = 'Brno'"), {})
        after = await walking.page(session, Asked("contact", Order(None, False), None, 100, whole))
    assert (len(after.rows), after.total) == (40, Total(40, exact=True))
