"""SQL that reads the journal: what happened to a record, and why each of its values is believed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.sql import SQL, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.authorship import Change
from leadgen.records.contracts import Action
from leadgen.records.field import RecordKind
from leadgen.records.normalise.values import Value
from leadgen.records.repository.rows import run, typed


@dataclass(frozen=True)
class ChangeRow:
    """A row of the journal."""

    operation_id: UUID
    record_id: UUID
    action: Action
    line_no: int | None
    before: dict[str, Value | None]
    after: dict[str, Value | None]
    before_by: dict[str, str]
    after_by: dict[str, str]
    keys_taken: list[str]
    keys_freed: list[str]
    at: datetime

    @property
    def change(self) -> Change:
        """For the decisions."""
        return Change(
            operation_id=self.operation_id,
            record_id=self.record_id,
            action=self.action,
            before=self.before,
            after=self.after,
            before_by={key: UUID(author) for key, author in self.before_by.items()},
            after_by={key: UUID(author) for key, author in self.after_by.items()},
            keys_taken=self.keys_taken,
            keys_freed=self.keys_freed,
        )


_CHANGE = """SELECT operation_id, record_id, action, line_no, before, after, before_by, after_by, keys_taken,
  keys_freed, at FROM change"""


async def of_record(
    session: WorkspaceSession, record_id: UUID, before: UUID | None = None, limit: int | None = None
) -> list[ChangeRow]:
    """The changes of a record by their operations, newest first, from below `before`."""
    below = " AND operation_id < %(before)s" if before else ""
    return await typed(
        session,
        ChangeRow,
        _CHANGE + " WHERE record_id = %(id)s" + below + " ORDER BY operation_id DESC LIMIT %(limit)s",
        id=record_id,
        before=before,
        limit=limit,
    )


async def of_operation(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    actions: Collection[Action],
    after: UUID | None,
    limit: int,
) -> list[ChangeRow]:
    """The changes of an operation in the order of their records, from behind `after`."""
    behind = " AND record_id > %(after)s" if after else ""
    return await typed(
        session,
        ChangeRow,
        _CHANGE
        + " WHERE operation_id = %(operation)s AND kind = %(kind)s AND action = ANY(%(actions)s)"
        + behind
        + " ORDER BY record_id LIMIT %(limit)s",
        operation=operation_id,
        kind=kind,
        actions=list(actions),
        after=after,
        limit=limit,
    )


async def removals(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]
) -> dict[UUID, ChangeRow]:
    """Of these records, those that are in the trash → the change that put each there."""
    query = SQL(
        """SELECT c.operation_id, c.record_id, c.action, c.line_no, c.before, c.after, c.before_by,
             c.after_by, c.keys_taken, c.keys_freed, c.at FROM {} r
           JOIN change c ON c.workspace_id = r.workspace_id AND c.operation_id = r.deleted_operation_id
             AND c.record_id = r.id
           WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) AND r.trashed ORDER BY r.id"""
    ).format(Identifier(kind))
    return {row.record_id: row for row in await typed(session, ChangeRow, query, ids=list(ids))}


async def change_at(
    session: WorkspaceSession, record_id: UUID, operation_ids: Collection[UUID]
) -> dict[UUID, ChangeRow]:
    """The changes that these operations made to a record."""
    found = await typed(
        session,
        ChangeRow,
        _CHANGE + " WHERE record_id = %(id)s AND operation_id = ANY(%(operations)s)",
        id=record_id,
        operations=list(operation_ids),
    )
    return {row.operation_id: row for row in found}


async def of_records(
    session: WorkspaceSession, ids: Collection[UUID], operation_ids: Collection[UUID]
) -> list[ChangeRow]:
    """The changes that these operations made to these records."""
    return await typed(
        session,
        ChangeRow,
        _CHANGE
        + """ WHERE workspace_id = %(ws)s AND record_id = ANY(%(ids)s)
              AND operation_id = ANY(%(operations)s)""",
        ids=list(ids),
        operations=list(operation_ids),
    )


@dataclass(frozen=True)
class Pin:
    """A field that a person decided on."""

    record_id: UUID
    field: str


async def pins(session: WorkspaceSession, ids: Collection[UUID]) -> list[Pin]:
    """What people decided on these records."""
    return await typed(
        session,
        Pin,
        """SELECT record_id, field FROM field_state
           WHERE workspace_id = %(ws)s AND record_id = ANY(%(ids)s) AND pinned_by IS NOT NULL""",
        ids=list(ids),
    )


@dataclass(frozen=True)
class SubjectRow:
    """A record that an operation changed."""

    kind: RecordKind
    record_id: UUID
    action: Action


async def subjects(session: WorkspaceSession, operation_id: UUID, limit: int) -> list[SubjectRow]:
    """Records that an operation changed, other than those an import created."""
    return await typed(
        session,
        SubjectRow,
        """SELECT kind, record_id, action FROM change
           WHERE workspace_id = %(ws)s AND operation_id = %(operation)s ORDER BY record_id LIMIT %(limit)s""",
        operation=operation_id,
        limit=limit,
    )


@dataclass(frozen=True)
class StateRow:
    """Why a field's value is believed, where the record's origin does not say it."""

    field: str
    state: str
    operation_id: UUID
    confidence: float | None
    checked_at: datetime
    expires_at: datetime | None
    pinned: bool


async def states_of(session: WorkspaceSession, record_id: UUID) -> dict[str, StateRow]:
    """Field → state of one record."""
    found = await typed(
        session,
        StateRow,
        """SELECT field, state, operation_id, confidence, checked_at, expires_at,
             pinned_by IS NOT NULL AS pinned
           FROM field_state WHERE record_id = %(id)s""",
        id=record_id,
    )
    return {row.field: row for row in found}


@dataclass(frozen=True)
class _Reason:
    operation_id: UUID
    field: str
    reason: str


async def reasons(
    session: WorkspaceSession, record_id: UUID, operation_ids: Collection[UUID]
) -> dict[tuple[UUID, str], str]:
    """(operation, field) → why the operation did not find it, of one record."""
    found = await typed(
        session,
        _Reason,
        """SELECT c.operation_id, b.key AS field, b.value ->> 'reason' AS reason
           FROM change c CROSS JOIN LATERAL jsonb_each(c.beliefs) AS b
           WHERE c.workspace_id = %(ws)s AND c.record_id = %(id)s AND c.operation_id = ANY(%(operations)s)
             AND b.value ? 'reason'""",
        id=record_id,
        operations=list(operation_ids),
    )
    return {(row.operation_id, row.field): row.reason for row in found}


@dataclass(frozen=True)
class _Checked:
    record_id: UUID
    at: datetime


async def checked_at(session: WorkspaceSession, ids: Collection[UUID], key: str) -> dict[UUID, datetime]:
    """Record → when this field's present value was written or confirmed, for those with a state of it."""
    found = await typed(
        session,
        _Checked,
        """SELECT record_id, checked_at AS at FROM field_state
           WHERE workspace_id = %(ws)s AND record_id = ANY(%(ids)s) AND field = %(key)s""",
        ids=list(ids),
        key=key,
    )
    return {row.record_id: row.at for row in found}


