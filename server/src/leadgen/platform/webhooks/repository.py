"""SQL of webhooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, insert, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import InstrumentedAttribute, aliased

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.effects import service as effects
from leadgen.platform.effects.models import EffectRow
from leadgen.platform.webhooks.contracts import Attempt, Delivery, DeliveryState
from leadgen.platform.webhooks.models import WebhookAttemptRow as AttemptRow
from leadgen.platform.webhooks.models import WebhookDeliveryRow as DeliveryRow
from leadgen.platform.webhooks.models import WebhookEventRow as EventRow
from leadgen.platform.webhooks.models import WebhookRow

KEPT_FOR = timedelta(days=30)
_FORGOTTEN_AT_ONCE = 5_000

# How an effect's state is called where it is a delivery.
_STATES: Mapping[str, DeliveryState] = {
    "reserved": "waiting",
    "called": "sending",
    "settled": "delivered",
    "failed": "failed",
    "unknown": "unknown",
    "released": "released",
}
_OPEN = ("reserved", "called", "settled")


# As arrays: thousands of rows of parameters hold up the process for seconds.
_ADD_DELIVERIES = text("""
INSERT INTO webhook_delivery (workspace_id, id, webhook_id, event_id, event_type, created_at)
SELECT :workspace, id, webhook_id, event_id, event_type, :at
FROM unnest(CAST(:ids AS uuid[]), CAST(:webhooks AS uuid[]), CAST(:events AS uuid[]), CAST(:types AS text[]))
  AS new(id, webhook_id, event_id, event_type)
