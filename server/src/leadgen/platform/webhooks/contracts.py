"""What goes between webhooks and the floors whose events they tell."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON

Data = Mapping[str, JSON]
Render = Callable[[WorkspaceSession, UUID], Awaitable[Data]]
Recent = Callable[[WorkspaceSession, int], Awaitable[Sequence[UUID]]]


@dataclass(frozen=True)
class EventType:
    """Something that can be told. `sample` has every member its data ever has.

    `render` reads the subject as it is told of; `recent` names the newest subjects, for samples from life.
    """

    type: str
    label: str
    description: str
    sample: Data
    render: Render
    recent: Recent | None = None


WebhookState = Literal["enabled", "disabled"]
DeliveryState = Literal["waiting", "sending", "delivered", "failed", "unknown", "released"]


@dataclass(frozen=True)
class LastDelivery:
    """How the last attempt went."""

    state: DeliveryState
    at: datetime


@dataclass(frozen=True)
class Webhook:
    """An address that is told."""

    id: UUID
    url: str
    description: str
    events: Sequence[str]
    state: WebhookState
    disabled_reason: str | None
    previous_secret_until: datetime | None
    created_at: datetime
    last_delivery: LastDelivery | None
    failing_since: datetime | None


@dataclass(frozen=True)
class Delivery:
    """One event on its way to one address; a replay is a delivery of its own with the same event."""

    id: UUID
    event_id: UUID
    event_type: str
    state: DeliveryState
    attempts: int
    created_at: datetime
    next_at: datetime | None
    settled_at: datetime | None
    last_status: int | None
    last_error: str | None
    duration_ms: int | None


@dataclass(frozen=True)
class Attempt:
    """One request. `status` is None where no answer came; the excerpt is a stranger's text."""

    at: datetime
    status: int | None
    duration_ms: int
    error: str | None
    response_excerpt: str
    request_headers: Mapping[str, str]
