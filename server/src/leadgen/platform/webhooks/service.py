"""Telling what happened, and the addresses that are told."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypedDict
from urllib.parse import urlsplit
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.platform.audit import service as audit
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.effects.contracts import Reserve
from leadgen.platform.effects.naming import effect_id
from leadgen.platform.effects.service import release_lane, reserve
from leadgen.platform.net import Net
from leadgen.platform.secrets import seal
from leadgen.platform.webhooks import repository, types
from leadgen.platform.webhooks.contracts import Data, Delivery, LastDelivery, Webhook
from leadgen.platform.webhooks.delivering import KIND, OFF, SEALED_FOR
from leadgen.platform.webhooks.errors import (
    DeliveryNotFound,
    HttpsRequired,
    TooManyWebhooks,
    WebhookNotFound,
    WebhookOff,
)
from leadgen.platform.webhooks.fitting import fitting
from leadgen.platform.webhooks.models import WebhookRow
from leadgen.platform.webhooks.repository import NewDelivery
from leadgen.platform.webhooks.signing import new_secret
from leadgen.platform.workspaces import service as workspaces

MOST_WEBHOOKS = 20
MOST_REPLAYED = 10_000
_BOTH_SIGN_FOR = timedelta(hours=24)
_NOTHING: Data = {}


class Changes(TypedDict, total=False):
    """What may be changed; a missing member stays as it is."""

    url: str
    description: str
    events: Sequence[str]
    enabled: bool


async def publish(session: WorkspaceSession, event_type: str, subject: UUID, detail: Data = _NOTHING) -> None:
    """Tell of something with this transaction's commit. Where nobody subscribes, one small look and no write.

    `detail` is what the subject itself does not show any more, or not to everybody: who did it, what changed.
    """
    kind = types.named(event_type)
    webhooks = await repository.subscribed(session, event_type)
    if webhooks:
        data = {**await kind.render(session, subject), **detail}
        await _send(session, event_type, types.data_of(kind, data), webhooks)


async def api_path(session: WorkspaceSession, path: str) -> str:
    """Where the API shows something of this workspace, for an event's data."""
    return f"/api/v1/workspaces/{(await workspaces.read(session)).slug}/{path}"


async def create(
    session: WorkspaceSession,
    settings: Settings,
    actor: Actor,
    *,
    url: str,
    description: str,
    events: Sequence[str],
) -> tuple[Webhook, str]:
    """A new address, and its secret, which is not shown again.

    Raises AddressForbidden, HttpsRequired, EventTypeUnknown, TooManyWebhooks.
    """
    await repository.lock_all(session)
    if len(await repository.all_of(session)) >= MOST_WEBHOOKS:
        raise TooManyWebhooks(MOST_WEBHOOKS)
    webhook_id, secret = uuid7(), new_secret()
    await repository.add(
        session,
        webhook_id,
        url=_checked(settings, url),
        description=description,
        events=_known(events),
        secret=_sealed(settings, session, secret),
        created_at=now(),
    )
    await audit.record(session, "webhook_created", actor, _place(url), {"events": list(events)})
    return await get(session, webhook_id), secret


async def list_all(session: WorkspaceSession) -> list[Webhook]:
    """The oldest first."""
    return [_webhook(row) for row in await repository.all_of(session)]


async def get(session: WorkspaceSession, webhook_id: UUID) -> Webhook:
    """Raises WebhookNotFound."""
    return _webhook(await _row(session, webhook_id))


async def change(
    session: WorkspaceSession, settings: Settings, actor: Actor, webhook_id: UUID, changes: Changes
) -> Webhook:
    """What is turned off loses what waits for it; turned on, it begins anew.

    Raises WebhookNotFound, AddressForbidden, HttpsRequired, EventTypeUnknown.
    """
    row = await _row(session, webhook_id, lock=True)
    values: dict[str, object] = {}
    if "url" in changes:
        values["url"] = _checked(settings, changes["url"])
    if "description" in changes:
        values["description"] = changes["description"]
    if "events" in changes:
        values["events"] = _known(changes["events"])
    if "enabled" in changes and changes["enabled"] != (row.disabled_at is None):
        values |= _turned(on=changes["enabled"], at=now())
        if not changes["enabled"]:
            await release_lane(session, KIND, str(webhook_id), OFF)
    if values:
        await repository.change(session, webhook_id, **values)
        detail: dict[str, JSON] = {"changed": sorted(changes)}
        await audit.record(session, "webhook_changed", actor, _place(row.url), detail)
    return await get(session, webhook_id)


async def delete(session: WorkspaceSession, actor: Actor, webhook_id: UUID) -> None:
    """With its log; what waits for it is not sent. Raises WebhookNotFound."""
    row = await _row(session, webhook_id, lock=True)
    await release_lane(session, KIND, str(webhook_id), OFF)
    await repository.remove(session, webhook_id)
    await audit.record(session, "webhook_deleted", actor, _place(row.url))


async def rotate(
    session: WorkspaceSession, settings: Settings, actor: Actor, webhook_id: UUID
) -> tuple[str, datetime]:
    """A new secret, and until when the one before signs beside it. Raises WebhookNotFound."""
    row = await _row(session, webhook_id, lock=True)
    secret, until = new_secret(), now() + _BOTH_SIGN_FOR
    await repository.change(
        session,
        webhook_id,
        secret=_sealed(settings, session, secret),
        previous_secret=row.secret,
        previous_until=until,
    )
    await audit.record(session, "webhook_secret_rotated", actor, _place(row.url))
    return secret, until