ON CONFLICT DO NOTHING
""")


@dataclass(frozen=True)
class NewDelivery:
    """A delivery to be written under the id of its effect."""

    id: UUID
    webhook_id: UUID
    event_id: UUID
    event_type: str


@dataclass(frozen=True)
class Request:
    """What is sent, and to where."""

    url: str
    secret: bytes
    previous_secret: bytes | None
    previous_until: datetime | None
    event_type: str
    body: str


async def subscribed(session: WorkspaceSession, event_type: str) -> Sequence[UUID]:
    """Who is told of such events."""
    statement = select(WebhookRow.id).where(
        WebhookRow.workspace_id == session.workspace_id,
        WebhookRow.disabled_at.is_(None),
        WebhookRow.events.contains([event_type]),
    )
    return (await session.scalars(statement.order_by(WebhookRow.id))).all()


async def all_of(session: WorkspaceSession) -> Sequence[WebhookRow]:
    """The oldest first."""
    statement = select(WebhookRow).where(WebhookRow.workspace_id == session.workspace_id)
    return (await session.scalars(statement.order_by(WebhookRow.id))).all()


async def some(
    session: WorkspaceSession, ids: Sequence[UUID], *, lock: bool = False
) -> dict[UUID, WebhookRow]:
    """Those that there are; locked in the order of their ids, so that two writers never wait in a ring."""
    statement = (
        select(WebhookRow)
        .where(WebhookRow.workspace_id == session.workspace_id, WebhookRow.id.in_(ids))
        .order_by(WebhookRow.id)
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update()
    return {row.id: row for row in await session.scalars(statement)}


async def lock_all(session: WorkspaceSession) -> None:
    """Nobody else adds one until this transaction ends."""
    await session.execute(
        select(
            func.pg_advisory_xact_lock(func.hashtextextended(f"webhooks {session.workspace_id}", 7_233_006))
        )
    )


async def add(session: WorkspaceSession, webhook_id: UUID, **values: object) -> None:
    await session.execute(
        insert(WebhookRow).values(workspace_id=session.workspace_id, id=webhook_id, **values)
    )


async def change(session: WorkspaceSession, webhook_id: UUID, **values: object) -> None:
    await session.execute(
        update(WebhookRow)
        .where(WebhookRow.workspace_id == session.workspace_id, WebhookRow.id == webhook_id)
        .values(**values)
    )


async def remove(session: WorkspaceSession, webhook_id: UUID) -> None:
    """With its deliveries; acts that are being called end by themselves."""
    own = and_(DeliveryRow.workspace_id == session.workspace_id, DeliveryRow.webhook_id == webhook_id)
    gone = delete(DeliveryRow).where(own).returning(DeliveryRow.id).cte("gone")
    await effects.forget(session, select(gone.c.id))
    await session.execute(
        delete(WebhookRow).where(WebhookRow.workspace_id == session.workspace_id, WebhookRow.id == webhook_id)
    )


async def add_event(
    session: WorkspaceSession, event_id: UUID, event_type: str, body: str, at: datetime
) -> None:
    row = {"id": event_id, "type": event_type, "body": body, "created_at": at}
    await session.execute(insert(EventRow).values(workspace_id=session.workspace_id, **row))


async def add_deliveries(session: WorkspaceSession, new: Sequence[NewDelivery], at: datetime) -> None:
    """One that is there already stays as it is."""
    given = {
        "workspace": session.workspace_id,
        "at": at,
        "ids": [delivery.id for delivery in new],
        "webhooks": [delivery.webhook_id for delivery in new],
        "events": [delivery.event_id for delivery in new],
        "types": [delivery.event_type for delivery in new],
    }
    await session.execute(_ADD_DELIVERIES, given)


async def request(session: WorkspaceSession, delivery_id: UUID) -> Request | None:
    """None where the webhook is gone."""
    statement = (
        select(
            WebhookRow.url,
            WebhookRow.secret,
            WebhookRow.previous_secret,
            WebhookRow.previous_until,
            EventRow.type,
            EventRow.body,
        )
        .select_from(DeliveryRow)
        .join(WebhookRow, _same(DeliveryRow.webhook_id, WebhookRow))
        .join(EventRow, _same(DeliveryRow.event_id, EventRow))
        .where(DeliveryRow.workspace_id == session.workspace_id, DeliveryRow.id == delivery_id)
    )
    found = (await session.execute(statement)).one_or_none()
    return Request(*found) if found is not None else None


async def add_attempts(session: WorkspaceSession, made: Mapping[tuple[UUID, int], Attempt]) -> None:
    """The attempts of deliveries by id and number, and on each delivery how the last one went."""
    known = await _known(session, {delivery_id for delivery_id, _ in made})
    rows = [
        {"workspace_id": session.workspace_id, "delivery_id": delivery_id, "number": number, **vars(attempt)}
        for (delivery_id, number), attempt in made.items()
        if delivery_id in known
    ]
    if not rows:
        return
    await session.execute(upsert(AttemptRow).values(rows).on_conflict_do_nothing())
    for (delivery_id, _), attempt in made.items():
        await session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.workspace_id == session.workspace_id, DeliveryRow.id == delivery_id)
            .values(last_status=attempt.status, last_error=attempt.error, duration_ms=attempt.duration_ms)
        )


async def _known(session: WorkspaceSession, ids: set[UUID]) -> set[UUID]:
    """A webhook deleted in mid-call takes its deliveries along."""
    statement = select(DeliveryRow.id).where(
        DeliveryRow.workspace_id == session.workspace_id, DeliveryRow.id.in_(ids)
    )
    return set(await session.scalars(statement.with_for_update()))


async def deliveries(
    session: WorkspaceSession,
    webhook_id: UUID,
    *,
    state: DeliveryState | None,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Delivery]:
    """The newest first."""
    statement = _deliveries().where(
        DeliveryRow.workspace_id == session.workspace_id, DeliveryRow.webhook_id == webhook_id
    )
    if state is not None:
        (wanted,) = (effect for effect, name in _STATES.items() if name == state)
        statement = statement.where(EffectRow.state == wanted)
    if before is not None:
        at, last = before
        statement = statement.where(
            or_(
                DeliveryRow.created_at < at,
                and_(DeliveryRow.created_at == at, DeliveryRow.id < last),
            )
        )
    ordered = statement.order_by(DeliveryRow.created_at.desc(), DeliveryRow.id.desc()).limit(limit)
    return [_delivery(row, effect) for row, effect in await session.execute(ordered)]


async def delivery(session: WorkspaceSession, webhook_id: UUID, delivery_id: UUID) -> Delivery | None:
    statement = _deliveries().where(
        DeliveryRow.workspace_id == session.workspace_id,
        DeliveryRow.webhook_id == webhook_id,
        DeliveryRow.id == delivery_id,
    )
    found = (await session.execute(statement)).one_or_none()
    return _delivery(found[0], found[1]) if found is not None else None


async def body_of(session: WorkspaceSession, event_id: UUID) -> str:
    statement = select(EventRow.body).where(
        EventRow.workspace_id == session.workspace_id, EventRow.id == event_id
    )
    return (await session.execute(statement)).scalar_one()


async def attempts(session: WorkspaceSession, delivery_id: UUID) -> list[Attempt]:
    """The first first."""
    statement = (
        select(AttemptRow)
        .where(AttemptRow.workspace_id == session.workspace_id, AttemptRow.delivery_id == delivery_id)
        .order_by(AttemptRow.number)
    )
    return [
        Attempt(
            at=row.at,
            status=row.status,
            duration_ms=row.duration_ms,
            error=row.error,
            response_excerpt=row.response_excerpt,
            request_headers=cast(Mapping[str, str], row.request_headers),
        )
        for row in await session.scalars(statement)
    ]


async def missed(
    session: WorkspaceSession, webhook_id: UUID, since: datetime, until: datetime, limit: int
) -> list[tuple[UUID, str]]:
    """(id, type) of events of this time that did not arrive and are not on their way, oldest first."""
    other, other_effect = aliased(DeliveryRow), aliased(EffectRow)
    on_its_way = exists().where(
        other.workspace_id == session.workspace_id,
        other.webhook_id == webhook_id,
        other.event_id == DeliveryRow.event_id,
        other_effect.workspace_id == session.workspace_id,
        other_effect.id == other.id,
        other_effect.state.in_(_OPEN),
    )
    statement = (
        select(DeliveryRow.event_id, DeliveryRow.event_type)
        .where(
            DeliveryRow.workspace_id == session.workspace_id,
            DeliveryRow.webhook_id == webhook_id,
            DeliveryRow.created_at >= since,
            DeliveryRow.created_at <= until,
            ~on_its_way,
        )
        .group_by(DeliveryRow.event_id, DeliveryRow.event_type)
        .order_by(DeliveryRow.event_id)
        .limit(limit)
    )
    return [(event_id, event_type) for event_id, event_type in await session.execute(statement)]


async def forget_old(session: WorkspaceSession, at: datetime) -> None:
    """Deliveries that ended, their effects, and events that nobody waits for any more."""
    too_old = at - KEPT_FOR
    ended = (
        select(DeliveryRow.id)
        .join(EffectRow, _same(DeliveryRow.id, EffectRow))
        .where(
            DeliveryRow.workspace_id == session.workspace_id,
            DeliveryRow.created_at < too_old,
            EffectRow.state.in_(("settled", "failed", "released")),
        )
        .limit(_FORGOTTEN_AT_ONCE)
    )
    ids = (await session.scalars(ended)).all()
    if ids:
        await session.execute(
            delete(DeliveryRow).where(
                DeliveryRow.workspace_id == session.workspace_id, DeliveryRow.id.in_(ids)
            )
        )
        await effects.forget(session, ids)
    awaited = exists().where(
        DeliveryRow.workspace_id == session.workspace_id, DeliveryRow.event_id == EventRow.id
    )
    await session.execute(
        delete(EventRow).where(
            EventRow.workspace_id == session.workspace_id, EventRow.created_at < too_old, ~awaited
        )
    )


def _same(
    column: InstrumentedAttribute[UUID], row: type[WebhookRow | EventRow | EffectRow]
) -> ColumnElement[bool]:
    """A join by id within the workspace."""
    return and_(row.workspace_id == DeliveryRow.workspace_id, row.id == column)


def _deliveries() -> Select[DeliveryRow, EffectRow]:
    return select(DeliveryRow, EffectRow).join(EffectRow, _same(DeliveryRow.id, EffectRow))


def _delivery(row: DeliveryRow, effect: EffectRow) -> Delivery:
    state = _STATES[effect.state]
    return Delivery(
        id=row.id,
        event_id=row.event_id,
        event_type=row.event_type,
        state=state,
        attempts=effect.attempts,
        created_at=row.created_at,
        next_at=effect.due_at if state == "waiting" else None,
        settled_at=effect.settled_at,
        last_status=row.last_status,
        last_error=effect.problem if state == "released" else row.last_error or effect.problem,
        duration_ms=row.duration_ms,
    )
