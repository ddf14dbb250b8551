"""SQL of the offer profile."""

from leadgen.db.engine import WorkspaceSession
from leadgen.records.repository.rows import run, typed
from leadgen.stages.enrich.offer.contracts import OfferProfile


async def find(session: WorkspaceSession) -> OfferProfile | None:
    """None where nobody has written one."""
    found = await typed(
        session,
        OfferProfile,
        """SELECT about, products, customers, proof, tone, updated_at FROM offer_profile
           WHERE workspace_id = %(ws)s""",
    )
    return found[0] if found else None


async def keep(session: WorkspaceSession, profile: OfferProfile) -> None:
    """In the place of the one before."""
    await run(
        session,
        """INSERT INTO offer_profile (workspace_id, about, products, customers, proof, tone, updated_at)
           VALUES (%(ws)s, %(about)s, %(products)s, %(customers)s, %(proof)s, %(tone)s, %(updated_at)s)
           ON CONFLICT (workspace_id) DO UPDATE SET about = excluded.about, products = excluded.products,
             customers = excluded.customers, proof = excluded.proof, tone = excluded.tone,
             updated_at = excluded.updated_at""",
        about=profile.about,
        products=profile.products,
        customers=profile.customers,
        proof=profile.proof,
        tone=profile.tone,
        updated_at=profile.updated_at,
    )
