"""SQL that reads records with their values: a fixed number of statements, however many records."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import Field, RecordKind
from leadgen.records.held import Held
from leadgen.records.normalise.values import Value
from leadgen.records.registry import LISTS, in_columns, registered
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import labels, lists
from leadgen.records.repository.rows import Row, rows, scalars, typed
from leadgen.records.values import value_in

_OWN = ("id", "origin_operation_id", "origin_line_no", "created_at", "updated_at", "deleted_operation_id")


async def hold(
    session: WorkspaceSession,
    kind: RecordKind,
    ids: Collection[UUID],
    *,
    lock: bool = False,
    beside: Collection[Field] | None = None,
    archived: bool = False,
) -> dict[UUID, Held]:
    """The records of these ids, removed ones included.

    `lock` keeps them from being written by others; rows are locked in the order of their ids, so that two
    writers never wait for each other in a circle. `beside` names the fields whose values are wanted of
    those that stand outside the record's row; all of them where it is not given, with `archived` also of
    fields that were put away.
    """
    found = await rows(session, _record_query(kind, lock=lock), ids=list(ids))
    if beside is None:
        beside = (*registered(kind), *await custom_fields.custom(session, kind, archived=archived))
    extras = await many_valued(session, kind, ids, beside)
    authors = await _authors(session, ids)
    return {(record := _held(kind, row, extras, authors)).id: record for row in found}


def columns(kind: RecordKind, alias: str = "r") -> Composed:
    """The list of columns that hold the registered fields' values."""
    names = [name for field in registered(kind) for name, _ in field.columns]
    return SQL(", ").join(SQL("{}.{}").format(Identifier(alias), Identifier(name)) for name in names)


def column_values(kind: RecordKind, row: Row) -> dict[str, Value]:
    """The values that the columns of a row hold; what is empty is left out."""
    return {
        field.key: value
        for field, first, last in in_columns(kind)
        if (row[first] is not None or row[last] is not None) and (value := value_in(field, row)) is not None
    }


async def many_valued(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID], fields: Collection[Field]
) -> dict[UUID, dict[str, Value]]:
    """What these fields hold outside the record's row: further contact points, tags, lists, custom values."""
    found: dict[UUID, dict[str, Value]] = defaultdict(dict)
    lists: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    stored = {field.storage for field in fields}
    if "points" in stored and kind == "contact":
        for record_id, key, value in await _further_points(session, ids):
            lists[record_id, key].append(value)
    for field in fields:
        if field.storage in labels.LABELS and field.kind == kind:
            for record_id, held in (await labels.held(session, field.storage, ids)).items():
                lists[record_id, field.key] = held
    for (record_id, key), values in lists.items():
        found[record_id][key] = sorted(values)
    for record_id, key, held_value in await custom_fields.values(session, ids, fields):
        found[record_id][key] = held_value
    return found


async def shown_beside(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID], fields: Collection[Field]
) -> dict[UUID, dict[str, Value]]:
    """As `many_valued`, for people: without the lists that were deleted."""
    found = await many_valued(session, kind, ids, fields)
    held = [values for values in found.values() if LISTS in values]
    gone = await lists.archived(session) if held else set()
    for values in held if gone else ():
        left = [one for one in cast(Sequence[str], values.pop(LISTS)) if one not in gone]
        values |= {LISTS: left} if left else {}
    return found