async def test(session: WorkspaceSession, webhook_id: UUID) -> Delivery:
    """Send it a test event. Raises WebhookNotFound, WebhookOff."""
    await _open(session, webhook_id)
    kind, subject = types.named(types.PING), uuid7()
    data = types.data_of(kind, await kind.render(session, subject))
    (delivery_id,) = await _send(session, types.PING, data, [webhook_id])
    return await delivery(session, webhook_id, delivery_id)


async def delivery(session: WorkspaceSession, webhook_id: UUID, delivery_id: UUID) -> Delivery:
    """Raises DeliveryNotFound."""
    found = await repository.delivery(session, webhook_id, delivery_id)
    if found is None:
        raise DeliveryNotFound
    return found


async def replay(session: WorkspaceSession, webhook_id: UUID, delivery_id: UUID) -> Delivery:
    """Send the event once more, as a delivery of its own. Raises WebhookOff, DeliveryNotFound."""
    await _open(session, webhook_id)
    found = await delivery(session, webhook_id, delivery_id)
    (again,) = await _deliver(session, [(webhook_id, found.event_id, found.event_type)], f" {uuid7()}")
    return await delivery(session, webhook_id, again)


async def replay_missed(session: WorkspaceSession, webhook_id: UUID, since: datetime, until: datetime) -> int:
    """Send again what did not arrive in this time, up to 10,000 events; how many. Twice sends nothing twice.

    Raises WebhookNotFound, WebhookOff.
    """
    await _open(session, webhook_id, lock=True)
    missed = await repository.missed(session, webhook_id, since, until, MOST_REPLAYED)
    await _deliver(session, [(webhook_id, *event) for event in missed], f" {uuid7()}")
    return len(missed)


async def samples(session: WorkspaceSession, event_type: str, limit: int) -> list[Data]:
    """What would be sent for the newest subjects; made up where there are none. Raises EventTypeUnknown."""
    kind = types.named(event_type)
    subjects = await kind.recent(session, limit) if kind.recent is not None else []
    found = [types.data_of(kind, await kind.render(session, subject)) for subject in subjects]
    at = now()
    return [envelope(str(data.get("id")), event_type, at, data) for data in found or [kind.sample]]


def envelope(event_id: str, event_type: str, at: datetime, data: Data) -> Data:
    """What is sent, the id within it too: not everybody reads headers."""
    return {"id": event_id, "type": event_type, "timestamp": at.isoformat(), "data": data}


async def _send(
    session: WorkspaceSession, event_type: str, data: Data, webhooks: Sequence[UUID]
) -> list[UUID]:
    """Write the event and its deliveries, whose ids are returned."""
    event_id, at = uuid7(), now()
    body = json.dumps(envelope(str(event_id), event_type, at, fitting(data)), ensure_ascii=False)
    await repository.add_event(session, event_id, event_type, body, at)
    return await _deliver(session, [(webhook, event_id, event_type) for webhook in webhooks])


async def _deliver(
    session: WorkspaceSession, wanted: Sequence[tuple[UUID, UUID, str]], again: str = ""
) -> list[UUID]:
    """(webhook, event, type) each as an effect; `again` tells a replay from what was sent before."""
    if not wanted:
        return []
    asked = {
        f"{event} {webhook}{again}": NewDelivery(
            effect_id(session.workspace_id, KIND, f"{event} {webhook}{again}"), webhook, event, event_type
        )
        for webhook, event, event_type in wanted
    }
    items = [
        Reserve(
            key,
            {"event_id": str(new.event_id), "event_type": new.event_type},
            lane=str(new.webhook_id),
        )
        for key, new in asked.items()
    ]
    await reserve(session, KIND, items)
    await repository.add_deliveries(session, list(asked.values()), now())
    return [new.id for new in asked.values()]


async def _row(session: WorkspaceSession, webhook_id: UUID, *, lock: bool = False) -> WebhookRow:
    found = (await repository.some(session, [webhook_id], lock=lock)).get(webhook_id)
    if found is None:
        raise WebhookNotFound
    return found


async def _open(session: WorkspaceSession, webhook_id: UUID, *, lock: bool = False) -> None:
    if (await _row(session, webhook_id, lock=lock)).disabled_at is not None:
        raise WebhookOff


def _checked(settings: Settings, url: str) -> str:
    """Raises AddressForbidden, HttpsRequired."""
    clean = Net(settings).check_url(url)
    parts = urlsplit(clean)
    if parts.scheme == "https" or (parts.hostname, parts.port or 80) in settings.outbound_exceptions:
        return clean
    raise HttpsRequired


def _known(events: Sequence[str]) -> list[str]:
    """Raises EventTypeUnknown."""
    return sorted({types.named(name).type for name in events})


def _sealed(settings: Settings, session: WorkspaceSession, secret: str) -> bytes:
    return seal(settings, secret.encode(), SEALED_FOR, workspace_id=session.workspace_id)


def _turned(*, on: bool, at: datetime) -> Mapping[str, object]:
    fresh = {"failing_since": None, "paused_until": None}
    if on:
        return {**fresh, "disabled_at": None, "disabled_reason": None}
    return {**fresh, "disabled_at": at, "disabled_reason": "Turned off by a person."}


def _place(url: str) -> str:
    """An address in words; its path and query may be the receiver's secret."""
    return urlsplit(url).hostname or ""


def _webhook(row: WebhookRow) -> Webhook:
    last = LastDelivery(row.last_state, row.last_at) if row.last_state and row.last_at else None  # type: ignore[arg-type]  # of the same names
    return Webhook(
        id=row.id,
        url=row.url,
        description=row.description,
        events=row.events,
        state="enabled" if row.disabled_at is None else "disabled",
        disabled_reason=row.disabled_reason,
        previous_secret_until=row.previous_until
        if row.previous_until and row.previous_until > now()
        else None,
        created_at=row.created_at,
        last_delivery=last,
        failing_since=row.failing_since,
    )
