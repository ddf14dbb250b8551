"""Checking the addresses of every import, where the workspace wants that."""

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.workspaces import service as workspaces
from leadgen.records.bulk import handing
from leadgen.records.repository.bulk import Pool
from leadgen.stages.cleanup.verification import service
from leadgen.stages.ingest.contracts import Import


async def follow(session: WorkspaceSession, found: Import) -> None:
    """As a listener of imports: begin a check of its contacts, which a job works off beside it."""
    if found.kind != "contact" or not (await workspaces.read(session)).verify_imports:
        return
    pool = Pool("contact", operation_id=found.operation_id)
    expected = await handing.count(session, pool)
    if expected:
        await service.start(session, found.actor, pool, expected)
