"""What was sent, and how that went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import CursorCodec, InvalidCursor, Page
from leadgen.platform.webhooks import repository, service
from leadgen.platform.webhooks.contracts import Attempt, Delivery, DeliveryState


@dataclass(frozen=True)
class Detail:
    """A delivery with its body as it was sent, and all its attempts."""

    delivery: Delivery
    body: str
    attempts: Sequence[Attempt]


async def page(
    session: WorkspaceSession,
    cursors: CursorCodec,
    webhook_id: UUID,
    *,
    state: DeliveryState | None,
    limit: int,
    cursor: str | None,
) -> Page[Delivery]:
    """Deliveries of a webhook, newest first. Raises WebhookNotFound, InvalidCursor."""
    await service.get(session, webhook_id)
    purpose = f"deliveries of {webhook_id} {state}"
    before = None if cursor is None else _position(cursors.decode(session.workspace_id, purpose, cursor))
    found = await repository.deliveries(session, webhook_id, state=state, before=before, limit=limit + 1)
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    place: JSON = [last.created_at.isoformat(), str(last.id)]
    return Page(found[:limit], cursors.encode(session.workspace_id, purpose, place))


async def detail(session: WorkspaceSession, webhook_id: UUID, delivery_id: UUID) -> Detail:
    """Raises DeliveryNotFound."""
    delivery = await service.delivery(session, webhook_id, delivery_id)
    body = await repository.body_of(session, delivery.event_id)
    return Detail(delivery, body, await repository.attempts(session, delivery_id))


def _position(place: JSON) -> tuple[datetime, UUID]:
    match place:
        case [str() as at, str() as delivery_id]:
            return datetime.fromisoformat(at), UUID(delivery_id)
    raise InvalidCursor
