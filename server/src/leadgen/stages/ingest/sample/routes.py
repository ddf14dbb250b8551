"""The sample data set over HTTP."""

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.platform.web import Access, Once, WorkspaceTx, problems
from leadgen.stages.ingest import sample, schemas
from leadgen.stages.ingest.contracts import SampleLoaded

router = APIRouter(tags=["Imports"])


@router.post(
    "/sample",
    operation_id="load_sample",
    status_code=202,
    response_model=schemas.Import,
    responses=problems(SampleLoaded),
)
async def load_sample(identity: Access, session: WorkspaceTx, once: Once) -> Response:
    """Load fictional contacts and companies to look around with; undo the operation to remove them."""

    async def act() -> schemas.Import:
        return schemas.Import.of(await sample.load(session, identity.actor))

    return await once(act)


@router.get("/sample", operation_id="get_sample")
async def get_sample(session: WorkspaceTx) -> schemas.Sample:
    """Whether the sample data set is loaded."""
    return schemas.Sample(operation_id=await sample.operation(session))
