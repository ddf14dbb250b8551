"""Whether a workspace may reach outward: after a restore or on a copy, not before its owner says so.

A restored database that went on by itself would write to everybody a second time.
"""

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.errors import Conflict
from leadgen.platform.workspaces import repository
from leadgen.platform.workspaces.contracts import Disarmed


class NotDisarmed(Conflict):
    """The workspace may reach outward already."""

    def __init__(self) -> None:
        super().__init__("This workspace may reach outward already; there is nothing to confirm.")


async def is_disarmed(session: WorkspaceSession) -> bool:
    """Whether nothing of this workspace may leave: it was disarmed, or the database stands on a server
    that it has not been started on yet, as a copy does."""
    return await repository.is_disarmed(session)


async def arm(session: WorkspaceSession) -> Disarmed:
    """Let it reach outward again; what it was disarmed for. What waits goes out from now on.

    Raises NotDisarmed.
    """
    ended = await repository.arm(session)
    if ended is None:
        raise NotDisarmed
    return Disarmed(*ended)
