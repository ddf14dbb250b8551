"""Lines of imports that were applied, read again as they would be today."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import service as records
from leadgen.records.contracts import LineRef, Value
from leadgen.records.projection import NAME_PARTS, name_parts
from leadgen.stages.ingest import columns
from leadgen.stages.ingest.cells import Cells
from leadgen.stages.ingest.contracts import Fix, Import, Reread
from leadgen.stages.ingest.parsing import ColumnReading
from leadgen.stages.ingest.repository import imports, line_rows


@dataclass(frozen=True)
class _Reading:
    """How the lines of an import are read today: each column, with the fields that a cell of it may fill."""

    import_id: UUID
    width: int
    columns: Sequence[tuple[ColumnReading, frozenset[str]]]
    cells: Cells


class Rereader:
    """Reads lines again; an import is looked up once, and each text of a column is read once."""

    def __init__(self) -> None:
        self._readings: dict[UUID, _Reading | None] = {}

    async def lines(self, session: WorkspaceSession, wanted: Collection[LineRef]) -> dict[LineRef, Reread]:
        """Those of the lines that still exist; the operation of a line is that of its import."""
        await self._look_up(session, {operation for operation, _ in wanted} - self._readings.keys())
        numbers: dict[UUID, list[int]] = defaultdict(list)
        for operation, line_no in wanted:
            numbers[operation].append(line_no)
        found: dict[LineRef, Reread] = {}
        for operation, line_nos in numbers.items():
            reading = self._readings[operation]
            if reading is None:
                continue
            for line_no, cells, then, fixed in await line_rows.texts(session, reading.import_id, line_nos):
                found[operation, line_no] = _reread(reading, cells, then, fixed)
        return found

    async def _look_up(self, session: WorkspaceSession, operations: Collection[UUID]) -> None:
        if not operations:
            return
        self._readings |= dict.fromkeys(operations)
        fields = await records.fields_of(session)
        country = (await workspaces.read(session)).country
        for one in await imports.by_operations(session, operations):
            if one.operation_id is not None and one.columns:
                read = columns.readings(one.columns, fields)
                self._readings[one.operation_id] = _Reading(
                    one.id, _width(one), [(column, _about(column)) for column in read], Cells(read, country)
                )


def _width(found: Import) -> int:
    return 1 + max(column.index for column in found.columns)


def _reread(
    reading: _Reading, cells: Sequence[str], then: Mapping[str, JSON], fixed: Mapping[int, Fix]
) -> Reread:
    row = [*cells, *[""] * (reading.width - len(cells))]
    values, _ = reading.cells.values(row)
    now = cast("dict[str, Value]", values)
    raw: dict[str, str] = {}
    corrected: set[str] = set()
    for column, about in reading.columns:
        cell = row[column.index]
        if cell and not cell.isspace():
            raw = dict.fromkeys(about, cell) | raw
        if column.index in fixed:
            corrected |= about
    return Reread(cast("Mapping[str, Value]", then), _spread(now), raw, frozenset(corrected))


def _about(column: ColumnReading) -> frozenset[str]:
    found = {column.field, *(key for _, key, _ in column.parts)}
    found |= {column.overflow} if column.overflow else set()
    return frozenset(found | set(NAME_PARTS) if "full_name" in found else found)


def _spread(values: dict[str, Value]) -> dict[str, Value]:
    """With a whole name in its parts, where none came by itself; as an import does it."""
    if "full_name" not in values or not values.keys().isdisjoint(NAME_PARTS):
        return values
    parts = name_parts(str(values["full_name"]))
    return {**values, **{key: part for key, part in parts.items() if part is not None}}
