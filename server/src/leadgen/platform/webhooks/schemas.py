"""Webhooks on the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue, model_validator
from pydantic.config import JsonDict

from leadgen.platform.web.schema import Schema, example
from leadgen.platform.webhooks.contracts import DeliveryState

EVENT: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000d2",
    "type": "test.ping",
    "timestamp": "2026-01-31T09:00:00+00:00",
    "data": {"id": "01936f0e-0000-7000-8000-0000000000f0", "message": "It works."},
}
_EVENT_TYPE: JsonDict = {
    "type": "test.ping",
    "label": "Test",
    "description": "Sent when somebody asks for it, to see whether the address answers.",
    "sample": EVENT,
}
_WEBHOOK: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000d1",
    "url": "https://hooks.example.com/leadgen",
    "description": "CRM",
    "events": ["contact.created", "contact.updated"],
    "state": "enabled",
    "disabled_reason": None,
    "previous_secret_until": None,
    "created_at": "2026-01-31T09:00:00+00:00",
    "last_delivery": {"state": "delivered", "at": "2026-01-31T09:05:00+00:00"},
    "failing_since": None,
}
_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="  # noqa: S105 - of the specification's examples
_DELIVERY: JsonDict = {
    "id": "01936f0e-7a10-8000-8000-0000000000d3",
    "event_id": "01936f0e-7a10-7000-8000-0000000000d2",
    "event_type": "test.ping",
    "state": "waiting",
    "attempts": 1,
    "created_at": "2026-01-31T09:00:00+00:00",
    "next_at": "2026-01-31T09:05:12+00:00",
    "settled_at": None,
    "last_status": 503,
    "last_error": "The address answered 503 Service Unavailable.",
    "duration_ms": 84,
}
_ATTEMPT: JsonDict = {
    "at": "2026-01-31T09:00:00+00:00",
    "status": 503,
    "duration_ms": 84,
    "error": "The address answered 503 Service Unavailable.",
    "response_excerpt": "try later",
    "request_headers": {
        "content-type": "application/json",
        "webhook-id": "01936f0e-7a10-7000-8000-0000000000d2",
        "webhook-timestamp": "1769850000",
        "webhook-signature": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    },
}

Url = Annotated[
    str,
    Field(
        min_length=1,
        max_length=2000,
        description="Where events are sent: https, and not within your network.",
        examples=["https://hooks.example.com/leadgen"],
    ),
]
Description = Annotated[str, Field(max_length=200, description="For yourselves: what listens there.")]
EventName = Annotated[str, Field(max_length=100, pattern=r"^[a-z0-9_.]+$")]
EventNames = Annotated[list[EventName], Field(max_length=100, description="Of `list_webhook_events`.")]


class WebhookEvent(Schema):
    """What is sent: the body of the request."""

    model_config = example(EVENT)

    id: str = Field(description="The same in every attempt; also in the header `webhook-id`.")
    type: str
    timestamp: datetime = Field(description="When it happened.")
    data: dict[str, JsonValue] = Field(description="Every member is always there, null where it is empty.")


class WebhookEventType(Schema):
    """Something that can be told."""

    model_config = example(_EVENT_TYPE)

    type: str
    label: str
    description: str
    sample: WebhookEvent


class WebhookEventTypeList(Schema):
    """All events."""

    model_config = example({"items": [_EVENT_TYPE]})

    items: list[WebhookEventType]


class LastDelivery(Schema):
    """How the last attempt went."""

    state: DeliveryState
    at: datetime


class Webhook(Schema):
    """An address that is told of events."""

    model_config = example(_WEBHOOK)

    id: UUID
    url: str
    description: str
    events: list[str]
    state: Literal["enabled", "disabled"]
    disabled_reason: str | None = Field(description="Why it was turned off, in a sentence.")
    previous_secret_until: datetime | None = Field(description="Until then the former secret signs too.")
    created_at: datetime
    last_delivery: LastDelivery | None
    failing_since: datetime | None = Field(description="Since when nothing has arrived; null while it does.")


class WebhookList(Schema):
    """All webhooks, the oldest first."""

    model_config = example({"items": [_WEBHOOK]})

    items: list[Webhook]


class WebhookDraft(Schema):
    """A webhook to be made."""

    model_config = example(
        {"url": "https://hooks.example.com/leadgen", "description": "CRM", "events": ["contact.created"]}
    )

    url: Url
    description: Description = ""
    events: Annotated[EventNames, Field(min_length=1)]


class WebhookChange(Schema):
    """What to change; members left out stay as they are."""

    model_config = example({"events": ["contact.created", "import.completed"], "enabled": True})

    url: Url | None = None
    description: Description | None = None
    events: Annotated[EventNames, Field(min_length=1)] | None = None
    enabled: bool | None = None


class CreatedWebhook(Schema):
    """A new webhook with its secret."""

    model_config = example({"webhook": _WEBHOOK, "secret": _SECRET})

    webhook: Webhook
    secret: str = Field(description="For checking signatures. Shown here and never again.")


class RotatedSecret(Schema):
    """A new secret; until `previous_until` the former one signs beside it."""

    model_config = example({"secret": _SECRET, "previous_until": "2026-02-01T09:00:00+00:00"})

    secret: str
    previous_until: datetime


class Delivery(Schema):
    """One event on its way to one address."""

    model_config = example(_DELIVERY)

    id: UUID
    event_id: UUID
    event_type: str
    state: DeliveryState
    attempts: int
    created_at: datetime
    next_at: datetime | None = Field(description="When it is tried next.")
    settled_at: datetime | None
    last_status: int | None = Field(description="Null where no answer came.")
    last_error: str | None
    duration_ms: int | None


class DeliveryAttempt(Schema):
    """One request."""

    model_config = example(_ATTEMPT)

    at: datetime
    status: int | None
    duration_ms: int
    error: str | None
    response_excerpt: str = Field(description="The first 2,000 bytes of the answer: a stranger's text.")
    request_headers: dict[str, str]


class DeliveryDetail(Delivery):
    """A delivery with what was sent and how each attempt went."""

    model_config = example({**_DELIVERY, "attempts": [_ATTEMPT], "payload": EVENT})

    attempts: list[DeliveryAttempt]  # type: ignore[assignment]  # the attempts themselves instead of their number
    payload: WebhookEvent


class DeliveryPage(Schema):
    """Deliveries, newest first."""

    model_config = example({"items": [_DELIVERY], "next_cursor": None})

    items: list[Delivery]
    next_cursor: str | None


class ReplayRange(Schema):
    """A time whose events are sent again."""

    model_config = example({"since": "2026-01-30T00:00:00Z", "until": "2026-01-31T00:00:00Z"})

    since: AwareDatetime
    until: AwareDatetime

    @model_validator(mode="after")
    def _in_order(self) -> "ReplayRange":
        if self.until < self.since:
            raise ValueError("`until` comes before `since`")
        return self


class Replayed(Schema):
    """How many events are on their way again."""

    model_config = example({"count": 12})

    count: int
