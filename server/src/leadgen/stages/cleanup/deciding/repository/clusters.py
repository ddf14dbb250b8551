"""SQL of clusters: how a scan writes them, and how they are read and decided on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from psycopg.sql import SQL, Composable, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records.field import RecordKind
from leadgen.records.repository.grid import MOST_COUNTED, Total, touched
from leadgen.records.repository.rows import run, scalars, typed
from leadgen.stages.cleanup.deciding.contracts import Cluster, ClusterState, Member

Order = Literal["-probability", "probability", "-size"]
STATES: Sequence[ClusterState] = ("open", "skipped", "distinct", "merged")

_COLUMNS = SQL(
    "SELECT c.id, c.kind, c.state, c.size, c.bits, c.sure_bits, c.expected_false, c.found_at, c.revised_at,"
    " c.decided_by, c.decided_at, c.operation_id FROM duplicate_cluster c WHERE c.workspace_id = %(ws)s"
)
_ORDERS: Mapping[Order, tuple[SQL, SQL]] = {
    "-probability": (SQL("(c.bits, c.id) < "), SQL("c.bits DESC, c.id DESC")),
    "probability": (SQL("(c.bits, c.id) > "), SQL("c.bits, c.id")),
    "-size": (SQL("(c.size, c.id) < "), SQL("c.size DESC, c.id DESC")),
}
_BACK: Mapping[Order, tuple[SQL, SQL]] = {
    "-probability": (SQL("(c.bits, c.id) > "), SQL("c.bits, c.id")),
    "probability": (SQL("(c.bits, c.id) < "), SQL("c.bits DESC, c.id DESC")),
    "-size": (SQL("(c.size, c.id) > "), SQL("c.size, c.id")),
}


async def lock(session: WorkspaceSession) -> None:
    """Nobody else writes or counts clusters until this transaction ends.

    Whoever needs the lock on the identities, too, as a merge does, takes that one first.
    """
    await run(
        session, "SELECT pg_advisory_xact_lock(hashtextextended('duplicates ' || %(ws)s::text, 7233020))"
    )


@dataclass(frozen=True)
class Asked:
    """Which clusters, in which order. `bits`: at least so many; `operation_id`: with a record it touched."""

    kind: RecordKind
    state: ClusterState
    bits: int
    order: Order = "-probability"
    operation_id: UUID | None = None

    @property
    def condition(self) -> Composed:
        return SQL(" AND c.kind = %(kind)s AND c.state = %(state)s AND c.bits >= %(bits)s") + self.touching

    @property
    def touching(self) -> Composable:
        if self.operation_id is None:
            return SQL("")
        return SQL(
            """ AND EXISTS (SELECT FROM duplicate_member m JOIN {} r ON r.id = m.record_id AND {}
                  WHERE m.workspace_id = %(ws)s AND m.cluster_id = c.id)"""
        ).format(Identifier(self.kind), touched())

    @property
    def params(self) -> dict[str, object]:
        return {"kind": self.kind, "state": self.state, "bits": self.bits, "operation": self.operation_id}

    def place(self, cluster: Cluster) -> int:
        """Of a cluster in this order, before its id."""
        return cluster.size if self.order == "-size" else cluster.bits


async def page(
    session: WorkspaceSession, asked: Asked, after: tuple[int, UUID] | None, limit: int
) -> list[Cluster]:
    """Up to `limit` of them behind a place."""
    return await _in_order(session, asked, *_ORDERS[asked.order], after, limit)


async def before(session: WorkspaceSession, asked: Asked, place: tuple[int, UUID]) -> Cluster | None:
    """The one before a place."""
    found = await _in_order(session, asked, *_BACK[asked.order], place, 1)
    return found[0] if found else None


async def _in_order(
    session: WorkspaceSession,
    asked: Asked,
    behind: SQL,
    order: SQL,
    after: tuple[int, UUID] | None,
    limit: int,
) -> list[Cluster]:
    query: Composed = _COLUMNS + asked.condition
    if after is not None:
        query += SQL(" AND ") + behind + SQL("(%(place)s, %(id)s)")
    query += SQL(" ORDER BY ") + order + SQL(" LIMIT %(limit)s")
    place, cluster_id = after or (None, None)
    return await typed(session, Cluster, query, place=place, id=cluster_id, limit=limit, **asked.params)


@dataclass(frozen=True)
class _Counted:
    state: ClusterState
    found: int


async def counts(session: WorkspaceSession, asked: Asked) -> dict[ClusterState, Total]:
    """By state how many such there are, exact up to 10,000."""
    one = SQL(
        "SELECT {state}::text AS state, count(*) AS found FROM (SELECT FROM duplicate_cluster c"
        " WHERE c.workspace_id = %(ws)s AND c.kind = %(kind)s AND c.state = {state} AND c.bits >= %(bits)s"
        "{touching} LIMIT %(most)s) AS counted"
    )
    query = SQL(" UNION ALL ").join(one.format(state=state, touching=asked.touching) for state in STATES)
    found = await typed(session, _Counted, query, most=MOST_COUNTED + 1, **asked.params)
    return {row.state: Total(min(row.found, MOST_COUNTED), exact=row.found <= MOST_COUNTED) for row in found}


async def by_ids(
    session: WorkspaceSession, ids: Collection[UUID], *, lock: bool = False
) -> dict[UUID, Cluster]:
    """With `lock` nobody else decides on them until this transaction ends."""
    query = _COLUMNS + SQL(" AND c.id = ANY(%(ids)s::uuid[]) ORDER BY c.id")
    if lock:
        query += SQL(" FOR UPDATE")
    return {one.id: one for one in await typed(session, Cluster, query, ids=list(ids))}


async def pairs_of(session: WorkspaceSession, cluster_id: UUID) -> list[list[JSON]]:
    """Why: two places of members, thousandths of bits, and what each field says."""
    query = "SELECT pairs FROM duplicate_cluster WHERE workspace_id = %(ws)s AND id = %(id)s"
    found = await scalars(session, list, query, id=cluster_id)
    return found[0] if found else []


async def members(
    session: WorkspaceSession, cluster_ids: Collection[UUID], most: int | None = None
) -> dict[UUID, list[Member]]:
    """Of each of these clusters, in their order; of each at most so many."""
    found = await typed(
        session,
        Member,
        """SELECT cluster_id, record_id, place, seen FROM duplicate_member
           WHERE workspace_id = %(ws)s AND cluster_id = ANY(%(ids)s::uuid[])
             AND (%(most)s::bigint IS NULL OR place < %(most)s) ORDER BY cluster_id, place""",
        ids=list(cluster_ids),
        most=most,
    )
    grouped: dict[UUID, list[Member]] = {one: [] for one in cluster_ids}
    for member in found:
        grouped[member.cluster_id].append(member)
    return grouped


async def decide(
    session: WorkspaceSession,
    cluster_ids: Collection[UUID],
    state: ClusterState,
    actor: Actor | None,
    at: datetime,
    operation_id: UUID | None = None,
) -> None:
    """Say what became of them; without an actor they are as if nobody had decided."""
    await run(
        session,
        """UPDATE duplicate_cluster SET state = %(state)s, decided_by_id = %(actor)s, decided_by = %(name)s,
             decided_at = %(decided)s, operation_id = %(operation)s, revised_at = %(at)s
           WHERE workspace_id = %(ws)s AND id = ANY(%(ids)s::uuid[])""",
        ids=list(cluster_ids),
        state=state,
        actor=actor and actor.id,
        name=actor and actor.name,
        decided=at if actor else None,
        operation=operation_id,
        at=at,
    )


async def remove(session: WorkspaceSession, cluster_ids: Collection[UUID]) -> None:
    """They were found, and are no more."""
    query = "DELETE FROM duplicate_cluster WHERE workspace_id = %(ws)s AND id = ANY(%(ids)s::uuid[])"
    await run(session, query, ids=list(cluster_ids))


async def waiting_with(
    session: WorkspaceSession, record_ids: Collection[UUID], but: UUID | None = None
) -> list[UUID]:
    """The clusters that wait for a decision, or were skipped, and have one of these records."""
    query = """SELECT DISTINCT c.id FROM duplicate_member m
               JOIN duplicate_cluster c ON c.workspace_id = m.workspace_id AND c.id = m.cluster_id
               WHERE m.workspace_id = %(ws)s AND m.record_id = ANY(%(ids)s::uuid[])
                 AND c.state IN ('open', 'skipped') AND c.id IS DISTINCT FROM %(but)s ORDER BY c.id"""
    return await scalars(session, UUID, query, ids=list(record_ids), but=but)


@dataclass(frozen=True)
class Standing:
    """A record of a cluster that waits for a decision, or was skipped."""

    cluster_id: UUID
    record_id: UUID


async def standing(session: WorkspaceSession, kind: RecordKind) -> list[Standing]:
    """All of a kind."""
    return await typed(
        session,
        Standing,
        """SELECT m.cluster_id, m.record_id FROM duplicate_cluster c
           JOIN duplicate_member m ON m.workspace_id = c.workspace_id AND m.cluster_id = c.id
           WHERE c.workspace_id = %(ws)s AND c.kind = %(kind)s AND c.state IN ('open', 'skipped')""",
        kind=kind,
    )


async def of_operation(session: WorkspaceSession, operation_id: UUID) -> list[Cluster]:
    """Those it merged, or had merged before it was undone."""
    return await typed(
        session, Cluster, _COLUMNS + SQL(" AND c.operation_id = %(operation)s"), operation=operation_id
    )


async def set_state(
    session: WorkspaceSession, cluster_ids: Collection[UUID], state: ClusterState, at: datetime
) -> None:
    """Who decided what before stays with it, for a merge that is done again."""
    await run(
        session,
        """UPDATE duplicate_cluster SET state = %(state)s, revised_at = %(at)s
           WHERE workspace_id = %(ws)s AND id = ANY(%(ids)s::uuid[])""",
        ids=list(cluster_ids),
        state=state,
        at=at,
    )


@dataclass(frozen=True)
class Sums:
    """Of the clusters that may be merged unseen from some threshold on."""

    clusters: int
    records: int
    expected_false: float


_SURE = SQL(
    " FROM duplicate_cluster c WHERE c.workspace_id = %(ws)s AND c.kind = %(kind)s AND c.state = 'open'"
    " AND c.sure_bits >= %(bits)s AND c.revised_at <= %(at)s"
)


async def sums(session: WorkspaceSession, kind: RecordKind, bits: int, at: datetime) -> Sums:
    """As they stood at a time."""
    query = SQL(
        "SELECT count(*) AS clusters, coalesce(sum(c.size), 0)::bigint AS records,"
        " coalesce(sum(c.expected_false), 0) AS expected_false"
    )
    return (await typed(session, Sums, query + _SURE, kind=kind, bits=bits, at=at))[0]


async def sample(
    session: WorkspaceSession, kind: RecordKind, bits: int, at: datetime, most: int
) -> list[UUID]:
    """So many of them at random, the same ones for the same time."""
    query = SQL("SELECT c.id") + _SURE + SQL(" ORDER BY md5(c.id::text || %(seed)s) LIMIT %(most)s")
    return await scalars(session, UUID, query, kind=kind, bits=bits, at=at, seed=at.isoformat(), most=most)


async def groups(session: WorkspaceSession, kind: RecordKind, bits: int, at: datetime) -> list[list[UUID]]:
    """The records of each of those that are still as they stood at a time, the surest first."""
    members = SQL("SELECT array_agg(m.record_id ORDER BY m.place) FROM duplicate_member m JOIN (SELECT c.*")
    query = members + _SURE + SQL(") AS c ON c.id = m.cluster_id WHERE m.workspace_id = %(ws)s")
    query += SQL(" GROUP BY c.id, c.sure_bits ORDER BY c.sure_bits DESC, c.id")
    return await scalars(session, list, query, kind=kind, bits=bits, at=at)
