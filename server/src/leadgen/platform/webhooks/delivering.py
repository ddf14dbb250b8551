"""The effect `webhook`: one event to one address. A receiver tells a repetition by the event's id."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.json import JSON
from leadgen.platform.effects import service as effects_service
from leadgen.platform.effects.contracts import (
    Again,
    Claimed,
    Done,
    EffectContext,
    EffectKind,
    Effects,
    Failed,
    Hold,
    Later,
    Never,
    Outcome,
    Settled,
)
from leadgen.platform.net import Net, NetError
from leadgen.platform.secrets import SealUnreadable, unseal
from leadgen.platform.webhooks import judging, repository
from leadgen.platform.webhooks.contracts import Attempt
from leadgen.platform.webhooks.models import WebhookRow
from leadgen.platform.webhooks.repository import Request
from leadgen.platform.webhooks.signing import signed_headers

KIND = "webhook"
SEALED_FOR = "webhook secret"
TIMEOUT_S = 15.0
MOST_BYTES = 64_000
EXCERPT_BYTES = 2_000
AT_ONCE_PER_ADDRESS = 4
OFF = "The webhook was turned off."
# As after a restore with another secret key.
CLOSED = (
    "Its signing secret was sealed with a secret key that is not here any more. Make a new secret for it, "
    "then turn it on again."
)

effects = Effects()


async def is_wanted(session: WorkspaceSession, claimed: Sequence[Claimed]) -> Mapping[UUID, Hold]:
    """Nothing goes to an address that was turned off, and for a while nothing to one that is overloaded."""
    webhooks = await repository.some(session, list({UUID(one.lane) for one in claimed}))
    held: dict[UUID, Hold] = {}
    for one in claimed:
        webhook = webhooks.get(UUID(one.lane))
        if webhook is None or webhook.disabled_at is not None:
            held[one.id] = Never(OFF)
        elif webhook.paused_until is not None and webhook.paused_until > now():
            held[one.id] = Later(webhook.paused_until, "The address asked for a pause.")
    return held


async def deliver(context: EffectContext, effect: Claimed) -> Outcome:
    """Sign the event as of now and send it."""
    async with context.database.workspace(effect.workspace_id) as session:
        request = await repository.request(session, effect.id)
    if request is None:
        return Failed(OFF)
    assert isinstance(effect.payload, Mapping)
    at = now()
    try:
        secrets = _secrets(context.settings, effect.workspace_id, request, at)
    except SealUnreadable:
        return Failed(CLOSED)
    headers = {
        "content-type": "application/json",
        "user-agent": "Leadgen-Pipeline-Webhooks/1",
        **signed_headers(secrets, str(effect.payload["event_id"]), at, request.body),
    }
    return await post(context.net, request.url, request.body, headers, at)


async def post(net: Net, url: str, body: str, headers: Mapping[str, str], at: datetime) -> Outcome:
    """One request; what came of it is in the outcome's note."""
    clock = asyncio.get_running_loop().time
    began = clock()

    def note(status: int | None, error: str | None, excerpt: str) -> JSON:
        duration = int((clock() - began) * 1000)
        said = {"status": status, "error": error, "response_excerpt": excerpt, "duration_ms": duration}
        return {**said, "request_headers": dict(headers)}

    try:
        async with (
            net.client(timeout_s=TIMEOUT_S, most_bytes=MOST_BYTES) as client,
            client.stream("POST", url, content=body.encode(), headers=dict(headers)) as answer,
        ):
            excerpt = await _excerpt(answer.aiter_raw())
            status = answer.status_code
            problem = None if judging.is_receipt(status) else judging.problem_of(status)
            told = note(status, problem, excerpt)
            return judging.outcome_of(status, answer.headers, at, told)
    except NetError as error:
        return Again(error.detail, note=note(None, error.detail, ""))


async def _excerpt(pieces: AsyncIterator[bytes]) -> str:
    """The beginning of the answer as text; a receiver that goes on sending, or stops in between, is left."""
    found = bytearray()
    try:
        async for piece in pieces:
            found += piece
            if len(found) >= EXCERPT_BYTES:
                break
    except NetError:
        pass  # its status has come, and that is what counts
    return bytes(found[:EXCERPT_BYTES]).decode(errors="replace").replace("\0", "\ufffd")


