"""Imports over HTTP."""

from typing import Annotated, cast
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from leadgen.kernel.json import JSON
from leadgen.platform.blobs.spool import FileTooLarge
from leadgen.platform.web import UPLOAD_BODY, Access, Cursors, Db, Once, Upload, WorkspaceTx, problems
from leadgen.stages.ingest import rejected, sample, schemas, service
from leadgen.stages.ingest.contracts import (
    ColumnChoice,
    ImportNotFound,
    ImportNotReady,
    MappingRefused,
    SampleLoaded,
)

router = APIRouter(tags=["Imports"])

_REJECTED: dict[str, JSON] = {
    "description": "The rejected lines as CSV.",
    "content": {
        "text/csv": {
            "schema": {"type": "string"},
            "example": "Name,E-mail,leadgen_problem\r\nAda Example,ada@,E-mail has no domain.\r\n",
        }
    },
}

Limit = Annotated[int, Query(ge=1, le=500, description="Items on a page.")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before.", max_length=2_000)]
Filename = Annotated[
    str,
    Query(
        min_length=1,
        max_length=1_000,
        description="Name of the file, shown to people.",
        examples=["Connections.csv"],
    ),
]


@router.get("/imports", operation_id="list_imports")
async def list_imports(
    identity: Access, session: WorkspaceTx, cursors: Cursors, limit: Limit = 50, cursor: Cursor = None
) -> schemas.ImportPage:
    """All imports, newest first."""
    before = UUID(cast(str, cursors.decode(identity.workspace_id, "imports", cursor))) if cursor else None
    found = await service.page(session, before, limit + 1)
    more = (
        cursors.encode(identity.workspace_id, "imports", str(found[limit - 1].id))
        if len(found) > limit
        else None
    )
    return schemas.ImportPage(items=[schemas.Import.of(one) for one in found[:limit]], next_cursor=more)


@router.post(
    "/imports",
    operation_id="upload_import",
    status_code=201,
    response_model=schemas.Import,
    responses=problems(FileTooLarge),
    openapi_extra=UPLOAD_BODY,
)
async def upload_import(
    upload: Upload, filename: Filename, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Upload a file; a worker finds out what it is, then the import waits in state `mapping` for you."""

    async def act() -> schemas.Import:
        found = await service.create(session, identity.actor, filename=filename, content=upload)
        return schemas.Import.of(found)

    return await once(act, body=upload.digest)


@router.get("/imports/{id}", operation_id="get_import", responses=problems(ImportNotFound))
async def get_import(id: UUID, session: WorkspaceTx) -> schemas.Import:
    """One import: where it stands, what was recognised, and what its lines will do."""
    return schemas.Import.of(await service.get(session, id))


@router.get("/imports/{id}/preview", operation_id="preview_import", responses=problems(ImportNotFound))
async def preview_import(id: UUID, session: WorkspaceTx) -> schemas.ImportPreview:
    """The header and the first 20 rows as text; both empty until the file was inspected."""
    found = await service.get(session, id)
    return schemas.ImportPreview(
        header=[column.header for column in found.columns], rows=[list(row) for row in found.preview]
    )


@router.put(
    "/imports/{id}/mapping",
    operation_id="map_import",
    status_code=202,
    responses=problems(ImportNotFound, ImportNotReady, MappingRefused),
)
async def map_import(id: UUID, body: schemas.MappingChoice, session: WorkspaceTx) -> schemas.Import:
    """Decide which column fills which field, what it may do to records, and by which keys lines match.

    The whole file is then staged: read, checked and counted, without any visible change.
    """
    choices = [ColumnChoice(one.index, one.field, one.policy) for one in body.columns]
    return schemas.Import.of(await service.map_columns(session, id, choices, body.match))


@router.get("/imports/{id}/lines", operation_id="list_import_lines", responses=problems(ImportNotFound))
async def list_import_lines(
    id: UUID,
    identity: Access,
    session: WorkspaceTx,
    cursors: Cursors,
    verdict: Annotated[schemas.LineVerdict | None, Query(description="Only lines with this verdict.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> schemas.LinePage:
    """The staged lines in file order, each with its one verdict."""
    await service.get(session, id)
    purpose = f"lines:{id}:{verdict}"
    after = cast(int, cursors.decode(identity.workspace_id, purpose, cursor)) if cursor else 0
    found = await service.lines(session, id, verdict, after, limit + 1)
    more = (
        cursors.encode(identity.workspace_id, purpose, found[limit - 1].line_no)
        if len(found) > limit
        else None
    )
    return schemas.LinePage(
        items=[schemas.ImportLine.model_validate(line) for line in found[:limit]], next_cursor=more
    )


@router.post(
    "/imports/{id}/commit",
    operation_id="commit_import",
    status_code=202,
    response_model=schemas.Import,
    responses=problems(ImportNotFound, ImportNotReady),
)
async def commit_import(id: UUID, identity: Access, session: WorkspaceTx, once: Once) -> Response:
    """Apply what the review showed, as one operation that can be undone."""

    async def act() -> schemas.Import:
        return schemas.Import.of(await service.commit(session, id, identity.actor))

    return await once(act)


@router.post(
    "/imports/{id}/cancel",
    operation_id="cancel_import",
    status_code=202,
    response_model=schemas.Import,
    responses=problems(ImportNotFound, ImportNotReady),
)
async def cancel_import(
    id: UUID, body: schemas.CancelChoice, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Stop the import. What was applied already stays (`keep`) or is undone."""

    async def act() -> schemas.Import:
        return schemas.Import.of(await service.cancel(session, id, identity.actor, keep=body.keep))

    return await once(act)


@router.post(
    "/imports/{id}/resume",
    operation_id="resume_import",
    status_code=202,
    response_model=schemas.Import,
    responses=problems(ImportNotFound, ImportNotReady),
)
async def resume_import(id: UUID, session: WorkspaceTx, once: Once) -> Response:
    """Go on with an import that was paused or failed, where it stopped."""

    async def act() -> schemas.Import:
        return schemas.Import.of(await service.resume(session, id))

    return await once(act)


@router.get(
    "/imports/{id}/rejected",
    operation_id="download_rejected_lines",
    response_class=StreamingResponse,
    responses={**problems(ImportNotFound), 200: _REJECTED},
)
async def download_rejected_lines(
    id: UUID, identity: Access, database: Db, session: WorkspaceTx
) -> StreamingResponse:
    """The rejected lines with their reasons in the column `leadgen_problem`: repair and import them."""
    found = await service.get(session, id)
    name = quote(f"rejected-{found.filename.rpartition('.')[0] or found.filename}.csv")
    return StreamingResponse(
        rejected.rejected_csv(database, identity.workspace_id, found),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


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
