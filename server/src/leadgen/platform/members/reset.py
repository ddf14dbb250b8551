"""A link to a new password that an admin hands to a member."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.platform.accounts import links
from leadgen.platform.audit.service import record
from leadgen.platform.auth import repository as proofs
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.members import ranks
from leadgen.platform.members.contracts import Link
from leadgen.platform.members.errors import MemberNotFound, ResetForbidden
from leadgen.platform.members.repository import members


async def make_link(session: WorkspaceSession, identity: Identity, user_id: UUID) -> Link:
    """Good once within the hour. Raises MemberNotFound, ResetForbidden.

    Whoever sets the password is that person in all of their workspaces: an admin of a client's workspace must
    not become the agency's owner that way, and with the agency's owner all the other clients.
    """
    assert identity.user_id is not None, "no key reaches this"
    if await members.role_of(session, user_id) is None:
        raise MemberNotFound
    target = await members.roles_everywhere(session, user_id)
    asker = await members.roles_everywhere(session, identity.user_id)
    if not ranks.may_reset(asker, target):
        raise ResetForbidden
    token = await links.new_reset_token(session, user_id)
    await record(session, "reset_link_made", identity.actor, await members.name_of(session, user_id))
    return Link(token, now() + links.LINK_AGE)


async def forget_links(session: AsyncSession, user_id: UUID) -> None:
    """At each workspace or role gained: a link made before could open more than it could then."""
    await proofs.forget_own_links(session, user_id, links.RESET)
