"""What a module that has effects says, and what it is handed."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.kernel.together import Together
from leadgen.platform.net import Net

CHANNEL = "leadgen_effect"

State = Literal["reserved", "called", "settled", "failed", "unknown", "released"]


@dataclass(frozen=True)
class Reserve:
    """An act to come. `natural_key` names the intent within its kind: asked for twice, it is one act.

    `lane` is what the act goes through (an endpoint, a mailbox, a provider): lanes do not delay each other.
    `payload` holds no secret; what is secret is made or read when the act is called. `ceiling` in credits.
    """

    natural_key: str
    payload: JSON
    due_at: datetime | None = None
    ceiling: int = 0
    run_id: UUID | None = None
    lane: str = ""


@dataclass(frozen=True)
class Claimed:
    """An act that is ours to call now. `attempt` counts from 1."""

    id: UUID
    workspace_id: UUID
    kind: str
    lane: str
    natural_key: str
    payload: JSON
    attempt: int
    ceiling: int
    run_id: UUID | None
    created_at: datetime
    lease_id: UUID

    @property
    def idempotency_key(self) -> str:
        """For the receiver: the same in every attempt, and again after a restore."""
        return str(self.id)


@dataclass(frozen=True)
class Done:
    """It happened. `cost` in credits; `result` is kept beside the payload.

    `note`, here and below, is for the result writer only.
    """

    result: JSON = None
    cost: int = 0
    note: JSON = None


@dataclass(frozen=True)
class Again:
    """It did not happen, and may later: after the kind's next wait, and not before `after`."""

    problem: str
    after: timedelta | None = None
    note: JSON = None


@dataclass(frozen=True)
class Failed:
    """It did not happen and will not."""

    problem: str
    note: JSON = None


@dataclass(frozen=True)
class Unknown:
    """It may have happened: nobody but a person decides what follows."""

    problem: str
    note: JSON = None


Outcome = Done | Again | Failed | Unknown


@dataclass(frozen=True)
class Later:
    """Not now: asked again at `until`."""

    until: datetime
    reason: str


@dataclass(frozen=True)
class Never:
    """No more: it is released, with this reason."""

    reason: str


Hold = Later | Never


@dataclass(frozen=True)
class Settled:
    """What became of an attempt. `state` is `reserved` where it is tried again, at `next_at`.

    `called_at` is when the attempt was claimed; `at`, when its outcome was written.
    """

    effect: Claimed
    outcome: Outcome
    state: State
    called_at: datetime
    at: datetime
    next_at: datetime | None


@dataclass(frozen=True)
class EffectContext:
    """What a call is given besides its effect. `together`: for what calls of this worker all read."""

    database: Database
    settings: Settings
    net: Net
    together: Together = field(default_factory=Together)


Guard = Callable[[WorkspaceSession, Sequence[Claimed]], Awaitable[Mapping[UUID, Hold]]]
Call = Callable[[EffectContext, Claimed], Awaitable[Outcome]]
Settle = Callable[[WorkspaceSession, Sequence[Settled]], Awaitable[None]]
Describe = Callable[[JSON], str]


@dataclass(frozen=True)
class EffectKind:
    """How acts of one kind are guarded, called and written down.

    `guards` are asked at the claim, in its transaction, the last moment before the call. `call` runs in no
    transaction; it ends within `longest` or is cut off. Its `lease` is renewed while it lasts, so that is how
    long a killed worker's acts are left alone. `settle` writes the result in the transaction that settles; it
    is told of every attempt once, at most `batch` in a go, and of what a person resolves. `at_once` bounds
    the calls of one worker, `lane_at_once` those of one lane in all workers. `ahead`: so many acts more are
    claimed, to begin as places come free; only where guards may be asked a little before the call.
    `retries` are the waits between attempts: one more attempt than waits, then it has failed. An act that
    was lost with its worker `deaths` times beyond them is not tried any more; more where somebody else names
    the culprit, since whoever was in the same worker is lost with it.
    """

    name: str
    call: Call
    settle: Settle
    is_idempotent: bool
    guards: Sequence[Guard] = ()
    longest: timedelta = timedelta(seconds=60)
    lease: timedelta = timedelta(seconds=30)
    batch: int = 100
    at_once: int = 50
    ahead: int = 0
    lane_at_once: int | None = None
    retries: Sequence[timedelta] = ()
    deaths: int = 5
    describe: Describe | None = None

    def __post_init__(self) -> None:
        # What was claimed and not called would be unknown after a crash.
        assert self.is_idempotent or not self.ahead

    @property
    def alone(self) -> int:
        """So many acts one workspace may have while others may come: claimed ahead, they hold nobody up."""
        return self.at_once + self.ahead // 2 if self.ahead else self.at_once * 3 // 4


@dataclass
class Effects:
    """The kinds of one module: `effects = Effects()`, then `effects.kind(EffectKind(…))`."""

    kinds: dict[str, EffectKind] = field(default_factory=dict)

    def kind(self, kind: EffectKind) -> EffectKind:
        """Register it. Raises ValueError where the name is taken."""
        if kind.name in self.kinds:
            raise ValueError(f"two kinds of effects are named {kind.name}")
        self.kinds[kind.name] = kind
        return kind
