"""What ingest tells records about the lines that values came from."""

from collections.abc import Collection, Mapping
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.contracts import LineRef, SourceCell, SourceLine, Value
from leadgen.stages.ingest.contracts import Column, Import, Line
from leadgen.stages.ingest.repository import imports, line_rows


class ImportLines:
    """The lines of imports as evidence."""

    async def lines(
        self, session: WorkspaceSession, wanted: Collection[LineRef]
    ) -> Mapping[LineRef, SourceLine]:
        """The lines that still exist, in two queries."""
        found = await imports.by_operations(session, {operation_id for operation_id, _ in wanted})
        by_operation = {one.operation_id: one for one in found if one.operation_id is not None}
        numbered = [
            (by_operation[operation].id, line_no)
            for operation, line_no in wanted
            if operation in by_operation
        ]
        by_id = {one.id: one for one in found}
        evidence: dict[LineRef, SourceLine] = {}
        for import_id, line, values in await line_rows.numbered(session, numbered):
            source = by_id[import_id]
            assert source.operation_id is not None
            evidence[source.operation_id, line.line_no] = _source_line(
                source, line, cast(Mapping[str, Value], values)
            )
        return evidence

    async def imports(
        self, session: WorkspaceSession, operation_ids: Collection[UUID]
    ) -> Mapping[UUID, UUID]:
        """Operation → import."""
        found = await imports.by_operations(session, operation_ids)
        return {one.operation_id: one.id for one in found if one.operation_id is not None}


def _source_line(source: Import, line: Line, values: Mapping[str, Value]) -> SourceLine:
    cells = [
        _cell(line, column, column.field, values)
        for column in source.mapped
        if column.field is not None and line.text(column.index).strip()
    ]
    return SourceLine(source.id, source.filename, line.line_no, cells, source.note)


def _cell(line: Line, column: Column, field: str, values: Mapping[str, Value]) -> SourceCell:
    """What the file said, and what was read instead where somebody corrected it."""
    raw = line.cells[column.index] if column.index < len(line.cells) else ""
    fix = line.fixed.get(column.index)
    value = values.get(field)
    return SourceCell(field, column.header, raw, value, fix.text if fix else None, fix.by if fix else None)
