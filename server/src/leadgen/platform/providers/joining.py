"""A new person by a provider's word: only where an open invitation waits for their confirmed e-mail."""

from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.platform.accounts import emails
from leadgen.platform.accounts import repository as people
from leadgen.platform.audit import service as audit
from leadgen.platform.auth.contracts import Actor, Place, SignedIn
from leadgen.platform.members import service as members_service
from leadgen.platform.members.contracts import Invitation
from leadgen.platform.members.repository import invitations, members
from leadgen.platform.providers import repository
from leadgen.platform.providers.contracts import Provider, Refusal, Vouched
from leadgen.platform.providers.errors import SignInRefused


async def come_by_invitation(
    database: Database, provider: Provider, vouched: Vouched, email: str, place: Place
) -> UUID:
    """The id of the new person, a member now and without a password. Raises SignInRefused.

    Of several invitations the newest counts; the others are accepted by their links.
    """
    async with database.identity() as session:
        waiting = await repository.invitation_for(session, emails.key(email), now())
    if waiting is None:
        raise _unknown()
    workspace_id, invitation_id = waiting
    person = SignedIn(uuid7(), email, vouched.name or email.partition("@")[0])
    async with database.workspace(workspace_id, user_id=person.user_id) as session:
        await members.lock(session)
        invitation = await invitations.hold_open(session, invitation_id)
        if invitation is None or invitation.state(now()) != "open":
            raise _unknown()
        if emails.key(invitation.email) != emails.key(email):
            raise _unknown()
        await _add(session, person)
        actor = Actor("user", person.user_id, person.name, place.address)
        await _take_place(session, invitation, actor, person)
        await _join(session, provider, vouched, actor, person)
    return person.user_id


async def _add(session: WorkspaceSession, person: SignedIn) -> None:
    added = await people.add_user(
        session, person.user_id, email=person.email, email_key=emails.key(person.email), name=person.name,
        password_hash=None, at=now(), email_proven_at=now(),
    )  # fmt: skip
    if not added:
        raise _unknown()  # somebody of this e-mail came in a moment ago


async def _take_place(
    session: WorkspaceSession, invitation: Invitation, actor: Actor, person: SignedIn
) -> None:
    await members.add(session, person.user_id, invitation.role, now())
    await invitations.accept(session, invitation.id, now())
    await invitations.drop_links(session, invitation.id)
    await members_service.joined(session, actor, invitation.role, invitation.invited_by_name)


async def _join(
    session: WorkspaceSession, provider: Provider, vouched: Vouched, actor: Actor, person: SignedIn
) -> None:
    if not await repository.join(session, person.user_id, provider, vouched, now()):
        raise _unknown()  # the same account came back twice at once; the other one is in
    await audit.record(session, "identity_linked", actor, provider.label, {"email": vouched.email})


def _unknown() -> SignInRefused:
    return SignInRefused(Refusal.UNKNOWN_PERSON, "nobody with this e-mail belongs here or is invited")
