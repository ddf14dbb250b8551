"""Inviting, and the acts on an open invitation. Accepting is in `joining`."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.platform.accounts import emails
from leadgen.platform.audit.service import record
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.auth.roles import Role
from leadgen.platform.auth.tokens import hash_token, new_token
from leadgen.platform.members import ranks
from leadgen.platform.members.contracts import Invitation, Link
from leadgen.platform.members.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationNotFound,
    RoleTooHigh,
)
from leadgen.platform.members.repository import invitations as repository
from leadgen.platform.members.repository import members

INVITATION_AGE = timedelta(days=7)
MOST_LISTED = 500


async def listed(session: WorkspaceSession) -> Sequence[Invitation]:
    """The newest first, those that are over included."""
    return await repository.newest(session, MOST_LISTED)


async def invite(session: WorkspaceSession, identity: Identity, email: str, role: Role) -> Invitation:
    """Keep a place. Raises InvalidEmail, RoleTooHigh, AlreadyMember, AlreadyInvited."""
    assert identity.user_id is not None, "no key reaches this"
    tidy, at = emails.tidy(email), now()
    if role not in ranks.reach(identity.role):
        raise RoleTooHigh
    if await members.is_member(session, emails.key(tidy)):
        raise AlreadyMember
    await repository.close_expired(session, emails.key(tidy), at)
    invitation = Invitation(uuid7(), tidy, role, identity.actor.name, at, at + INVITATION_AGE, None, None)
    if not await repository.add(session, invitation, emails.key(tidy), identity.user_id):
        raise AlreadyInvited
    await record(session, "member_invited", identity.actor, tidy, {"role": role.value})
    return invitation


async def renew(session: WorkspaceSession, identity: Identity, invitation_id: UUID) -> Link:
    """A new link for a week; the old one stops. Raises InvitationNotFound, RoleTooHigh.

    Whoever holds the link can take the place, so it is shown to those only who could give it.
    """
    await _reachable(session, identity, invitation_id)
    expires_at = now() + INVITATION_AGE
    await repository.prolong(session, invitation_id, expires_at)
    link = await mint(session, invitation_id)
    assert link is not None, "it is held open"
    invitation = await repository.by_id(session, invitation_id)
    assert invitation is not None
    await record(session, "invitation_renewed", identity.actor, invitation.email)
    return link


async def revoke(session: WorkspaceSession, identity: Identity, invitation_id: UUID) -> None:
    """The link stops. Raises InvitationNotFound, RoleTooHigh."""
    invitation = await _reachable(session, identity, invitation_id)
    await repository.revoke(session, invitation_id, now())
    await record(session, "invitation_revoked", identity.actor, invitation.email)


async def mint(session: WorkspaceSession, invitation_id: UUID, *, is_mailed: bool = False) -> Link | None:
    """A token for an open invitation, in place of the one before; None where it is not open any more."""
    invitation = await repository.hold_open(session, invitation_id)
    if invitation is None or invitation.expires_at <= now():
        return None
    token = new_token()
    await repository.add_link(session, invitation, hash_token(token), now(), is_mailed=is_mailed)
    return Link(token, invitation.expires_at)


async def _reachable(session: WorkspaceSession, identity: Identity, invitation_id: UUID) -> Invitation:
    invitation = await repository.hold_open(session, invitation_id)
    if invitation is None:
        raise InvitationNotFound
    if invitation.role not in ranks.reach(identity.role):
        raise RoleTooHigh
    return invitation
