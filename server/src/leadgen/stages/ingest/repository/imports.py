"""Imports, and what was decided on files of a shape."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func, insert, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records.field import RecordKind
from leadgen.stages.ingest.contracts import Column, Counts, Import, State
from leadgen.stages.ingest.models import ImportRow, MappingMemoryRow

_SEARCHED = (
    ImportRow.filename,
    ImportRow.source_label,
    ImportRow.origin_url,
    ImportRow.note,
    ImportRow.actor_name,
)


async def add(session: WorkspaceSession, found: Import, at: datetime) -> None:
    actor = found.actor
    await session.execute(
        insert(ImportRow).values(
            workspace_id=session.workspace_id,
            id=found.id,
            blob_digest=found.digest,
            filename=found.filename,
            size=found.size,
            mode=found.mode,
            source=found.source,
            kind=found.kind,
            state=found.state,
            counts=asdict(found.counts),
            staged_through=0,
            staged_bytes=0,
            applied_through=0,
            applied=0,
            actor_kind=actor.kind,
            actor_id=actor.id,
            actor_name=actor.name,
            created_at=found.created_at,
            updated_at=at,
            origin=found.origin,
            origin_url=found.origin_url,
            like_import_id=found.like_import_id,
            tags=list(found.tags),
            owner_id=found.owner_id,
            note=found.note,
            as_of=found.as_of,
            version=found.version,
        )
    )


async def find(session: WorkspaceSession, import_id: UUID, *, lock: bool = False) -> Import | None:
    """`lock`: nobody else changes this import before the transaction ends."""
    query = select(ImportRow).where(ImportRow.workspace_id == session.workspace_id, ImportRow.id == import_id)
    row = await session.scalar(
        query.with_for_update() if lock else query, execution_options={"populate_existing": True}
    )
    return _import(row) if row else None


async def change(session: WorkspaceSession, import_id: UUID, at: datetime, **values: object) -> None:
    if isinstance(counts := values.get("counts"), Counts):
        values["counts"] = asdict(counts)
    if "columns" in values:
        values["columns"] = [asdict(column) for column in cast(Sequence[Column], values["columns"])]
    await session.execute(
        update(ImportRow)
        .where(ImportRow.workspace_id == session.workspace_id, ImportRow.id == import_id)
        .values(**values, updated_at=at)
        .execution_options(synchronize_session=False)
    )


async def remembered(
    session: WorkspaceSession, signature: bytes
) -> tuple[MappingMemoryRow, str | None] | None:
    """What was decided on files of this shape, and the name of the last one where it still exists."""
    query = (
        select(MappingMemoryRow, ImportRow.filename)
        .outerjoin(
            ImportRow,
            (ImportRow.workspace_id == MappingMemoryRow.workspace_id)
            & (ImportRow.id == MappingMemoryRow.last_import_id),
        )
        .where(MappingMemoryRow.workspace_id == session.workspace_id, MappingMemoryRow.signature == signature)
    )
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row is not None else None


async def remember(
    session: WorkspaceSession,
    signature: bytes,
    import_id: UUID,
    at: datetime,
    *,
    kind: RecordKind,
    columns: Sequence[Mapping[str, JSON]],
    match: Sequence[str],
) -> None:
    """In place of what was decided on files of this shape before."""
    decided = {
        "kind": kind,
        "columns": list(columns),
        "match": list(match),
        "updated_at": at,
        "last_import_id": import_id,
    }
    statement = upsert(MappingMemoryRow).values(
        workspace_id=session.workspace_id, signature=signature, **decided
    )
    await session.execute(
        statement.on_conflict_do_update(index_elements=["workspace_id", "signature"], set_=decided)
    )


async def page(
    session: WorkspaceSession,
    before: UUID | None,
    limit: int,
    *,
    search: str | None = None,
    states: Collection[State] = (),
) -> list[Import]:
    """Newest first: an id begins with its time. A workspace has few imports, so a search looks at each."""
    query = select(ImportRow).where(ImportRow.workspace_id == session.workspace_id, ImportRow.mode != "api")
    if before is not None:
        query = query.where(ImportRow.id < before)
    if states:
        query = query.where(ImportRow.state.in_(states))
    if search:
        query = query.where(or_(*(column.icontains(search, autoescape=True) for column in _SEARCHED)))
    rows = await session.scalars(query.order_by(ImportRow.id.desc()).limit(limit))
    return [_import(row) for row in rows]


async def newest_in(session: WorkspaceSession, state: State, limit: int) -> Sequence[UUID]:
    """Imports that ended so, newest first."""
    query = select(ImportRow.id).where(
        ImportRow.workspace_id == session.workspace_id, ImportRow.state == state
    )
    return (await session.scalars(query.order_by(ImportRow.id.desc()).limit(limit))).all()


async def count_running(session: WorkspaceSession) -> int:
    """Imports that a worker is at, or that wait for one."""
    statement = (
        select(func.count())
        .select_from(ImportRow)
        .where(
            ImportRow.workspace_id == session.workspace_id,
            ImportRow.state.in_(("fetching", "inspecting", "staging", "fixing", "applying")),
        )
    )
    return await session.scalar(statement) or 0


async def by_operations(session: WorkspaceSession, operation_ids: Collection[UUID]) -> list[Import]:
    rows = await session.scalars(
        select(ImportRow).where(
            ImportRow.workspace_id == session.workspace_id, ImportRow.operation_id.in_(operation_ids)
        )
    )
    return [_import(row) for row in rows]


async def lock_sample(session: WorkspaceSession) -> None:
    """One at a time may ask whether the sample is there and load it."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"),
        {"name": f"sample:{session.workspace_id}"},
    )


async def latest_sample(session: WorkspaceSession) -> Import | None:
    query = (
        select(ImportRow)
        .where(ImportRow.workspace_id == session.workspace_id, ImportRow.mode == "sample")
        .order_by(ImportRow.id.desc())
        .limit(1)
    )
    row = await session.scalar(query)
    return _import(row) if row else None


def _import(row: ImportRow) -> Import:
    kept: Any = row
    return Import(
        id=row.id,
        filename=row.filename,
        size=row.size,
        digest=row.blob_digest,
        mode=kept.mode,
        state=kept.state,
        kind=kept.kind,
        source=row.source,
        source_label=row.source_label,
        shape=kept.shape,
        columns=[Column.from_json(column) for column in kept.columns or ()],
        preview=kept.preview or (),
        match=row.match or (),
        counts=Counts(**kept.counts),
        staged_through=row.staged_through,
        staged_bytes=row.staged_bytes,
        applied_through=row.applied_through,
        applied=row.applied,
        problem=kept.problem,
        operation_id=row.operation_id,
        actor=Actor(kept.actor_kind, row.actor_id, row.actor_name),
        created_at=row.created_at,
        finished_at=row.finished_at,
        origin=kept.origin,
        origin_url=row.origin_url,
        reading=kept.reading,
        like_import_id=row.like_import_id,
        tags=row.tags,
        owner_id=row.owner_id,
        note=row.note,
        as_of=row.as_of,
        header_signature=row.header_signature,
        problems=kept.problems or (),
        version=row.version,
        fixing=kept.fixing,
    )
