"""Imports over HTTP."""

from typing import Annotated, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from leadgen.kernel.clock import now
from leadgen.kernel.errors import Invalid
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import InvalidCursor, read_number
from leadgen.platform.blobs.spool import FileTooLarge
from leadgen.platform.net import AddressForbidden
from leadgen.platform.web import (
    UPLOAD_BODY,
    Access,
    Db,
    Once,
    Paged,
    PagedBy100,
    Upload,
    WebState,
    WorkspaceTx,
    problems,
)
from leadgen.stages.ingest import (
    deciding,
    line_schemas,
    mapping_schemas,
    meeting,
    rejected,
    schemas,
    service,
)
from leadgen.stages.ingest.contracts import (
    ColumnChoice,
    DecidedSince,
    ForAllLines,
    ImportNotFound,
    ImportNotReady,
    MappingRefused,
    NotToFollow,
)
from leadgen.stages.ingest.fixing import acts as fixing
from leadgen.stages.ingest.fixing import repository as fixing_lines
from leadgen.stages.ingest.fixing.acts import FixRefused
from leadgen.stages.ingest.fixing.planning import TooManyRelated
from leadgen_sdk import Reading

_MOST_GROUPS = 100

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

Filename = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=1_000,
        description="Name of the file, shown to people. Only pasted rows may be without.",
        examples=["Connections.csv"],
    ),
]
Like = Annotated[
    UUID | None, Query(description="An earlier import, whose mapping, match keys, policies and tags to use.")
]


class NameMissing(Invalid):
    """A file needs a name."""

    def __init__(self) -> None:
        super().__init__("Say what the file is called: ?filename=Connections.csv")


@router.get("/imports", operation_id="list_imports", responses=problems(InvalidCursor))
async def list_imports(
    session: WorkspaceTx,
    paging: Paged,
    search: Annotated[
        str | None,
        Query(
            max_length=200, description="Only those with this in their name, address, note or maker's name."
        ),
    ] = None,
    state: Annotated[
        list[schemas.ImportState] | None, Query(description="Only those in this state, or one of these.")
    ] = None,
) -> schemas.ImportPage:
    """The imports, newest first: all, or those looked for."""
    page = await service.page(session, paging, search=search, states=state or ())
    return schemas.ImportPage(
        items=[schemas.Import.of(one) for one in page.items], next_cursor=page.next_cursor
    )


@router.post(
    "/imports",
    operation_id="upload_import",
    status_code=201,
    response_model=schemas.Import,
    responses=problems(FileTooLarge, ImportNotFound, NotToFollow, NameMissing),
    openapi_extra=UPLOAD_BODY,
)
async def upload_import(
    upload: Upload,
    identity: Access,
    session: WorkspaceTx,
    once: Once,
    filename: Filename = None,
    origin: Annotated[
        Literal["file", "paste"], Query(description="Whether it is a file or rows copied from a spreadsheet.")
    ] = "file",
    like: Like = None,
) -> Response:
    """Upload a file, or pasted rows as text; a worker finds out what it is.

    Then the import waits in state `mapping` for you. With `like` it takes over the decisions of an earlier
    import: where the columns are the same it goes on to `staged`, else it waits and says what differs.
    """
    if filename is None and origin == "file":
        raise NameMissing
    name = filename or f"Pasted rows {now():%Y-%m-%d}"

    async def act() -> schemas.Import:
        found = await service.create(
            session, identity.actor, filename=name, content=upload, origin=origin, like=like
        )
        return schemas.Import.of(found)

    return await once(act, body=upload.digest)


