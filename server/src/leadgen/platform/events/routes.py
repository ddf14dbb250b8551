"""The stream of a workspace."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request
from starlette.responses import StreamingResponse

from leadgen.db.engine import Database
from leadgen.kernel.errors import LeadgenError
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.events import repository
from leadgen.platform.events.contracts import Event
from leadgen.platform.events.hub import Subscription
from leadgen.platform.events.stream import frames
from leadgen.platform.web import Access, WebState
from leadgen.platform.web.access import check_again

MOST_REPLAYED = 500

router = APIRouter(tags=["Events"])

LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        description="The last number received: what changed since is sent first.",
        pattern=r"^[0-9]{1,18}$",
        examples=["1024"],
    ),
]

_EXAMPLE = 'id: 1025\nevent: import\ndata: {"id": "01936f0e-0000-7000-8000-000000000003"}\n\n'


class EventStream(StreamingResponse):
    """Not kept by any cache or proxy on the way."""

    media_type = "text/event-stream"


@router.get(
    "/events",
    operation_id="stream_events",
    response_class=EventStream,
    responses={
        200: {
            "description": "Frames until the client leaves.",
            "content": {EventStream.media_type: {"example": _EXAMPLE}},
        }
    },
)
async def stream_events(
    request: Request, identity: Access, last_event_id: LastEventId = None
) -> StreamingResponse:
    """Hear what changes, as server-sent events.

    A frame names a resource that changed (`event`: import, operation or access, which is somebody's
    membership or key; `data.id`); fetch it to see how.
    The browser's EventSource reconnects by itself and misses nothing. The stream ends when the session
    ends or the membership does.
    """
    after = None if last_event_id is None else int(last_event_id)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return EventStream(_stream(request, identity, after), headers=headers)


async def _stream(request: Request, identity: Identity, after: int | None) -> AsyncIterator[bytes]:
    state = WebState.of(request)

    async def replay(seq: int) -> Sequence[Event]:
        return await _since(state.database, identity.workspace_id, seq, subscription)

    async def is_still_allowed() -> bool:
        return await _is_allowed(request, identity)

    with state.hub.subscribe(identity.workspace_id) as subscription:
        if after is None:
            after = await _latest(state.database, identity.workspace_id)
        else:
            subscription.fall_behind()
        async for frame in frames(
            subscription, after=after, replay=replay, is_still_allowed=is_still_allowed, pace=state.pace
        ):
            yield frame


async def _since(
    database: Database, workspace_id: UUID, seq: int, subscription: Subscription
) -> Sequence[Event]:
    async with database.workspace(workspace_id) as session:
        events = await repository.since(session, seq, MOST_REPLAYED)
    if len(events) == MOST_REPLAYED:
        subscription.fall_behind()
    return events


async def _latest(database: Database, workspace_id: UUID) -> int:
    async with database.workspace(workspace_id) as session:
        return await repository.latest_seq(session)


async def _is_allowed(request: Request, identity: Identity) -> bool:
    try:
        await check_again(request, identity.slug)
    except LeadgenError:
        return False
    return True
