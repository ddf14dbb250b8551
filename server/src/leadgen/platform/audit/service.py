"""Writing acts down, and reading them back beside those of higher floors."""

from collections.abc import Mapping, Sequence
from heapq import merge
from itertools import islice
from uuid import UUID

from leadgen.db.engine import IdentitySession, WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.audit import repository
from leadgen.platform.audit.contracts import AccessKind, Entry, Source, Wanted
from leadgen.platform.auth.contracts import Actor, SignedIn

NOTHING: Mapping[str, JSON] = {}

_sources: dict[str, Source] = {"access": repository.newest}


def register(name: str, source: Source) -> None:
    """Acts that a higher floor keeps; the same name again replaces the former."""
    _sources[name] = source


async def record(
    session: WorkspaceSession,
    kind: AccessKind,
    actor: Actor,
    subject: str = "",
    detail: Mapping[str, JSON] = NOTHING,
) -> None:
    """An act in the session's workspace, from the actor's address; kept if the act is."""
    entry = Entry(uuid7(), now(), kind, actor, subject, detail, actor.address)
    await repository.add(session, session.workspace_id, entry)


async def record_own(
    session: IdentitySession,
    person: SignedIn,
    kind: AccessKind,
    subject: str = "",
    detail: Mapping[str, JSON] = NOTHING,
    address: str = "",
) -> None:
    """What a person did to their own access, told in each of their workspaces.

    The session must see as this person (`database.identity(user_id=…)`).
    """
    actor = Actor("user", person.user_id, person.name)
    for workspace_id in await repository.workspaces_of(session, person.user_id):
        await repository.see_workspace(session, workspace_id)
        await repository.add(
            session, workspace_id, Entry(uuid7(), now(), kind, actor, subject, detail, address)
        )
    await repository.see_workspace(session, None)


async def page(
    session: WorkspaceSession, paging: Paging, *, kind: str | None, actor_id: UUID | None
) -> Page[Entry]:
    """Newest first, of all sources; ids are made in the order of time. Raises InvalidCursor."""

    async def newest(before: UUID | None, limit: int) -> Sequence[Entry]:
        wanted = Wanted(limit, before, kind, actor_id)
        found = [await source(session, wanted) for source in _sources.values()]
        return list(islice(merge(*found, key=lambda entry: entry.id, reverse=True), limit))

    return await paging.by_id(f"audit {kind} {actor_id}", newest)
