"""Roles, removal, leaving, handing over. Each expects `repository.members.lock` to be held."""

from collections.abc import Iterable
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.platform.accounts import emails
from leadgen.platform.audit.service import record
from leadgen.platform.auth.contracts import Actor, Identity
from leadgen.platform.auth.roles import Role, RuleTable
from leadgen.platform.events.service import publish
from leadgen.platform.members import ranks, reset, webhooks
from leadgen.platform.members.contracts import Addressing, Member, Removed
from leadgen.platform.members.errors import LastOwner, MemberNotFound, RoleTooHigh
from leadgen.platform.members.repository import members as repository

MOST_FORMER = 500


async def listed(session: WorkspaceSession) -> list[Member]:
    """Everybody, by name."""
    return list(await repository.members(session))


async def id_of(session: WorkspaceSession, said: str) -> str | None:
    """The member whom an id or an e-mail names; None for anybody else."""
    return await repository.id_of(session, said.lower(), emails.key(said))


async def former(session: WorkspaceSession) -> list[tuple[UUID, str]]:
    """(id, name) of those who belonged here once, the last to go first: records may still be theirs."""
    return list(await repository.former(session, MOST_FORMER))


async def set_role(
    session: WorkspaceSession, identity: Identity, rules: RuleTable, user_id: UUID, role: Role
) -> Member:
    """Give a member another role. Raises MemberNotFound, RoleTooHigh, LastOwner.

    What they gave away under the old role ends with it: keys and open invitations that the new role could
    not make.
    """
    before = await _touchable(session, identity, user_id)
    if role not in ranks.reach(identity.role):
        raise RoleTooHigh
    if before is not role:
        await _become(session, rules, user_id, before, role)
        name = await repository.name_of(session, user_id)
        await record(session, "member_role_changed", identity.actor, name, {"before": before, "after": role})
    return await _member(session, user_id)


async def set_writing(
    session: WorkspaceSession, identity: Identity, language: str | None, addressing: Addressing | None
) -> Member:
    """The caller's own language and form of address in this workspace."""
    assert identity.user_id is not None, "no key reaches this"
    await repository.set_writing(session, identity.user_id, language, addressing)
    return await _member(session, identity.user_id)


async def remove(session: WorkspaceSession, identity: Identity, user_id: UUID) -> Removed:
    """Take a member out, with everything they had here. Raises MemberNotFound, RoleTooHigh, LastOwner."""
    role = await _touchable(session, identity, user_id)
    name = await repository.name_of(session, user_id)
    removed = await _take_out(session, user_id, role)
    detail = {"user_id": str(user_id), **_counted(role, removed)}
    await record(session, "member_removed", identity.actor, name, detail)
    await webhooks.tell_removed(session, user_id, name, role, identity.actor.name)
    return removed


async def leave(session: WorkspaceSession, identity: Identity) -> None:
    """The caller goes. Raises LastOwner."""
    assert identity.user_id is not None, "no key reaches this"
    assert identity.role is not None, "no key reaches this"
    removed = await _take_out(session, identity.user_id, identity.role)
    detail = {"user_id": str(identity.user_id), **_counted(identity.role, removed)}
    name = identity.actor.name
    await record(session, "member_left", identity.actor, name, detail)
    await webhooks.tell_removed(session, identity.user_id, name, identity.role, name)


async def hand_over(session: WorkspaceSession, identity: Identity, rules: RuleTable, user_id: UUID) -> None:
    """The caller, an owner, makes a member owner and is an admin from then on. Raises MemberNotFound."""
    assert identity.user_id is not None, "no key reaches this"
    assert identity.role is not None, "no key reaches this"
    role = await repository.role_of(session, user_id)
    if role is None or user_id == identity.user_id:
        raise MemberNotFound
    await _become(session, rules, user_id, role, Role.OWNER)
    await _become(session, rules, identity.user_id, identity.role, Role.ADMIN)
    name = await repository.name_of(session, user_id)
    await record(session, "ownership_transferred", identity.actor, name, {"before": role})


async def joined(session: WorkspaceSession, actor: Actor, role: Role, invited_by_name: str) -> None:
    """Tell that somebody came in."""
    assert actor.id is not None
    detail = {"role": role.value, "invited_by": invited_by_name}
    await record(session, "member_joined", actor, actor.name, detail)
    await webhooks.tell_joined(session, actor.id, actor.name, role, invited_by_name)
    await publish(session, topic="access", ref_id=actor.id)


async def _touchable(session: WorkspaceSession, identity: Identity, user_id: UUID) -> Role:
    role = await repository.role_of(session, user_id)
    if role is None:
        raise MemberNotFound
    if role not in ranks.reach(identity.role) and user_id != identity.user_id:
        raise RoleTooHigh
    return role


async def _become(
    session: WorkspaceSession, rules: RuleTable, user_id: UUID, before: Role, role: Role
) -> None:
    await _keep_an_owner(session, before, role)
    await repository.set_role(session, user_id, role)
    await reset.forget_links(session, user_id)
    keys = await repository.revoke_keys_of(session, user_id, now(), beyond=ranks.grantable(role, rules))
    await repository.revoke_invitations_of(session, user_id, now(), but=ranks.reach(role))
    await _tell(session, [user_id, *keys])


async def _take_out(session: WorkspaceSession, user_id: UUID, role: Role) -> Removed:
    await _keep_an_owner(session, role, None)
    await repository.remove(session, user_id)
    keys = await repository.revoke_keys_of(session, user_id, now())
    invitations = await repository.revoke_invitations_of(session, user_id, now())
    await _tell(session, [user_id, *keys])
    return Removed(len(keys), len(invitations))


async def _keep_an_owner(session: WorkspaceSession, before: Role, after: Role | None) -> None:
    if before is Role.OWNER and after is not Role.OWNER and await repository.owners(session) == 1:
        raise LastOwner


async def _member(session: WorkspaceSession, user_id: UUID) -> Member:
    return next(member for member in await repository.members(session) if member.user_id == user_id)


async def _tell(session: WorkspaceSession, ids: Iterable[UUID]) -> None:
    """Their streams end at once, and lists on the screens of others are read again."""
    for id_ in ids:
        await publish(session, topic="access", ref_id=id_)


def _counted(role: Role, removed: Removed) -> dict[str, str | int]:
    return {
        "role": role.value,
        "keys_revoked": removed.keys_revoked,
        "invitations_revoked": removed.invitations_revoked,
    }
