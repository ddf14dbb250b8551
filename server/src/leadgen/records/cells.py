"""Many cells of many records at once, as a grid writes them: a paste, a fill, a clearing.

What can be written is written, as one operation; each cell that cannot is named with its reason, and one that
somebody changed since it was seen is left to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.members import service as members
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import cell_schemas, clashes, grid, journal, schemas, webhooks, wire
from leadgen.records.authorship import same, spread
from leadgen.records.clashes import Clash
from leadgen.records.contracts import Patch, Value
from leadgen.records.errors import RecordNotFound
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.held import Held
from leadgen.records.normalise import own_words
from leadgen.records.projection import strong_keys
from leadgen.records.repository import lists, reading
from leadgen.records.values import canonical
from leadgen.records.vocabularies import service as vocabularies
from leadgen.records.wishes import understand

SOURCE = "By hand"


@dataclass
class _Asked:
    """The cells of one record on their way: what is still to be written, and why the others are not."""

    record_id: UUID
    values: dict[str, Value | None]
    seen: Mapping[str, Value | None]
    refused: dict[str, str]
    conflicts: Sequence[Clash] = field(default_factory=list)

    def refuse(self, key: str, sentence: str) -> None:
        del self.values[key]
        self.refused[key] = sentence


async def update(
    session: WorkspaceSession, actor: Actor, kind: RecordKind, sent: Sequence[cell_schemas.RecordEdit]
) -> cell_schemas.EditedRecords:
    """Write what can be written. A fixed number of statements, however many cells."""
    fields = by_key(await journal.fields_of(session, kind))
    asked = await _understood(session, kind, fields, sent)
    held = await clashes.hold(session, kind, {one.record_id: one.values for one in asked})
    _drop_removed(asked, held)
    await _drop_changed(session, fields, asked, held)
    _drop_equal(fields, asked, held)
    await _drop_taken(session, kind, asked, held)
    return await _written(session, actor, kind, fields, asked, held)


async def _understood(
    session: WorkspaceSession,
    kind: RecordKind,
    fields: Mapping[str, Field],
    sent: Sequence[cell_schemas.RecordEdit],
) -> list[_Asked]:
    """Each cell by its field, with the reasons of those that cannot be stored."""
    country = (await workspaces.read(session)).country
    asked: list[_Asked] = []
    for record in sent:
        wish = understand(fields, _bare(record.values), country=country)
        seen = {key: value for key, value in _bare(record.seen or {}).items() if key in wish.values}
        asked.append(_Asked(record.id, wish.values, seen, wish.problems))
    await _resolve_members(session, fields, asked)
    await _refuse_unknown_lists(session, kind, asked)
    return asked


def _bare(sent: Mapping[str, schemas.Value | None]) -> dict[str, Value | None]:
    return {key: schemas.bare(value) for key, value in sent.items()}


async def _resolve_members(
    session: WorkspaceSession, fields: Mapping[str, Field], asked: Sequence[_Asked]
) -> None:
    """Members by their id, whether they were named by it or by e-mail; each is looked up once."""
    ids: dict[str, str | None] = {}
    for one in asked:
        for key, value in list(one.values.items()):
            if fields[key].type != "member" or value is None:
                continue
            name = str(value)
            if name not in ids:
                ids[name] = await members.id_of(session, name)
            one.values[key] = ids[name]
            if ids[name] is None:
                one.refuse(key, "There is no such member here")


async def _refuse_unknown_lists(session: WorkspaceSession, kind: RecordKind, asked: Sequence[_Asked]) -> None:
    named = [(one, {str(id) for id in cast(Sequence[str], one.values.get("lists") or ())}) for one in asked]
    wanted = {id for _, ids in named for id in ids}
    there = await lists.there(session, kind, wanted) if wanted else set()
    for one, ids in named:
        if ids - there:
            one.refuse("lists", "There is no such list here. GET /lists has those there are")


def _drop_removed(asked: Sequence[_Asked], held: Mapping[UUID, Held]) -> None:
    for one in asked:
        if one.record_id not in held or not held[one.record_id].alive:
            for key in list(one.values):
                one.refuse(key, RecordNotFound().detail)


async def _drop_changed(
    session: WorkspaceSession,
    fields: Mapping[str, Field],
    asked: Sequence[_Asked],
    held: Mapping[UUID, Held],
) -> None:
    """What somebody else wrote since it was seen stays."""
    found = [
        (held[one.record_id], clashes.clashing(fields, held[one.record_id], one.values, one.seen))
        for one in asked
        if one.values and one.seen
    ]
    told = await clashes.told(session, found)
    for one in asked:
        one.conflicts = told.get(one.record_id, [])
        for clash in one.conflicts:
            del one.values[clash.field]


def _drop_equal(fields: Mapping[str, Field], asked: Sequence[_Asked], held: Mapping[UUID, Held]) -> None:
    """A paste over an equal value says nothing of it: it neither changes nor confirms it."""
    for one in asked:
        one.values = {
            key: value
            for key, value in one.values.items()
            if _changes(fields, held[one.record_id], key, value)
        }


def _changes(fields: Mapping[str, Field], held: Held, key: str, value: Value | None) -> bool:
    parts = spread({key: value}).items()
    return any(
        not same(fields[part], held.values.get(part), canonical(fields[part], one)) for part, one in parts
    )


async def _drop_taken(
    session: WorkspaceSession, kind: RecordKind, asked: Sequence[_Asked], held: Mapping[UUID, Held]
) -> None:
    """An identity stays with the record that has it; of two that want one, the first gets it."""
    words = await vocabularies.words_for(session, {key for one in asked for key in one.values})
    with own_words.using(words):
        wanted = {
            (one.record_id, key): strong_keys(kind, {key: value})
            for one in asked
            for key, value in one.values.items()
            if value is not None
        }
    taken = {key for keys in wanted.values() for key in keys}
    if not taken:
        return
    owners = await reading.key_holders(session, kind, taken)
    known = {**held, **await reading.hold(session, kind, set(owners.values()) - held.keys())}
    for one in asked:
        for key, value in list(one.values.items()):
            keys = wanted.get((one.record_id, key), set())
            others = {
                owners[name] for name in keys if owners.setdefault(name, one.record_id) != one.record_id
            }
            if others:
                one.refuse(key, _taken(value, known[min(others)].label))


def _taken(value: Value | None, label: str) -> str:
    return f"{value} belongs to {label or 'another record'} already. Open that record, or use another value"


async def _written(
    session: WorkspaceSession,
    actor: Actor,
    kind: RecordKind,
    fields: Mapping[str, Field],
    asked: Sequence[_Asked],
    held: Mapping[UUID, Held],
) -> cell_schemas.EditedRecords:
    """The operation, if there is anything to write, and what became of each record."""
    patches = [Patch(one.record_id, one.values) for one in asked if one.values]
    operation_id = None
    if patches:
        summary = _summary(kind, fields, patches, held)
        operation_id = await journal.open_operation(
            session, kind="edit", actor=actor, source=SOURCE, summary=summary
        )
        await journal.write(session, operation_id, kind, patches)
        await journal.finish_operation(session, operation_id, state="done", counts={"updated": len(patches)})
        await webhooks.tell_edit(session, kind, operation_id, patches)
    return cell_schemas.EditedRecords(
        operation=await wire.operation(session, operation_id) if operation_id is not None else None,
        cells=sum(len(patch.values) for patch in patches),
        records=await _results(session, kind, asked),
    )


def _summary(
    kind: RecordKind, fields: Mapping[str, Field], patches: Sequence[Patch], held: Mapping[UUID, Held]
) -> str:
    cells = [(patch.record_id, key) for patch in patches for key in patch.values]
    if len(cells) > 1:
        return f"Edited {len(cells):,} cells"
    [(record_id, key)] = cells
    return f"Edited {fields[key].label.lower()} of {held[record_id].label or kind}"


async def _results(
    session: WorkspaceSession, kind: RecordKind, asked: Sequence[_Asked]
) -> list[cell_schemas.EditedRecord]:
    shown = await grid.rows(session, kind, [one.record_id for one in asked])
    return [
        cell_schemas.EditedRecord.model_validate(
            {
                "id": one.record_id,
                "written": list(one.values),
                "refused": [{"field": key, "message": said} for key, said in one.refused.items()],
                "conflicts": [vars(clash) for clash in one.conflicts],
                "row": shown.get(one.record_id),
            }
        )
        for one in asked
    ]
