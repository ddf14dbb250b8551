"""What happened to one record, operation by operation, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Page, Paging, read_id
from leadgen.records import evidence
from leadgen.records.contracts import Action, Operation, SourceLine, Value
from leadgen.records.errors import RecordNotFound
from leadgen.records.field import RecordKind
from leadgen.records.held import Held
from leadgen.records.registry import registered
from leadgen.records.repository import history, merging, operations, reading
from leadgen.records.repository.history import ChangeRow


@dataclass(frozen=True)
class FieldChange:
    """A value before and after."""

    field: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True)
class Entry:
    """What one operation did to the record; `line` is where a file said so, `merged` what it took into it."""

    at: datetime
    action: Action
    operation: Operation
    line: SourceLine | None
    fields: Sequence[FieldChange]
    merged: Sequence[Held] = ()


@dataclass(frozen=True)
class _Step:
    operation_id: UUID
    action: Action
    at: datetime
    line_no: int | None
    fields: Sequence[FieldChange]


async def page(session: WorkspaceSession, paging: Paging, kind: RecordKind, record_id: UUID) -> Page[Entry]:
    """Raises RecordNotFound, InvalidCursor. The last entry of the last page is how the record came to be."""
    held = (await reading.hold(session, kind, [record_id], archived=True)).get(record_id)
    if held is None:
        raise RecordNotFound

    async def changes(before: UUID | None, limit: int) -> Sequence[ChangeRow]:
        return await history.of_record(session, record_id, before, limit)

    found = await paging.page(f"timeline of {record_id}", _operation_of, read_id, changes)
    steps = [_step(row) for row in found.items]
    if found.next_cursor is None and not any(step.action == "create" for step in steps):
        steps = await _with_origin(session, held, steps)
    merged = await _merged(session, held, steps)
    told = [step for step in steps if _tells(step) or step.operation_id in merged]
    return Page(await _entries(session, told, merged), found.next_cursor)


def _step(row: ChangeRow) -> _Step:
    fields = [
        FieldChange(key, before, row.after.get(key))
        for key, before in sorted(row.before.items())
        if before is not None or row.after.get(key) is not None  # else it was looked for in vain
    ]
    return _Step(row.operation_id, row.action, row.at, row.line_no, fields)


def _tells(step: _Step) -> bool:
    """An import that only found the record again, by a further key, changed nothing a person can see."""
    return step.action != "update" or bool(step.fields)


async def _with_origin(session: WorkspaceSession, held: Held, steps: list[_Step]) -> list[_Step]:
    """The import line that made the record is a change without a row: its values are worked out."""
    first = await _values_at_origin(session, held)
    fields = [FieldChange(key, None, value) for key, value in sorted(first.items())]
    made = _Step(held.origin_id, "create", held.created_at, held.origin_line_no, fields)
    later = [step for step in steps if step.operation_id != held.origin_id]
    return [*later, made]


async def _values_at_origin(session: WorkspaceSession, held: Held) -> Mapping[str, Value]:
    """What the record held at first: before its oldest change of each field, else what it holds now."""
    values: dict[str, Value | None] = dict(held.values)
    for row in await history.of_record(session, held.id):
        if row.operation_id != held.origin_id:
            values |= row.before
    composed = {field.key for field in registered(held.kind) if field.derived}
    return {key: value for key, value in values.items() if value is not None and key not in composed}


async def _merged(session: WorkspaceSession, held: Held, steps: Sequence[_Step]) -> dict[UUID, list[Held]]:
    """Operation → the records it merged into this one."""
    found = await merging.of_operations(session, held.id, [step.operation_id for step in steps])
    known = await reading.hold(session, held.kind, [one.record_id for one in found]) if found else {}
    merged: dict[UUID, list[Held]] = {}
    for one in found:
        merged.setdefault(one.operation_id, []).append(known[one.record_id])
    return merged


async def _entries(
    session: WorkspaceSession, steps: Sequence[_Step], merged: Mapping[UUID, Sequence[Held]]
) -> list[Entry]:
    known = await operations.by_ids(session, {step.operation_id for step in steps})
    wanted = [(step.operation_id, step.line_no) for step in steps if step.line_no is not None]
    found = await evidence.lines(session, known, wanted)
    return [
        Entry(
            at=step.at,
            action=step.action,
            operation=known[step.operation_id],
            line=_bare(found.get((step.operation_id, step.line_no or -1))),
            fields=step.fields,
            merged=merged.get(step.operation_id, ()),
        )
        for step in steps
    ]


def _bare(line: SourceLine | None) -> SourceLine | None:
    return None if line is None else replace(line, cells=())


def _operation_of(row: ChangeRow) -> JSON:
    return str(row.operation_id)
