"""Webhooks: addresses, their log, sending again."""

import json
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from leadgen.config import Settings
from leadgen.kernel.clock import now
from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.net import AddressForbidden
from leadgen.platform.web import Access, Once, Paged, WebState, WorkspaceTx, problems
from leadgen.platform.webhooks import log, schemas, service, types
from leadgen.platform.webhooks.contracts import Delivery, DeliveryState, EventType, Webhook
from leadgen.platform.webhooks.errors import (
    DeliveryNotFound,
    EventTypeUnknown,
    HttpsRequired,
    TooManyWebhooks,
    WebhookNotFound,
    WebhookOff,
)

SAMPLES = 3

router = APIRouter(tags=["Webhooks"])


def _settings(request: Request) -> Settings:
    return WebState.of(request).settings


Installation = Annotated[Settings, Depends(_settings)]
EventName = Annotated[
    str, Path(alias="type", max_length=100, description="The name of an event.", examples=["test.ping"])
]
State = Annotated[DeliveryState | None, Query(description="Only deliveries in this state.")]


@router.get("/webhook-events", operation_id="list_webhook_events")
async def list_webhook_events(_: Access) -> schemas.WebhookEventTypeList:
    """The events that can be told, each with a made-up sample."""
    return schemas.WebhookEventTypeList(items=[_event_type(one) for one in types.registered().values()])


@router.get(
    "/webhook-events/{type}/sample",
    operation_id="get_webhook_sample",
    responses={
        **problems(EventTypeUnknown),
        200: {"content": {"application/json": {"example": [schemas.EVENT]}}},
    },
)
async def get_webhook_sample(name: EventName, _: Access, session: WorkspaceTx) -> list[schemas.WebhookEvent]:
    """What would be sent for the newest ones, in the shape it is sent in; made up where there are none."""
    found = await service.samples(session, name, SAMPLES)
    return [schemas.WebhookEvent.model_validate(one) for one in found]


@router.get("/webhooks", operation_id="list_webhooks")
async def list_webhooks(_: Access, session: WorkspaceTx) -> schemas.WebhookList:
    """All webhooks, the oldest first."""
    return schemas.WebhookList(items=[_wire(webhook) for webhook in await service.list_all(session)])


@router.post(
    "/webhooks",
    operation_id="create_webhook",
    status_code=201,
    response_model=schemas.CreatedWebhook,
    responses=problems(AddressForbidden, HttpsRequired, EventTypeUnknown, TooManyWebhooks),
)
async def create_webhook(
    body: schemas.WebhookDraft, identity: Access, session: WorkspaceTx, settings: Installation, once: Once
) -> Response:
    """Have an address told of events.

    Keep the secret: with it the receiver checks the signature (Standard Webhooks). It is not shown again.
    """

    async def make() -> schemas.CreatedWebhook:
        webhook, secret = await service.create(
            session,
            settings,
            identity.actor,
            url=body.url,
            description=body.description,
            events=body.events,
        )
        return schemas.CreatedWebhook(webhook=_wire(webhook), secret=secret)

    return await once(make)


@router.get("/webhooks/{id}", operation_id="get_webhook", responses=problems(WebhookNotFound))
async def get_webhook(id: UUID, _: Access, session: WorkspaceTx) -> schemas.Webhook:
    """One webhook and how it is doing."""
    return _wire(await service.get(session, id))


@router.patch(
    "/webhooks/{id}",
    operation_id="update_webhook",
    responses=problems(WebhookNotFound, AddressForbidden, HttpsRequired, EventTypeUnknown),
)
async def update_webhook(
    id: UUID, body: schemas.WebhookChange, identity: Access, session: WorkspaceTx, settings: Installation
) -> schemas.Webhook:
    """Change a webhook, or turn it off and on.

    What waits for a webhook is not sent once it is turned off; `replay_webhook` sends it later.
    """
    changes = service.Changes()
    if body.url is not None:
        changes["url"] = body.url
    if body.description is not None:
        changes["description"] = body.description
    if body.events is not None:
        changes["events"] = body.events
    if body.enabled is not None:
        changes["enabled"] = body.enabled
    return _wire(await service.change(session, settings, identity.actor, id, changes))


