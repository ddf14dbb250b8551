"""Making the changes of a preview, piece after piece, each in a transaction of its own."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.platform.events.service import publish
from leadgen.records import journal, webhooks
from leadgen.records.contracts import Value
from leadgen.records.derivation import FOLLOWS
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.held import Held
from leadgen.records.projection import IDENTIFYING
from leadgen.records.repository import bulk, giving, history, operations, setwise, writing
from leadgen.records.repository.giving import Wish
from leadgen.records.repository.history import ConflictRow
from leadgen.stages.cleanup.tidying import repository, words
from leadgen.stages.cleanup.tidying.contracts import Cleanup, Proposal
from leadgen.stages.cleanup.tidying.previewing import clashing


async def step(session: WorkspaceSession, cleanup_id: UUID) -> bool:
    """Make the changes of up to 1,000 records in this transaction; False when nothing is left to do.

    A piece goes away in the transaction that wrote it, so that a run that was killed goes on behind it.
    """
    found = await repository.find(session, cleanup_id, lock=True)
    if found is None or found.state != "applying" or found.operation_id is None:
        return False
    operation = (await operations.by_ids(session, [found.operation_id], lock=True))[found.operation_id]
    if operation.state != "running":
        await _end(session, found)
        return False
    piece = await repository.next_to_make(session, cleanup_id)
    if piece is None:
        await journal.finish_operation(session, operation.id, state="done", counts=operation.counts)
        await bulk.forget(session, operation.id)
        await webhooks.tell_act(session, operation.id)
        await _end(session, found)
        return False
    wanted = [one for one in piece.proposals if found.choice.takes(one)]
    outcome = await _make(session, found, wanted)
    await repository.drop(session, cleanup_id, piece.piece)
    counts = dict(Counter(operation.counts) + outcome.counts)
    await operations.progress(
        session, operation.id, done=operation.done + len(wanted), counts=counts, position=[piece.piece + 1]
    )
    await publish(session, topic="operation", ref_id=operation.id)
    return True


@dataclass
class _Outcome:
    """What became of some changes."""

    counts: Counter[str] = field(default_factory=Counter)
    conflicts: list[ConflictRow] = field(default_factory=list)


async def _make(session: WorkspaceSession, found: Cleanup, wanted: Sequence[Proposal]) -> _Outcome:
    """Each change to a value that still is the one which was shown; the others are conflicts."""
    outcome = _Outcome()
    of_record: dict[UUID, list[Proposal]] = defaultdict(list)
    for one in wanted:
        of_record[one.record_id].append(one)
    fields = by_key(await journal.fields_of(session, found.kind))
    plain = {one: of_record.pop(one) for one in [*of_record] if _are_plain(of_record[one], fields)}
    await _lock(session, found.kind, wanted)
    if of_record:
        await _make_each(session, found, of_record, outcome)
    if plain:
        await _make_at_once(session, found, plain, fields, outcome)
    if outcome.conflicts:
        assert found.operation_id is not None
        await history.add_conflicts(session, found.operation_id, outcome.conflicts)
        outcome.counts["conflicts"] += len(outcome.conflicts)
    outcome.counts = Counter({name: number for name, number in outcome.counts.items() if number})
    return outcome


def _are_plain(proposals: Sequence[Proposal], fields: Mapping[str, Field]) -> bool:
    """Is each of them one value of a field that nothing follows from?"""
    keys = [[*one.writes] for one in proposals]
    return all(len(one) == 1 and one[0] in fields and setwise.is_plain(fields[one[0]]) for one in keys)


async def _lock(session: WorkspaceSession, kind: RecordKind, wanted: Sequence[Proposal]) -> None:
    """Identities first, then all rows in one order, whichever way they are written."""
    if any(not IDENTIFYING.isdisjoint(one.writes) for one in wanted):
        await writing.lock_keys(session, kind)
    await setwise.lock(session, kind, {one.record_id for one in wanted})


async def _make_at_once(
    session: WorkspaceSession,
    found: Cleanup,
    of_record: Mapping[UUID, Sequence[Proposal]],
    fields: Mapping[str, Field],
    outcome: _Outcome,
) -> None:
    """At the price of the database alone."""
    assert found.operation_id is not None
    wishes = [
        Wish(one.record_id, fields[key], before, after)
        for proposals in of_record.values()
        for one in proposals
        for key, (before, after) in one.writes.items()
        if after is not None
    ]
    left = await giving.fulfil(
        session, found.operation_id, found.kind, wishes, seen_by=found.id, at=clock.now()
    )
    for one in left:
        reason = words.GONE[found.kind] if one.gone else words.CHANGED
        outcome.conflicts.append(ConflictRow(one.id, one.field, found.kind, reason, one.by))
    stays = Counter(one.id for one in left)
    outcome.counts["values"] += len(wishes) - len(left)
    outcome.counts["updated"] += sum(stays[one] < len(proposals) for one, proposals in of_record.items())


async def _make_each(
    session: WorkspaceSession,
    found: Cleanup,
    of_record: Mapping[UUID, Sequence[Proposal]],
    outcome: _Outcome,
) -> None:
    """Record by record, with what follows."""
    assert found.operation_id is not None
    wanted = [one for proposals in of_record.values() for one in proposals]
    taken = {id(wanted[place]) for place in await clashing(session, found.kind, wanted)}
    seen: set[UUID] = set()

    def revised(held: Held) -> Mapping[str, Value | None]:
        seen.add(held.id)
        values: dict[str, Value | None] = {}
        for one in of_record[held.id]:
            row = _conflict(held, one, found, is_taken=id(one) in taken)
            if row is None:
                values |= {key: after for key, (_, after) in one.writes.items()}
                outcome.counts["values"] += 1
            else:
                outcome.conflicts.append(row)
        outcome.counts["updated"] += bool(values)
        return _alone(held, values)

    keys = {key for one in wanted for key in one.writes}
    await journal.revise(
        session, found.operation_id, found.kind, of_record, keys | FOLLOWS.keys(), revised, confirm=False
    )
    for record_id in of_record.keys() - seen:
        outcome.conflicts += [
            ConflictRow(record_id, one.field, found.kind, words.GONE[found.kind], None)
            for one in of_record[record_id]
        ]


def _conflict(held: Held, one: Proposal, found: Cleanup, *, is_taken: bool) -> ConflictRow | None:
    """Why the change is not made. Ids are in the order of time: a newer author came after the preview."""
    for key, (before, _) in one.writes.items():
        author = held.author(key)
        if held.values.get(key) != before or author.int > found.id.int:
            by = author if author.int > found.id.int else None
            return ConflictRow(held.id, one.field, found.kind, words.CHANGED, by)
    return ConflictRow(held.id, one.field, found.kind, words.TAKEN[found.kind], None) if is_taken else None


def _alone(held: Held, values: Mapping[str, Value | None]) -> Mapping[str, Value | None]:
    """Fields that would follow one of these stay as they are, unless they are among them."""
    following = {key for key, source in FOLLOWS.items() if source in values and key not in values}
    return {**{key: held.values.get(key) for key in following}, **values}


async def _end(session: WorkspaceSession, found: Cleanup) -> None:
    """No more of it will be made."""
    await repository.forget_pieces(session, found.id)
    await repository.change(session, replace(found, state="applied"))
