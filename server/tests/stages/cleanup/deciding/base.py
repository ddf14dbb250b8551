"""A base with people who are in it twice, and a scan of it as a worker runs it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import JobContext
from leadgen.records.field import RecordKind
from leadgen.stages.cleanup.deciding import jobs
from tests.factories.records import place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
Lines = Sequence[Mapping[str, Any]]
FIRST = ("Ada", "Ben", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon")
LAST = ("Quill", "Rusk", "Stove", "Thorn", "Umber", "Vale", "Wick", "Yarrow")


def person(number: int, **values: Any) -> dict[str, Any]:
    """One of many who are nobody else."""
    first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
    return {
        "first_name": first,
        "last_name": f"{last}{number}" if number >= 80 else last,
        "phone_mobile": f"+4207{number:08d}",
        "city": ("Brno", "Prague", "Plzen")[number % 3],
        **values,
    }


def twice(*numbers: int) -> list[dict[str, Any]]:
    """These people as a first list has them, by address, and as a second one, by profile."""
    return [
        line
        for number in numbers
        for line in (
            person(number, email=f"p{number}@first.example.com"),
            person(number, linkedin_url=f"https://www.linkedin.com/in/p{number}"),
        )
    ]


def strangers(start: int, count: int) -> list[dict[str, Any]]:
    return [person(start + at, email=f"p{start + at}@first.example.com") for at in range(count)]


async def fill(
    database: Database, workspace: Workspace, lines: Lines, kind: RecordKind = "contact"
) -> list[UUID]:
    _, placed = await place(database, workspace, lines, kind=kind)
    return [the(one.record_id) for one in placed]


async def run(database: Database, settings: Settings, workspace: Workspace, scan_id: str) -> None:
    """As a worker runs the job."""
    context = JobContext(database, settings, 1, 0, lambda: False)
    await jobs.scan(context, workspace.id, UUID(scan_id))


async def scan(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace, kind: str = "contact"
) -> dict[str, Any]:
    """A look at all records, to its end."""
    asked = await web.alice.post(f"{BASE}/duplicates/scans", json={"kind": kind})
    assert asked.status_code == 202, asked.text
    await run(database, settings, workspace, asked.json()["id"])
    found = (await web.alice.get(f"{BASE}/duplicates/scans", params={"kind": kind})).json()["items"][0]
    assert found["state"] == "done", found
    return dict(found)


async def listed(web: Browsers, kind: str = "contact", **asked: Any) -> dict[str, Any]:
    answer = await web.alice.get(f"{BASE}/duplicates", params={"kind": kind, **asked})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def post(web: Browsers, path: str, expected: int = 200, **body: Any) -> dict[str, Any]:
    answer = await web.alice.post(f"{BASE}{path}", json=body)
    assert answer.status_code == expected, answer.text
    return dict(answer.json())
