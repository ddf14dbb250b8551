"""Taking acts to call: in one transaction, with the guards asked at this last moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.platform.effects import repository, settling
from leadgen.platform.effects.contracts import Claimed, EffectKind, Hold, Later, Never, Unknown
from leadgen.platform.effects.repository import Lane
from leadgen.platform.effects.settling import Answer
from leadgen.platform.workspaces import arming

_LOOK_AGAIN = timedelta(seconds=30)
# A lane of which nothing may be called just now is looked at once a second, not in every round.
_REST = timedelta(seconds=1)
_LOST = "The process that called it ended before the answer was written."


@dataclass(frozen=True)
class Claim:
    """What was taken. Until `rest_until` the lane is best left alone: all that was looked at is held."""

    effects: Sequence[Claimed]
    at: datetime
    rest_until: datetime | None = None


async def claim(session: WorkspaceSession, kind: EffectKind, lane: Lane, limit: int, at: datetime) -> Claim:
    """Up to `limit` acts of a lane, marked as called once this transaction commits."""
    if kind.lane_at_once is not None:
        if not await repository.lock_lane(session, lane.kind, lane.name):
            return Claim((), at)  # another worker claims from it at this moment
        limit = min(limit, kind.lane_at_once - await repository.in_call(session, lane.kind, lane.name))
    if limit <= 0:
        return Claim((), at)
    lease_id = uuid7()
    due = [one for one, _ in await repository.due(session, lane, "reserved", lease_id, at, limit)]
    held = await _held(session, kind, due, at)
    free = [one for one in due if one.id not in held]
    await _put_off(session, kind, held, at)
    if free:
        ids = [one.id for one in free]
        await repository.call(session, ids, lease_id, at=at, until=at + kind.lease)
    return Claim(free, at, at + _REST if held and not free else None)


async def see_to_lost(session: WorkspaceSession, kind: EffectKind, lane: Lane, at: datetime) -> None:
    """Acts whose lease ran out: due again where repeating is harmless, else nobody knows."""
    lost = await repository.due(session, lane, "called", uuid7(), at, kind.batch)
    most = len(kind.retries) + 1 + kind.deaths
    again = [one.id for one, _ in lost if kind.is_idempotent and one.attempt < most]
    if again:
        await repository.give_back(session, again, at, _LOST)
    ended = [Answer(one, Unknown(_LOST), called or at) for one, called in lost if one.id not in set(again)]
    if ended:
        await settling.write(session, kind, ended, at)


async def _held(
    session: WorkspaceSession, kind: EffectKind, due: Sequence[Claimed], at: datetime
) -> Mapping[UUID, Hold]:
    """What may not be called now, and why. A workspace that is disarmed reaches nobody."""
    if not due:
        return {}
    if await arming.is_disarmed(session):
        hold = Later(at + _LOOK_AGAIN, "Nothing goes out until the owner confirms the restored workspace.")
        return {one.id: hold for one in due}
    held: dict[UUID, Hold] = {}
    for guard in kind.guards:
        free = [one for one in due if one.id not in held]
        if free:
            held |= await guard(session, free)
    return held


async def _put_off(
    session: WorkspaceSession, kind: EffectKind, held: Mapping[UUID, Hold], at: datetime
) -> None:
    if later := {effect: hold for effect, hold in held.items() if isinstance(hold, Later)}:
        await repository.hold(session, later)
    if never := {effect: hold for effect, hold in held.items() if isinstance(hold, Never)}:
        await repository.drop(session, kind.name, never, at)
