"""From what a caller wants done to many records to an act that can be done, or what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import cast

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.members import service as members
from leadgen.records import desk, journal
from leadgen.records import schemas as sent_schemas
from leadgen.records.bulk import schemas
from leadgen.records.bulk.acts import Act, Edit, Label, Restore, Trash
from leadgen.records.contracts import Value
from leadgen.records.errors import InvalidValues
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.filters import service as filters
from leadgen.records.projection import IDENTIFYING
from leadgen.records.repository import lists
from leadgen.records.repository.bulk import Pool

# A country tells two companies of one name apart and is no identity of its own.
_IDENTITIES = IDENTIFYING - {"company_country"}


async def pool(
    session: WorkspaceSession, kind: RecordKind, selection: schemas.Selection, *, trashed: bool = False
) -> Pool:
    """Which records are selected. Raises InvalidFilter."""
    chosen = await filters.read(session, kind, cast(JSON, selection.given))
    return Pool(
        kind=kind,
        matching=filters.where(chosen),
        operation_id=selection.operation_id,
        ids=selection.ids,
        left_out=selection.left_out,
        trashed=trashed or selection.trash,
    )


async def act(session: WorkspaceSession, kind: RecordKind, wanted: schemas.Act) -> Act:
    """Raises InvalidValues with a sentence for each value that cannot be given to many."""
    match wanted:
        case schemas.EditAct():
            return Edit(await _values(session, kind, wanted.values))
        case schemas.TagAct():
            add, remove = [await _labels(session, kind, "tags", one) for one in (wanted.add, wanted.remove)]
            return Label("tags", add, remove)
        case schemas.ListAct():
            return await _lists(session, kind, wanted)
        case schemas.TrashAct():
            return Trash()
        case schemas.RestoreAct():
            return Restore()


async def names(session: WorkspaceSession, found: Act, fields: Mapping[str, Field]) -> Mapping[str, str]:
    """Id → name of the members and lists that the act mentions."""
    if isinstance(found, Label) and found.field == "lists":
        return {str(one.id): one.name for one in await lists.every(session)}
    if isinstance(found, Edit) and any(fields[key].type == "member" for key in found.values):
        return {str(member.user_id): member.name for member in await members.listed(session)}
    return {}


async def _values(
    session: WorkspaceSession, kind: RecordKind, sent: Mapping[str, sent_schemas.Value | None]
) -> Mapping[str, Value | None]:
    values = await desk.understood(session, kind, sent)
    fields = by_key(await journal.fields_of(session, kind))
    wrong = {key: _same_for_many(fields[key]) for key in sorted(values.keys() & _IDENTITIES) if values[key]}
    if wrong:
        raise InvalidValues(wrong)
    return values


def _same_for_many(field: Field) -> str:
    return f"{field.label} tells records apart, so it cannot be the same for many. Edit them one by one"


async def _labels(
    session: WorkspaceSession, kind: RecordKind, name: str, sent: Sequence[str]
) -> Sequence[str]:
    """As the field's normaliser reads them."""
    if not sent:
        return ()
    value = (await desk.understood(session, kind, {name: list(sent)}))[name]
    return cast(Sequence[str], value or ())


async def _lists(session: WorkspaceSession, kind: RecordKind, wanted: schemas.ListAct) -> Label:
    known = {str(one.id): one for one in await lists.every(session) if one.kind == kind}
    add, remove = ([str(one) for one in ids] for ids in (wanted.add, wanted.remove))
    noun = "contacts" if kind == "contact" else "companies"
    for one in [*add, *remove]:
        if one not in known or (one in add and known[one].archived_at is not None):
            raise InvalidValues({"lists": f"There is no such list of {noun}. GET /lists has those there are"})
    return Label("lists", add, remove)
