"""Making, reading and renaming a workspace."""

from typing import TypedDict
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.errors import Conflict
from leadgen.platform.auth.roles import Role
from leadgen.platform.workspaces import repository, slugs
from leadgen.platform.workspaces.contracts import Disarmed, Workspace

MOST_ATTEMPTS = 200


class WorkspaceExists(Conflict):
    """Another workspace has this address."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is a workspace {slug} already. Choose another address for this one.")


class Changes(TypedDict, total=False):
    """What may be changed of a workspace; a missing member stays as it is."""

    name: str
    country: str | None
    verify_imports: bool


async def create(
    session: WorkspaceSession, *, account_id: UUID, owner_id: UUID, name: str, slug: str
) -> Workspace:
    """The workspace of the session, under this very address. Raises WorkspaceExists, InvalidSlug."""
    if not await repository.add(session, account_id=account_id, slug=slugs.check(slug), name=name, at=now()):
        raise WorkspaceExists(slug)
    await repository.add_member(session, owner_id, Role.OWNER, now())
    return Workspace(session.workspace_id, slug, name, None)


async def create_named(
    session: WorkspaceSession, *, account_id: UUID, owner_id: UUID, name: str
) -> Workspace:
    """As `create`, under the first free address that resembles the name. Raises WorkspaceExists."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        slug = slugs.propose(name, attempt)
        if await repository.add(session, account_id=account_id, slug=slug, name=name, at=now()):
            await repository.add_member(session, owner_id, Role.OWNER, now())
            return Workspace(session.workspace_id, slug, name, None)
    raise WorkspaceExists(slugs.propose(name))


async def read(session: WorkspaceSession) -> Workspace:
    """The workspace of the session."""
    row = await repository.own(session)
    disarmed = Disarmed(row.disarmed_at, row.disarmed_reason or "") if row.disarmed_at is not None else None
    return Workspace(row.id, row.slug, row.name, row.country, disarmed, row.verify_imports)


async def change(session: WorkspaceSession, changes: Changes) -> Workspace:
    """Rename it, say in which country its bare phone numbers are, or whether its imports are verified."""
    values: dict[str, str | bool | None] = {}
    if "name" in changes:
        values["name"] = changes["name"]
    if "country" in changes:
        values["country"] = changes["country"]
    if "verify_imports" in changes:
        values["verify_imports"] = changes["verify_imports"]
    if values:
        await repository.change(session, values)
    return await read(session)


async def by_slug(database: Database, slug: str, reason: str) -> Workspace | None:
    """A workspace by the operator's word, whoever its members are."""
    async with database.all_workspaces(reason) as session:
        row = await repository.by_slug(session, slug)
        return Workspace(row.id, row.slug, row.name, row.country) if row else None
