"""Fields and operations; contacts and companies have files of their own."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.web import Access, Once, Paged, WorkspaceTx, problems
from leadgen.records import (
    company_routes,
    contact_routes,
    custom,
    field_routes,
    history_schemas,
    schemas,
    undo,
    wire,
)
from leadgen.records.bulk import routes as bulk_routes
from leadgen.records.errors import FieldExists, InvalidValues, NotUndoable, OperationNotFound, UndoRunning
from leadgen.records.export import routes as export_routes
from leadgen.records.facets import routes as facet_routes
from leadgen.records.field import Option
from leadgen.records.filters import routes as filter_routes
from leadgen.records.filters import shown, terms
from leadgen.records.filters.catalogue import times
from leadgen.records.lists import routes as list_routes
from leadgen.records.merging import routes as merge_routes
from leadgen.records.notes import routes as note_routes
from leadgen.records.registry import registered
from leadgen.records.search import routes as search_routes
from leadgen.records.suppression import routes as suppression_routes
from leadgen.records.tags import routes as tag_routes
from leadgen.records.vocabularies import routes as vocabulary_routes

router = APIRouter()
router.include_router(export_routes.router)  # first: `export` is no id
router.include_router(filter_routes.router)
router.include_router(field_routes.router)
router.include_router(note_routes.router)
router.include_router(tag_routes.router)
router.include_router(search_routes.router)
router.include_router(facet_routes.router)
router.include_router(bulk_routes.router)  # before the single records: `trash` is no id either
router.include_router(merge_routes.router)
router.include_router(list_routes.router)
router.include_router(contact_routes.router)
router.include_router(company_routes.router)
router.include_router(suppression_routes.router)
router.include_router(vocabulary_routes.router)


@router.get("/fields", operation_id="list_fields", tags=["Fields"])
async def list_fields(_: Access, session: WorkspaceTx) -> schemas.Fields:
    """Every field of contacts and companies, the workspace's own included, in the order people see them."""
    own, away = await custom.every(session)
    found = (*registered(), *own)
    return schemas.Fields(
        items=[shown.field(one) for one in found if one.shown_as is None],
        archived=[shown.field(one) for one in away],
        times=[shown.field(one) for one in (*times("contact"), *times("company"))],
        operators=shown.operators(),
        terms=[shown.term(one) for one in terms.registered()],
    )


@router.post(
    "/fields",
    operation_id="create_field",
    status_code=201,
    response_model=schemas.Field,
    tags=["Fields"],
    responses=problems(FieldExists, InvalidValues),
)
async def create_field(body: schemas.FieldDraft, _: Access, session: WorkspaceTx, once: Once) -> Response:
    """Add a field of your own. It can be mapped, filled and edited at once."""

    async def act() -> schemas.Field:
        field = await custom.create_field(
            session,
            kind=body.kind,
            label=body.label,
            type=body.type,
            options=[Option(option.value, option.label) for option in body.options or ()],
            unit=body.unit,
            description=body.description,
        )
        return shown.field(field)

    return await once(act)


@router.get(
    "/operations", operation_id="list_operations", tags=["Operations"], responses=problems(InvalidCursor)
)
async def list_operations(session: WorkspaceTx, paging: Paged) -> history_schemas.OperationPage:
    """Everything that changed records, newest first."""
    return await wire.operation_page(session, paging)


@router.get(
    "/operations/{id}",
    operation_id="get_operation",
    tags=["Operations"],
    responses=problems(OperationNotFound),
)
async def get_operation(id: UUID, _: Access, session: WorkspaceTx) -> history_schemas.Operation:
    """One operation with its counts, its progress, and whether it can be undone."""
    return await wire.operation(session, id)


@router.get(
    "/operations/{id}/undo",
    operation_id="preview_undo",
    tags=["Operations"],
    responses=problems(OperationNotFound),
)
async def preview_undo(id: UUID, _: Access, session: WorkspaceTx) -> history_schemas.UndoPreview:
    """What an undo would do now, and what it would leave as it is."""
    return await wire.preview(session, id)


@router.post(
    "/operations/{id}/undo",
    operation_id="undo_operation",
    status_code=202,
    tags=["Operations"],
    response_model=history_schemas.Operation,
    responses=problems(OperationNotFound, UndoRunning, NotUndoable),
)
async def undo_operation(id: UUID, identity: Access, session: WorkspaceTx, once: Once) -> Response:
    """Undo an operation.

    The answer is the undo, an operation of its own: a small one is done already, others run on and report
    their progress. Undo that one to redo. Values that somebody changed since stay, and are listed as
    conflicts.
    """

    async def act() -> history_schemas.Operation:
        return await wire.operation(session, await undo.start(session, id, identity.actor))

    return await once(act)


@router.get(
    "/operations/{id}/conflicts",
    operation_id="list_conflicts",
    tags=["Operations"],
    responses=problems(OperationNotFound, InvalidCursor),
)
async def list_conflicts(id: UUID, session: WorkspaceTx, paging: Paged) -> history_schemas.ConflictPage:
    """What an undo could not put back; asked of an undone operation, of its undo."""
    return await wire.conflict_page(session, paging, id)
