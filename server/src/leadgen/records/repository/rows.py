"""Running a statement on the session's own connection: typed rows out, named parameters in.

The driver itself, not the ORM: arrays, jsonb and COPY come in the form PostgreSQL takes them fastest.
Every statement knows the workspace as `%(ws)s`.
"""

from collections.abc import Mapping
from typing import LiteralString, TypeVar
from uuid import UUID

from psycopg.rows import class_row, dict_row
from psycopg.sql import SQL, Composed

from leadgen.db.engine import WorkspaceSession
from leadgen.db.literals import array, id_array

T = TypeVar("T")

Query = LiteralString | SQL | Composed
Row = dict[str, object]


async def typed(session: WorkspaceSession, row: type[T], query: Query, /, **params: object) -> list[T]:
    """Rows as instances of `row`, whose members are named like the columns."""
    connection = await session.driver()
    async with connection.cursor(row_factory=class_row(row)) as cursor:
        await cursor.execute(query, with_workspace(session, params))
        return await cursor.fetchall()


async def rows(session: WorkspaceSession, query: Query, /, **params: object) -> list[Row]:
    """Rows as dictionaries, for those whose columns come from the registry."""
    connection = await session.driver()
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, with_workspace(session, params))
        return await cursor.fetchall()


async def scalars(session: WorkspaceSession, of: type[T], query: Query, /, **params: object) -> list[T]:
    """The first column of every row, which is an `of`."""
    connection = await session.driver()
    async with connection.cursor() as cursor:
        await cursor.execute(query, with_workspace(session, params))
        found = [row[0] for row in await cursor.fetchall()]
    assert all(isinstance(value, of) for value in found)
    return found


async def run(session: WorkspaceSession, query: Query, /, **params: object) -> int:
    """How many rows the statement touched."""
    connection = await session.driver()
    cursor = await connection.execute(query, with_workspace(session, params))
    return cursor.rowcount


def with_workspace(session: WorkspaceSession, params: Mapping[str, object]) -> dict[str, object]:
    """The parameters as the driver takes them fastest, with `ws`."""
    return {"ws": session.workspace_id, **{name: _adapted(value) for name, value in params.items()}}


def _adapted(value: object) -> object:
    if not isinstance(value, list) or not value:
        return value
    if isinstance(value[0], UUID):
        return id_array(value)
    return array(value) if all(type(one) is str for one in value) else value
