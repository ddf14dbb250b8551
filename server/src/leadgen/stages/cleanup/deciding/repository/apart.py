"""SQL of pairs of which a person said that they are two."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import run, typed


@dataclass(frozen=True)
class DistinctPair:
    """The lower id first."""

    left_id: UUID
    right_id: UUID


async def remember(
    session: WorkspaceSession, kind: RecordKind, cluster_id: UUID, ids: Sequence[UUID], at: datetime
) -> None:
    """None of these records is another one; known since this cluster, unless it was known before."""
    await run(
        session,
        """INSERT INTO distinct_pair (workspace_id, left_id, right_id, kind, cluster_id, decided_at)
           SELECT %(ws)s, a.id, b.id, %(kind)s, %(cluster)s, %(at)s
           FROM unnest(%(ids)s::uuid[]) AS a (id) JOIN unnest(%(ids)s::uuid[]) AS b (id) ON a.id < b.id
           ON CONFLICT DO NOTHING""",
        kind=kind,
        cluster=cluster_id,
        ids=list(ids),
        at=at,
    )


async def forget(session: WorkspaceSession, cluster_id: UUID) -> None:
    """What was said of this cluster is taken back."""
    query = "DELETE FROM distinct_pair WHERE workspace_id = %(ws)s AND cluster_id = %(cluster)s"
    await run(session, query, cluster=cluster_id)


async def pairs(
    session: WorkspaceSession, kind: RecordKind, among: Collection[UUID] | None = None
) -> list[DistinctPair]:
    """All of a kind, or those of two of these records."""
    return await typed(
        session,
        DistinctPair,
        """SELECT left_id, right_id FROM distinct_pair WHERE workspace_id = %(ws)s AND kind = %(kind)s
             AND (%(all)s OR (left_id = ANY(%(ids)s::uuid[]) AND right_id = ANY(%(ids)s::uuid[])))""",
        kind=kind,
        all=among is None,
        ids=list(among or ()),
    )
