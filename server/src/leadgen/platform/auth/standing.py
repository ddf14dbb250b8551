"""Whether somebody may do something, at the door and again in the transaction that does it."""

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.platform.auth import repository
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.auth.errors import (
    PersonRequired,
    RoleChanged,
    RoleForbids,
    ScopeMissing,
    SignInRequired,
    WorkspaceNotFound,
)
from leadgen.platform.auth.roles import Rule


def check(identity: Identity, rule: Rule) -> None:
    """Raises RoleForbids for a member; PersonRequired or ScopeMissing for a key."""
    if identity.role is not None:
        if identity.role not in rule.roles:
            raise RoleForbids(identity.role)
    elif rule.scope is None:
        raise PersonRequired
    elif rule.scope not in identity.scopes:
        raise ScopeMissing(rule.scope)


async def hold(session: WorkspaceSession, identity: Identity) -> None:
    """Nothing has changed since the door, and a removal or another role waits for this transaction's end.

    Between the two lies whatever time the body took to arrive. Raises WorkspaceNotFound, RoleChanged,
    SignInRequired.
    """
    if identity.user_id is not None:
        role = await repository.hold_membership(session, identity.user_id)
        if role is None:
            raise WorkspaceNotFound
        if role != identity.role:
            raise RoleChanged
        return
    key_id = identity.api_key_id
    if key_id is not None and not await repository.hold_api_key(session, key_id, now()):
        raise SignInRequired
