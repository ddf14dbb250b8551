"""The built-in sample data set: fictional people and firms, imported like any other file."""

from collections.abc import AsyncIterator
from importlib.resources import files
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.blobs.spool import spool
from leadgen.stages.ingest import service
from leadgen.stages.ingest.contracts import Import, SampleLoaded
from leadgen.stages.ingest.repository import imports

_FILENAME = "Sample contacts.csv"
_GONE = frozenset({"undone", "cancelled", "failed"})


async def load(session: WorkspaceSession, actor: Actor) -> Import:
    """An import of the sample set that maps and applies itself. Raises SampleLoaded."""
    await imports.lock_sample(session)
    present = await imports.latest_sample(session)
    if present is not None and present.state not in _GONE:
        raise SampleLoaded
    async with spool(_content()) as content:
        return await service.create(session, actor, filename=_FILENAME, content=content, mode="sample")


async def operation(session: WorkspaceSession) -> UUID | None:
    """The operation that brought the sample set in, while its records are there."""
    present = await imports.latest_sample(session)
    return present.operation_id if present is not None and present.state not in _GONE else None


async def _content() -> AsyncIterator[bytes]:
    yield (files(__name__) / "contacts.csv").read_bytes()
