"""Imports, edits, bulk writes and undos at once: nobody waits in a circle, and keys and values agree."""

import asyncio
import random
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.records import service
from leadgen.records.contracts import Patch
from leadgen.records.errors import KeyTaken, NotUndoable, RecordNotFound, UndoRunning
from leadgen.records.repository import labels
from tests.factories.records import edit, open_import, place, undo
from tests.factories.tenancy import Workspace

EMAILS = [f"p{number}@x.example" for number in range(12)]
EXPECTED = (KeyTaken, NotUndoable, RecordNotFound, UndoRunning)


@dataclass
class Crowd:
    """People who do whatever comes to mind, all at the same time."""

    database: Database
    workspace: Workspace
    chance: random.Random
    done: list[UUID] = field(default_factory=list)

    async def person(self, acts: int) -> None:
        for _ in range(acts):
            act = self.chance.choice([self._import, self._edit, self._write, self._undo])
            try:
                self.done.append(await act())
            except EXPECTED:
                continue

    async def _import(self) -> UUID:
        emails = self.chance.sample(EMAILS, 5)
        lines = [{"email": email, "company_name": f"Firm {email[:2]}"} for email in emails]
        return (await place(self.database, self.workspace, lines))[0]

    async def _edit(self) -> UUID:
        email = self.chance.choice(EMAILS)
        return await edit(self.database, self.workspace, await self._some_id(), email=email, city="Brno")

    async def _write(self) -> UUID:
        ids = dict.fromkeys([await self._some_id() for _ in range(4)])
        async with self.database.workspace(self.workspace.id) as session:
            operation_id = await open_import(session, self.workspace)
            patches = [Patch(one, {"job_title": f"T{self.chance.random()}"}) for one in ids]
            await service.write(session, operation_id, "contact", patches)
            await service.finish_operation(session, operation_id, state="done", counts={})
        return operation_id

    async def _undo(self) -> UUID:
        return await undo(self.database, self.workspace, self.chance.choice(self.done))

    async def _some_id(self) -> UUID:
        async with self.database.workspace(self.workspace.id) as session:
            return self.chance.choice(list(await session.scalars(text("SELECT id FROM contact ORDER BY id"))))


async def test_everything_at_once_ends_consistent(database: Database, workspace: Workspace) -> None:
    first, _ = await place(database, workspace, [{"email": email} for email in EMAILS[:4]])
    crowd = Crowd(database, workspace, random.Random(7), [first])
    await asyncio.gather(*(crowd.person(acts=15) for _ in range(6)))
    assert len(crowd.done) > 30
    await _check(database, workspace)


async def test_two_writers_of_the_same_tags_do_not_block_each_other(
    database: Database, workspace: Workspace
) -> None:
    names = {f"tag {number:05}": f"Tag {number:05}" for number in range(5_000)}

    async def add(wanted: dict[str, str]) -> None:
        async with database.workspace(workspace.id) as session:
            await labels.add_tags(session, wanted)

    await asyncio.gather(add(names), add(dict(reversed(names.items()))))
    async with database.workspace(workspace.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM tag")) == 5_000


async def _check(database: Database, workspace: Workspace) -> None:
    """Every key belongs to a living contact of that very address, and no address to two."""
    async with database.workspace(workspace.id) as session:
        wrong = await session.scalars(
            text(
                """SELECT k.key FROM record_key k
                   LEFT JOIN contact c ON c.id = k.record_id AND c.deleted_at IS NULL
                   WHERE k.kind = 'contact' AND (c.id IS NULL OR k.key <> 'email:' || c.email)"""
            )
        )
        assert list(wrong) == []
        twice = "SELECT email FROM contact WHERE deleted_at IS NULL GROUP BY email HAVING count(*) > 1"
        assert list(await session.scalars(text(twice))) == []
        lost = """SELECT c.email FROM contact c LEFT JOIN record_key k ON k.record_id = c.id
          WHERE c.deleted_at IS NULL AND c.email IS NOT NULL AND k.key IS NULL"""
        assert list(await session.scalars(text(lost))) == []
