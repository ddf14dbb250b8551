"""Carrying an undo out, one chunk in one transaction."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.events.service import publish
from leadgen.platform.jobs import defer
from leadgen.records import journal, webhooks
from leadgen.records.contracts import Action, Actor, Operation
from leadgen.records.errors import NotUndoable, OperationNotFound, RecordNotFound, UndoRunning
from leadgen.records.field import by_key
from leadgen.records.merging import relations
from leadgen.records.normalise import own_words
from leadgen.records.repository import bulk, history, merging, operations, reading, undoing, writing
from leadgen.records.undo import chain, walks
from leadgen.records.undo.chunks import Chunk
from leadgen.records.undo.words import summary
from leadgen.records.vocabularies import service as vocabularies

# So little that it is done before a job would have started.
AT_ONCE = 200
TASK = "records.undo"

_COUNTED: Mapping[Action, str] = {"update": "reverted", "delete": "removed", "restore": "restored"}


async def start(session: WorkspaceSession, operation_id: UUID, actor: Actor) -> UUID:
    """Begin the undo of an operation: done at once where it is small, else by a job. The undo's id.

    Raises OperationNotFound, UndoRunning, NotUndoable.
    """
    target = await find(session, operation_id, lock=True)
    await _check(session, target)
    extent = await undoing.extent(session, operation_id)
    total = extent.changes + extent.contacts + extent.companies
    undo_id = await journal.open_operation(
        session,
        kind="undo",
        actor=actor,
        source=target.source,
        summary=summary(target.summary),
        total=total,
        undoes_id=operation_id,
    )
    await chain.link(session, target, undo_id)
    await publish(session, topic="operation", ref_id=operation_id)
    if total > AT_ONCE:
        await defer(session, TASK, operation_id=undo_id)
    else:
        while await step(session, undo_id):
            pass
    return undo_id


async def start_part(session: WorkspaceSession, operation_id: UUID, survivor_id: UUID, actor: Actor) -> UUID:
    """Take one group of a merge apart, at once; the others stay merged. The undo's id.

    Raises OperationNotFound, RecordNotFound where the operation merged nothing into that record, NotUndoable.
    """
    target = await find(session, operation_id, lock=True)
    await _check(session, target)
    if target.kind != "merge":
        raise NotUndoable("Only a merge can be undone in parts. Undo the whole operation.")
    group = (await merging.groups(session, operation_id, None, 1, only=survivor_id)).get(survivor_id)
    if group is None:
        raise RecordNotFound
    kind = group[0].kind
    label = (await reading.hold(session, kind, [survivor_id]))[survivor_id].label
    if not [one for one in await merging.into(session, kind, [survivor_id]) if one.operation_id == target.id]:
        raise NotUndoable("These records were taken apart already.")
    undo_id = await journal.open_operation(
        session,
        kind="undo",
        actor=actor,
        source=target.source,
        summary=f"Took {label or 'a merged record'} apart again",
        total=len(group) + 1,
        undoes_id=operation_id,
    )
    await bulk.keep_act(session, undo_id, walks.part(survivor_id))
    while await step(session, undo_id):
        pass
    return undo_id


async def step(session: WorkspaceSession, undo_id: UUID) -> bool:
    """Undo up to 5,000 records in this transaction; False when nothing is left to do.

    Two workers at once wait for each other at the operation's row and never do the same chunk.
    """
    undo = (await operations.by_ids(session, [undo_id], lock=True)).get(undo_id)
    if undo is None or undo.state != "running":
        return False
    assert undo.undoes_id is not None
    await writing.lock_keys(session, "contact", "company")
    number, after = _place(await operations.position(session, undo_id))
    walk = await walks.of(session, undo.undoes_id, undo_id)
    with own_words.using(await vocabularies.own_words(session)):
        chunk = await walk.decide(session, number, after)
        await _carry_out(session, undo_id, chunk)
    counts = tally(undo.counts, chunk)
    number, after = (number, chunk.last) if chunk.more else (number + 1, None)
    await operations.progress(
        session,
        undo_id,
        done=undo.done + chunk.seen,
        counts=counts,
        position=[number, str(after) if after else None],
    )
    await publish(session, topic="operation", ref_id=undo_id)
    if number < len(walk.phases):
        return True
    await journal.finish_operation(session, undo_id, state="done", counts=counts)
    await (chain.tell if walk.only is None else chain.tell_of_part)(session, undo.undoes_id)
    await webhooks.tell_completed(session, undo_id)
    return False


async def run_here(
    database: Database, operation_id: UUID, actor: Actor, workspace_id: UUID | None = None
) -> Operation:
    """Undo to the end in this process, for the command line; without a workspace, in the operation's own.

    Raises OperationNotFound, UndoRunning, NotUndoable.
    """
    if workspace_id is None:
        async with database.all_workspaces("command line: whose operation is to be undone") as system:
            workspace_id = await operations.workspace_of(system, operation_id)
    if workspace_id is None:
        raise OperationNotFound
    async with database.workspace(workspace_id) as session:
        undo_id = await start(session, operation_id, actor)
    more = True
    while more:
        async with database.workspace(workspace_id) as session:
            more = await step(session, undo_id)
    async with database.workspace(workspace_id) as session:
        return await find(session, undo_id)


async def fail(session: WorkspaceSession, undo_id: UUID) -> None:
    """Close an undo that cannot go on. What it put back stays so; another undo does the rest."""
    undo = (await operations.by_ids(session, [undo_id])).get(undo_id)
    if undo is None or undo.state != "running":
        return
    problem: Mapping[str, JSON] = {
        "code": "undo_stopped",
        "detail": "The undo stopped before its end. What it put back stays so; start it again for the rest.",
    }
    await journal.finish_operation(session, undo_id, state="failed", counts=undo.counts, problem=problem)


async def find(session: WorkspaceSession, operation_id: UUID, *, lock: bool = False) -> Operation:
    """Raises OperationNotFound."""
    found = (await operations.by_ids(session, [operation_id], lock=lock)).get(operation_id)
    if found is None:
        raise OperationNotFound
    return found


def tally(counts: Mapping[str, int], chunk: Chunk) -> dict[str, int]:
    """With the chunk: values put back, records removed and brought back, values kept, conflicts. Pure."""
    added = Counter(counts)
    for write in chunk.writes:
        added[_COUNTED[write.action]] += write.values if write.action == "update" else 1
    for name, number in (("reverted", chunk.reverted), ("restored", chunk.restored)):
        if number:
            added[name] += number
    added["kept"] += chunk.kept
    added["conflicts"] += len(chunk.conflicts)
    return dict(added)


async def _check(session: WorkspaceSession, target: Operation) -> None:
    undo = None
    if target.undone_by_id is not None:
        undo = await find(session, target.undone_by_id)
    if undo is not None and undo.state == "running":
        raise UndoRunning
    if reason := chain.why_not(target, undo):
        raise NotUndoable(reason)


async def _carry_out(session: WorkspaceSession, undo_id: UUID, chunk: Chunk) -> None:
    if chunk.writes:
        fields = by_key(await journal.fields_of(session, chunk.kind, archived=True))
        await writing.apply(session, undo_id, chunk.kind, chunk.writes, fields, clock.now())
    if chunk.apart:
        await relations.move_back(session, chunk.kind, chunk.apart)
    if chunk.together:
        await merging.add(session, await relations.move(session, chunk.kind, chunk.together))
    if chunk.conflicts:
        await history.add_conflicts(session, undo_id, chunk.conflicts)


def _place(position: JSON) -> tuple[int, UUID | None]:
    """The phase and the last record of it that was looked at."""
    match position:
        case [int() as number, str() as after]:
            return number, UUID(after)
        case [int() as number, None]:
            return number, None
    return 0, None
