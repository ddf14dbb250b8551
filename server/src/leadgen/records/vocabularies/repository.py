"""The rows of a workspace's own words."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.normalise.own_words import Entry
from leadgen.records.repository.rows import run, scalars, typed


class WordRow(NamedTuple):
    """A word of a vocabulary; without a meaning, one that is not meant here."""

    vocabulary: str
    word: str
    meaning: str | None


async def every(session: WorkspaceSession) -> list[WordRow]:
    """All of them, in their order."""
    return await typed(
        session,
        WordRow,
        """SELECT vocabulary, word, meaning FROM vocabulary_word
           WHERE workspace_id = %(ws)s ORDER BY vocabulary, word""",
    )


async def replace(session: WorkspaceSession, name: str, entries: Sequence[Entry], at: datetime) -> None:
    """These instead of those there were. Two at once: the later one counts whole."""
    await run(
        session,
        "SELECT pg_advisory_xact_lock(hashtextextended(%(ws)s::text || %(lock)s, 0))",
        lock="vocabulary",
    )
    await run(
        session,
        "DELETE FROM vocabulary_word WHERE workspace_id = %(ws)s AND vocabulary = %(name)s",
        name=name,
    )
    await run(
        session,
        """INSERT INTO vocabulary_word (workspace_id, vocabulary, word, meaning, created_at)
           SELECT %(ws)s, %(name)s, w.word, w.meaning, %(at)s
           FROM jsonb_to_recordset(%(rows)s) AS w (word text, meaning text)""",
        name=name,
        at=at,
        rows=Jsonb([{"word": word, "meaning": meaning} for word, meaning in entries]),
    )


async def rekeyed_since(session: WorkspaceSession, moment: datetime | None) -> bool:
    """Was a list that keys follow from changed since, or ever?"""
    query = """SELECT EXISTS (SELECT FROM operation WHERE workspace_id = %(ws)s AND kind = 'rekey'
                 AND (%(moment)s::timestamptz IS NULL OR created_at >= %(moment)s))"""
    return (await scalars(session, bool, query, moment=moment))[0]


async def last_rekeying(session: WorkspaceSession, name: str) -> UUID | None:
    """The last operation that a change of this list began."""
    query = """SELECT id FROM operation WHERE workspace_id = %(ws)s AND kind = 'rekey'
                 AND act ->> 'vocabulary' = %(name)s ORDER BY id DESC LIMIT 1"""
    return next(iter(await scalars(session, UUID, query, name=name)), None)
