"""Imports, edits, bulk writes and undos at once: nobody waits in a circle, and keys and values agree."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.records import service
from leadgen.records.contracts import Patch
from leadgen.records.errors import KeyTaken, NotUndoable, RecordNotFound, UndoRunning
from tests.factories.records import edit, open_import, place, undo
from tests.factories.tenancy import Workspace

EMAILS = [f"p{number}@x.example" for number in range(12)]
EXPECTED = (KeyTaken, NotUndoable, RecordNotFound, UndoRunning)


async def test_everything_at_once_ends_consistent(database: Database, workspace: Workspace) -> None:
    done: list[UUID] = []
    chance = random.Random(7)

    async def some_id() -> UUID | None:
        async with database.workspace(workspace.id) as session:
            ids = list(await session.scalars(text("SELECT id FROM contact ORDER BY id")))
        return chance.choice(ids) if ids else None

    async def importing() -> None:
        lines = [{"email": email, "company_name": f"Firm {email[:2]}"} for email in chance.sample(EMAILS, 5)]
        operation_id, _ = await place(database, workspace, lines)
        done.append(operation_id)

    async def editing() -> None:
        if record_id := await some_id():
            done.append(await edit(database, workspace, record_id, email=chance.choice(EMAILS), city="Brno"))

    async def writing() -> None:
        ids = [record_id for _ in range(4) if (record_id := await some_id())]
        async with database.workspace(workspace.id) as session:
            operation_id = await open_import(session, workspace)
            patches = [Patch(one, {"job_title": f"T{chance.random()}"}) for one in dict.fromkeys(ids)]
            await service.write(session, operation_id, "contact", patches)
            await service.finish_operation(session, operation_id, state="done", counts={})
        done.append(operation_id)

    async def undoing() -> None:
        if done:
            done.append(await undo(database, workspace, chance.choice(done)))

    acts: list[Callable[[], Awaitable[None]]] = [importing, editing, writing, undoing]

    async def person() -> None:
        for _ in range(15):
            try:
                await chance.choice(acts)()
            except EXPECTED:
                continue

    await asyncio.gather(*(person() for _ in range(6)))
    await _check(database, workspace)


async def _check(database: Database, workspace: Workspace) -> None:
    """Every key belongs to a living contact of that very address, and no address to two."""
    async with database.workspace(workspace.id) as session:
        wrong = await session.scalars(
            text(
                """SELECT k.key FROM record_key k LEFT JOIN contact c ON c.id = k.record_id AND c.deleted_at IS NULL
                   WHERE k.kind = 'contact' AND (c.id IS NULL OR k.key <> 'email:' || c.email)"""
            )
        )
        assert list(wrong) == []
        twice = "SELECT email FROM contact WHERE deleted_at IS NULL GROUP BY email HAVING count(*) > 1"
        assert list(await session.scalars(text(twice))) == []
        lost = """SELECT c.email FROM contact c LEFT JOIN record_key k ON k.record_id = c.id
          WHERE c.deleted_at IS NULL AND c.email IS NOT NULL AND k.key IS NULL"""
        assert list(await session.scalars(text(lost))) == []
