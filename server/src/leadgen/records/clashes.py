"""Two people in one cell: whether a value is still what its writer saw, and who changed it meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.authorship import same
from leadgen.records.errors import ChangedMeanwhile
from leadgen.records.field import Field, RecordKind
from leadgen.records.held import Held
from leadgen.records.normalise.values import Value
from leadgen.records.projection import IDENTIFYING, NAME_PARTS
from leadgen.records.repository import operations, reading, writing
from leadgen.records.values import canonical


@dataclass(frozen=True)
class Clash:
    """A value that somebody else wrote since it was seen: what it is now, by whom and when."""

    field: str
    value: Value | None
    by: str
    at: datetime
    operation_id: UUID


async def hold(
    session: WorkspaceSession, kind: RecordKind, written: Mapping[UUID, Mapping[str, Value | None]]
) -> dict[UUID, Held]:
    """The records as they stand, locked as a write locks them: identities first, then rows."""
    if len(written) > 1 or any(not IDENTIFYING.isdisjoint(values) for values in written.values()):
        await writing.lock_keys(session, kind)
    return await reading.hold(session, kind, list(written), lock=True)


def clashing(
    fields: Mapping[str, Field],
    held: Held,
    wanted: Mapping[str, Value | None],
    seen: Mapping[str, Value | None],
) -> list[str]:
    """The fields whose present value is neither what was seen nor what is wanted."""
    return [
        key for key, value in wanted.items() if key in seen and _clashes(fields[key], held, value, seen[key])
    ]


def _clashes(field: Field, held: Held, wanted: Value | None, seen: Value | None) -> bool:
    present = canonical(field, held.values.get(field.key))
    return not same(field, present, canonical(field, seen)) and not same(field, present, wanted)


async def told(
    session: WorkspaceSession, found: Sequence[tuple[Held, Sequence[str]]]
) -> dict[UUID, list[Clash]]:
    """Who wrote these fields of these records last. One query, none where nothing clashes."""
    ids = {author for held, keys in found for key in keys for author in _authors(held, key)}
    known = await operations.by_ids(session, ids) if ids else {}

    def clash(held: Held, key: str) -> Clash:
        last = max((known[id] for id in _authors(held, key)), key=lambda one: one.created_at)
        return Clash(key, held.values.get(key), last.actor.name, last.created_at, last.id)

    return {held.id: [clash(held, key) for key in keys] for held, keys in found if keys}


def _authors(held: Held, key: str) -> set[UUID]:
    """The whole name is stored in its parts, each with an author of its own."""
    return {held.author(part) for part in (NAME_PARTS if key == "full_name" else (key,))}


async def refuse_changed(
    session: WorkspaceSession,
    kind: RecordKind,
    record_id: UUID,
    fields: Mapping[str, Field],
    wanted: Mapping[str, Value | None],
    seen: Mapping[str, Value | None],
) -> None:
    """Raises ChangedMeanwhile where a wanted field is no longer what was seen. Locks the record."""
    held = (await hold(session, kind, {record_id: wanted})).get(record_id)
    if held is None or not held.alive:
        return
    found = await told(session, [(held, clashing(fields, held, wanted, seen))])
    if found:
        clashes = found[record_id]
        raise ChangedMeanwhile(fields[clashes[0].field].label, clashes[0].by, [_wire(one) for one in clashes])


def _wire(clash: Clash) -> dict[str, JSON]:
    return {
        "field": clash.field,
        "value": clash.value,
        "by": clash.by,
        "at": clash.at.isoformat(),
        "operation_id": str(clash.operation_id),
    }
