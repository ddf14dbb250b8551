"""Lists are made, renamed, deleted and brought back; who is on them is the records' own business."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.errors import Conflict, NotFound
from leadgen.kernel.ids import uuid7
from leadgen.records.field import RecordKind
from leadgen.records.lists import schemas
from leadgen.records.normalise import text as plain
from leadgen.records.repository import list_counts, lists
from leadgen.records.repository.grid import Total
from leadgen.records.repository.lists import RecordList
from leadgen.records.values import text_key

MOST_LISTS = 1_000


class ListNotFound(NotFound):
    """No such list here, or it was deleted."""

    def __init__(self) -> None:
        super().__init__("There is no such list here. It may have been deleted; GET /lists has the others.")


class ListExists(Conflict):
    """A list of this name is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a list “{name}” already. Use it, or choose another name.")


class TooManyLists(Conflict):
    """The workspace has as many lists as there can be."""

    def __init__(self) -> None:
        super().__init__(f"There are {MOST_LISTS:,} lists here, which is the most. Delete an old one.")


async def every(session: WorkspaceSession) -> schemas.RecordLists:
    """Those that were not deleted, by kind and name, with how many are on each."""
    counts = await list_counts.counts(session)
    found = [one for one in await lists.every(session) if one.archived_at is None]
    return schemas.RecordLists(items=[_shown(one, counts) for one in found])


async def create(
    session: WorkspaceSession, kind: RecordKind, name: str, description: str
) -> schemas.RecordList:
    """An empty list. Raises ListExists, TooManyLists."""
    if len([one for one in await lists.every(session) if one.archived_at is None]) >= MOST_LISTS:
        raise TooManyLists
    made = RecordList(uuid7(), kind, plain.display(name), description.strip(), clock.now(), None)
    await _write(session, made)
    return _shown(made, {})


async def change(session: WorkspaceSession, list_id: UUID, wanted: schemas.ListChange) -> schemas.RecordList:
    """Rename, describe, bring back. Raises ListNotFound, ListExists."""
    found = await _found(session, list_id)
    if found.archived_at is not None and wanted.deleted is not False:
        raise ListNotFound
    changed = replace(
        found,
        name=found.name if wanted.name is None else plain.display(wanted.name),
        description=found.description if wanted.description is None else wanted.description.strip(),
        archived_at=None,
    )
    await _write(session, changed)
    return _shown(changed, await list_counts.counts(session))


async def delete(session: WorkspaceSession, list_id: UUID) -> None:
    """It is gone from everywhere; its records stay, and it can be brought back. Raises ListNotFound."""
    found = await _found(session, list_id)
    if found.archived_at is not None:
        raise ListNotFound
    await _write(session, replace(found, archived_at=clock.now()))


async def _found(session: WorkspaceSession, list_id: UUID) -> RecordList:
    found = await lists.by_id(session, list_id)
    if found is None:
        raise ListNotFound
    return found


async def _write(session: WorkspaceSession, found: RecordList) -> None:
    if not await lists.write(session, found, text_key(found.name)):
        raise ListExists(found.name)


def _shown(found: RecordList, counts: Mapping[UUID, Total]) -> schemas.RecordList:
    count = counts.get(found.id, Total(0, exact=True))
    return schemas.RecordList.model_validate(
        {
            "id": found.id,
            "kind": found.kind,
            "name": found.name,
            "description": found.description,
            "count": {"value": count.value, "exact": count.exact},
            "created_at": found.created_at,
        }
    )
