"""Views: saved filters, orders and columns of lists.

What is saved must fit the workspace's fields. What does not fit them any more, since a field was archived,
is told in `notices` and kept: whoever opens the view decides, and nothing is left out of a filter for them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.records import grid
from leadgen.records.errors import NoFacet, UnsortableField
from leadgen.records.export.choosing import columns_of
from leadgen.records.facets import service as facets
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.registry import registered
from leadgen.records.repository.fields import custom
from leadgen.stages.audience import repository
from leadgen.stages.audience.contracts import Notice, Person, View, ViewColumn
from leadgen.stages.audience.errors import SharedByEditors, TooManyOfThem, ViewNotFound

MOST_VIEWS = 500


@dataclass(frozen=True)
class Draft:
    """A view as somebody wants it."""

    kind: RecordKind
    name: str
    filter: JSON
    sort: str | None
    group_by: str | None
    columns: Sequence[ViewColumn]
    shared: bool


class Changes(TypedDict, total=False):
    """What may be changed; a missing member stays as it is."""

    name: str
    filter: JSON
    sort: str | None
    group_by: str | None
    columns: Sequence[ViewColumn]
    shared: bool
    position: int


async def listed(session: WorkspaceSession, kind: RecordKind | None, user_id: UUID | None) -> list[View]:
    """Those that are shared and those of this user, in their order, each with its notices."""
    return await _noticed(session, await repository.views(session, kind, user_id))


async def create(session: WorkspaceSession, person: Person, draft: Draft) -> View:
    """At the end. What a key makes is shared, as it has no views of its own.

    Raises SharedByEditors, InvalidFilter, UnsortableField, NoFacet, UnknownColumn, TooManyOfThem.
    """
    await repository.lock(session)
    if await repository.count_views(session) >= MOST_VIEWS:
        raise TooManyOfThem(MOST_VIEWS, "views")
    at = now()
    owner = None if draft.shared else person.user_id
    new = View(
        uuid7(), draft.kind, draft.name, owner, draft.filter, draft.sort, draft.group_by,
        list(draft.columns), at, at,
    )  # fmt: skip
    _keep(person, new)
    await _check(session, new, ("filter", "sort", "group_by", "columns"))
    await repository.add_view(session, new)
    return await _shown(session, new.id, person.user_id)


async def change(session: WorkspaceSession, person: Person, view_id: UUID, changes: Changes) -> View:
    """Raises ViewNotFound, SharedByEditors, InvalidFilter, UnsortableField, NoFacet, UnknownColumn."""
    await repository.lock(session)
    before = await _kept(session, view_id, person.user_id)
    values = {key: value for key, value in changes.items() if key not in ("shared", "position")}
    if "shared" in changes:
        values["owner_id"] = None if changes["shared"] else person.user_id
    after = replace(before, **values, updated_at=now())  # type: ignore[arg-type]  # of the members' own types
    _keep(person, before, after)
    await _check(session, after, changes)
    await repository.change_view(session, after)
    if "position" in changes:
        await _move(session, after, person.user_id, changes["position"])
    return await _shown(session, view_id, person.user_id)


async def duplicate(session: WorkspaceSession, user_id: UUID | None, view_id: UUID, name: str) -> View:
    """The same list under another name, one's own; what no longer fits is copied with it.

    Raises ViewNotFound, TooManyOfThem.
    """
    await repository.lock(session)
    kept = await _kept(session, view_id, user_id)
    if await repository.count_views(session) >= MOST_VIEWS:
        raise TooManyOfThem(MOST_VIEWS, "views")
    at = now()
    copy = replace(kept, id=uuid7(), name=name, owner_id=user_id, created_at=at, updated_at=at)
    await repository.add_view(session, copy)
    return await _shown(session, copy.id, user_id)


async def remove(session: WorkspaceSession, person: Person, view_id: UUID) -> None:
    """Raises ViewNotFound, SharedByEditors."""
    await repository.lock(session)
    kept = await _kept(session, view_id, person.user_id)
    _keep(person, kept)
    await repository.remove_view(session, kept.id)


def _keep(person: Person, *concerned: View) -> None:
    """Raises SharedByEditors where one of them is everybody's and not this person's to keep."""
    if not person.shares and any(view.shared for view in concerned):
        raise SharedByEditors


async def _kept(session: WorkspaceSession, view_id: UUID, user_id: UUID | None) -> View:
    found = await repository.view(session, view_id, user_id)
    if found is None:
        raise ViewNotFound
    return found


async def _shown(session: WorkspaceSession, view_id: UUID, user_id: UUID | None) -> View:
    return (await _noticed(session, [await _kept(session, view_id, user_id)]))[0]


async def _move(session: WorkspaceSession, view: View, user_id: UUID | None, position: int) -> None:
    """To this place among those one sees; what others see keeps its order around it."""
    ids = [one.id for one in await repository.views(session, view.kind, user_id) if one.id != view.id]
    ids.insert(min(position, len(ids)), view.id)
    await repository.order_views(session, ids)


async def _check(session: WorkspaceSession, view: View, what: Collection[str]) -> None:
    """Whether what is saved can be asked for.

    Raises InvalidFilter, UnsortableField, NoFacet, UnknownColumn.
    """
    if "filter" in what:
        await filters.read(session, view.kind, view.filter)
    if "sort" in what and view.sort is not None:
        grid.order_of(view.kind, view.sort)
    if "group_by" in what and view.group_by is not None:
        known = await facets.group_keys(session, view.kind)
        if view.group_by not in known:
            raise NoFacet(view.group_by, sorted(known))
    if "columns" in what and view.columns:
        fields = await _fields(session, view.kind)
        columns_of(view.kind, fields, ",".join(column.key for column in view.columns))


async def _noticed(session: WorkspaceSession, kept: Sequence[View]) -> list[View]:
    filtered = [view for view in kept if view.filter is not None]
    told = await filters.tell(session, [(view.kind, view.filter) for view in filtered])
    wrong = {view.id: about.faults for view, about in zip(filtered, told, strict=True)}
    known = {kind: await _known_columns(session, kind) for kind in {view.kind for view in kept}}
    groups = {kind: await facets.group_keys(session, kind) for kind in {view.kind for view in kept}}
    return [
        replace(
            view,
            notices=[
                *(Notice("filter", fault.message, fault.pointer) for fault in wrong.get(view.id, ())),
                *_of_sort(view),
                *_of_groups(view, groups[view.kind]),
                *_of_columns(view, known[view.kind]),
            ],
        )
        for view in kept
    ]


async def _known_columns(session: WorkspaceSession, kind: RecordKind) -> Collection[str]:
    return {field.key for field in columns_of(kind, await _fields(session, kind), None)}


async def _fields(session: WorkspaceSession, kind: RecordKind) -> Sequence[Field]:
    return (*registered(kind), *await custom(session, kind))


def _of_sort(view: View) -> Sequence[Notice]:
    try:
        if view.sort is not None:
            grid.order_of(view.kind, view.sort)
    except UnsortableField:
        return [Notice("sort", f"It was sorted by “{view.sort}”, by which nothing can be sorted any more.")]
    return []


def _of_groups(view: View, known: Collection[str]) -> Sequence[Notice]:
    if view.group_by is None or view.group_by in known:
        return []
    return [Notice("group_by", f"It was grouped by “{view.group_by}”, which is not there any more.")]


def _of_columns(view: View, known: Collection[str]) -> Sequence[Notice]:
    gone = [column.key for column in view.columns if column.key not in known]
    return [Notice("columns", f"The field “{key}” is not there any more.") for key in gone]
