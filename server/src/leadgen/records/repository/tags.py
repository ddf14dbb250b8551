"""SQL of the workspace's tags as words: what there are, how many contacts have each, and their names."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg.sql import SQL

from leadgen.db.engine import WorkspaceSession
from leadgen.records.repository.counting import soon
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.grid import Total
from leadgen.records.repository.rows import run, typed


@dataclass(frozen=True)
class Tag:
    """A word that contacts are labelled with."""

    id: UUID
    name: str


_SELECT = "SELECT id, name FROM tag WHERE workspace_id = %(ws)s"


async def every(session: WorkspaceSession, most: int) -> list[Tag]:
    """By name, up to so many."""
    return await typed(session, Tag, f"{_SELECT} ORDER BY key, id LIMIT %(most)s", most=most)


@dataclass(frozen=True)
class _Named:
    key: str
    id: UUID


async def ids(session: WorkspaceSession, keys: Collection[str]) -> dict[str, UUID]:
    """The tags of these comparable forms; what is no tag is left out."""
    query = "SELECT key, id FROM tag WHERE workspace_id = %(ws)s AND key = ANY(%(keys)s::text[])"
    return {tag.key: tag.id for tag in await typed(session, _Named, query, keys=list(keys))}


async def locked(session: WorkspaceSession, tag_id: UUID) -> Tag | None:
    """One tag; others wait to change it."""
    found = await typed(session, Tag, f"{_SELECT} AND id = %(id)s FOR NO KEY UPDATE", id=tag_id)
    return found[0] if found else None


@dataclass(frozen=True)
class _Use:
    id: UUID
    contacts: int


async def usage(session: WorkspaceSession, most_tags: int) -> dict[UUID, Total]:
    """Tag → living contacts that have it, as far as they can be counted at once."""
    query = """SELECT t.id, (SELECT count(*) FROM (
                 SELECT FROM record_tag p JOIN contact r ON r.workspace_id = %(ws)s AND r.id = p.record_id
                   AND r.deleted_at IS NULL
                 WHERE p.workspace_id = %(ws)s AND p.tag_id = t.id LIMIT %(most)s) AS counted) AS contacts
               FROM (SELECT id FROM tag WHERE workspace_id = %(ws)s ORDER BY key, id LIMIT %(tags)s) AS t"""

    async def count(most: int) -> dict[UUID, int]:
        return {row.id: row.contacts for row in await typed(session, _Use, query, most=most, tags=most_tags)}

    return await soon(session, count)


async def rename(session: WorkspaceSession, tag: Tag, key: str) -> bool:
    """False where another tag is that word."""
    connection = await session.driver()
    try:
        async with connection.transaction():
            await run(
                session,
                "UPDATE tag SET name = %(name)s, key = %(key)s WHERE workspace_id = %(ws)s AND id = %(id)s",
                id=tag.id,
                name=tag.name,
                key=key,
            )
    except UniqueViolation:
        return False
    return True


async def forget_unused(session: WorkspaceSession, tag_id: UUID | None = None) -> int:
    """Delete the tags that no contact has, one in the trash included; of all or only this one. How many."""
    return await run(
        session,
        """DELETE FROM tag t WHERE t.workspace_id = %(ws)s AND (%(id)s::uuid IS NULL OR t.id = %(id)s)
             AND NOT EXISTS (SELECT FROM record_tag p WHERE p.workspace_id = %(ws)s AND p.tag_id = t.id)""",
        id=tag_id,
    )


def having(tag_id: UUID) -> Where:
    """On the record `r`: it has the tag."""
    return Where(
        SQL(
            """EXISTS (SELECT FROM record_tag p WHERE p.workspace_id = %(ws)s AND p.record_id = r.id
                 AND p.tag_id = %(having)s)"""
        ),
        {"having": tag_id},
    )
