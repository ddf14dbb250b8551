"""What becomes of the fields that a workspace added."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from leadgen.platform.web import Access, Once, WorkspaceTx, problems
from leadgen.records import custom, field_schemas, schemas, wire
from leadgen.records.bulk.errors import SelectionChanged
from leadgen.records.errors import (
    FieldArchived,
    FieldExists,
    FieldNotFound,
    InvalidValues,
    OptionInUse,
    SameType,
)
from leadgen.records.field import Option
from leadgen.records.filters import shown
from leadgen.records.retyping import service as retyping

router = APIRouter(tags=["Fields"])

NewType = Annotated[
    schemas.OwnType, Query(alias="type", description="The type it would get.", examples=["number"])
]


@router.get("/fields/usage", operation_id="list_field_usage")
async def list_field_usage(_: Access, session: WorkspaceTx) -> field_schemas.FieldUsage:
    """How many records have a value of each of your own fields, archived ones included."""
    found = await custom.usage(session)
    return field_schemas.FieldUsage(
        items=[
            field_schemas.FieldUse(id=field_id, filled=schemas.Total(value=total.value, exact=total.exact))
            for field_id, total in found.items()
        ]
    )


@router.patch(
    "/fields/{id}",
    operation_id="update_field",
    responses=problems(FieldNotFound, FieldExists, FieldArchived, OptionInUse, InvalidValues),
)
async def update_field(
    id: UUID, body: field_schemas.FieldUpdate, _: Access, session: WorkspaceTx
) -> schemas.Field:
    """Rename, describe or move a field of your own, or offer other options. Its key stays."""
    options = None if body.options is None else [Option(one.value, one.label) for one in body.options]
    changed = await custom.change(
        session, id, label=body.label, description=body.description, options=options, position=body.position
    )
    return shown.field(changed)


@router.delete("/fields/{id}", operation_id="archive_field", responses=problems(FieldNotFound))
async def archive_field(id: UUID, _: Access, session: WorkspaceTx) -> schemas.Field:
    """Archive a field of your own.

    It leaves lists, filters, imports and exports, and its values stay: bring it back with
    `POST /fields/{id}/restore`. A view or filter that names it says so.
    """
    return shown.field(await custom.archive(session, id))


@router.post(
    "/fields/{id}/restore", operation_id="restore_field", responses=problems(FieldNotFound, FieldExists)
)
async def restore_field(id: UUID, _: Access, session: WorkspaceTx) -> schemas.Field:
    """Bring an archived field back, with all its values."""
    return shown.field(await custom.bring_back(session, id))


@router.get(
    "/fields/{id}/retype",
    operation_id="preview_retype",
    responses=problems(FieldNotFound, FieldArchived, SameType),
)
async def preview_retype(
    id: UUID, _: Access, session: WorkspaceTx, new_type: NewType
) -> field_schemas.RetypePreview:
    """What another type would make of the values of a field: how many can be read, and some of each."""
    found = await retyping.outlook(session, id, new_type)
    return field_schemas.RetypePreview(
        type=new_type,
        converts=found.preview.converts,
        stays=found.preview.stays,
        exact=found.exact,
        samples=[field_schemas.RetypeSample.model_validate(one) for one in found.preview.samples],
        refused=[field_schemas.RetypeSample.model_validate(one) for one in found.preview.refused],
        options=None
        if found.options is None
        else [schemas.FieldOption(value=one.value, label=one.label) for one in found.options],
    )


@router.post(
    "/fields/{id}/retype",
    operation_id="retype_field",
    status_code=202,
    response_model=field_schemas.RetypedField,
    responses=problems(FieldNotFound, FieldArchived, SameType, InvalidValues, SelectionChanged),
)
async def retype_field(
    id: UUID, body: field_schemas.RetypeDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Give a field of your own another type.

    A new field of that type takes the name and what can be read of the values; the old one is archived with
    all of its values. It is one operation: its undo brings the old field back.
    """

    async def act() -> field_schemas.RetypedField:
        field, operation_id = await retyping.retype(session, identity.actor, id, body.type)
        return field_schemas.RetypedField(
            field=shown.field(field), operation=await wire.operation(session, operation_id)
        )

    return await once(act)
