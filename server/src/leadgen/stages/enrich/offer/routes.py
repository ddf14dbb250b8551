"""The offer profile over HTTP."""

from fastapi import APIRouter

from leadgen.platform.web import Access, WorkspaceTx
from leadgen.stages.enrich.offer import schemas, service
from leadgen.stages.enrich.offer.contracts import OfferProfile

router = APIRouter(tags=["Enrichment"])


@router.get("/enrichment/offer", operation_id="get_offer_profile")
async def get_offer_profile(_: Access, session: WorkspaceTx) -> schemas.OfferProfile:
    """Who you are, what you sell and to whom. Models that enrich records are told it."""
    return schemas.OfferProfile.model_validate(await service.read(session))


@router.put("/enrichment/offer", operation_id="update_offer_profile")
async def update_offer_profile(
    body: schemas.OfferDraft, _: Access, session: WorkspaceTx
) -> schemas.OfferProfile:
    """Write the offer profile anew; what is left out becomes blank."""
    return schemas.OfferProfile.model_validate(
        await service.write(session, OfferProfile(**body.model_dump()))
    )
