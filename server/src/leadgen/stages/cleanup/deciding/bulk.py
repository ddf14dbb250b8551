"""Merging every cluster that is sure enough, by rule, as one operation with one undo.

The preview counts, and its token says what it counted: clusters that are as they were then are merged, and no
others. Which of them changed meanwhile is told, with the conflicts of the operation.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.errors import Conflict
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.events.service import publish
from leadgen.platform.jobs import defer
from leadgen.records import journal
from leadgen.records.bulk import handing
from leadgen.records.bulk.words import counted
from leadgen.records.field import RecordKind
from leadgen.records.merging import pieces
from leadgen.records.merging.run import pieces as in_pieces
from leadgen.records.repository import bulk as targets
from leadgen.records.repository import compared, history
from leadgen.records.repository import writing as identities
from leadgen.records.repository.bulk import Piece
from leadgen.records.repository.history import ConflictRow
from leadgen.stages.cleanup.deciding.contracts import Cluster, Member
from leadgen.stages.cleanup.deciding.repository import clusters
from leadgen.stages.cleanup.deciding.scanning import Stop

TASK = "cleanup.merge_duplicates"
SOURCE = "Duplicates"
SAMPLE = 20


class PreviewOutdated(Conflict):
    """The token is of another preview, or nothing of what it counted is still as it was."""

    def __init__(self) -> None:
        super().__init__("What was counted is not so any more. Ask for the preview again, then merge.")


@dataclass(frozen=True)
class Preview:
    """What a merge would take; `at` is when it was counted."""

    kind: RecordKind
    bits: int
    at: datetime
    clusters: int
    records: int
    expected_false_merges: float
    sample: Sequence[UUID]

    def token(self) -> JSON:
        return [self.kind, self.bits, self.at.isoformat(), self.clusters]


@dataclass(frozen=True)
class Counted:
    """What a token says: which clusters were counted when, and how many they were."""

    kind: RecordKind
    bits: int
    at: datetime
    clusters: int


def read(token: JSON, kind: RecordKind, bits: int) -> Counted:
    """Raises PreviewOutdated."""
    match token:
        case [str() as of, int() as least, str() as at, int() as number] if (of, least) == (kind, bits):
            return Counted(kind, bits, datetime.fromisoformat(at), number)
    raise PreviewOutdated


async def preview(session: WorkspaceSession, kind: RecordKind, bits: int) -> Preview:
    """Nothing is changed, and nobody changes a cluster while it counts."""
    await clusters.lock(session)
    at = clock.now()
    sums = await clusters.sums(session, kind, bits, at)
    sample = await clusters.sample(session, kind, bits, at, SAMPLE)
    return Preview(kind, bits, at, sums.clusters, sums.records, sums.expected_false, sample)


async def start(session: WorkspaceSession, actor: Actor, wanted: Counted) -> UUID:
    """Merge what was counted and is as it was; the operation. Raises PreviewOutdated."""
    await clusters.lock(session)
    groups = await clusters.groups(session, wanted.kind, wanted.bits, wanted.at)
    if not groups:
        raise PreviewOutdated
    total = sum(map(len, groups))
    operation_id = await journal.open_operation(
        session,
        kind="merge",
        actor=actor,
        source=SOURCE,
        summary=f"Merged {counted(wanted.kind, total)} into {len(groups):,}",
        total=total,
    )
    await targets.freeze_groups(session, operation_id, list(in_pieces(groups)))
    act: dict[str, JSON] = {
        "act": "merge_duplicates",
        "kind": wanted.kind,
        "at": wanted.at.isoformat(),
        "decided_meanwhile": max(wanted.clusters - len(groups), 0),
    }
    await targets.keep_act(session, operation_id, act)
    await publish(session, topic="operation", ref_id=operation_id)
    await defer(session, TASK, operation_id=operation_id)
    return operation_id


async def work(database: Database, workspace_id: UUID, operation_id: UUID, should_stop: Stop) -> bool:
    """Piece by piece, each in one transaction; False where it stopped before the end, to be continued."""
    while not should_stop():
        async with database.workspace(workspace_id) as session:
            if not await _step(session, operation_id):
                return True
    return False


async def _step(session: WorkspaceSession, operation_id: UUID) -> bool:
    """Identities, clusters, the operation: everybody who merges locks them in this order."""
    await identities.lock_keys(session, "contact", "company")
    await clusters.lock(session)
    found = await handing.next_piece(session, operation_id)
    if found is None:
        await _finish(session, operation_id)
        return False
    claimed = await handing.claim(session, operation_id, found[1])
    if claimed is None:
        return True
    act = await handing.act_of(session, operation_id)
    kind, at = cast(RecordKind, act["kind"]), datetime.fromisoformat(str(act["at"]))
    counts = await _merge(session, operation_id, kind, at, found[1], claimed.actor)
    await handing.done(session, claimed, found[1], counts)
    return True


async def _finish(session: WorkspaceSession, operation_id: UUID) -> None:
    act = await handing.act_of(session, operation_id)
    missed = cast(int, act.get("decided_meanwhile") or 0)
    problem: dict[str, JSON] | None = None
    if missed:
        detail = (
            f"{missed:,} of the groups that were counted had been decided on, or changed, before this began."
        )
        problem = {"code": "decided_meanwhile", "detail": detail}
    await handing.finish(session, operation_id, problem)


async def _merge(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, at: datetime, piece: Piece, actor: Actor
) -> Counter[str]:
    waiting = await clusters.by_ids(
        session, await clusters.waiting_with(session, piece.record_ids), lock=True
    )
    members = await clusters.members(session, waiting)
    await compared.lock(session, kind, piece.record_ids)
    living = await compared.of(session, kind, piece.record_ids)
    seen = {record_id: one.digest for record_id, one in living.items()}
    whole = {
        frozenset(one.record_id for one in members[cluster_id]): cluster_id
        for cluster_id, cluster in waiting.items()
        if _is_so(cluster, members[cluster_id], seen, at)
    }
    merged = [group for group in piece.groups if frozenset(group) in whole]
    left = [group for group in piece.groups if frozenset(group) not in whole]
    counts = await pieces.carry_out(session, operation_id, kind, merged, "fullest")
    decided = [whole[frozenset(group)] for group in merged]
    await clusters.decide(session, decided, "merged", actor, clock.now(), operation_id)
    await history.add_conflicts(session, operation_id, [_conflict(kind, group[0]) for group in left])
    return counts + Counter({"conflicts": len(left)} if left else {})


def _is_so(cluster: Cluster, members: Sequence[Member], seen: dict[UUID, int], at: datetime) -> bool:
    """As the preview counted it: nobody decided, and its records are what was compared."""
    is_waiting = cluster.state == "open" and cluster.revised_at <= at
    return is_waiting and all(seen.get(one.record_id) == one.seen for one in members)


def _conflict(kind: RecordKind, record_id: UUID) -> ConflictRow:
    reason = "Its group was decided on, or a record of it changed, since it was counted; it was left as it is"
    return ConflictRow(record_id, "", kind, reason, None)