@router.delete(
    "/webhooks/{id}", operation_id="delete_webhook", status_code=204, responses=problems(WebhookNotFound)
)
async def delete_webhook(id: UUID, identity: Access, session: WorkspaceTx) -> None:
    """Remove a webhook with its log; what waits for it is not sent."""
    await service.delete(session, identity.actor, id)


@router.post(
    "/webhooks/{id}/secret",
    operation_id="rotate_webhook_secret",
    response_model=schemas.RotatedSecret,
    responses=problems(WebhookNotFound),
)
async def rotate_webhook_secret(
    id: UUID, identity: Access, session: WorkspaceTx, settings: Installation, once: Once
) -> Response:
    """Make a new secret. For 24 hours both sign, so the receiver can change over at leisure."""

    async def make() -> schemas.RotatedSecret:
        secret, until = await service.rotate(session, settings, identity.actor, id)
        return schemas.RotatedSecret(secret=secret, previous_until=until)

    return await once(make)


@router.post(
    "/webhooks/{id}/test",
    operation_id="test_webhook",
    status_code=202,
    response_model=schemas.Delivery,
    responses=problems(WebhookNotFound, WebhookOff),
)
async def send_test(id: UUID, _: Access, session: WorkspaceTx, once: Once) -> Response:
    """Send `test.ping`, whatever events the webhook is told of."""

    async def send() -> schemas.Delivery:
        return _delivery(await service.test(session, id))

    return await once(send)


@router.get(
    "/webhooks/{id}/deliveries",
    operation_id="list_deliveries",
    responses=problems(WebhookNotFound, InvalidCursor),
)
async def list_deliveries(
    id: UUID, session: WorkspaceTx, paging: Paged, state: State = None
) -> schemas.DeliveryPage:
    """What was sent in the last 30 days and what waits to be sent, newest first."""
    page = await log.page(session, paging, id, state)
    return schemas.DeliveryPage(items=[_delivery(one) for one in page.items], next_cursor=page.next_cursor)


@router.get(
    "/webhooks/{id}/deliveries/{delivery_id}",
    operation_id="get_delivery",
    responses=problems(DeliveryNotFound),
)
async def get_delivery(
    id: UUID, delivery_id: UUID, _: Access, session: WorkspaceTx
) -> schemas.DeliveryDetail:
    """One delivery: what is sent, and each attempt with the beginning of its answer."""
    found = await log.detail(session, id, delivery_id)
    return schemas.DeliveryDetail.model_validate(
        {
            **vars(found.delivery),
            "attempts": [vars(attempt) for attempt in found.attempts],
            "payload": json.loads(found.body),
        }
    )


@router.post(
    "/webhooks/{id}/deliveries/{delivery_id}/replay",
    operation_id="replay_delivery",
    status_code=202,
    response_model=schemas.Delivery,
    responses=problems(WebhookNotFound, WebhookOff, DeliveryNotFound),
)
async def replay_delivery(
    id: UUID, delivery_id: UUID, _: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Send an event again, under the same id: a receiver that knows it already does nothing twice."""

    async def send() -> schemas.Delivery:
        return _delivery(await service.replay(session, id, delivery_id))

    return await once(send)


@router.post(
    "/webhooks/{id}/replay",
    operation_id="replay_webhook",
    status_code=202,
    response_model=schemas.Replayed,
    responses=problems(WebhookNotFound, WebhookOff),
)
async def replay_webhook(
    id: UUID, body: schemas.ReplayRange, _: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Send again what did not arrive in a time, up to 10,000 events; what did arrive is left alone."""

    async def send() -> schemas.Replayed:
        count = await service.replay_missed(session, id, body.since, body.until)
        return schemas.Replayed(count=count)

    return await once(send)


def _event_type(kind: EventType) -> schemas.WebhookEventType:
    sample = service.envelope(str(kind.sample.get("id")), kind.type, now(), kind.sample)
    return schemas.WebhookEventType(
        type=kind.type,
        label=kind.label,
        description=kind.description,
        sample=schemas.WebhookEvent.model_validate(sample),
    )


def _wire(webhook: Webhook) -> schemas.Webhook:
    return schemas.Webhook.model_validate(webhook)


def _delivery(delivery: Delivery) -> schemas.Delivery:
    return schemas.Delivery.model_validate(delivery)
