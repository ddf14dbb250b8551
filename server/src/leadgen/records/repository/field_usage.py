"""SQL of how much the fields of a workspace's own hold: counts that never take long, and the values."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import Field, RecordKind
from leadgen.records.repository.counting import soon
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.grid import Total
from leadgen.records.repository.rows import typed


@dataclass(frozen=True)
class Held:
    """A value of a custom field, and how many living records have it."""

    value: str
    records: int


async def held(session: WorkspaceSession, field: Field, most: int) -> list[Held]:
    """The values of the first `most` living records that have one, the commonest first."""
    query = SQL(
        "SELECT value, count(*) AS records FROM ({}) AS chosen GROUP BY value ORDER BY records DESC, value"
    ).format(_filled(field.kind, SQL("v.value")))
    return await typed(session, Held, query, field=field.custom_id, most=most)


@dataclass(frozen=True)
class _Use:
    id: UUID
    records: int


async def usage(session: WorkspaceSession, fields: Collection[Field]) -> dict[UUID, Total]:
    """Field → living records that have a value, as far as they can be counted at once."""
    kinds: tuple[RecordKind, ...] = ("contact", "company")
    filled = [
        SQL("SELECT count(*) FROM ({}) AS chosen").format(_filled(kind, SQL("1"), SQL("f.id")))
        for kind in kinds
    ]
    query = SQL(
        """SELECT f.id, CASE f.kind WHEN 'contact' THEN ({}) ELSE ({}) END AS records FROM field f
           WHERE f.workspace_id = %(ws)s AND f.id = ANY(%(ids)s)"""
    ).format(*filled)
    ids = [field.custom_id for field in fields if field.custom_id is not None]

    async def count(most: int) -> dict[UUID, int]:
        return {row.id: row.records for row in await typed(session, _Use, query, ids=ids, most=most)}

    return await soon(session, count)


def _filled(kind: RecordKind, what: SQL, field: SQL | None = None) -> Composed:
    """The living records that have a value of the field, up to a number of them."""
    return SQL(
        """SELECT {} FROM custom_value v JOIN {} r ON r.workspace_id = %(ws)s AND r.id = v.record_id
             AND r.deleted_at IS NULL
           WHERE v.workspace_id = %(ws)s AND v.field_id = {} LIMIT %(most)s"""
    ).format(what, Identifier(kind), field or SQL("%(field)s"))


def having(field: Field) -> Where:
    """On the record `r`: it has a value of the field."""
    return Where(
        SQL(
            """EXISTS (SELECT FROM custom_value v WHERE v.workspace_id = %(ws)s AND v.record_id = r.id
                 AND v.field_id = %(having)s)"""
        ),
        {"having": field.custom_id},
    )
