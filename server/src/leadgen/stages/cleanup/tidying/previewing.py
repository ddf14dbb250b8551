"""Looking at the records of a preview, piece after piece, each in a transaction of its own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.normalise import own_words
from leadgen.records.projection import IDENTIFYING, strong_keys
from leadgen.records.repository import reading
from leadgen.records.vocabularies import service as vocabularies
from leadgen.stages.cleanup.tidying import gathering, repository
from leadgen.stages.cleanup.tidying.contracts import Cleanup, Proposal
from leadgen.stages.cleanup.tidying.gathering import Gatherer
from leadgen.stages.cleanup.tidying.proposing import propose


class Preview:
    """One run over a preview; what it has read of values and imports it remembers."""

    def __init__(self, cleanup_id: UUID) -> None:
        self._id = cleanup_id
        self._gatherer: Gatherer | None = None

    async def step(self, session: WorkspaceSession) -> bool:
        """Look at up to 1,000 records in this transaction; False when nothing is left to look at.

        Two workers at once wait for each other at the row and never look at the same piece.
        """
        found = await repository.find(session, self._id, lock=True)
        if found is None or found.state != "running":
            return False
        piece = await repository.next_to_look_at(session, self._id)
        if piece is None:
            await repository.change(session, replace(found, state="ready"))
            return False
        if self._gatherer is None:
            self._gatherer = await gathering.gatherer(session, found.kind)
        proposals, clashes = await _proposals(session, found, self._gatherer, piece.record_ids)
        counts = Counter(one.group for one in proposals)
        await repository.keep(session, self._id, piece.piece, counts, proposals)
        await repository.change(
            session,
            replace(
                found,
                done=found.done + len(piece.record_ids),
                records=found.records + len({one.record_id for one in proposals}),
                clashes=found.clashes + clashes,
                counts=dict(Counter(found.counts) + counts),
            ),
        )
        return True


async def _proposals(
    session: WorkspaceSession, found: Cleanup, gatherer: Gatherer, ids: Sequence[UUID]
) -> tuple[list[Proposal], int]:
    """What would change, without what another record's identity stands against; and how often it does."""
    words = await vocabularies.own_words(session)
    with own_words.using(words):
        gathered = await gatherer.gather(session, ids, found.rules)
        proposals = [
            one
            for held in gathered.held
            for one in propose(held, gathered.behind[held.id], found.rules, gatherer.fields, gatherer.reader)
        ]
        taken = await clashing(session, found.kind, proposals)
    return [one for place, one in enumerate(proposals) if place not in taken], len(taken)


async def clashing(session: WorkspaceSession, kind: RecordKind, proposals: Sequence[Proposal]) -> set[int]:
    """The places of those that would give a record the identity of another one, or of one before it."""
    needed = {place: keys for place, one in enumerate(proposals) if (keys := identities(kind, one))}
    wanted = {key for keys in needed.values() for key in keys}
    holders = await reading.key_holders(session, kind, wanted) if wanted else {}
    clashes: set[int] = set()
    for place, keys in needed.items():
        record_id = proposals[place].record_id
        if not all(holders.setdefault(key, record_id) == record_id for key in keys):
            clashes.add(place)
    return clashes


def identities(kind: RecordKind, one: Proposal) -> set[str]:
    """Those that the new values give."""
    after = {key: value for key, (_, value) in one.writes.items() if key in IDENTIFYING and value is not None}
    return strong_keys(kind, after) if after else set()
