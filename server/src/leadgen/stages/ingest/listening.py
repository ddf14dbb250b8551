"""Who is told when an import is in; later stages say so when the product is assembled."""

from leadgen.db.engine import WorkspaceSession
from leadgen.stages.ingest.contracts import AppliedListener, Import

_listeners: list[AppliedListener] = []


def on_applied(listener: AppliedListener) -> None:
    """Tell this one of every import, in the last transaction of it. Twice the same is once."""
    if listener not in _listeners:
        _listeners.append(listener)


async def tell_applied(session: WorkspaceSession, found: Import) -> None:
    """An import is applied to its last line."""
    for listener in _listeners:
        await listener(session, found)
