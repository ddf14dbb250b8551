"""SQL of imports and their lines."""

import json
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import delete, func, insert, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import defer

from leadgen.db.engine import WorkspaceSession
from leadgen.db.literals import array
from leadgen.kernel.json import JSON, encode
from leadgen.platform.auth.contracts import Actor
from leadgen.records.field import RecordKind
from leadgen.stages.ingest.contracts import Column, Counts, Fix, Import, Line, State, Verdict
from leadgen.stages.ingest.models import ImportLineRow, ImportRow, MappingMemoryRow

# PostgreSQL refuses COPY into a table with row-level security, so lines come by a temporary one.
_LINE_TABLE = text(
    """
CREATE TEMP TABLE IF NOT EXISTS staged_line (line_no bigint, cells text[], verdict text, "values" jsonb,
  keys text[], company_keys text[], record_id uuid, problems jsonb) ON COMMIT DELETE ROWS
"""
)
_COPY_LINES = "COPY staged_line FROM STDIN"
_ADD_LINES = text(
    """
INSERT INTO import_line
  (workspace_id, import_id, line_no, cells, verdict, "values", keys, company_keys, record_id, problems)
SELECT :workspace_id, :import_id, line_no, cells, verdict, "values", keys, company_keys, record_id, problems
FROM staged_line
"""
)
_FETCH_ROWS = 5_000
_SEARCHED = (
    ImportRow.filename,
    ImportRow.source_label,
    ImportRow.origin_url,
    ImportRow.note,
    ImportRow.actor_name,
)

# Lines to place, in one statement and without a detour through Python. A line that does not create gets
# an id of its own to create with, in case the record it is about has gone; lines about one record share it.
_TO_INCOMING = text(
    """
INSERT INTO incoming (line_no, record_id, "values", keys, company_keys)
SELECT line_no, record_id, "values", keys, company_keys FROM import_line
WHERE workspace_id = :workspace_id AND import_id = :import_id AND line_no > :after AND line_no <= :through
  AND verdict IN ('create', 'update', 'duplicate')
"""
)
# What the import puts on every new contact: values, and entries of its tags.
_MARK_INCOMING = text(
    """
UPDATE incoming SET "values" = "values" || CAST(:marks AS jsonb)
  || jsonb_build_object('_tag_keys', coalesce("values" -> '_tag_keys', '{}') || CAST(:tags AS jsonb))
"""
)
_FOREIGN_IDS = text(
    """
SELECT DISTINCT i.record_id FROM incoming i JOIN import_line l
  ON l.workspace_id = :workspace_id AND l.import_id = :import_id AND l.line_no = i.line_no
WHERE l.verdict <> 'create' AND NOT EXISTS (
  SELECT FROM import_line c WHERE c.workspace_id = :workspace_id AND c.import_id = :import_id
    AND c.line_no > :after AND c.line_no <= :through AND c.verdict = 'create' AND c.record_id = i.record_id)
"""
)
_RENAME_IDS = text(
    """
UPDATE incoming i SET record_id = given.fresh
FROM unnest(CAST(:held AS uuid[]), CAST(:fresh AS uuid[])) AS given(held, fresh)
WHERE i.record_id = given.held
"""
)
_OPTING = text(
    """
SELECT "values" FROM import_line
WHERE workspace_id = :workspace_id AND import_id = :import_id AND line_no > :after AND line_no <= :through
  AND "values" ? 'opt_out' ORDER BY line_no
"""
)
_PLACED = text(
    """
SELECT l.line_no, l.verdict, l.record_id AS planned, p.outcome, p.record_id,
  CASE WHEN p.outcome IN ('update', 'duplicate') THEN l."values" END AS "values",
  CASE WHEN p.outcome IN ('update', 'duplicate') THEN l.company_keys END AS company_keys
FROM import_line l JOIN placed p ON p.line_no = l.line_no
WHERE l.workspace_id = :workspace_id AND l.import_id = :import_id
  AND l.line_no > :after AND l.line_no <= :through
  AND NOT (p.outcome = 'create' AND l.verdict = 'create' AND p.record_id = l.record_id)
ORDER BY l.line_no
"""
)
_REPLAN = text(
    """
UPDATE import_line l SET verdict = given.verdict, record_id = given.record_id
FROM unnest(CAST(:lines AS bigint[]), CAST(:verdicts AS text[]), CAST(:records AS uuid[]))
  AS given(line_no, verdict, record_id)
WHERE l.workspace_id = :workspace_id AND l.import_id = :import_id AND l.line_no = given.line_no
"""
)


class StagedLine(NamedTuple):
    """A line as it is stored."""

    line_no: int
    cells: Sequence[str]
    verdict: Verdict
    values: Mapping[str, JSON] | None
    keys: Sequence[str]
    company_keys: Sequence[str]
    record_id: UUID | None
    problems: Sequence[Mapping[str, JSON]]


