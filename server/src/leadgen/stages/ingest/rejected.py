"""Rejected lines as a file that imports again once it is repaired."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.records.formulas import csv_lines, inert
from leadgen.stages.ingest.contracts import PROBLEM_COLUMN, Import, Line
from leadgen.stages.ingest.repository import line_rows

_PAGE = 1_000


async def rejected_csv(database: Database, workspace_id: UUID, found: Import) -> AsyncIterator[bytes]:
    """The original header and cells, as they were corrected so far, with the reason in a last column.

    That column an import leaves out.

    Comma, double quotes, CRLF, UTF-8 with its mark, as spreadsheets expect.
    """
    header = [column.header for column in found.columns if column.header.strip() != PROBLEM_COLUMN]
    keep = [column.index for column in found.columns if column.header.strip() != PROBLEM_COLUMN]
    yield b"\xef\xbb\xbf" + _lines([[*header, PROBLEM_COLUMN]])
    after = 0
    while True:
        async with database.workspace(workspace_id) as session:
            lines = await line_rows.page(session, found.id, "rejected", after, _PAGE)
        if not lines:
            return
        yield _lines([_row(line, keep) for line in lines])
        after = lines[-1].line_no


def _row(line: Line, keep: Sequence[int]) -> list[str]:
    why = " ".join(f"{problem['message']}".rstrip(".") + "." for problem in line.problems)
    return [*map(line.text, keep), why]


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    return csv_lines([inert(cell) for cell in row] for row in rows)
