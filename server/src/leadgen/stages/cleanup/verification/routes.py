"""Checks of e-mail addresses over HTTP. Its address stands before those of single contacts."""

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.platform.web import Access, Once, WorkspaceTx, problems
from leadgen.records import history_schemas, wire
from leadgen.records.bulk import wishes
from leadgen.records.bulk.errors import SelectionChanged
from leadgen.records.filters.errors import InvalidFilter
from leadgen.stages.cleanup.verification import schemas, service

router = APIRouter()


@router.post(
    "/contacts/verify",
    operation_id="verify_contacts",
    tags=["Contacts"],
    status_code=202,
    response_model=history_schemas.Operation,
    responses=problems(SelectionChanged, InvalidFilter),
)
async def verify_contacts(
    body: schemas.Verification, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Check whether the e-mail addresses of contacts can be written to, as one operation with one undo.

    The name system is asked about each domain once; no mail server is connected to. What was found stands in
    the fields `email_status`, `email_finding` and `email_suggestion` when the operation is done.
    """

    async def begin() -> history_schemas.Operation:
        pool = await wishes.pool(session, "contact", body.selection)
        operation_id = await service.start(session, identity.actor, pool, body.expected)
        return await wire.operation(session, operation_id)

    return await once(begin)