@router.post(
    "/imports/url",
    operation_id="import_from_url",
    status_code=201,
    response_model=schemas.Import,
    responses=problems(AddressForbidden, ImportNotFound, NotToFollow),
)
async def import_from_url(
    body: schemas.UrlImport, request: Request, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Import a file by its address. A worker fetches it, so follow the import until it waits for you.

    The address must lead to the file itself, not to a page about it, and must be open to anybody. An import
    that could not be fetched is `failed` and says why; resume it to try again.
    """
    url = WebState.of(request).net.check_url(body.url)

    async def act() -> schemas.Import:
        return schemas.Import.of(await service.create_from_url(session, identity.actor, url, like=body.like))

    return await once(act)


@router.put(
    "/imports/{id}/reading",
    operation_id="read_import_anew",
    status_code=202,
    responses=problems(ImportNotFound, ImportNotReady),
)
async def read_import_anew(id: UUID, body: schemas.ImportReading, session: WorkspaceTx) -> schemas.Import:
    """Read the file in another way: its encoding, delimiter, header row or sheet; null recognises it.

    The columns are then proposed anew, and corrections of cells are forgotten: the lines may be others.
    Allowed until the import is committed, and after it failed.
    """
    return schemas.Import.of(await service.read_anew(session, id, Reading(**body.model_dump())))


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
    responses=problems(ImportNotFound, ImportNotReady, MappingRefused, DecidedSince),
)
async def map_import(id: UUID, body: mapping_schemas.MappingChoice, session: WorkspaceTx) -> schemas.Import:
    """Decide which column fills which field, what it may do to records, and by which keys lines match.

    The whole file is then staged: read, checked and counted, without any visible change. Cells that were
    corrected under another mapping stay corrected.
    """
    choices = [ColumnChoice(**one.model_dump()) for one in body.columns]
    found = await deciding.map_columns(
        session,
        id,
        choices,
        body.match,
        remember=body.remember,
        for_all=ForAllLines(body.tags, body.owner_id, body.note, body.as_of),
        version=body.version,
    )
    deciding.check_keys(found, body.match)
    return schemas.Import.of(found)


@router.get(
    "/imports/{id}/lines", operation_id="list_import_lines", responses=problems(ImportNotFound, InvalidCursor)
)
async def list_import_lines(
    id: UUID,
    session: WorkspaceTx,
    paging: PagedBy100,
    verdict: Annotated[
        line_schemas.LineVerdict | None, Query(description="Only lines with this verdict.")
    ] = None,
    search: Annotated[
        str | None, Query(min_length=1, max_length=200, description="Only lines with this text in a cell.")
    ] = None,
    problem: Annotated[
        str | None, Query(max_length=2_000, description="Only lines rejected with this `message`.")
    ] = None,
    column: Annotated[
        int | None, Query(ge=0, le=line_schemas.LAST_COLUMN, description="With `problem`: of this column.")
    ] = None,
) -> line_schemas.LinePage:
    """The staged lines in file order, each with its one verdict.

    A search looks at up to 100,000 lines at a time: a page may be short or empty although others follow, so
    go on while there is a `next_cursor`.
    """
    of = await service.get(session, id)
    if problem is not None:
        verdict = "rejected"
    purpose = f"lines:{id}:{verdict}:{search}:{problem}:{column}"
    found, last = await fixing_lines.search(
        session,
        id,
        verdict=verdict,
        search=search,
        problem=problem,
        column=column,
        after=paging.behind(purpose, read_number) or 0,
        limit=paging.limit,
    )
    more = None if last is None else paging.following(purpose, last)
    meets = await meeting.met(session, of, found)
    return line_schemas.LinePage(
        items=[line_schemas.ImportLine.of(line, meets.get(line.line_no, ())) for line in found],
        next_cursor=more,
    )


@router.get("/imports/{id}/problems", operation_id="list_import_problems", responses=problems(ImportNotFound))
async def list_import_problems(id: UUID, session: WorkspaceTx) -> line_schemas.LineProblems:
    """Why lines were rejected, in groups, each with how many and some of their cells."""
    found = await service.get(session, id)
    groups = await fixing_lines.groups(session, id, _MOST_GROUPS)
    return line_schemas.LineProblems(
        items=[line_schemas.LineProblemGroup.of(group) for group in groups],
        complete=found.counts.rejected <= fixing_lines.SCANNED,
    )


@router.patch(
    "/imports/{id}/lines",
    operation_id="fix_import_lines",
    responses=problems(ImportNotFound, ImportNotReady, FixRefused, TooManyRelated),
)
async def fix_import_lines(
    id: UUID, body: line_schemas.LineFixes, identity: Access, session: WorkspaceTx
) -> line_schemas.FixedLines:
    """Correct cells of a staged import; the file's own texts stay beside.

    The lines are read, checked and planned anew, and with them those that share a record with one.
    """
    fixes = [fixing.CellFix(one.line_no, one.column, one.text) for one in body.fixes]
    lines, counts = await fixing.fix_cells(session, id, identity.actor, fixes)
    meets = await meeting.met(session, await service.get(session, id), lines)
    return line_schemas.FixedLines(
        items=[line_schemas.ImportLine.of(line, meets.get(line.line_no, ())) for line in lines],
        counts=schemas.ImportCounts.model_validate(counts),
    )


@router.post(
    "/imports/{id}/fixes",
    operation_id="fix_import_column",
    status_code=202,
    response_model=schemas.Import,
    responses=problems(ImportNotFound, ImportNotReady, FixRefused),
)
async def fix_import_column(
    id: UUID, body: line_schemas.ColumnFix, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Correct all cells of a column that are wrong in the same way, in all rejected lines.

    A worker does it: the import is `fixing` meanwhile, tells its progress, and is `staged` again then.
    """

    async def act() -> schemas.Import:
        return schemas.Import.of(await fixing.fix_column(session, id, identity.actor, **body.model_dump()))

    return await once(act)


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