def _secrets(settings: Settings, workspace_id: UUID, request: Request, at: datetime) -> list[str]:
    """The present one first, then the one before while it still counts."""
    sealed = [request.secret]
    if request.previous_secret is not None and request.previous_until is not None:
        sealed += [request.previous_secret] if at < request.previous_until else []
    return [unseal(settings, one, SEALED_FOR, workspace_id=workspace_id).decode() for one in sealed]


async def write_down(session: WorkspaceSession, settled: Sequence[Settled]) -> None:
    """Log the attempts; see how each address is doing, and turn off what is gone or fails for days."""
    made = {(one.effect.id, one.effect.attempt): _attempt(one) for one in settled}
    of_webhook: dict[UUID, list[Settled]] = defaultdict(list)
    for one in settled:
        of_webhook[UUID(one.effect.lane)].append(one)
    # Webhooks before deliveries, as who deletes one locks them.
    webhooks = await repository.some(session, list(of_webhook), lock=True)
    await repository.add_attempts(session, made)
    for webhook_id, webhook in webhooks.items():
        health = _Health.of(webhook)
        for one in of_webhook[webhook_id]:
            health = health.after(one, made[one.effect.id, one.effect.attempt].status)
        await repository.change(session, webhook_id, **vars(health))
        if health.disabled_at is not None and webhook.disabled_at is None:
            await effects_service.release_lane(session, KIND, str(webhook_id), OFF)


def _attempt(settled: Settled) -> Attempt:
    outcome = settled.outcome
    note = outcome.note
    if not isinstance(note, Mapping):  # no answer was ever read: lost with its worker, or cut off
        error = None if isinstance(outcome, Done) else outcome.problem
        return Attempt(settled.called_at, None, 0, error, "", {})
    return Attempt(at=settled.called_at, **note)  # type: ignore[arg-type]  # as `post` noted it


@dataclass(frozen=True)
class _Health:
    """How an address is doing, as its row says it."""

    failing_since: datetime | None
    paused_until: datetime | None
    disabled_at: datetime | None
    disabled_reason: str | None
    last_state: str | None
    last_at: datetime | None

    @classmethod
    def of(cls, row: WebhookRow) -> "_Health":
        return cls(
            failing_since=row.failing_since,
            paused_until=row.paused_until,
            disabled_at=row.disabled_at,
            disabled_reason=row.disabled_reason,
            last_state=row.last_state,
            last_at=row.last_at,
        )

    def after(self, settled: Settled, status: int | None) -> "_Health":
        """One more attempt. Pure."""
        at, outcome = settled.at, settled.outcome
        if isinstance(outcome, Done):
            return _Health(None, None, self.disabled_at, self.disabled_reason, "delivered", at)
        since = self.failing_since or at
        reason = CLOSED if outcome.problem == CLOSED else _why_off(status, since, at)
        is_off = self.disabled_at is None and reason is not None
        after = outcome.after if isinstance(outcome, Again) else None
        return _Health(
            failing_since=since,
            paused_until=judging.pause_until(status, after, at) or self.paused_until,
            disabled_at=at if is_off else self.disabled_at,
            disabled_reason=reason if is_off else self.disabled_reason,
            last_state="waiting" if settled.state == "reserved" else settled.state,
            last_at=at,
        )


def _why_off(status: int | None, failing_since: datetime, at: datetime) -> str | None:
    if status == judging.GONE:
        return "The address answered 410 Gone: nobody listens there any more."
    if at - failing_since >= judging.FAILING_FOR_TOO_LONG:
        return f"Nothing has arrived since {failing_since:%Y-%m-%d %H:%M} UTC."
    return None


def describe(payload: JSON) -> str:
    """For the list of what nobody knows the end of."""
    assert isinstance(payload, Mapping)
    return f"Webhook: {payload['event_type']}"


effects.kind(
    EffectKind(
        name=KIND,
        call=deliver,
        settle=write_down,
        is_idempotent=True,
        guards=(is_wanted,),
        longest=timedelta(seconds=45),
        at_once=100,
        lane_at_once=AT_ONCE_PER_ADDRESS,
        retries=judging.RETRIES,
        describe=describe,
    )
)
