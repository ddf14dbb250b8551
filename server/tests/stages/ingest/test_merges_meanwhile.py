"""An import writes to records that are merged at the same moment: each line lands once, nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from leadgen.records import bulk, service
from leadgen.records.merging import run as merging
from leadgen.stages.ingest import applying, running, staging
from tests.factories.records import alice, place, the
from tests.factories.tenancy import Workspace
from tests.stages.ingest.base import rows
from tests.stages.ingest.conftest import Ingest

PEOPLE = 40
_LIVE = """
SELECT email, linkedin_url, city, job_title FROM contact WHERE deleted_at IS NULL ORDER BY email, linkedin_url
"""


def profile(number: int) -> str:
    return f"https://www.linkedin.com/in/p{number}"


async def twice(ingest: Ingest, workspace: Workspace) -> list[list[UUID]]:
    """Everybody by address and once more by profile; the pairs."""
    lines = [
        line
        for number in range(PEOPLE)
        for line in (
            {"full_name": f"Person N{number}", "email": f"p{number}@firm.example"},
            {"full_name": f"Person N{number}", "linkedin_url": profile(number)},
        )
    ]
    _, placed = await place(ingest.database, workspace, lines)
    ids = [the(one.record_id) for one in placed]
    return [ids[at : at + 2] for at in range(0, len(ids), 2)]


def file() -> str:
    """Of each person a town for the one record, and a title for the other."""
    lines = ["Email,LinkedIn,City,Job title"]
    for number in range(PEOPLE):
        lines += [f"p{number}@firm.example,,Town {number},", f",{profile(number)},,Title {number}"]
    return "\n".join(lines) + "\n"


class Merge:
    """Of all pairs, in pieces, as its job does it."""

    def __init__(self, ingest: Ingest, workspace: Workspace, operation_id: UUID) -> None:
        self.ingest, self.workspace, self.operation_id = ingest, workspace, operation_id

    async def step(self) -> bool:
        async with self.ingest.database.workspace(self.workspace.id) as session:
            return await bulk.step(session, self.operation_id)

    async def through(self) -> None:
        while await self.step():
            pass


async def merge_of(ingest: Ingest, workspace: Workspace, pairs: list[list[UUID]]) -> Merge:
    async with ingest.database.workspace(workspace.id) as session:
        made = await service.merge_groups(session, alice(workspace), "contact", pairs, rule="first")
    return Merge(ingest, workspace, made)


class Import:
    """Of the file, as its job does it; `step` leaves it in the middle of being applied."""

    def __init__(self, ingest: Ingest, import_id: UUID) -> None:
        self.ingest, self.import_id = ingest, import_id

    async def step(self) -> None:
        applied = 0

        def stop() -> bool:
            return applied > 0

        async def look() -> None:
            nonlocal applied
            while not applied:
                applied = (await self.ingest.get(self.import_id)).applied_through
                await asyncio.sleep(0)

        await asyncio.gather(self._advance(stop), look())

    async def through(self) -> None:
        await self._advance(lambda: False)

    async def _advance(self, stop: Callable[[], bool]) -> None:
        await running.advance(self.ingest.database, self.ingest.workspace_id, self.import_id, stop)


async def import_in_the_middle(merge: Merge, imported: Import) -> None:
    await imported.step()
    assert 0 < (await imported.ingest.get(imported.import_id)).applied_through < 2 * PEOPLE
    await merge.through()
    await imported.through()


async def merge_in_the_middle(merge: Merge, imported: Import) -> None:
    assert await merge.step()
    await imported.through()
    await merge.through()


async def both_at_once(merge: Merge, imported: Import) -> None:
    await asyncio.gather(merge.through(), imported.through())


@pytest.mark.parametrize("order", [import_in_the_middle, merge_in_the_middle, both_at_once])
async def test_an_import_into_records_that_are_being_merged_loses_nothing(
    order: Callable[[Merge, Import], Awaitable[None]],
    ingest: Ingest,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(staging, "CHUNK_LINES", 10)
    monkeypatch.setattr(applying, "CHUNK_LINES", 10)
    monkeypatch.setattr(bulk.run, "AT_ONCE", 0)
    monkeypatch.setattr(merging, "_PIECE", 10)
    pairs = await twice(ingest, workspace)
    merge = await merge_of(ingest, workspace, pairs)
    imported = Import(ingest, (await ingest.upload(file())).id)
    await order(merge, imported)

    done = await ingest.get(imported.import_id)
    landed = done.counts.update + done.counts.duplicate
    assert (done.state, landed, done.counts.lines) == ("applied", 2 * PEOPLE, 2 * PEOPLE)
    whole = {(f"p{n}@firm.example", profile(n), f"Town {n}", f"Title {n}") for n in range(PEOPLE)}
    assert set(await rows(ingest, _LIVE)) == whole
    named = await rows(ingest, "SELECT count(*), count(DISTINCT record_id) FROM record_key")
    assert named == [(2 * PEOPLE, PEOPLE)]

    await ingest.undo(merge.operation_id)
    apart = await rows(ingest, _LIVE)
    assert len(apart) == 2 * PEOPLE
    assert {row[2] for row in apart if row[2]} == {f"Town {n}" for n in range(PEOPLE)}
    assert {row[3] for row in apart if row[3]} == {f"Title {n}" for n in range(PEOPLE)}
