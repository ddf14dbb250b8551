"""SQL of what a record is labelled with: tags, made as they are written, and lists, which must be there.

Both are a table of the workspace's words and one of pairs; only how a value names its row differs.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.records.field import Storage
from leadgen.records.normalise.values import Value
from leadgen.records.repository.rows import run, typed
from leadgen.records.values import text_key


@dataclass(frozen=True)
class Labels:
    """Of which field, and where they stand: the table of words, that of pairs, its column, and what a value
    says of a word."""

    field: Literal["tags", "lists"]
    words: str
    pairs: str
    column: str
    named_by: str

    def filled(self, query: SQL) -> Composed:
        """The query for these tables."""
        return query.format(
            words=Identifier(self.words),
            pairs=Identifier(self.pairs),
            column=Identifier(self.column),
            named_by=SQL("t.name") if self.named_by == "name" else SQL("t.id::text"),
            key=SQL("t.key") if self.named_by == "name" else SQL("t.id::text"),
            field=self.field,
            on=Identifier(f"{self.words}_on"),
            off=Identifier(f"{self.words}_off"),
        )


LABELS: Mapping[Storage, Labels] = {
    "tags": Labels("tags", "tag", "record_tag", "tag_id", "name"),
    "lists": Labels("lists", "list", "record_list", "list_id", "id"),
}


@dataclass(frozen=True)
class _Held:
    record_id: UUID
    value: str


async def held(session: WorkspaceSession, storage: Storage, ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Record → its labels: names of tags, ids of lists, those of deleted lists too."""
    found = await typed(
        session,
        _Held,
        LABELS[storage].filled(
            SQL(
                """SELECT r.record_id, {named_by} AS value FROM {pairs} r
                   JOIN {words} t ON t.workspace_id = r.workspace_id AND t.id = r.{column}
                   WHERE r.record_id = ANY(%(ids)s)"""
            )
        ),
        ids=list(ids),
    )
    labels: dict[UUID, list[str]] = defaultdict(list)
    for row in found:
        labels[row.record_id].append(row.value)
    return labels


async def write(
    session: WorkspaceSession, storage: Storage, wanted: Sequence[tuple[UUID, Value | None]]
) -> None:
    """Give each record exactly these labels. A tag that does not exist is made."""
    pairs = [(record_id, label) for record_id, value in wanted for label in _texts(value)]
    if storage == "tags":
        await add_tags(session, {text_key(name): name for _, name in pairs})
        pairs = [(record_id, text_key(name)) for record_id, name in pairs]
    labels = LABELS[storage]
    await run(
        session,
        labels.filled(SQL("DELETE FROM {pairs} WHERE workspace_id = %(ws)s AND record_id = ANY(%(ids)s)")),
        ids=[record_id for record_id, _ in wanted],
    )
    await run(
        session,
        labels.filled(
            SQL(
                """INSERT INTO {pairs} (workspace_id, record_id, {column})
                   SELECT %(ws)s, wanted.id, t.id
                   FROM unnest(%(ids)s::uuid[], %(keys)s::text[]) AS wanted (id, key)
                   JOIN {words} t ON t.workspace_id = %(ws)s AND {key} = wanted.key
                   ON CONFLICT DO NOTHING"""
            )
        ),
        ids=[record_id for record_id, _ in pairs],
        keys=[key for _, key in pairs],
    )


def key_of(storage: Storage, value: str) -> str:
    """By what a label is known: a tag is the same in any spelling."""
    return text_key(value) if storage == "tags" else value


async def word_ids(session: WorkspaceSession, storage: Storage, values: Collection[str]) -> dict[str, UUID]:
    """Value → its word; a tag that does not exist is made, a list that does not is left out."""
    keys = {key_of(storage, one): one for one in values}
    if storage == "tags":
        await add_tags(session, keys)
    found = await typed(
        session,
        _Word,
        LABELS[storage].filled(
            SQL(
                """SELECT {key} AS key, t.id FROM {words} t
                   WHERE t.workspace_id = %(ws)s AND {key} = ANY(%(keys)s)"""
            )
        ),
        keys=list(keys),
    )
    ids = {word.key: word.id for word in found}
    return {one: ids[key] for one in values if (key := key_of(storage, one)) in ids}


@dataclass(frozen=True)
class _Word:
    key: str
    id: UUID


async def add_tags(session: WorkspaceSession, names: Mapping[str, str]) -> None:
    """Make the tags (key → name) that do not exist; one that does keeps its name.

    In the order of their keys: two writers who add the same ones then never wait for each other in a circle.
    """
    keys = sorted(names)
    await run(
        session,
        """INSERT INTO tag (workspace_id, id, name, key)
           SELECT %(ws)s, * FROM unnest(%(ids)s::uuid[], %(names)s::text[], %(keys)s::text[])
           ON CONFLICT (workspace_id, key) DO NOTHING""",
        ids=[uuid7() for _ in keys],
        names=[names[key] for key in keys],
        keys=keys,
    )


@dataclass(frozen=True)
class _Tag:
    key: str
    name: str


async def tag_names(session: WorkspaceSession, keys: Sequence[str]) -> dict[str, str]:
    """Key → name of the tags that exist."""
    found = await typed(
        session,
        _Tag,
        "SELECT key, name FROM tag WHERE workspace_id = %(ws)s AND key = ANY(%(keys)s)",
        keys=list(keys),
    )
    return {tag.key: tag.name for tag in found}


def _texts(value: Value | None) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, Sequence) else ()
