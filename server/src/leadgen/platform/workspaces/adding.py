"""One more workspace in an account, by somebody who owns one there."""

from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel.errors import Forbidden, NotFound
from leadgen.kernel.ids import uuid7
from leadgen.platform.audit.service import record
from leadgen.platform.auth.contracts import Actor, Caller, Place
from leadgen.platform.members import reset
from leadgen.platform.workspaces import repository, service
from leadgen.platform.workspaces.contracts import Workspace


class AccountNotFound(NotFound):
    """No such account, or none in which the caller owns a workspace."""

    def __init__(self) -> None:
        super().__init__("There is no such account among those in which you own a workspace.")


class OwnsNothing(Forbidden):
    """Only somebody who owns a workspace adds another one."""

    def __init__(self) -> None:
        super().__init__(
            "You own no workspace, so you cannot add one. Ask an owner, or whoever runs the installation."
        )


async def add(
    database: Database,
    caller: Caller,
    place: Place,
    *,
    name: str,
    country: str | None,
    account_id: UUID | None,
) -> Workspace:
    """A workspace owned by the caller, in this account or in the one they first owned a workspace in.

    Raises AccountNotFound, OwnsNothing, WorkspaceExists.
    """
    async with database.workspace(uuid7(), user_id=caller.user_id) as session:
        owned = await repository.accounts_of_owner(session, caller.user_id)
        if account_id is not None and account_id not in owned:
            raise AccountNotFound
        if not owned:
            raise OwnsNothing
        made = await service.create_named(
            session, account_id=account_id or owned[0], owner_id=caller.user_id, name=name
        )
        if country is not None:
            made = await service.change(session, {"country": country})
        await reset.forget_links(session, caller.user_id)
        actor = Actor("user", caller.user_id, caller.name, place.address)
        await record(session, "workspace_created", actor, name)
        return made
