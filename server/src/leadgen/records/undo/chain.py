"""Which undo is in force for which operation, and who is told."""

from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.events.service import publish
from leadgen.records.contracts import Operation, UndoListener
from leadgen.records.repository import bulk, operations

_listeners: list[UndoListener] = []
_of_parts: list[UndoListener] = []


def on_undone(listener: UndoListener, *, parts: bool = False) -> None:
    """Have `listener` told of every finished undo and redo; done when the product is assembled.

    With `parts` also where one group of a merge was taken apart or put together again: the operation itself
    is as it was, so the listener looks for what became of its records.
    """
    for listeners in (_listeners, _of_parts) if parts else (_listeners,):
        if listener not in listeners:
            listeners.append(listener)


def why_not(operation: Operation, undo: Operation | None) -> str | None:
    """Why an operation cannot be undone now, given the undo in force for it; None: it can. Pure."""
    if operation.state == "running":
        return "It is still running. Wait until it is finished, or cancel it."
    if operation.kind == "rekey":
        return "It changed no value. Take the words back in Settings, Vocabularies."
    if undo is None or undo.state in ("failed", "cancelled"):
        return None
    return "It is being undone right now." if undo.state == "running" else "It was undone already."


async def link(session: WorkspaceSession, target: Operation, undo_id: UUID) -> None:
    """`undo_id` is in force for its target; what the target had undone is in force again, and so on."""
    await operations.link_undo(session, target.id, undo_id)
    upper, in_force = target, False
    while lower := await _below(session, upper):
        expected = None if in_force else upper.id
        if lower.undone_by_id != expected:
            return
        await operations.link_undo(session, lower.id, upper.id if in_force else None)
        upper, in_force = lower, not in_force


async def tell(session: WorkspaceSession, target_id: UUID) -> None:
    """Tell of the target and of everything below it whether it is undone now."""
    found: Operation | None = (await operations.by_ids(session, [target_id]))[target_id]
    while found is not None:
        for listener in _listeners:
            await listener(session, found.id, found.undone_by_id is not None)
        await publish(session, topic="operation", ref_id=found.id)
        below = await _below(session, found)
        if below is None and found.undoes_id is not None:
            await tell_of_part(session, found.undoes_id)
        found = below


async def tell_of_part(session: WorkspaceSession, target_id: UUID) -> None:
    """Tell that some of the target's records are no longer as they were."""
    target = (await operations.by_ids(session, [target_id]))[target_id]
    for listener in _of_parts:
        await listener(session, target.id, target.undone_by_id is not None)


async def _below(session: WorkspaceSession, upper: Operation) -> Operation | None:
    """What an undo had undone; of an undo of a part nothing is: the whole is in force as before."""
    if upper.undoes_id is None or await bulk.act_of(session, upper.id) is not None:
        return None
    return (await operations.by_ids(session, [upper.undoes_id]))[upper.undoes_id]
