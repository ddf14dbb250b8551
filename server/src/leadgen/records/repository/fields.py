"""SQL of the fields that workspaces add, and of the values they hold."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import Field, FieldType, Option, RecordKind
from leadgen.records.normalise.values import Value
from leadgen.records.repository.rows import run, typed
from leadgen.records.values import CustomRow, custom_row, custom_value_in


@dataclass(frozen=True)
class _FieldRow:
    id: UUID
    kind: RecordKind
    key: str
    label: str
    type: FieldType
    unit: str | None
    description: str
    options: list[dict[str, str]] | None
    archived: bool


_FIELD = (
    "SELECT id, kind, key, label, type, unit, description, options, archived_at IS NOT NULL AS archived"
    " FROM field WHERE workspace_id = %(ws)s"
)


async def custom(
    session: WorkspaceSession, kind: RecordKind | None = None, *, archived: bool = False
) -> tuple[Field, ...]:
    """The workspace's own fields in their order; with `archived` those too that it put away."""
    found = await typed(
        session,
        _FieldRow,
        _FIELD
        + """ AND (archived_at IS NULL OR %(archived)s) AND (%(kind)s::text IS NULL OR kind = %(kind)s)
              ORDER BY position, id""",
        kind=kind,
        archived=archived,
    )
    return tuple(_field(row) for row in found)


async def every(session: WorkspaceSession) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The workspace's own fields in their order, and those that it put away. One query."""
    query = f"{_FIELD} ORDER BY archived_at DESC, position, id"
    found = await typed(session, _FieldRow, query)
    in_use, away = ([_field(row) for row in found if row.archived is is_away] for is_away in (False, True))
    return tuple(in_use), tuple(away)


async def put_away(session: WorkspaceSession) -> tuple[Field, ...]:
    """The archived fields, the last one first."""
    return (await every(session))[1]


async def locked(session: WorkspaceSession, field_id: UUID) -> tuple[Field, bool] | None:
    """One of the workspace's own fields and whether it is archived; others wait to change it."""
    query = f"{_FIELD} AND id = %(id)s FOR NO KEY UPDATE"
    found = await typed(session, _FieldRow, query, id=field_id)
    return (_field(found[0]), found[0].archived) if found else None


async def change(session: WorkspaceSession, field: Field) -> None:
    """Bring label, description and options to those of the field."""
    options = None if field.options is None else [vars(option) for option in field.options]
    await run(
        session,
        """UPDATE field SET label = %(label)s, description = %(description)s, options = %(options)s
           WHERE workspace_id = %(ws)s AND id = %(id)s""",
        id=field.custom_id,
        label=field.label,
        description=field.description,
        options=None if options is None else Jsonb(options),
    )


async def order(session: WorkspaceSession, ids: Sequence[UUID]) -> None:
    """These fields stand in this order."""
    await run(
        session,
        """UPDATE field f SET position = wanted.place
           FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS wanted (id, place)
           WHERE f.workspace_id = %(ws)s AND f.id = wanted.id AND f.position <> wanted.place""",
        ids=list(ids),
    )


async def archive(session: WorkspaceSession, field_id: UUID, at: datetime | None) -> None:
    """Put a field away, with its values; None brings it back."""
    await run(
        session,
        "UPDATE field SET archived_at = %(at)s WHERE workspace_id = %(ws)s AND id = %(id)s",
        id=field_id,
        at=at,
    )


async def add(session: WorkspaceSession, field: Field, at: datetime) -> bool:
    """False where the workspace has a field of this key."""
    options = None if field.options is None else [vars(option) for option in field.options]
    added = await run(
        session,
        """INSERT INTO field (workspace_id, id, kind, key, label, type, unit, description, options,
             created_at, position)
           VALUES (%(ws)s, %(id)s, %(kind)s, %(key)s, %(label)s, %(type)s, %(unit)s, %(description)s,
             %(options)s, %(at)s,
             (SELECT coalesce(max(position), 0) + 1 FROM field WHERE workspace_id = %(ws)s))
           ON CONFLICT (workspace_id, key) DO NOTHING""",
        id=field.custom_id,
        kind=field.kind,
        key=field.key,
        label=field.label,
        type=field.type,
        unit=field.unit,
        description=field.description,
        options=None if options is None else Jsonb(options),
        at=at,
    )
    return added == 1


@dataclass(frozen=True)
class _ValueRow:
    record_id: UUID
    field_id: UUID
    value: str


async def values(
    session: WorkspaceSession, ids: Collection[UUID], fields: Collection[Field]
) -> list[tuple[UUID, str, Value]]:
    """(record, field key, value) of the custom fields among `fields`."""
    known = {field.custom_id: field for field in fields if field.custom_id is not None}
    if not known:
        return []
    found = await typed(
        session,
        _ValueRow,
        """SELECT record_id, field_id, value FROM custom_value
           WHERE record_id = ANY(%(ids)s) AND field_id = ANY(%(fields)s)""",
        ids=list(ids),
        fields=list(known),
    )
    return [
        (row.record_id, known[row.field_id].key, custom_value_in(known[row.field_id], row.value))
        for row in found
    ]


async def write(session: WorkspaceSession, wanted: Sequence[tuple[UUID, Field, Value | None]]) -> None:
    """Set custom values; None takes one away."""
    held = [
        (record_id, field.custom_id, custom_row(field, value))
        for record_id, field, value in wanted
        if value is not None
    ]
    await run(
        session,
        """DELETE FROM custom_value c USING unnest(%(records)s::uuid[], %(fields)s::uuid[])
             AS gone (record_id, field_id)
           WHERE c.workspace_id = %(ws)s AND c.record_id = gone.record_id AND c.field_id = gone.field_id""",
        records=[record_id for record_id, _, _ in wanted],
        fields=[field.custom_id for _, field, _ in wanted],
    )
    await run(
        session,
        """INSERT INTO custom_value (workspace_id, record_id, field_id, value, text_key, number, at, ref)
           SELECT %(ws)s, * FROM unnest(%(records)s::uuid[], %(fields)s::uuid[], %(values)s::text[],
             %(keys)s::text[],
             %(numbers)s::bigint[], %(ats)s::timestamptz[], %(refs)s::uuid[])""",
        records=[record_id for record_id, _, _ in held],
        fields=[field_id for _, field_id, _ in held],
        **_columns([row for _, _, row in held]),
    )


def _columns(held: Sequence[CustomRow]) -> dict[str, object]:
    return {
        "values": [row.value for row in held],
        "keys": [row.text_key for row in held],
        "numbers": [row.number for row in held],
        "ats": [row.at for row in held],
        "refs": [row.ref for row in held],
    }


def _field(row: _FieldRow) -> Field:
    return Field(
        key=row.key,
        kind=row.kind,
        type=row.type,
        label=row.label,
        description=row.description,
        normaliser=row.type,
        storage="custom",
        unit=row.unit,
        options=None if row.options is None else tuple(Option(**option) for option in row.options),
        personal=row.kind == "contact",
        custom_id=row.id,
    )
