"""The undo of a merge, and of that undo: group by group, each whole, then who followed a merged company.

A group cannot come apart where its survivor went into another record since, nor come together again where
somebody worked on one of its records since: that is told, and the group stays. A single value that was
changed since stays with the survivor, and is told too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.authorship import LIFE, Change, Refusal, Reversal, remove, restore, reverse
from leadgen.records.contracts import Action
from leadgen.records.employment import COMPANY
from leadgen.records.field import RecordKind
from leadgen.records.held import Held
from leadgen.records.normalise.values import Value
from leadgen.records.repository import history, merging, reading, undoing
from leadgen.records.repository.history import ChangeRow
from leadgen.records.repository.merging import Merged
from leadgen.records.undo.chunks import CHUNK, Chunk, chunk_of, without_taken

GROUPS = 100
_FOLLOWED: tuple[Action, ...] = ("update",)
_Groups = Mapping[UUID, Sequence[Merged]]


@dataclass(frozen=True)
class Root:
    """The merge that an undo goes back to in the end. `again`: this undo merges again."""

    id: UUID
    kind: RecordKind
    again: bool


async def groups(
    session: WorkspaceSession,
    target_id: UUID,
    root: Root,
    after: UUID | None,
    *,
    only: UUID | None,
    previews: bool,
) -> Chunk:
    """The next groups from behind the survivor `after`; a preview locks nothing."""
    found = await merging.groups(session, root.id, after, GROUPS, only=only)
    ids = [*found, *(one.record_id for group in found.values() for one in group)]
    rows = await merging.changes(session, target_id, ids)
    held = await reading.hold(session, root.kind, ids, lock=not previews, archived=True)
    came = {survivor: [one for one in group if one.record_id in rows] for survivor, group in found.items()}
    wanted = {survivor: group for survivor, group in came.items() if group}
    decide = _together if root.again else _apart
    reversals, done = await decide(session, target_id, root.kind, wanted, rows, held)
    chunk = replace(
        chunk_of(root.kind, reversals, ids), last=max(found, default=None), more=len(found) == GROUPS
    )
    return replace(chunk, together=done) if root.again else replace(chunk, apart=done)


async def followers(
    session: WorkspaceSession,
    target_id: UUID,
    root: Root,
    after: UUID | None,
    *,
    only: UUID | None,
    previews: bool,
) -> Chunk:
    """Contacts that went along with a company: back where it is there again, along where it is gone again."""
    rows = await history.of_operation(session, target_id, "contact", _FOLLOWED, after, CHUNK)
    held = await reading.hold(session, "contact", [row.record_id for row in rows], lock=not previews)
    part = (await merging.groups(session, root.id, None, 1, only=only)).get(only, ()) if only else ()
    there = await reading.living(session, "company", {one for row in rows for one in _companies(row)})
    reversals = {
        row.record_id: put_back(held[row.record_id], row.change)
        for row in rows
        if (previews or _goes(row, there, again=root.again))
        and (only is None or {one.record_id for one in part} & _companies(row))
    }
    return chunk_of("contact", reversals, [row.record_id for row in rows])


async def _apart(
    session: WorkspaceSession,
    target_id: UUID,
    kind: RecordKind,
    wanted: _Groups,
    rows: Mapping[UUID, ChangeRow],
    held: Mapping[UUID, Held],
) -> tuple[dict[UUID, Reversal], list[Merged]]:
    """Bring back what is still merged by this very operation."""
    merged = {
        survivor: in_force
        for survivor, group in wanted.items()
        if (in_force := [one for one in group if _is_gone(held[one.record_id], rows[one.record_id])])
    }
    refused = await _not_there(session, kind, [held[survivor] for survivor in merged])
    whole = {survivor: group for survivor, group in merged.items() if survivor not in refused}
    kept = {survivor: put_back(held[survivor], rows[survivor].change) for survivor in whole}
    kept = await without_taken(session, target_id, kind, kept, None)
    back = {
        one.record_id: restore(held[one.record_id], rows[one.record_id].change)
        for group in whole.values()
        for one in group
    }
    back = await _with_free_keys(session, kind, back, kept)
    return {**refused, **kept, **back}, [one for group in whole.values() for one in group]


async def _together(
    session: WorkspaceSession,
    target_id: UUID,
    kind: RecordKind,
    wanted: _Groups,
    rows: Mapping[UUID, ChangeRow],
    held: Mapping[UUID, Held],
) -> tuple[dict[UUID, Reversal], list[Merged]]:
    """Merge again what the undone undo had brought back."""
    ids = [one.record_id for group in wanted.values() for one in group]
    refused = await _not_there(session, kind, [held[one] for one in [*wanted, *ids]])
    refused |= await _worked_on(session, target_id, kind, [one for one in ids if one not in refused])
    whole = {
        survivor: group
        for survivor, group in wanted.items()
        if refused.keys().isdisjoint({survivor, *(one.record_id for one in group)})
    }
    keys = await reading.keys_of_records(session, ids)
    found: dict[UUID, Reversal] = {}
    for survivor, group in whole.items():
        taken = [key for one in group for key in keys.get(one.record_id, ())]
        change = rows[survivor].change
        found[survivor] = put_back(held[survivor], replace(change, keys_freed=(*change.keys_freed, *taken)))
        for one in group:
            found[one.record_id] = remove(
                held[one.record_id],
                keys.get(one.record_id, ()),
                later=None,
                contacts=0,
                remover=rows[one.record_id].change.before_by.get(LIFE),
            )
    found = await without_taken(session, target_id, kind, found, None)
    return {**refused, **found}, [one for group in whole.values() for one in group]


def put_back(held: Held, change: Change) -> Reversal:
    """As `reverse`, of a change that left a value on the word of somebody else.

    That author may stand behind another value by now, which came with another merge: then it stays. Pure.
    """
    moved_on = {
        key
        for key in change.before
        if change.writer(key) != change.operation_id
        and held.author(key) == change.writer(key)
        and not _is_same(held.values.get(key), change.after.get(key))
    }
    left = {key: value for key, value in change.before.items() if key not in moved_on}
    found = reverse(held, replace(change, before=left))
    strange = [
        Refusal(key, "changed", held.author(key))
        for key in sorted(moved_on)
        if not _is_same(held.values.get(key), change.before[key])
    ]
    return replace(found, refused=[*found.refused, *strange])


def _is_same(present: Value | None, left: Value | None) -> bool:
    """A tag may have been renamed since, so that lists are not compared."""
    return present == left or (isinstance(present, list) and isinstance(left, list))


def _is_gone(record: Held, row: ChangeRow) -> bool:
    return row.action == "delete" and record.deleted_by == row.change.writer(LIFE)


async def _not_there(
    session: WorkspaceSession, kind: RecordKind, records: Sequence[Held]
) -> dict[UUID, Reversal]:
    """Why nothing can be done with those that are gone."""
    gone = [record for record in records if not record.alive]
    merged = {one.record_id for one in await merging.of_records(session, kind, [one.id for one in gone])}
    return {
        record.id: Reversal(
            None, refused=[Refusal(None, "merged" if record.id in merged else "removed", record.deleted_by)]
        )
        for record in gone
    }


async def _worked_on(
    session: WorkspaceSession, target_id: UUID, kind: RecordKind, ids: Sequence[UUID]
) -> dict[UUID, Reversal]:
    """Why those cannot be merged again that somebody worked on, or came to work at, since."""
    later = await undoing.touched_since(session, kind, target_id, ids) if ids else {}
    joined = await merging.joined_since(session, target_id, ids) if ids and kind == "company" else {}
    told = {one: Refusal(None, "still_used", None, str(contacts)) for one, contacts in joined.items()}
    told |= {one: Refusal(None, "changed", by) for one, by in later.items()}
    return {one: Reversal(None, refused=[refusal]) for one, refusal in told.items()}


async def _with_free_keys(
    session: WorkspaceSession,
    kind: RecordKind,
    back: Mapping[UUID, Reversal],
    kept: Mapping[UUID, Reversal],
) -> dict[UUID, Reversal]:
    """A record comes back in any case; an identity that another one has by now stays there, and is told."""
    wanted = {key for one in back.values() if one.write for key in one.write.keys_taken}
    holders = await reading.key_holders(session, kind, wanted)
    freed = {key for one in kept.values() if one.write for key in one.write.frees}
    taken = {key for key in holders if key not in freed}
    return {record_id: _without_keys(one, taken) for record_id, one in back.items()}


def _without_keys(reversal: Reversal, taken: set[str]) -> Reversal:
    write = reversal.write
    if write is None or taken.isdisjoint(write.keys_taken):
        return reversal
    lost = [key for key in write.keys_taken if key in taken]
    shown = ", ".join(key.partition(":")[2] for key in lost if not key.startswith(("row:", "name:")))
    refused = [Refusal(None, "key_taken", None, shown)] if shown else []
    left = tuple(key for key in write.keys_taken if key not in taken)
    return Reversal(replace(write, keys_taken=left), reversal.kept, [*reversal.refused, *refused])


def _companies(row: ChangeRow) -> set[UUID]:
    values = (row.before.get(COMPANY), row.after.get(COMPANY))
    return {UUID(str(value)) for value in values if value is not None}


def _goes(row: ChangeRow, there: set[UUID], *, again: bool) -> bool:
    """Whether the company came back, or went again."""
    before, after = (UUID(str(values[COMPANY])) for values in (row.before, row.after))
    return before in there and (not again or after not in there)
