"""What a person says of one cluster: merge it, it is not one, later, look again.

Nothing is done to a cluster that is not what was looked at. `version` names what somebody saw; without it,
what the scan compared has to be so still.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records import service as records
from leadgen.records.errors import RecordNotFound
from leadgen.records.merging.errors import AlreadyMerged
from leadgen.records.merging.groups import Group
from leadgen.records.repository import compared, reading
from leadgen.records.repository import writing as identities
from leadgen.records.repository.compared import Compared
from leadgen.stages.cleanup.deciding.contracts import (
    Cluster,
    ClusterChanged,
    ClusterNotFound,
    FoundCluster,
    Member,
    NotOfCluster,
    TooManyDistinct,
)
from leadgen.stages.cleanup.deciding.parts import apart as joined
from leadgen.stages.cleanup.deciding.repository import apart, clusters, writing

MOST_DISTINCT = 200


@dataclass(frozen=True)
class Look:
    """A cluster as it is now; `living` are those of its records that are there."""

    cluster: Cluster
    members: Sequence[Member]
    living: Mapping[UUID, Compared]

    @property
    def version(self) -> str:
        """Another one as soon as a record of it, or what was decided, is another."""
        times = [
            one.updated_at.isoformat() if (one := self.living.get(member.record_id)) else ""
            for member in self.members
        ]
        spelt = " ".join([self.cluster.state, *(str(member.record_id) for member in self.members), *times])
        return blake2b(spelt.encode(), digest_size=8).hexdigest()

    @property
    def gone(self) -> list[UUID]:
        """Those that were removed or merged since."""
        return [one.record_id for one in self.members if one.record_id not in self.living]

    @property
    def changed(self) -> list[UUID]:
        """Those of which something that was compared is another now."""
        return [
            one.record_id
            for one in self.members
            if one.record_id in self.living and self.living[one.record_id].digest != one.seen
        ]


async def look(session: WorkspaceSession, cluster_id: UUID, *, lock: bool = False) -> Look:
    """Raises ClusterNotFound."""
    found = (await clusters.by_ids(session, [cluster_id], lock=lock)).get(cluster_id)
    if found is None:
        raise ClusterNotFound
    members = (await clusters.members(session, [cluster_id]))[cluster_id]
    living = await compared.of(session, found.kind, [one.record_id for one in members])
    return Look(found, members, living)


@dataclass(frozen=True)
class Wish:
    """Which records of the cluster are meant, None: all; and what was seen of it."""

    records: Sequence[UUID] | None = None
    version: str | None = None


async def merge(
    session: WorkspaceSession,
    actor: Actor,
    cluster_id: UUID,
    wish: Wish,
    keep: UUID | None,
    picks: Mapping[str, UUID],
) -> UUID:
    """Make one record of them; the operation.

    Raises ClusterNotFound, ClusterChanged, NotOfCluster, InvalidValues.
    """
    await identities.lock_keys(session, "contact", "company")
    found = await _decidable(session, cluster_id, wish)
    group = Group(_named(found, wish), keep, picks)
    try:
        operation_id, _ = await records.merge_group(session, actor, found.cluster.kind, group)
    except (AlreadyMerged, RecordNotFound):
        raise _changed(found, "A record of it was removed or merged just now.") from None
    await clusters.decide(session, [cluster_id], "merged", actor, clock.now(), operation_id)
    return operation_id


async def distinct(session: WorkspaceSession, actor: Actor, cluster_id: UUID, wish: Wish) -> None:
    """None of these is another one, for good; what is left of the cluster is a cluster of its own.

    Raises ClusterNotFound, ClusterChanged, NotOfCluster, TooManyDistinct.
    """
    found = await _decidable(session, cluster_id, wish)
    named = _named(found, wish)
    if len(named) > MOST_DISTINCT:
        raise TooManyDistinct(MOST_DISTINCT)
    at = clock.now()
    await apart.remember(session, found.cluster.kind, cluster_id, named, at)
    await clusters.decide(session, [cluster_id], "distinct", actor, at)
    if len(named) < len(found.living):
        await _keep_rest(session, found, at)


async def skip(session: WorkspaceSession, actor: Actor, cluster_id: UUID, wish: Wish) -> None:
    """Decide later: it waits apart from the open ones. Raises ClusterNotFound, ClusterChanged."""
    await _decidable(session, cluster_id, wish)
    await clusters.decide(session, [cluster_id], "skipped", actor, clock.now())


async def reopen(session: WorkspaceSession, cluster_id: UUID) -> None:
    """Take a skip or a "not a duplicate" back; a merge, too, where its records are all there again.

    Raises ClusterNotFound, ClusterChanged.
    """
    await clusters.lock(session)
    found = await look(session, cluster_id, lock=True)
    if found.cluster.state == "merged" and found.gone:
        raise _changed(found, "It was merged: undo that operation, and it is open again.")
    if found.cluster.state == "distinct":
        await apart.forget(session, cluster_id)
    await _open_again(session, [found.cluster])


async def follow_undo(session: WorkspaceSession, operation_id: UUID, undone: bool) -> None:
    """As a listener of undo: a cluster of a merge waits again where all of its records are there again.

    So it is with a merge that was undone in part or done again; nothing else says which groups that is about.
    """
    found = await clusters.of_operation(session, operation_id)
    if not found:
        return
    await clusters.lock(session)
    members = await clusters.members(session, [one.id for one in found])
    living = await reading.living(
        session, found[0].kind, [one.record_id for group in members.values() for one in group]
    )
    whole = {one.id for one in found if all(member.record_id in living for member in members[one.id])}
    await _open_again(session, [one for one in found if one.id in whole and one.state == "merged"])
    again = [one.id for one in found if one.id not in whole and one.state in ("open", "skipped")]
    await clusters.set_state(session, again, "merged", clock.now())


async def _open_again(session: WorkspaceSession, again: Sequence[Cluster]) -> None:
    """A record waits in one cluster only: what was made of its records since makes room."""
    ids = [one.id for one in again]
    members = [one.record_id for group in (await clusters.members(session, ids)).values() for one in group]
    others = set(await clusters.waiting_with(session, members)) - set(ids)
    await clusters.remove(session, others)
    await clusters.set_state(session, ids, "open", clock.now())


async def _decidable(session: WorkspaceSession, cluster_id: UUID, wish: Wish) -> Look:
    """Locked, and as it was looked at."""
    await clusters.lock(session)
    found = await look(session, cluster_id, lock=True)
    if found.cluster.state not in ("open", "skipped"):
        raise _changed(found, f"{found.cluster.decided_by or 'Somebody'} decided on it meanwhile.")
    if wish.version is None and (found.gone or found.changed):
        raise _changed(found, "A record of it was changed, merged or removed since it was found.")
    if wish.version is not None and wish.version != found.version:
        raise _changed(found, "A record of it was changed, merged or removed since you looked at it.")
    return found


def _changed(found: Look, detail: str) -> ClusterChanged:
    return ClusterChanged(detail, state=found.cluster.state, version=found.version, gone=found.gone)


def _named(found: Look, wish: Wish) -> list[UUID]:
    """The records that are meant, of those that are there. Raises NotOfCluster."""
    living = [one.record_id for one in found.members if one.record_id in found.living]
    named = living if wish.records is None else list(wish.records)
    if len(named) < 2 or len(set(named)) < len(named) or not set(named) <= set(living):
        raise NotOfCluster
    return named


async def _keep_rest(session: WorkspaceSession, found: Look, at: datetime) -> None:
    """Which of the others are still probably one, by what was found of their pairs."""
    kind = found.cluster.kind
    place = {one.record_id: one.place for one in found.members if one.record_id in found.living}
    barred = {
        (min(place[one.left_id], place[one.right_id]), max(place[one.left_id], place[one.right_id]))
        for one in await apart.pairs(session, kind, list(place))
    }
    pairs = [
        pair
        for pair in sorted(await clusters.pairs_of(session, found.cluster.id), key=_surest)
        if {pair[0], pair[1]} <= set(place.values())
    ]
    record = {number: record_id for record_id, number in place.items()}
    ends = [(cast(int, pair[0]), cast(int, pair[1])) for pair in pairs]
    home = joined(list(dict.fromkeys(row for pair in ends for row in pair)), ends, barred)
    seen = {one.place: one.seen for one in found.members}
    rest = []
    for part in dict.fromkeys(home.values()):
        rows = [row for row in home if home[row] == part]
        inside = [
            pair for pair, (one, other) in zip(pairs, ends, strict=True) if home[one] == home[other] == part
        ]
        if len(rows) > 1 and inside:
            rest.append(_part([(record[row], seen[row]) for row in rows], rows, inside))
    await writing.write(session, kind, rest, [], looked_at=at, at=at)


def _part(
    members: Sequence[tuple[UUID, int]], rows: Sequence[int], pairs: Sequence[Sequence[JSON]]
) -> FoundCluster:
    """Not to be merged unseen: a scan says whether it may."""
    number = {row: at for at, row in enumerate(rows)}
    moved: JSON = [
        [number[cast(int, pair[0])], number[cast(int, pair[1])], pair[2], pair[3]] for pair in pairs
    ]
    return FoundCluster(members, min(cast(int, pair[2]) for pair in pairs), None, None, moved)


def _surest(pair: Sequence[JSON]) -> int:
    return -cast(int, pair[2])
