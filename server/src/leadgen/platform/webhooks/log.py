"""What was sent, and how that went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.webhooks import repository, service
from leadgen.platform.webhooks.contracts import Attempt, Delivery, DeliveryState


@dataclass(frozen=True)
class Detail:
    """A delivery with its body as it was sent, and all its attempts."""

    delivery: Delivery
    body: str
    attempts: Sequence[Attempt]


async def page(
    session: WorkspaceSession, paging: Paging, webhook_id: UUID, state: DeliveryState | None
) -> Page[Delivery]:
    """Deliveries of a webhook, newest first. Raises WebhookNotFound, InvalidCursor."""
    await service.get(session, webhook_id)

    async def newest(before: tuple[datetime, UUID] | None, limit: int) -> Sequence[Delivery]:
        return await repository.deliveries(session, webhook_id, state=state, before=before, limit=limit)

    return await paging.by_time(f"deliveries of {webhook_id} {state}", newest)


async def detail(session: WorkspaceSession, webhook_id: UUID, delivery_id: UUID) -> Detail:
    """Raises DeliveryNotFound."""
    delivery = await service.delivery(session, webhook_id, delivery_id)
    body = await repository.body_of(session, delivery.event_id)
    return Detail(delivery, body, await repository.attempts(session, delivery_id))
