"""SQL of merges: what decides between values, which record went into which, and where that leads."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind
from leadgen.records.repository.history import ChangeRow
from leadgen.records.repository.rows import run, scalars, typed


@dataclass(frozen=True)
class Merged:
    """A record that a merge took into another one, with what moved besides values, by relation."""

    operation_id: UUID
    record_id: UUID
    survivor_id: UUID
    kind: RecordKind
    moved: dict[str, JSON]


@dataclass(frozen=True)
class StandingRow:
    """Why a value of a record is believed."""

    record_id: UUID
    field: str
    pinned: bool
    confidence: float | None
    checked_at: datetime


async def standings(session: WorkspaceSession, ids: Collection[UUID]) -> list[StandingRow]:
    """Of the values that another operation than their record's origin authored."""
    return await typed(
        session,
        StandingRow,
        """SELECT record_id, field, pinned_by IS NOT NULL AS pinned, confidence, checked_at FROM field_state
           WHERE workspace_id = %(ws)s AND record_id = ANY(%(ids)s)""",
        ids=list(ids),
    )


async def add(session: WorkspaceSession, merged: Sequence[Merged]) -> None:
    """Keep which record went into which; of a merge that is done again, what moved this time."""
    await run(
        session,
        """INSERT INTO merged_record (workspace_id, operation_id, record_id, survivor_id, kind, moved)
           SELECT %(ws)s, w.operation_id, w.record_id, w.survivor_id, w.kind, w.moved
           FROM jsonb_to_recordset(%(rows)s) AS w (operation_id uuid, record_id uuid, survivor_id uuid,
             kind text, moved jsonb)
           ON CONFLICT (workspace_id, operation_id, record_id) DO UPDATE SET moved = excluded.moved""",
        rows=Jsonb(
            [
                {
                    "operation_id": str(one.operation_id),
                    "record_id": str(one.record_id),
                    "survivor_id": str(one.survivor_id),
                    "kind": one.kind,
                    "moved": one.moved,
                }
                for one in merged
            ]
        ),
    )


_MERGED = "SELECT operation_id, record_id, survivor_id, kind, moved FROM merged_record"


async def groups(
    session: WorkspaceSession,
    operation_id: UUID,
    after: UUID | None,
    limit: int,
    *,
    only: UUID | None = None,
) -> dict[UUID, list[Merged]]:
    """Survivor → what went into it, of up to `limit` groups of a merge from behind `after`."""
    found = await typed(
        session,
        Merged,
        _MERGED
        + """ WHERE workspace_id = %(ws)s AND operation_id = %(operation)s AND survivor_id IN (
             SELECT DISTINCT survivor_id FROM merged_record
             WHERE workspace_id = %(ws)s AND operation_id = %(operation)s
               AND (%(after)s::uuid IS NULL OR survivor_id > %(after)s)
               AND (%(only)s::uuid IS NULL OR survivor_id = %(only)s)
             ORDER BY survivor_id LIMIT %(limit)s)
           ORDER BY survivor_id, record_id""",
        operation=operation_id,
        after=after,
        limit=limit,
        only=only,
    )
    grouped: dict[UUID, list[Merged]] = defaultdict(list)
    for one in found:
        grouped[one.survivor_id].append(one)
    return grouped


async def kind_of(session: WorkspaceSession, operation_id: UUID) -> RecordKind | None:
    """What a merge was of; None where it merged nothing."""
    query = "SELECT kind FROM merged_record WHERE workspace_id = %(ws)s AND operation_id = %(id)s LIMIT 1"
    found = await scalars(session, str, query, id=operation_id)
    return ("company" if found[0] == "company" else "contact") if found else None


async def changes(
    session: WorkspaceSession, operation_id: UUID, ids: Collection[UUID]
) -> dict[UUID, ChangeRow]:
    """Record → what an operation did to it."""
    found = await typed(
        session,
        ChangeRow,
        """SELECT operation_id, record_id, action, line_no, before, after, before_by, after_by, keys_taken,
             keys_freed, at FROM change
           WHERE workspace_id = %(ws)s AND operation_id = %(operation)s AND record_id = ANY(%(ids)s)""",
        operation=operation_id,
        ids=list(ids),
    )
    return {row.record_id: row for row in found}


