"""SQL of views and segments."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import cast
from uuid import UUID

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.sql.elements import ColumnElement

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind
from leadgen.stages.audience.contracts import Pin, Segment, View, ViewColumn
from leadgen.stages.audience.models import SegmentRow, ViewRow


async def lock(session: WorkspaceSession) -> None:
    """Nobody else adds, orders or changes one until this transaction ends: a ring needs two writers."""
    name = f"audience {session.workspace_id}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 7_233_012))))


async def views(session: WorkspaceSession, kind: RecordKind | None, user_id: UUID | None) -> list[View]:
    """Those that are shared and those of this user, in their order."""
    mine = or_(ViewRow.owner_id.is_(None), ViewRow.owner_id == user_id)
    statement = select(ViewRow).where(ViewRow.workspace_id == session.workspace_id, mine)
    if kind is not None:
        statement = statement.where(ViewRow.kind == kind)
    return [_view(row) for row in await session.scalars(statement.order_by(ViewRow.position, ViewRow.id))]


async def view(session: WorkspaceSession, view_id: UUID, user_id: UUID | None) -> View | None:
    """None where there is none, or where it is somebody else's."""
    mine = or_(ViewRow.owner_id.is_(None), ViewRow.owner_id == user_id)
    fresh = select(ViewRow).where(_is_view(session, view_id), mine).execution_options(populate_existing=True)
    found = (await session.scalars(fresh)).one_or_none()
    return None if found is None else _view(found)


async def count_views(session: WorkspaceSession) -> int:
    """Of the whole workspace, everybody's own included."""
    counted = select(func.count()).where(ViewRow.workspace_id == session.workspace_id)
    return cast(int, await session.scalar(counted))


async def add_view(session: WorkspaceSession, new: View) -> None:
    """At the end of its kind's views."""
    last = select(func.coalesce(func.max(ViewRow.position), 0)).where(
        ViewRow.workspace_id == session.workspace_id, ViewRow.kind == new.kind
    )
    values = {
        "id": new.id, "kind": new.kind, "name": new.name, "owner_id": new.owner_id, "sort": new.sort,
        "group_by": new.group_by,
        "filter": written(new.filter), "columns": _columns(new.columns), "created_at": new.created_at,
        "updated_at": new.updated_at, "position": cast(int, await session.scalar(last)) + 1,
    }  # fmt: skip
    await session.execute(insert(ViewRow).values(workspace_id=session.workspace_id, **values))


async def change_view(session: WorkspaceSession, changed: View) -> None:
    values = {
        "name": changed.name, "owner_id": changed.owner_id, "sort": changed.sort,
        "group_by": changed.group_by,
        "filter": written(changed.filter), "columns": _columns(changed.columns),
        "updated_at": changed.updated_at,
    }  # fmt: skip
    await session.execute(update(ViewRow).where(_is_view(session, changed.id)).values(**values))


async def order_views(session: WorkspaceSession, ids: Sequence[UUID]) -> None:
    """These views stand in this order."""
    for place, view_id in enumerate(ids, 1):
        await session.execute(update(ViewRow).where(_is_view(session, view_id)).values(position=place))


async def remove_view(session: WorkspaceSession, view_id: UUID) -> None:
    await session.execute(delete(ViewRow).where(_is_view(session, view_id)))


async def segments(
    session: WorkspaceSession, kind: RecordKind | None = None, ids: Collection[UUID] | None = None
) -> list[Segment]:
    """By name; of one kind or both, all or these."""
    statement = select(SegmentRow).where(SegmentRow.workspace_id == session.workspace_id)
    if kind is not None:
        statement = statement.where(SegmentRow.kind == kind)
    if ids is not None:
        statement = statement.where(SegmentRow.id.in_(ids))
    fresh = statement.order_by(SegmentRow.key, SegmentRow.id).execution_options(populate_existing=True)
    return [_segment(row) for row in await session.scalars(fresh)]