class Placed(NamedTuple):
    """A line after placing: its plan, and what became of it.

    `values` and `company_keys` where it is about an older record.
    """

    line_no: int
    verdict: Verdict
    planned: UUID | None
    outcome: Verdict
    record_id: UUID | None
    values: Mapping[str, JSON] | None
    company_keys: Sequence[str] | None


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


async def add_lines(session: WorkspaceSession, import_id: UUID, lines: Sequence[StagedLine]) -> None:
    await session.execute(_LINE_TABLE)
    driver = await session.driver()
    async with driver.cursor() as cursor, cursor.copy(_COPY_LINES) as copy:
        for line in lines:
            await copy.write_row(_copied(line))
    await session.execute(_ADD_LINES, {"workspace_id": session.workspace_id, "import_id": import_id})


async def forget_lines(session: WorkspaceSession, import_id: UUID, limit: int) -> bool:
    """Delete up to so many staged lines, but none that was corrected. False: there was none left."""
    of_import = (ImportLineRow.workspace_id == session.workspace_id, ImportLineRow.import_id == import_id)
    numbers = select(ImportLineRow.line_no).where(*of_import, ImportLineRow.fixed.is_(None)).limit(limit)
    gone = await session.execute(
        delete(ImportLineRow)
        .where(*of_import, ImportLineRow.line_no.in_(numbers))
        .returning(ImportLineRow.line_no)
    )
    return bool(gone.all())


async def staged_lines(session: WorkspaceSession, import_id: UUID) -> AsyncIterator[list[StagedLine]]:
    """Every staged line that is about a record or opts out, without its cells, in their order."""
    query = (
        select(ImportLineRow)
        .options(defer(ImportLineRow.cells, raiseload=True))
        .where(
            ImportLineRow.workspace_id == session.workspace_id,
            ImportLineRow.import_id == import_id,
            ImportLineRow.verdict != "rejected",
        )
        .order_by(ImportLineRow.line_no)
    )
    rows = await session.stream_scalars(query.execution_options(yield_per=_FETCH_ROWS))
    async for partition in rows.partitions(_FETCH_ROWS):
        yield [staged_line(row, ()) for row in partition]


def staged_line(row: ImportLineRow, cells: Sequence[str]) -> StagedLine:
    """A stored line as it was staged."""
    kept: Any = row
    return StagedLine(
        line_no=row.line_no,
        cells=cells,
        verdict=kept.verdict,
        values=kept.values,
        keys=row.keys or (),
        company_keys=row.company_keys or (),
        record_id=row.record_id,
        problems=(),
    )


async def matched_records(session: WorkspaceSession, import_id: UUID, through: int) -> AsyncIterator[UUID]:
    """The records that the lines so far are about, but for those they created as planned."""
    query = select(ImportLineRow.record_id).where(
        ImportLineRow.workspace_id == session.workspace_id,
        ImportLineRow.import_id == import_id,
        ImportLineRow.line_no <= through,
        ImportLineRow.verdict.in_(("update", "duplicate")),
        ImportLineRow.verdict != "create",  # the partial index's own condition
        ImportLineRow.record_id.is_not(None),
    )
    async for row in await session.stream(query.execution_options(yield_per=_FETCH_ROWS)):
        yield cast(UUID, row[0])


async def keys_of(
    session: WorkspaceSession, import_id: UUID, numbers: Sequence[int]
) -> dict[int, Sequence[str]]:
    """Line → its keys, of these lines."""
    query = select(ImportLineRow.line_no, ImportLineRow.keys).where(
        ImportLineRow.workspace_id == session.workspace_id,
        ImportLineRow.import_id == import_id,
        ImportLineRow.line_no.in_(numbers),
    )
    return {line_no: keys or () for line_no, keys in await session.execute(query)}


async def chunk_end(session: WorkspaceSession, import_id: UUID, after: int, limit: int) -> tuple[int, int]:
    """Number of the last of the next `limit` lines, and how many there are; (after, 0) at the end."""
    lines = (
        select(ImportLineRow.line_no)
        .where(
            ImportLineRow.workspace_id == session.workspace_id,
            ImportLineRow.import_id == import_id,
            ImportLineRow.line_no > after,
        )
        .order_by(ImportLineRow.line_no)
        .limit(limit)
        .subquery()
    )
    last, count = (
        await session.execute(select(func.max(lines.c.line_no), func.count()).select_from(lines))
    ).one()
    return (last, count) if count else (after, 0)


async def fill_incoming(session: WorkspaceSession, import_id: UUID, after: int, through: int) -> list[UUID]:
    """Put the chunk's plannable lines into `incoming`; the ids that need a fresh one before placing."""
    where = _chunk(session, import_id, after, through)
    await session.execute(_TO_INCOMING, where)
    return list(await session.scalars(_FOREIGN_IDS, where))


