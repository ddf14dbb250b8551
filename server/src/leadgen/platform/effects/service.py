"""Reserving acts, taking them back, and what a person decides about those nobody knows the end of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.errors import Conflict, NotFound
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.audit import service as audit
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.effects import kinds, repository, settling
from leadgen.platform.effects.contracts import Done, Failed, Reserve, State
from leadgen.platform.effects.repository import Answered, Ids, Left
from leadgen.platform.effects.settling import Answer

Happened = Literal["happened", "did_not_happen"]


class EffectNotFound(NotFound):
    """No such act here."""

    def __init__(self) -> None:
        super().__init__("There is no such act here. The list shows all that need a decision.")


class EffectNotUnknown(Conflict):
    """It is known by now how the act ended."""

    def __init__(self) -> None:
        super().__init__("It is known by now how this ended. Reload the list.")


async def reserve(session: WorkspaceSession, kind: str, items: Sequence[Reserve]) -> int:
    """Ask for these acts, carried out once this transaction is committed; a rollback takes them back.

    How many are new: one whose natural key was reserved before is left as it is, even where it was released.
    """
    return await repository.reserve(session, kind, items, now())


async def hold_back(session: WorkspaceSession, kinds: Collection[str], natural_keys: Sequence[str]) -> None:
    """Until this transaction ends nobody calls these acts, or writes down what became of them.

    A result writer locks what it changes after its acts. So who locks the same and then changes acts holds
    these first: otherwise each waits for the other.
    """
    await repository.hold_back(session, kinds, natural_keys)


async def release(session: WorkspaceSession, kind: str, natural_keys: Sequence[str]) -> int:
    """Take back what is not called yet, for good. How many that was; the others go on."""
    return await repository.release(session, kind, natural_keys, now(), None)


async def release_lane(session: WorkspaceSession, kind: str, lane: str, reason: str) -> int:
    """As `release`, for all that waits in a lane."""
    return await repository.release_lane(session, kind, lane, now(), reason)


async def answered(session: WorkspaceSession, kind: str, natural_keys: Sequence[str]) -> list[Answered]:
    """What those of these acts asked and got that have come to their end with a result, in no order."""
    return await repository.answered(session, kind, natural_keys)


async def put_off(
    session: WorkspaceSession, kind: str, natural_keys: Sequence[str], until: datetime, reason: str | None
) -> None:
    """Call those of these acts that wait to be called not before `until`, with the reason why."""
    await repository.put_off(session, kind, natural_keys, until, reason)


async def waive(session: WorkspaceSession, ids: Collection[UUID]) -> None:
    """Nothing is charged for these acts, whatever they cost: their answers came too late to be of use."""
    await repository.waive(session, ids)


async def states(session: WorkspaceSession, kind: str, natural_keys: Sequence[str]) -> Mapping[str, State]:
    """How acts stand, by their keys; those never reserved are missing."""
    return await repository.states(session, kind, natural_keys)


async def forget(session: WorkspaceSession, ids: Ids) -> None:
    """Delete those of these acts that have ended, for a kind whose keys are never asked for again."""
    await repository.forget(session, ids)


async def unknown(session: WorkspaceSession, paging: Paging) -> Page[Left]:
    """Acts nobody knows the end of, newest first. Raises InvalidCursor."""

    async def left(before: tuple[datetime, UUID] | None, limit: int) -> Sequence[Left]:
        return await repository.unknown(session, limit, before)

    return await paging.by_time("unknown effects", left)


async def resolve(session: WorkspaceSession, actor: Actor, effect: UUID, outcome: Happened) -> Left:
    """A person says how it ended; nothing is called again. Raises EffectNotFound, EffectNotUnknown."""
    found = await repository.locked(session, effect)
    if found is None:
        raise EffectNotFound
    left, claimed = found
    kind = kinds.named(left.kind)
    if left.state != "unknown" or kind is None:
        raise EffectNotUnknown
    said = Done() if outcome == "happened" else Failed("A person said that it did not happen.")
    answer = Answer(claimed, said, left.called_at or left.created_at)
    await settling.write(session, kind, [answer], now())
    label = kinds.label_of(left.kind, left.payload)
    await audit.record(session, "effect_resolved", actor, label, {"outcome": outcome, "effect": str(effect)})
    after = await repository.locked(session, effect)
    assert after is not None
    return after[0]
