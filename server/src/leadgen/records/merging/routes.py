"""Merging several records into one, and taking a group apart again."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body
from starlette.responses import Response

from leadgen.platform.auth.contracts import Identity
from leadgen.platform.web import Access, Once, WorkspaceTx, problems
from leadgen.records import desk, history_schemas, undo
from leadgen.records import wire as records_wire
from leadgen.records.errors import InvalidValues, NotUndoable, OperationNotFound, RecordNotFound, UndoRunning
from leadgen.records.field import RecordKind
from leadgen.records.merging import run, schemas, wire
from leadgen.records.merging.errors import AlreadyMerged
from leadgen.records.merging.groups import Group

router = APIRouter()

_Companies = Annotated[schemas.MergeDraft, Body(openapi_examples={"companies": {"value": schemas.MERGE}})]
_MERGE = problems(RecordNotFound, AlreadyMerged, InvalidValues)


@router.post(
    "/contacts/merge/preview", operation_id="preview_contact_merge", tags=["Contacts"], responses=_MERGE
)
async def preview_contact_merge(
    body: schemas.MergeDraft, _: Access, session: WorkspaceTx
) -> schemas.MergePreview:
    """What `POST /contacts/merge` with this body would make of these contacts now. Nothing is changed.

    A value that a person pinned comes first, then the one with the best evidence, the newest, the longest,
    and at last the one of the contact that stays. The parts of a name, of a job and of an address come from
    one contact. Each field says why; `picks` overrules it.
    """
    return await _preview(session, "contact", body)


@router.post(
    "/companies/merge/preview", operation_id="preview_company_merge", tags=["Companies"], responses=_MERGE
)
async def preview_company_merge(body: _Companies, _: Access, session: WorkspaceTx) -> schemas.MergePreview:
    """What `POST /companies/merge` with this body would make of these companies now, as for contacts."""
    return await _preview(session, "company", body)


@router.post(
    "/contacts/merge",
    operation_id="merge_contacts",
    tags=["Contacts"],
    response_model=history_schemas.Written,
    responses=_MERGE,
)
async def merge_contacts(
    body: schemas.MergeDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Make one contact of several, as one operation; its undo takes them apart again, to the byte.

    Addresses, jobs, tags, lists and notes unite; the identities of all find the one that stays from now on,
    in imports too. The addresses of the others lead to it.
    """
    return await once(lambda: _merge(session, identity, "contact", body))


@router.post(
    "/companies/merge",
    operation_id="merge_companies",
    tags=["Companies"],
    response_model=history_schemas.Written,
    responses=_MERGE,
)
async def merge_companies(body: _Companies, identity: Access, session: WorkspaceTx, once: Once) -> Response:
    """Make one company of several. Who works or worked at one of them does so at the one that stays."""
    return await once(lambda: _merge(session, identity, "company", body))


@router.post(
    "/operations/{id}/unmerge",
    operation_id="unmerge_group",
    tags=["Operations"],
    status_code=202,
    response_model=history_schemas.Operation,
    responses=problems(OperationNotFound, RecordNotFound, NotUndoable, UndoRunning),
)
async def unmerge_group(
    id: UUID, body: schemas.UnmergeDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Take one group of a merge of many apart again; the others stay merged.

    The answer is an undo of its own. What was changed since stays, and is listed with its conflicts.
    """

    async def act() -> history_schemas.Operation:
        undo_id = await undo.start_part(session, id, body.record, identity.actor)
        return await records_wire.operation(session, undo_id)

    return await once(act)


async def _preview(session: WorkspaceTx, kind: RecordKind, body: schemas.MergeDraft) -> schemas.MergePreview:
    return await wire.preview(session, kind, await run.preview(session, kind, _group(body)))


async def _merge(
    session: WorkspaceTx, identity: Identity, kind: RecordKind, body: schemas.MergeDraft
) -> history_schemas.Written:
    operation_id, survivor_id = await run.one(session, identity.actor, kind, _group(body))
    return history_schemas.Written(
        record=await desk.show(session, kind, survivor_id),
        operation=await records_wire.operation(session, operation_id),
    )


def _group(body: schemas.MergeDraft) -> Group:
    return Group(body.records, body.keep, body.picks)
