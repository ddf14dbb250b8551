"""Imports from file to records, as a worker and a browser do it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.blobs.spool import spool
from leadgen.records.undo import run_here
from leadgen.stages.ingest import running, service
from leadgen.stages.ingest.contracts import Import, Line, Mode, Verdict
from tests.factories.tenancy import Workspace
from tests.factories.web import app, web

ACTOR = Actor("system", None, "Test")


@dataclass
class Ingest:
    """Everything a test does with imports in one workspace."""

    database: Database
    workspace_id: UUID

    async def upload(
        self, content: bytes | str, *, filename: str = "file.csv", mode: Mode = "auto"
    ) -> Import:
        data = content.encode() if isinstance(content, str) else content
        async with spool(_once(data)) as spooled, self.database.workspace(self.workspace_id) as session:
            return await service.create(session, ACTOR, filename=filename, content=spooled, mode=mode)

    async def advance(self, import_id: UUID) -> Import:
        """As the job does; twice, since a job may run twice."""
        for _ in range(2):
            await running.advance(self.database, self.workspace_id, import_id, lambda: False)
        return await self.get(import_id)

    async def run(self, content: bytes | str, *, filename: str = "file.csv", mode: Mode = "auto") -> Import:
        made = await self.upload(content, filename=filename, mode=mode)
        return await self.advance(made.id)

    async def get(self, import_id: UUID) -> Import:
        async with self.database.workspace(self.workspace_id) as session:
            return await service.get(session, import_id)

    async def lines(self, import_id: UUID, verdict: Verdict | None = None) -> list[Line]:
        async with self.database.workspace(self.workspace_id) as session:
            return await service.lines(session, import_id, verdict, 0, 100_000)

    async def undo(self, operation_id: UUID | None) -> UUID:
        assert operation_id is not None
        return (await run_here(self.database, operation_id, ACTOR, self.workspace_id)).id


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


@pytest.fixture
def ingest(database: Database, workspace: Workspace) -> Ingest:
    build()
    return Ingest(database, workspace.id)


__all__ = ["app", "web"]
