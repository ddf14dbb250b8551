"""A merge from the wish to the operation: one group at once, many by a job."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.contracts import Actor
from leadgen.records import bulk, journal, webhooks
from leadgen.records.bulk.acts import Merge, written
from leadgen.records.bulk.words import counted
from leadgen.records.errors import InvalidValues, RecordNotFound
from leadgen.records.field import Field, RecordKind
from leadgen.records.merging.errors import AlreadyMerged
from leadgen.records.merging.groups import Group, candidates, every_field, merge
from leadgen.records.merging.leading import survivors
from leadgen.records.merging.survivorship import Candidate, Decision, Rule, decide
from leadgen.records.registry import REFERENCES
from leadgen.records.repository import bulk as targets
from leadgen.records.repository import reading, writing

SOURCE = "By hand"
_PIECE = 2_000
# Which stored field people mean by the one they see.
_STORED: Mapping[str, str] = {shown: key for key, shown in REFERENCES.items()}


async def preview(session: WorkspaceSession, kind: RecordKind, group: Group) -> Decision:
    """What `one` would make of the group now. Raises RecordNotFound, AlreadyMerged, InvalidValues."""
    fields = await every_field(session, kind)
    return await _decided(session, kind, group, fields, lock=False)


async def one(session: WorkspaceSession, actor: Actor, kind: RecordKind, group: Group) -> tuple[UUID, UUID]:
    """Merge the group: the operation, and the record that is left.

    Two who merge one pair wait for each other: the second is told where the first led. Raises
    RecordNotFound, AlreadyMerged, InvalidValues; then nothing is done.
    """
    await writing.lock_keys(session, "contact", "company")
    fields = await every_field(session, kind)
    decision = await _decided(session, kind, group, fields, lock=True)
    others = len(decision.others)
    operation_id = await journal.open_operation(
        session,
        kind="merge",
        actor=actor,
        source=SOURCE,
        summary=f"Merged {counted(kind, others)} into {decision.survivor.held.label or 'another one'}",
    )
    await merge(session, operation_id, kind, [decision], fields)
    await journal.finish_operation(session, operation_id, state="done", counts={"merged": others})
    await webhooks.tell_act(session, operation_id)
    return operation_id, decision.survivor.id


async def many(
    session: WorkspaceSession,
    actor: Actor,
    kind: RecordKind,
    groups: Sequence[Sequence[UUID]],
    *,
    rule: Rule = "fullest",
    source: str = SOURCE,
) -> UUID:
    """Merge each of the groups, under one operation: at once where they are few, else by a job. Its id.

    No record may be in two of them. One that is gone or merged by then is left out and counted.
    """
    total = sum(map(len, groups))
    operation_id = await journal.open_operation(
        session,
        kind="merge",
        actor=actor,
        source=source,
        summary=f"Merged {counted(kind, total)} into {len(groups):,}",
        total=total,
    )
    await targets.freeze_groups(session, operation_id, list(pieces(groups)))
    await targets.keep_act(session, operation_id, written(Merge(rule), kind))
    await bulk.begin(session, operation_id, total)
    return operation_id


def pieces(groups: Sequence[Sequence[UUID]]) -> Iterator[Sequence[Sequence[UUID]]]:
    """Groups that are carried out in one transaction. Pure."""
    piece: list[Sequence[UUID]] = []
    for group in groups:
        if piece and sum(map(len, piece)) + len(group) > _PIECE:
            yield piece
            piece = []
        piece.append(group)
    if piece:
        yield piece


async def _decided(
    session: WorkspaceSession, kind: RecordKind, group: Group, fields: Mapping[str, Field], *, lock: bool
) -> Decision:
    picks = _picks(kind, group, fields)
    found = await candidates(session, kind, group.records, lock=lock)
    await _refuse_gone(session, kind, group.records, found)
    ordered = [found[one] for one in group.records]
    return decide(kind, ordered, fields, keep=group.keep, picks=picks)


def _picks(kind: RecordKind, group: Group, fields: Mapping[str, Field]) -> dict[str, UUID]:
    """By the stored fields. Raises InvalidValues."""
    picks = {shown_as(kind, key): record for key, record in group.picks.items()}
    wrong = {
        key: "This field cannot be picked: GET /fields has those there are, and what is a list is united"
        for key in picks
        if key not in fields or fields[key].many or fields[key].about
    }
    strange = {
        key: "Pick one of the records that are merged" for key in picks if picks[key] not in group.records
    }
    if group.keep is not None and group.keep not in group.records:
        strange["keep"] = "Keep one of the records that are merged"
    if wrong or strange:
        raise InvalidValues({**wrong, **strange})
    return picks


def shown_as(kind: RecordKind, key: str) -> str:
    """The stored field behind one that people see."""
    return _STORED.get(key, key) if kind == "contact" else key


async def _refuse_gone(
    session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID], found: Mapping[UUID, Candidate]
) -> None:
    """Raises AlreadyMerged for the first that was merged, RecordNotFound for one that is not there."""
    gone = [one for one in ids if one in found and not found[one].held.alive]
    led = await survivors(session, kind, gone)
    for one in gone:
        if one in led:
            survivor = (await reading.hold(session, kind, [led[one]]))[led[one]]
            raise AlreadyMerged(found[one].held.label, survivor.id, survivor.label)
    if gone or len(found) < len(ids):
        raise RecordNotFound