async def add_segment(session: WorkspaceSession, new: Segment, key: str) -> bool:
    """False where there is one of this name."""
    values = {
        "id": new.id, "kind": new.kind, "name": new.name, "key": key, "filter": written(new.filter),
        "created_at": new.created_at, "updated_at": new.updated_at,
    }  # fmt: skip
    added = upsert(SegmentRow).values(workspace_id=session.workspace_id, **values).on_conflict_do_nothing()
    return (await session.execute(added.returning(SegmentRow.id))).first() is not None


async def named_so(session: WorkspaceSession, kind: RecordKind, key: str, but: UUID) -> bool:
    """Whether another segment has this name."""
    found = select(SegmentRow.id).where(
        SegmentRow.workspace_id == session.workspace_id,
        SegmentRow.kind == kind, SegmentRow.key == key, SegmentRow.id != but,
    )  # fmt: skip
    return (await session.scalars(found)).first() is not None


async def change_segment(session: WorkspaceSession, changed: Segment, key: str) -> None:
    values = {
        "name": changed.name, "key": key, "filter": written(changed.filter), "updated_at": changed.updated_at,
    }  # fmt: skip
    await session.execute(update(SegmentRow).where(_is_segment(session, changed.id)).values(**values))


async def remove_segment(session: WorkspaceSession, segment_id: UUID) -> None:
    await session.execute(delete(SegmentRow).where(_is_segment(session, segment_id)))


async def naming(session: WorkspaceSession, segment_id: UUID) -> tuple[list[str], list[tuple[str, bool]]]:
    """The names of the segments and the views (with whether it is somebody's own) that mention this id."""
    mention = str(segment_id)
    in_segments = select(SegmentRow.name).where(
        SegmentRow.workspace_id == session.workspace_id,
        SegmentRow.id != segment_id, func.strpos(func.lower(SegmentRow.filter), mention) > 0,
    )  # fmt: skip
    in_views = select(ViewRow.name, ViewRow.owner_id.is_not(None)).where(
        ViewRow.workspace_id == session.workspace_id, func.strpos(func.lower(ViewRow.filter), mention) > 0
    )
    segments_found = list(await session.scalars(in_segments.order_by(SegmentRow.key)))
    in_order = await session.execute(in_views.order_by(ViewRow.position, ViewRow.id))
    return segments_found, [(name, is_own) for name, is_own in in_order]


def written(given: JSON) -> str | None:
    """A filter as it is kept: every character escaped that a text of the database could not hold."""
    return None if given is None else json.dumps(given)


def _is_view(session: WorkspaceSession, view_id: UUID) -> ColumnElement[bool]:
    return and_(ViewRow.workspace_id == session.workspace_id, ViewRow.id == view_id)


def _is_segment(session: WorkspaceSession, segment_id: UUID) -> ColumnElement[bool]:
    return and_(SegmentRow.workspace_id == session.workspace_id, SegmentRow.id == segment_id)


def _columns(columns: Sequence[ViewColumn]) -> list[dict[str, JSON]]:
    return [asdict(column) for column in columns]


def _view(row: ViewRow) -> View:
    return View(
        id=row.id,
        kind=cast(RecordKind, row.kind),
        name=row.name,
        owner_id=row.owner_id,
        filter=None if row.filter is None else json.loads(row.filter),
        sort=row.sort,
        group_by=row.group_by,
        columns=[_column(one) for one in cast(Sequence[dict[str, JSON]], row.columns)],
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _column(one: dict[str, JSON]) -> ViewColumn:
    return ViewColumn(cast(str, one["key"]), cast(int | None, one["width"]), cast(Pin | None, one["pinned"]))


def _segment(row: SegmentRow) -> Segment:
    return Segment(
        id=row.id,
        kind=cast(RecordKind, row.kind),
        name=row.name,
        filter=json.loads(row.filter),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
