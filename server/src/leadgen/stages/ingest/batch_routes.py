"""Many records in one request."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.web import Access, Once, Schema, WorkspaceTx
from leadgen.records.field import RecordKind
from leadgen.stages.ingest import batch
from leadgen.stages.ingest.batch_schemas import (
    Batch,
    BatchProblem,
    BatchRecord,
    BatchResult,
    CompanyBatch,
    ContactBatch,
)
from leadgen.stages.ingest.contracts import Line

router = APIRouter()


@router.post("/contacts/batch", operation_id="batch_contacts", response_model=BatchResult, tags=["Contacts"])
async def batch_contacts(body: ContactBatch, identity: Access, session: WorkspaceTx, once: Once) -> Response:
    """Add or complete up to 1,000 contacts as one operation, by the rules of an import.

    A record with a problem is left out and says why; the others are written. Send an Idempotency-Key, so that
    a request whose answer was lost can be repeated.
    """
    return await once(lambda: _carry_out(session, identity.actor, "contact", body, body.match))


@router.post(
    "/companies/batch", operation_id="batch_companies", response_model=BatchResult, tags=["Companies"]
)
async def batch_companies(body: CompanyBatch, identity: Access, session: WorkspaceTx, once: Once) -> Response:
    """Add or complete up to 1,000 companies as one operation, as contacts are."""
    return await once(lambda: _carry_out(session, identity.actor, "company", body, ()))


async def _carry_out(
    session: WorkspaceSession, actor: Actor, kind: RecordKind, body: Batch, match: Sequence[str]
) -> BatchResult:
    sent = [{key: _plain(value) for key, value in one.values.items()} for one in body.records]
    done = await batch.carry_out(session, actor, kind, sent, match=match, policy=body.policy)
    return BatchResult(operation_id=done.operation_id, results=[_result(line) for line in done.lines])


def _result(line: Line) -> BatchRecord:
    problems = [
        BatchProblem.model_validate({"field": one["field"], "message": one["message"]})
        for one in line.problems
    ]
    return BatchRecord(
        index=line.line_no - 1, verdict=line.verdict, record_id=line.record_id, problems=problems
    )


def _plain(value: object) -> object:
    return value.model_dump() if isinstance(value, Schema) else value
