"""Lines of a file, as they are staged and as people see them."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import delete, func, select, text, tuple_
from sqlalchemy.orm import defer

from leadgen.db.engine import WorkspaceSession
from leadgen.db.literals import array
from leadgen.kernel.json import JSON, encode
from leadgen.stages.ingest.contracts import Fix, Line, Verdict
from leadgen.stages.ingest.models import ImportLineRow

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


async def add(session: WorkspaceSession, import_id: UUID, lines: Sequence[StagedLine]) -> None:
    await session.execute(_LINE_TABLE)
    driver = await session.driver()
    async with driver.cursor() as cursor, cursor.copy(_COPY_LINES) as copy:
        for line in lines:
            await copy.write_row(_copied(line))
    await session.execute(_ADD_LINES, {"workspace_id": session.workspace_id, "import_id": import_id})


async def forget(session: WorkspaceSession, import_id: UUID, limit: int) -> bool:
    """Delete up to so many staged lines, but none that was corrected. False: there was none left."""
    of_import = (ImportLineRow.workspace_id == session.workspace_id, ImportLineRow.import_id == import_id)
    numbers = select(ImportLineRow.line_no).where(*of_import, ImportLineRow.fixed.is_(None)).limit(limit)
    gone = await session.execute(
        delete(ImportLineRow)
        .where(*of_import, ImportLineRow.line_no.in_(numbers))
        .returning(ImportLineRow.line_no)
    )
    return bool(gone.all())


async def staged(session: WorkspaceSession, import_id: UUID) -> AsyncIterator[list[StagedLine]]:
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


async def page(
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


async def numbered(
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


async def texts(
    session: WorkspaceSession, import_id: UUID, line_nos: Collection[int]
) -> list[tuple[int, Sequence[str], Mapping[str, JSON], Mapping[int, Fix]]]:
    """Of lines of one import: number, cells, values and corrections."""
    row = ImportLineRow
    query = select(row.line_no, row.cells, row.values, row.fixed).where(
        row.workspace_id == session.workspace_id, row.import_id == import_id, row.line_no.in_(line_nos)
    )
    return [
        (line_no, cells, cast(Mapping[str, JSON], values or {}), fixes_of(cast(Any, fixed)))
        for line_no, cells, values, fixed in await session.execute(query)
    ]


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


def line_of(row: ImportLineRow) -> Line:
    """A stored line as people see it."""
    kept: Any = row
    return Line(
        row.line_no, row.cells, kept.verdict, row.record_id, kept.problems or (), fixes_of(kept.fixed)
    )


def fixes_of(fixed: Mapping[str, Any] | None) -> dict[int, Fix]:
    """Corrections by the number of their column."""
    return {int(index): Fix(**fix) for index, fix in (fixed or {}).items()}
