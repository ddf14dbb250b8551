"""What is told outside of who belongs to the workspace."""

from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.webhooks import service as webhooks
from leadgen.platform.webhooks import types
from leadgen.platform.webhooks.contracts import Data, EventType

_SAMPLE: Data = {
    "id": "01936f0e-0000-7000-8000-000000000001",
    "name": "Ada Example",
    "role": "editor",
    "by": "Bob Example",
}


async def tell_joined(session: WorkspaceSession, user_id: UUID, name: str, role: str, by: str) -> None:
    """Somebody came in; `by` invited them."""
    await webhooks.publish(session, "member.joined", user_id, {"name": name, "role": role, "by": by})


async def tell_removed(session: WorkspaceSession, user_id: UUID, name: str, role: str, by: str) -> None:
    """Somebody left, or was taken out."""
    await webhooks.publish(session, "member.removed", user_id, {"name": name, "role": role, "by": by})


async def _render(session: WorkspaceSession, user_id: UUID) -> Data:
    return {"id": str(user_id)}


types.register(
    EventType("member.joined", "Member joined", "An invitation was accepted.", _SAMPLE, _render),
    EventType("member.removed", "Member removed", "A member left or was taken out.", _SAMPLE, _render),
)