async def living(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> set[UUID]:
    """Those of the ids that are records and not removed."""
    query = SQL("SELECT id FROM {} WHERE id = ANY(%(ids)s) AND deleted_at IS NULL").format(Identifier(kind))
    return set(await scalars(session, UUID, query, ids=list(ids)))


@dataclass(frozen=True)
class KeyHolder:
    """A key and the record that has it."""

    key: str
    record_id: UUID


async def key_holders(session: WorkspaceSession, kind: RecordKind, keys: Collection[str]) -> dict[str, UUID]:
    """Key → record, for those keys that are taken."""
    found = await typed(
        session,
        KeyHolder,
        """SELECT key, record_id FROM record_key
           WHERE workspace_id = %(ws)s AND kind = %(kind)s AND key = ANY(%(keys)s)""",
        kind=kind,
        keys=list(keys),
    )
    return {holder.key: holder.record_id for holder in found}


async def keys_of_records(session: WorkspaceSession, ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Record → its keys."""
    found = await typed(
        session,
        KeyHolder,
        """SELECT key, record_id FROM record_key
           WHERE workspace_id = %(ws)s AND record_id = ANY(%(ids)s) ORDER BY key""",
        ids=list(ids),
    )
    held: dict[UUID, list[str]] = defaultdict(list)
    for row in found:
        held[row.record_id].append(row.key)
    return held


@dataclass(frozen=True)
class _Name:
    id: str
    name: str


async def company_names(session: WorkspaceSession, ids: Collection[str]) -> dict[str, str]:
    """Company → its name or domain, of removed ones too."""
    if not ids:
        return {}
    found = await typed(
        session,
        _Name,
        """SELECT id::text, coalesce(company_name, company_domain, '') AS name FROM company
           WHERE workspace_id = %(ws)s AND id = ANY(%(ids)s::uuid[])""",
        ids=list(ids),
    )
    return {row.id: row.name for row in found}


@dataclass(frozen=True)
class EmploymentRow:
    """A job of a contact, with the company's present name."""

    contact_id: UUID
    company_id: UUID | None
    company_name: str | None
    title: str | None
    from_date: object
    to_date: object
    is_primary: bool


async def employments(session: WorkspaceSession, ids: Collection[UUID]) -> list[EmploymentRow]:
    """The jobs of contacts, the present one first."""
    return await typed(
        session,
        EmploymentRow,
        """SELECT e.contact_id, CASE WHEN co.deleted_at IS NULL THEN co.id END AS company_id,
             coalesce(co.company_name, co.company_domain,
             e.company_name)
             AS company_name, e.title, e.from_date, e.to_date, e.is_primary
           FROM employment e LEFT JOIN company co ON co.workspace_id = e.workspace_id AND co.id = e.company_id
           WHERE e.contact_id = ANY(%(ids)s)
           ORDER BY e.contact_id, (e.to_date IS NULL) DESC, e.is_primary DESC, e.from_date DESC NULLS LAST,
             e.id""",
        ids=list(ids),
    )


@dataclass(frozen=True)
class StoredPoint:
    """A contact point with its status."""

    kind: str
    value: str
    label: str
    is_primary: bool
    status: str


async def points(session: WorkspaceSession, contact_id: UUID) -> list[StoredPoint]:
    """Every way to reach a contact, the primary ones first."""
    return await typed(
        session,
        StoredPoint,
        """SELECT kind, value, label, is_primary, status FROM contact_point WHERE contact_id = %(id)s
           ORDER BY kind, is_primary DESC, label, key""",
        id=contact_id,
    )


async def contacts_of(session: WorkspaceSession, company_id: UUID, most: int = 10_000) -> int:
    """How many contacts work at a company, counted up to `most`."""
    found = await scalars(
        session,
        int,
        """SELECT count(*) FROM (SELECT FROM contact WHERE company_id = %(id)s AND deleted_at IS NULL
             LIMIT %(most)s) AS counted""",
        id=company_id,
        most=most,
    )
    return found[0]


@dataclass(frozen=True)
class _Author:
    record_id: UUID
    field: str
    operation_id: UUID


async def _authors(session: WorkspaceSession, ids: Collection[UUID]) -> dict[UUID, dict[str, UUID]]:
    found = await typed(
        session,
        _Author,
        "SELECT record_id, field, operation_id FROM field_state WHERE record_id = ANY(%(ids)s)",
        ids=list(ids),
    )
    authors: dict[UUID, dict[str, UUID]] = defaultdict(dict)
    for row in found:
        authors[row.record_id][row.field] = row.operation_id
    return authors


@dataclass(frozen=True)
class Authors:
    """Which operation the values of a record are of: its origin's but for the fields named."""

    id: UUID
    origin_id: UUID
    by_field: Mapping[str, UUID]

    def of(self, field: str) -> UUID:
        """The operation that wrote or confirmed the field's value last."""
        return self.by_field.get(field, self.origin_id)


@dataclass(frozen=True)
class _Origin:
    id: UUID
    operation_id: UUID


async def authors(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> list[Authors]:
    """Who authored the values of these records."""
    query = SQL("SELECT id, origin_operation_id AS operation_id FROM {} WHERE id = ANY(%(ids)s)")
    origins = await typed(session, _Origin, query.format(Identifier(kind)), ids=list(ids))
    found = await _authors(session, ids)
    return [Authors(one.id, one.operation_id, found.get(one.id, {})) for one in origins]


@dataclass(frozen=True)
class _PointValue:
    record_id: UUID
    kind: str
    label: str
    value: str


async def _further_points(session: WorkspaceSession, ids: Collection[UUID]) -> list[tuple[UUID, str, str]]:
    """(contact, field, value) of the fields that live in contact_point only."""
    keys = {
        (field.point.kind, field.point.label): field.key
        for field in registered("contact")
        if field.storage == "points" and field.point
    }
    found = await typed(
        session,
        _PointValue,
        """SELECT contact_id AS record_id, kind, label, value FROM contact_point
           WHERE contact_id = ANY(%(ids)s) AND NOT is_primary""",
        ids=list(ids),
    )
    return [
        (row.record_id, keys[row.kind, row.label], row.value)
        for row in found
        if (row.kind, row.label) in keys
    ]


def _record_query(kind: RecordKind, *, lock: bool) -> Composed:
    own = SQL(", ").join(Identifier("r", name) for name in _OWN)
    return SQL(
        "SELECT {own}, {columns} FROM {table} r WHERE r.id = ANY(%(ids)s) ORDER BY r.id {lock}"
    ).format(
        own=own,
        columns=columns(kind),
        table=Identifier(kind),
        lock=SQL("FOR NO KEY UPDATE" if lock else ""),
    )


def _held(
    kind: RecordKind, row: Row, extras: dict[UUID, dict[str, Value]], authors: dict[UUID, dict[str, UUID]]
) -> Held:
    record_id = cast(UUID, row["id"])
    return Held(
        id=record_id,
        kind=kind,
        origin_id=cast(UUID, row["origin_operation_id"]),
        origin_line_no=cast(int | None, row["origin_line_no"]),
        created_at=cast(datetime, row["created_at"]),
        updated_at=cast(datetime, row["updated_at"]),
        deleted_by=cast(UUID | None, row["deleted_operation_id"]),
        values=column_values(kind, row) | extras.get(record_id, {}),
        authors=authors.get(record_id, {}),
    )
