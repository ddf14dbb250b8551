"""A list as a file. These addresses stand before those of single records: `export` is no id."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Request
from starlette.responses import StreamingResponse

from leadgen.kernel.clock import now
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.web import Access, Db, problems
from leadgen.platform.web.access import check_again
from leadgen.records.bulk.schemas import Selection
from leadgen.records.errors import UnsortableField
from leadgen.records.export import service
from leadgen.records.export.choosing import UnknownColumn
from leadgen.records.export.schemas import COMPANY_EXPORT, ExportDraft
from leadgen.records.export.sheet import ExportTooLarge
from leadgen.records.field import RecordKind
from leadgen.records.filters.errors import InvalidFilter
from leadgen.records.filters.parsing import loaded
from leadgen.records.query import ByFilter, ByOperation

router = APIRouter()

_Companies = Annotated[ExportDraft, Body(openapi_examples={"companies": {"value": COMPANY_EXPORT}})]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE: dict[str, JSON] = {
    "description": "The file.",
    "content": {
        "text/csv": {
            "schema": {"type": "string"},
            "example": "full_name,email\r\nAda Example,ada@example.com\r\n",
        },
        XLSX: {"schema": {"type": "string", "format": "binary"}, "example": "PK…"},
    },
}
_ANSWERS = {**problems(UnknownColumn, UnsortableField, InvalidFilter, ExportTooLarge), 200: _FILE}


@dataclass(frozen=True)
class Wanted:
    """What is exported, as the query says it."""

    form: service.Format
    columns: str | None
    sort: str | None
    selection: Selection


def _wanted(
    form: Annotated[
        service.Format,
        Query(alias="format", description="CSV holds any number of rows and texts of any length."),
    ] = "csv",
    columns: Annotated[
        str | None,
        Query(
            max_length=10_000,
            description="Keys of fields, separated by commas, in the order wanted; without it all fields.",
            examples=["full_name,email,company_name"],
        ),
    ] = None,
    sort: Annotated[str | None, Query(max_length=100, description="As in the list.")] = None,
    operation_id: ByOperation = None,
    filter_: ByFilter = None,
) -> Wanted:
    given = None if filter_ is None else loaded(filter_)
    return Wanted(
        form, columns, sort, Selection.model_validate({"filter": given, "operation_id": operation_id})
    )


Asked = Annotated[Wanted, Depends(_wanted)]


@router.get(
    "/contacts/export",
    operation_id="export_contacts",
    tags=["Contacts"],
    response_class=StreamingResponse,
    responses=_ANSWERS,
)
async def export_contacts(
    request: Request, identity: Access, database: Db, wanted: Asked
) -> StreamingResponse:
    """The contacts of a list as a file.

    A cell that a spreadsheet would run begins with an apostrophe in CSV; XLSX holds texts only. An import of
    the file brings back the very same values. Which records it has is settled when it begins, and the audit
    tells who took them along.
    """
    return await _file(request, identity, database, "contact", wanted)


@router.get(
    "/companies/export",
    operation_id="export_companies",
    tags=["Companies"],
    response_class=StreamingResponse,
    responses=_ANSWERS,
)
async def export_companies(
    request: Request, identity: Access, database: Db, wanted: Asked
) -> StreamingResponse:
    """The companies of a list as a file, as contacts are exported."""
    return await _file(request, identity, database, "company", wanted)


@router.post(
    "/contacts/export",
    operation_id="export_selected_contacts",
    tags=["Contacts"],
    response_class=StreamingResponse,
    responses=_ANSWERS,
)
async def export_selected_contacts(
    request: Request, identity: Access, database: Db, body: ExportDraft
) -> StreamingResponse:
    """The contacts of a selection as a file: by a filter of any length, or those picked by hand.

    The file is that of the list's export. Nothing is changed.
    """
    return await _file(request, identity, database, "contact", _drafted(body))


@router.post(
    "/companies/export",
    operation_id="export_selected_companies",
    tags=["Companies"],
    response_class=StreamingResponse,
    responses=_ANSWERS,
)
async def export_selected_companies(
    request: Request, identity: Access, database: Db, body: _Companies
) -> StreamingResponse:
    """The companies of a selection as a file, as contacts are exported."""
    return await _file(request, identity, database, "company", _drafted(body))


def _drafted(body: ExportDraft) -> Wanted:
    return Wanted(body.form, ",".join(body.columns) if body.columns else None, body.sort, body.selection)


async def _file(
    request: Request, identity: Identity, database: Db, kind: RecordKind, wanted: Wanted
) -> StreamingResponse:
    async def still_allowed() -> None:
        await check_again(request, identity.slug)

    export = await service.begin(
        database, identity, kind, wanted.form, columns=wanted.columns, sort=wanted.sort,
        selection=wanted.selection, still_allowed=still_allowed,
    )  # fmt: skip
    name = f"{service.NOUNS[kind]}-{now():%Y-%m-%d}.{wanted.form}"
    is_csv = wanted.form == "csv"
    return StreamingResponse(
        service.as_csv(export) if is_csv else await service.as_xlsx(export),
        media_type="text/csv; charset=utf-8" if is_csv else XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