@dataclass(frozen=True)
class ConflictRow:
    """What an undo could not put back; `field` is empty for the whole record."""

    record_id: UUID
    field: str
    kind: RecordKind
    reason: str
    by_operation_id: UUID | None


async def conflicts(
    session: WorkspaceSession, operation_id: UUID, after: tuple[UUID, str] | None, limit: int
) -> list[ConflictRow]:
    """The conflicts of an undo, by record and field, from behind `after`."""
    behind = " AND (record_id, field) > (%(record)s, %(field)s)" if after else ""
    return await typed(
        session,
        ConflictRow,
        "SELECT record_id, field, kind, reason, by_operation_id FROM operation_conflict"
        " WHERE operation_id = %(operation)s" + behind + " ORDER BY record_id, field LIMIT %(limit)s",
        operation=operation_id,
        record=after[0] if after else None,
        field=after[1] if after else None,
        limit=limit,
    )


async def add_conflicts(
    session: WorkspaceSession, operation_id: UUID, found: Collection[ConflictRow]
) -> None:
    """Keep what an undo could not put back."""
    await run(
        session,
        """INSERT INTO operation_conflict (workspace_id, operation_id, record_id, field, kind, reason,
             by_operation_id)
           SELECT %(ws)s, %(operation)s, * FROM unnest(%(records)s::uuid[], %(fields)s::text[],
             %(kinds)s::text[],
             %(reasons)s::text[], %(by)s::uuid[])
           ON CONFLICT DO NOTHING""",
        operation=operation_id,
        records=[row.record_id for row in found],
        fields=[row.field for row in found],
        kinds=[row.kind for row in found],
        reasons=[row.reason for row in found],
        by=[row.by_operation_id for row in found],
    )
