"""SQL of acts on many records: which they are, frozen in pieces, and what shall be done with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind
from leadgen.records.repository import grid
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.rows import run, scalars, typed


@dataclass(frozen=True)
class Pool:
    """Which records are meant: what matches, or only those of `ids`; never those left out.

    `trashed`: of the trash instead of the living.
    """

    kind: RecordKind
    matching: Where | None = None
    operation_id: UUID | None = None
    ids: Sequence[UUID] | None = None
    left_out: Sequence[UUID] = ()
    trashed: bool = False

    @property
    def condition(self) -> Composed:
        """On the record `r`."""
        found = SQL("r.workspace_id = %(ws)s AND r.trashed") + SQL("")
        if not self.trashed:
            found = grid.alive(self.kind, self.operation_id, self.where)
        elif self.where is not None:
            found += SQL(" AND ") + self.where.condition
        return found

    @property
    def where(self) -> Where | None:
        """The filter with the ids, as a list's SQL takes it."""
        parts = [] if self.matching is None else [self.matching.condition]
        parts += [] if self.ids is None else [SQL("r.id = ANY(%(only)s::uuid[])")]
        parts += [SQL("r.id <> ALL(%(left_out)s::uuid[])")] if self.left_out else []
        given = {} if self.matching is None else dict(self.matching.params)
        if self.ids is not None:
            given["only"] = list(self.ids)
        if self.left_out:
            given["left_out"] = list(self.left_out)
        return Where(SQL(" AND ").join(parts), given) if parts else None

    @property
    def params(self) -> dict[str, object]:
        """What the condition mentions."""
        return {"operation": self.operation_id, **(self.where.params if self.where else {})}


async def count(session: WorkspaceSession, pool: Pool) -> int:
    """How many there are, exactly."""
    query = SQL("SELECT count(*) FROM {} r WHERE {}").format(Identifier(pool.kind), pool.condition)
    return (await scalars(session, int, query, **pool.params))[0]


async def freeze(session: WorkspaceSession, operation_id: UUID, pool: Pool, size: int) -> int:
    """Keep the ids of the pool as the targets of the operation, in pieces; how many they are."""
    query = SQL(
        """INSERT INTO operation_target (workspace_id, operation_id, piece, record_ids)
           SELECT %(ws)s, %(act)s, found.piece, array_agg(found.id ORDER BY found.id)
           FROM (SELECT r.id, (row_number() OVER (ORDER BY r.id) - 1) / %(size)s AS piece
                 FROM {} r WHERE {}) AS found
           GROUP BY found.piece RETURNING cardinality(record_ids)"""
    ).format(Identifier(pool.kind), pool.condition)
    return sum(await scalars(session, int, query, act=operation_id, size=size, **pool.params))


async def freeze_groups(
    session: WorkspaceSession, operation_id: UUID, pieces: Sequence[Sequence[Sequence[UUID]]]
) -> None:
    """Keep groups of records as the targets of the operation, in these pieces."""
    rows = [
        {
            "piece": number,
            "record_ids": [str(one) for group in groups for one in group],
            "sizes": [len(group) for group in groups],
        }
        for number, groups in enumerate(pieces)
    ]
    await run(
        session,
        """INSERT INTO operation_target (workspace_id, operation_id, piece, record_ids, sizes)
           SELECT %(ws)s, %(act)s, w.piece, w.record_ids, w.sizes
           FROM jsonb_to_recordset(%(rows)s) AS w (piece bigint, record_ids uuid[], sizes bigint[])""",
        act=operation_id,
        rows=Jsonb(rows),
    )


@dataclass(frozen=True)
class Piece:
    """The next records to look at; in groups of these sizes, where they are groups."""

    piece: int
    record_ids: list[UUID]
    sizes: list[int] | None

    @property
    def groups(self) -> list[list[UUID]]:
        """The records group by group."""
        ends = list(accumulate(self.sizes or ()))
        return [self.record_ids[start:end] for start, end in zip([0, *ends], ends, strict=False)]


async def next_piece(session: WorkspaceSession, operation_id: UUID) -> Piece | None:
    """None when nothing is left to do."""
    found = await typed(
        session,
        Piece,
        """SELECT piece, record_ids, sizes FROM operation_target
           WHERE workspace_id = %(ws)s AND operation_id = %(id)s ORDER BY piece LIMIT 1""",
        id=operation_id,
    )
    return found[0] if found else None


async def drop_piece(session: WorkspaceSession, operation_id: UUID, piece: int) -> None:
    """This one is done."""
    await run(
        session,
        """DELETE FROM operation_target
           WHERE workspace_id = %(ws)s AND operation_id = %(id)s AND piece = %(piece)s""",
        id=operation_id,
        piece=piece,
    )


async def forget(session: WorkspaceSession, operation_id: UUID) -> None:
    """The act is over: none of the rest will be done, and no value of it is kept beside the journal's.

    A change of a field's type names fields only, which its undo asks for; a rewriting of keys its vocabulary.
    """
    await run(
        session,
        "DELETE FROM operation_target WHERE workspace_id = %(ws)s AND operation_id = %(id)s",
        id=operation_id,
    )
    await run(
        session,
        """UPDATE operation SET act = NULL
           WHERE workspace_id = %(ws)s AND id = %(id)s AND act ->> 'act' NOT IN ('retype', 'rekey')""",
        id=operation_id,
    )


async def keep_act(session: WorkspaceSession, operation_id: UUID, act: Mapping[str, JSON]) -> None:
    """What the operation shall do."""
    await run(
        session,
        "UPDATE operation SET act = %(act)s WHERE workspace_id = %(ws)s AND id = %(id)s",
        id=operation_id,
        act=Jsonb(dict(act)),
    )


@dataclass(frozen=True)
class _Act:
    act: dict[str, JSON] | None


async def act_of(session: WorkspaceSession, operation_id: UUID) -> dict[str, JSON] | None:
    """What the operation shall do; None where it is no act on many, or one that is over."""
    found = await typed(
        session,
        _Act,
        "SELECT act FROM operation WHERE workspace_id = %(ws)s AND id = %(id)s",
        id=operation_id,
    )
    return found[0].act if found else None
