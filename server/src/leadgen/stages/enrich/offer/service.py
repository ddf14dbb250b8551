"""The offer profile: read, written, and as the text that prompts are given."""

from dataclasses import replace

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.stages.enrich.offer import repository
from leadgen.stages.enrich.offer.contracts import OfferProfile


async def read(session: WorkspaceSession) -> OfferProfile:
    """Blank where nobody has written one."""
    return await repository.find(session) or OfferProfile()


async def write(session: WorkspaceSession, profile: OfferProfile) -> OfferProfile:
    """In the place of the one before."""
    kept = replace(profile, updated_at=clock.now())
    await repository.keep(session, kept)
    return kept


async def text(session: WorkspaceSession) -> str:
    """For prompts, at most 2,000 characters; "" where nothing is written."""
    return (await read(session)).text
