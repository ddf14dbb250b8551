"""Operations, timelines, evidence and conflicts as the API shows them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Page, Paging, read_id
from leadgen.records import evidence, history_schemas, references, timeline, undo
from leadgen.records.contracts import Operation, SourceLine
from leadgen.records.errors import OperationNotFound
from leadgen.records.field import RecordKind
from leadgen.records.registry import shown_key
from leadgen.records.repository import history, operations, reading
from leadgen.records.repository.history import ConflictRow


async def operation(session: WorkspaceSession, operation_id: UUID) -> history_schemas.Operation:
    """Raises OperationNotFound."""
    found = (await operations.by_ids(session, [operation_id])).get(operation_id)
    if found is None:
        raise OperationNotFound
    return (await _operations(session, [found]))[0]


async def operation_page(session: WorkspaceSession, paging: Paging) -> history_schemas.OperationPage:
    """The newest first. Raises InvalidCursor."""

    async def newest(before: UUID | None, limit: int) -> Sequence[Operation]:
        return await operations.newest(session, before, limit)

    page = await paging.by_id("operations", newest)
    return history_schemas.OperationPage(
        items=await _operations(session, page.items), next_cursor=page.next_cursor
    )


async def timeline_page(
    session: WorkspaceSession, kind: RecordKind, page: Page[timeline.Entry]
) -> history_schemas.TimelinePage:
    """A record's timeline."""
    return history_schemas.TimelinePage(
        items=[
            history_schemas.TimelineEntry(
                at=entry.at,
                action=entry.action,
                operation=ref(entry.operation),
                line=_line(entry.line),
                fields=[history_schemas.FieldChange.model_validate(field) for field in entry.fields],
                merged=[history_schemas.MergedRef(id=one.id, label=one.label) for one in entry.merged],
            )
            for entry in await references.in_entries(session, kind, page.items)
        ],
        next_cursor=page.next_cursor,
    )


async def evidence_list(
    session: WorkspaceSession, kind: RecordKind, found: Sequence[evidence.Evidence]
) -> history_schemas.EvidenceList:
    """A record's evidence."""
    return history_schemas.EvidenceList(
        items=[
            history_schemas.Evidence.model_validate(
                {**vars(one), "operation": ref(one.operation), "source": vars(one.source)}
            )
            for one in await references.in_evidence(session, kind, found)
        ]
    )


async def preview(session: WorkspaceSession, operation_id: UUID) -> history_schemas.UndoPreview:
    """Raises OperationNotFound."""
    found = await undo.preview(session, operation_id)
    return history_schemas.UndoPreview(
        revert=found.revert,
        remove=found.remove,
        bring_back=found.bring_back,
        keep=found.keep,
        conflicts=await _conflicts(session, found.conflicts),
        conflicts_total=found.conflicts_total,
        sentence=undo.sentence(
            revert=found.revert,
            remove=found.remove,
            bring_back=found.bring_back,
            keep=found.keep,
            conflicts=found.conflicts_total,
        ),
    )


async def conflict_page(
    session: WorkspaceSession, paging: Paging, operation_id: UUID
) -> history_schemas.ConflictPage:
    """Of an undo, or of the undo in force for an operation. Raises OperationNotFound, InvalidCursor."""
    found = (await operations.by_ids(session, [operation_id])).get(operation_id)
    if found is None:
        raise OperationNotFound
    undo_id = found.undone_by_id or found.id

    async def conflicts(after: tuple[UUID, str] | None, limit: int) -> Sequence[ConflictRow]:
        return await history.conflicts(session, undo_id, after, limit)

    page = await paging.page(f"conflicts of {undo_id}", _field_of, _read_field, conflicts)
    return history_schemas.ConflictPage(
        items=await _conflicts(session, page.items), next_cursor=page.next_cursor
    )


async def _operations(
    session: WorkspaceSession, found: Sequence[Operation]
) -> list[history_schemas.Operation]:
    """With what only other rows say: whether each can be undone, and which import it was."""
    undos = await operations.by_ids(session, {one.undone_by_id for one in found if one.undone_by_id})
    imports = await evidence.imports(session, found)
    return [_operation(one, undos, imports) for one in found]


def _operation(
    one: Operation, undos: Mapping[UUID, Operation], imports: Mapping[UUID, UUID]
) -> history_schemas.Operation:
    why_not = undo.why_not(one, undos[one.undone_by_id] if one.undone_by_id else None)
    return history_schemas.Operation.model_validate(
        {
            **vars(one),
            "undoable": why_not is None,
            "why_not": why_not,
            "problem": _problem(one.problem),
            "import_id": imports.get(one.id),
        }
    )


def _problem(problem: Mapping[str, JSON] | None) -> dict[str, JSON] | None:
    return None if problem is None else {key: problem[key] for key in ("code", "detail")}


async def _conflicts(
    session: WorkspaceSession, rows: Sequence[ConflictRow]
) -> list[history_schemas.Conflict]:
    labels: dict[UUID, str] = {}
    for kind in {row.kind for row in rows}:
        held = await reading.hold(session, kind, [row.record_id for row in rows if row.kind == kind])
        labels |= {record.id: record.label for record in held.values()}
    known = await operations.by_ids(session, {row.by_operation_id for row in rows if row.by_operation_id})
    return [
        history_schemas.Conflict(
            record_id=row.record_id,
            kind=row.kind,
            record_label=labels.get(row.record_id, ""),
            field=shown_key(row.kind, row.field) or None,
            reason=row.reason,
            by_operation=ref(known[row.by_operation_id]) if row.by_operation_id else None,
        )
        for row in rows
    ]


def ref(one: Operation) -> history_schemas.OperationRef:
    """The operation in short."""
    return history_schemas.OperationRef(
        id=one.id, kind=one.kind, summary=one.summary, actor_name=one.actor.name, source=one.source
    )


def _line(line: SourceLine | None) -> history_schemas.LineRef | None:
    return None if line is None else history_schemas.LineRef.model_validate(line)


def _field_of(row: ConflictRow) -> JSON:
    return [str(row.record_id), row.field]


def _read_field(position: JSON) -> tuple[UUID, str]:
    match position:
        case [record_id, str() as field]:
            return read_id(record_id), field
    raise TypeError(position)
