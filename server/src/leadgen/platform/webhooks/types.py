"""Which events there are: registered by the floors that own them when the product is assembled."""

from collections.abc import Mapping
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.webhooks.contracts import Data, EventType
from leadgen.platform.webhooks.errors import EventTypeUnknown

PING = "test.ping"

_types: dict[str, EventType] = {}


def register(*types: EventType) -> None:
    """Add events; the same name again replaces the former."""
    _types.update({one.type: one for one in types})


def registered() -> Mapping[str, EventType]:
    """All events by name, in the order of their names."""
    return {name: _types[name] for name in sorted(_types)}


def named(name: str) -> EventType:
    """Raises EventTypeUnknown."""
    if name not in _types:
        raise EventTypeUnknown(name)
    return _types[name]


def data_of(kind: EventType, rendered: Data) -> Data:
    """With every member the sample has, null where there is nothing, and no other."""
    return {name: rendered.get(name) for name in kind.sample}


async def _ping(session: WorkspaceSession, subject: UUID) -> Data:
    return {"id": str(subject), "message": "It works."}


register(
    EventType(
        PING,
        "Test",
        "Sent when somebody asks for it, to see whether the address answers.",
        {"id": "01936f0e-0000-7000-8000-0000000000f0", "message": "It works."},
        _ping,
    )
)