async def mark_incoming(
    session: WorkspaceSession, marks: Mapping[str, JSON], tags: Mapping[str, JSON]
) -> None:
    """Put values and tags on the new contacts of the chunk."""
    await session.execute(_MARK_INCOMING, {"marks": json.dumps(marks), "tags": json.dumps(tags)})


async def opting_lines(
    session: WorkspaceSession, import_id: UUID, after: int, through: int
) -> list[Mapping[str, JSON]]:
    """The values of the lines that opt out, whatever becomes of them."""
    found = await session.scalars(_OPTING, _chunk(session, import_id, after, through))
    return list(found)


async def rename_incoming(session: WorkspaceSession, held: Sequence[UUID], fresh: Sequence[UUID]) -> None:
    await session.execute(_RENAME_IDS, {"held": list(held), "fresh": list(fresh)})


async def placed(session: WorkspaceSession, import_id: UUID, after: int, through: int) -> list[Placed]:
    """The chunk's lines after placing, but for those that created what they were to create."""
    rows = await session.execute(_PLACED, _chunk(session, import_id, after, through))
    return [Placed(*row) for row in rows]


async def companies_made(session: WorkspaceSession) -> int:
    """How many companies the chunk in hand has made."""
    made = await session.scalar(text("SELECT count(*) FROM placed WHERE company_created"))
    return int(made or 0)


async def replan(
    session: WorkspaceSession, import_id: UUID, changed: Sequence[tuple[int, Verdict, UUID | None]]
) -> None:
    """Rewrite the verdict and record of lines whose plan did not hold."""
    if not changed:
        return
    lines, verdicts, records = zip(*changed, strict=True)
    await session.execute(
        _REPLAN,
        {
            "workspace_id": session.workspace_id,
            "import_id": import_id,
            "lines": list(lines),
            "verdicts": list(verdicts),
            "records": list(records),
        },
    )


async def verdict_counts(session: WorkspaceSession, import_id: UUID, through: int) -> dict[str, int]:
    """Lines by verdict, up to this line."""
    rows = await session.execute(
        select(ImportLineRow.verdict, func.count())
        .where(
            ImportLineRow.workspace_id == session.workspace_id,
            ImportLineRow.import_id == import_id,
            ImportLineRow.line_no <= through,
        )
        .group_by(ImportLineRow.verdict)
    )
    return {row[0]: row[1] for row in rows}


async def lines(
    session: WorkspaceSession, import_id: UUID, verdict: Verdict | None, after: int, limit: int
) -> list[Line]:
    query = select(ImportLineRow).where(
        ImportLineRow.workspace_id == session.workspace_id,
        ImportLineRow.import_id == import_id,
        ImportLineRow.line_no > after,
    )
    if verdict is not None:
        query = query.where(ImportLineRow.verdict == verdict)
        if verdict != "create":
            query = query.where(ImportLineRow.verdict != "create")  # the partial index's own condition
    rows = await session.scalars(query.order_by(ImportLineRow.line_no).limit(limit))
    return [line_of(row) for row in rows]


async def numbered_lines(
    session: WorkspaceSession, wanted: Collection[tuple[UUID, int]]
) -> list[tuple[UUID, Line, Mapping[str, JSON]]]:
    """Lines by import and number, with their values."""
    rows = await session.scalars(
        select(ImportLineRow).where(
            ImportLineRow.workspace_id == session.workspace_id,
            tuple_(ImportLineRow.import_id, ImportLineRow.line_no).in_(list(wanted)),
        )
    )
    return [(row.import_id, line_of(row), cast(Mapping[str, JSON], row.values or {})) for row in rows]


def _chunk(session: WorkspaceSession, import_id: UUID, after: int, through: int) -> dict[str, object]:
    return {"workspace_id": session.workspace_id, "import_id": import_id, "after": after, "through": through}


def _copied(line: StagedLine) -> tuple[object, ...]:
    return (
        line.line_no,
        array(line.cells),
        line.verdict,
        encode(line.values).decode() if line.values is not None else None,
        array(line.keys),
        array(line.company_keys),
        line.record_id,
        encode(line.problems).decode() if line.problems else None,
    )


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


def line_of(row: ImportLineRow) -> Line:
    """A stored line as people see it."""
    kept: Any = row
    return Line(
        row.line_no, row.cells, kept.verdict, row.record_id, kept.problems or (), fixes_of(kept.fixed)
    )


def fixes_of(fixed: Mapping[str, Any] | None) -> dict[int, Fix]:
    """Corrections by the number of their column."""
    return {int(index): Fix(**fix) for index, fix in (fixed or {}).items()}