_IN_FORCE = SQL(
    """SELECT m.operation_id, m.record_id, m.survivor_id, m.kind, m.moved FROM merged_record m
       JOIN {table} r ON r.workspace_id = m.workspace_id AND r.id = m.record_id
         AND r.deleted_operation_id = m.operation_id
       WHERE m.workspace_id = %(ws)s AND m.kind = %(kind)s"""
)


async def into(session: WorkspaceSession, kind: RecordKind, survivors: Collection[UUID]) -> list[Merged]:
    """What went into these records and was not taken apart again."""
    query = _IN_FORCE.format(table=Identifier(kind)) + SQL(
        " AND m.survivor_id = ANY(%(ids)s) ORDER BY m.operation_id, m.record_id"
    )
    return await typed(session, Merged, query, kind=kind, ids=list(survivors))


async def of_records(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> list[Merged]:
    """Those of these records that went into another one."""
    query = _IN_FORCE.format(table=Identifier(kind)) + SQL(" AND m.record_id = ANY(%(ids)s)")
    return await typed(session, Merged, query, kind=kind, ids=list(ids))


async def of_operations(
    session: WorkspaceSession, survivor_id: UUID, operation_ids: Collection[UUID]
) -> list[Merged]:
    """What these operations took into a record, taken apart again or not."""
    query = _MERGED + (
        " WHERE workspace_id = %(ws)s AND survivor_id = %(survivor)s AND operation_id = ANY(%(operations)s)"
        " ORDER BY operation_id, record_id"
    )
    return await typed(session, Merged, query, survivor=survivor_id, operations=list(operation_ids))


async def contacts_at(session: WorkspaceSession, company_ids: Collection[UUID]) -> list[UUID]:
    """The contacts that work at these companies, in the order in which everybody locks them."""
    return await scalars(
        session,
        UUID,
        """SELECT id FROM contact
           WHERE workspace_id = %(ws)s AND company_id = ANY(%(ids)s) AND deleted_at IS NULL ORDER BY id""",
        ids=list(company_ids),
    )


@dataclass(frozen=True)
class _Staff:
    id: UUID
    contacts: int


async def joined_since(
    session: WorkspaceSession, operation_id: UUID, company_ids: Collection[UUID]
) -> dict[UUID, int]:
    """Company → its contacts that are not there because this operation put them there."""
    found = await typed(
        session,
        _Staff,
        """SELECT c.company_id AS id, count(*) AS contacts FROM contact c
           LEFT JOIN change h ON h.workspace_id = %(ws)s AND h.operation_id = %(operation)s
             AND h.record_id = c.id
           WHERE c.workspace_id = %(ws)s AND c.company_id = ANY(%(ids)s) AND c.deleted_at IS NULL
             AND NOT coalesce(h.after ->> 'company' = c.company_id::text, false)
           GROUP BY c.company_id""",
        operation=operation_id,
        ids=list(company_ids),
    )
    return {row.id: row.contacts for row in found}


async def move_notes(session: WorkspaceSession, into: Mapping[UUID, UUID]) -> dict[UUID, list[str]]:
    """Notes of the one record stand with the other; record → which they were."""
    found = await typed(
        session,
        _Moved,
        """UPDATE note n SET record_id = w.survivor
           FROM unnest(%(ids)s::uuid[], %(survivors)s::uuid[]) AS w (id, survivor)
           WHERE n.workspace_id = %(ws)s AND n.record_id = w.id
           RETURNING w.id AS record_id, n.id::text AS moved""",
        ids=list(into),
        survivors=list(into.values()),
    )
    return _by_record(found)


async def move_notes_back(session: WorkspaceSession, moved: Sequence[tuple[UUID, str]]) -> None:
    """Each of these notes stands with its former record again."""
    await run(
        session,
        """UPDATE note n SET record_id = w.record
           FROM unnest(%(records)s::uuid[], %(notes)s::text[]) AS w (record, note)
           WHERE n.workspace_id = %(ws)s AND n.id = w.note::uuid""",
        records=[record_id for record_id, _ in moved],
        notes=[note for _, note in moved],
    )


async def count_notes(session: WorkspaceSession, ids: Collection[UUID]) -> int:
    """How many notes these records have that are not removed."""
    query = """SELECT count(*) FROM note
               WHERE workspace_id = %(ws)s AND record_id = ANY(%(ids)s) AND deleted_at IS NULL"""
    return (await scalars(session, int, query, ids=list(ids)))[0]


@dataclass(frozen=True)
class Job:
    """A job of a contact as stored."""

    contact_id: UUID
    id: UUID
    company_id: UUID | None
    company_name: str | None
    title: str | None
    from_date: object
    to_date: object
    is_primary: bool


async def jobs(session: WorkspaceSession, contact_ids: Collection[UUID]) -> list[Job]:
    """Every job of these contacts, present ones first."""
    return await typed(
        session,
        Job,
        """SELECT contact_id, id, company_id, company_name, title, from_date, to_date, is_primary
           FROM employment WHERE workspace_id = %(ws)s AND contact_id = ANY(%(ids)s)
           ORDER BY contact_id, to_date IS NOT NULL, NOT is_primary, id""",
        ids=list(contact_ids),
    )


async def add_jobs(session: WorkspaceSession, fresh: Sequence[Job]) -> None:
    """Jobs beside the present one."""
    await run(
        session,
        """INSERT INTO employment (workspace_id, contact_id, id, company_id, company_name, title, from_date,
             to_date, is_primary)
           SELECT %(ws)s, w.contact_id, w.id, w.company_id, w.company_name, w.title, w.from_date, w.to_date,
             false
           FROM jsonb_to_recordset(%(rows)s) AS w (contact_id uuid, id uuid, company_id uuid,
             company_name text, title text, from_date date, to_date date)
           ON CONFLICT DO NOTHING""",
        rows=Jsonb(
            [
                {key: None if value is None else str(value) for key, value in vars(job).items()}
                for job in fresh
            ]
        ),
    )


async def drop_jobs(session: WorkspaceSession, contact_ids: Sequence[UUID], job_ids: Sequence[str]) -> None:
    """Take jobs away that a merge had added beside the present one."""
    await run(
        session,
        """DELETE FROM employment e USING unnest(%(contacts)s::uuid[], %(jobs)s::text[]) AS w (contact, job)
           WHERE e.workspace_id = %(ws)s AND e.contact_id = w.contact AND e.id = w.job::uuid""",
        contacts=list(contact_ids),
        jobs=list(job_ids),
    )


async def move_past_jobs(session: WorkspaceSession, into: Mapping[UUID, UUID]) -> dict[UUID, list[str]]:
    """Jobs at the one company, but for the present ones, are jobs at the other; company → contact:job."""
    found = await typed(
        session,
        _Moved,
        """UPDATE employment e SET company_id = w.survivor
           FROM unnest(%(ids)s::uuid[], %(survivors)s::uuid[]) AS w (id, survivor)
           WHERE e.workspace_id = %(ws)s AND e.company_id = w.id
             AND (e.to_date IS NOT NULL OR NOT e.is_primary)
           RETURNING w.id AS record_id, e.contact_id || ':' || e.id AS moved""",
        ids=list(into),
        survivors=list(into.values()),
    )
    return _by_record(found)


async def move_past_jobs_back(session: WorkspaceSession, moved: Sequence[tuple[UUID, UUID, str]]) -> None:
    """(company, its survivor, contact:job): those that are still at the survivor go back."""
    await run(
        session,
        """UPDATE employment e SET company_id = w.company
           FROM unnest(%(companies)s::uuid[], %(survivors)s::uuid[], %(jobs)s::text[])
             AS w (company, survivor, job)
           WHERE e.workspace_id = %(ws)s AND e.contact_id = split_part(w.job, ':', 1)::uuid
             AND e.id = split_part(w.job, ':', 2)::uuid AND e.company_id = w.survivor""",
        companies=[company for company, _, _ in moved],
        survivors=[survivor for _, survivor, _ in moved],
        jobs=[job for *_, job in moved],
    )


@dataclass(frozen=True)
class _Moved:
    record_id: UUID
    moved: str


def _by_record(found: Sequence[_Moved]) -> dict[UUID, list[str]]:
    grouped: dict[UUID, list[str]] = defaultdict(list)
    for one in sorted(found, key=lambda row: row.moved):
        grouped[one.record_id].append(one.moved)
    return grouped
