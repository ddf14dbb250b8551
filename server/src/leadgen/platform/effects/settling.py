"""Writing down what became of attempts: the state, and with it what the kind makes of it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.effects import repository
from leadgen.platform.effects.contracts import (
    Again,
    Claimed,
    Done,
    EffectKind,
    Failed,
    Outcome,
    Settled,
    State,
    Unknown,
)
from leadgen.platform.effects.repository import Verdict
from leadgen.platform.effects.waiting import wait


@dataclass(frozen=True)
class Answer:
    """What one attempt came to."""

    effect: Claimed
    outcome: Outcome
    called_at: datetime


async def write(
    session: WorkspaceSession, kind: EffectKind, answers: Sequence[Answer], at: datetime
) -> list[Settled]:
    """Settle these attempts in this transaction, results included. Those that counted.

    An answer that came after its lease was lost is written where it tells something new, and never twice.
    """
    settled = [decide(kind, answer, at, random.random()) for answer in answers]  # noqa: S311 - spreads retries
    counted = await repository.settle(session, [_verdict(one) for one in settled], at)
    told = [one for one in settled if one.effect.id in counted]
    if told:
        await kind.settle(session, told)
    return told


def mute(kind: EffectKind) -> EffectKind:
    """The same kind where its own result writer has failed: the state at least is written."""
    return replace(kind, settle=_nothing)


async def _nothing(session: WorkspaceSession, settled: Sequence[Settled]) -> None:
    return None


def decide(kind: EffectKind, answer: Answer, at: datetime, luck: float) -> Settled:
    """The state that follows from an outcome. Pure."""
    outcome, next_at = answer.outcome, None
    match outcome:
        case Done():
            state: State = "settled"
        case Unknown():
            state = "unknown"
        case Failed():
            state = "failed"
        case Again():
            pause = wait(kind.retries, answer.effect.attempt, outcome.after, luck)
            state, next_at = ("failed", None) if pause is None else ("reserved", at + pause)
    return Settled(answer.effect, outcome, state, answer.called_at, at, next_at)


def _verdict(settled: Settled) -> Verdict:
    outcome, effect = settled.outcome, settled.effect
    if isinstance(outcome, Done):
        return Verdict(effect.id, effect.lease_id, "settled", None, None, outcome.cost, outcome.result, True)
    return Verdict(
        effect.id, effect.lease_id, settled.state, settled.next_at, outcome.problem, 0, None, happened=False
    )
