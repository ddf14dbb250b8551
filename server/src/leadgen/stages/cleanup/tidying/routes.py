"""Cleanups over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.web import Access, Once, Paged, WorkspaceTx, problems
from leadgen.records import history_schemas, journal
from leadgen.records import wire as records_wire
from leadgen.records.bulk import wishes
from leadgen.records.field import RecordKind, by_key
from leadgen.records.filters.errors import InvalidFilter
from leadgen.stages.cleanup.tidying import schemas, service, words
from leadgen.stages.cleanup.tidying.contracts import (
    ChangesCounted,
    Choice,
    Cleanup,
    CleanupNotFound,
    CleanupNotReady,
    NothingToChange,
    Rule,
)

router = APIRouter(tags=["Clean up"])


@router.post(
    "/cleanups",
    operation_id="preview_cleanup",
    status_code=202,
    response_model=schemas.Cleanup,
    responses=problems(InvalidFilter),
)
async def preview_cleanup(
    body: schemas.CleanupWish, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Look at what a cleanup of these records would change. Nothing is changed.

    Which records they are is settled now. Few are looked at in the answer, many by a job: ask again until the
    state is `ready`. What a person wrote is left alone, nothing is emptied. A preview is forgotten after 24
    hours, and when the same person begins another one of that kind.
    """

    async def act() -> schemas.Cleanup:
        pool = await wishes.pool(session, body.kind, body.selection)
        found = await service.preview(session, identity.actor, pool, list(dict.fromkeys(body.rules)))
        return await _wire(session, found)

    return await once(act)


@router.get("/cleanups", operation_id="list_cleanups", responses=problems(InvalidCursor))
async def list_cleanups(session: WorkspaceTx, paging: Paged) -> schemas.CleanupPage:
    """The previews of the last 24 hours, the newest first."""
    page = await service.page(session, paging)
    items = [await _wire(session, one) for one in page.items]
    return schemas.CleanupPage(items=items, next_cursor=page.next_cursor)


@router.get("/cleanups/{id}", operation_id="get_cleanup", responses=problems(CleanupNotFound))
async def get_cleanup(id: UUID, _: Access, session: WorkspaceTx) -> schemas.Cleanup:
    """A preview: how far it is, and how many changes there are by rule and field."""
    return await _wire(session, await service.get(session, id))


@router.get(
    "/cleanups/{id}/changes",
    operation_id="list_cleanup_changes",
    responses=problems(CleanupNotFound, InvalidCursor),
)
async def list_cleanup_changes(
    id: UUID,
    session: WorkspaceTx,
    paging: Paged,
    rule: Rule | None = None,
    field: Annotated[str | None, Query(max_length=200)] = None,
    q: Annotated[str, Query(max_length=200, description="Letters of the value before or after.")] = "",
) -> schemas.CleanupChangePage:
    """Every change of a preview with its reason; of a rule, of a field, or with these letters.

    What was applied is in no preview any more: the operation in History has it.
    """
    found = await service.get(session, id)
    page = await service.changes(session, paging, id, rule=rule, field=field, search=q)
    names = await journal.names(session, found.kind, {one.record_id for one in page.items})
    fields = by_key(await journal.fields_of(session, found.kind, archived=True))
    items = []
    for one in page.items:
        before, after = words.shown(one, fields)
        items.append(
            schemas.CleanupChange(
                record_id=one.record_id,
                record=names.get(one.record_id, ""),
                rule=one.rule,
                field=one.field,
                label=fields[one.field].label,
                before=before,
                after=after,
                reason=words.reason(one, fields),
            )
        )
    return schemas.CleanupChangePage(items=items, next_cursor=page.next_cursor)


@router.post(
    "/cleanups/{id}/apply",
    operation_id="apply_cleanup",
    status_code=202,
    response_model=history_schemas.Operation,
    responses=problems(CleanupNotFound, CleanupNotReady, NothingToChange, ChangesCounted),
)
async def apply_cleanup(
    id: UUID, body: schemas.CleanupChoice, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Make the changes of a preview, as one operation with one undo.

    A value that is another one by now, or that somebody confirmed since, stays; `GET
    /operations/{id}/conflicts` lists these. Few are made in the answer, many by a job that `POST
    /operations/{id}/cancel` stops.
    """
    choice = Choice(
        frozenset(f"{one.rule}/{one.field}" for one in body.without),
        frozenset((one.record_id, f"{one.rule}/{one.field}") for one in body.left_out),
    )

    async def act() -> history_schemas.Operation:
        operation_id = await service.apply(session, identity.actor, id, choice, body.expected)
        return await records_wire.operation(session, operation_id)

    return await once(act)


@router.delete(
    "/cleanups/{id}",
    operation_id="forget_cleanup",
    status_code=204,
    responses=problems(CleanupNotFound, CleanupNotReady),
)
async def forget_cleanup(id: UUID, _: Access, session: WorkspaceTx) -> None:
    """Stop looking, and forget the preview. What was applied is undone in History, not here."""
    await service.forget(session, id)


async def _wire(session: WorkspaceTx, found: Cleanup) -> schemas.Cleanup:
    labels = await _labels(session, found.kind)
    groups = []
    for group, count in sorted(found.counts.items()):
        rule, _, field = group.partition("/")
        groups.append({"rule": rule, "field": field, "label": labels.get(field, field), "count": count})
    shown = {name: value for name, value in vars(found).items() if name in schemas.Cleanup.model_fields}
    return schemas.Cleanup.model_validate(
        {**shown, "changes": found.changes, "groups": groups, "error": found.problem}
    )


async def _labels(session: WorkspaceTx, kind: RecordKind) -> dict[str, str]:
    return {field.key: field.label for field in await journal.fields_of(session, kind, archived=True)}
