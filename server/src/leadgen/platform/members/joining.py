"""What the holder of an invitation's link sees and does."""

from dataclasses import dataclass, field

from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.platform.accounts import emails
from leadgen.platform.accounts import repository as people
from leadgen.platform.auth import passwords, proving
from leadgen.platform.auth.contracts import Actor, Caller, Place, SignedIn
from leadgen.platform.auth.errors import LinkSpent
from leadgen.platform.auth.proving import Proof, Proven
from leadgen.platform.auth.service import NewSession, begin_session
from leadgen.platform.auth.tokens import hash_token
from leadgen.platform.members import reset, service
from leadgen.platform.members.contracts import Offer
from leadgen.platform.members.errors import AlreadyMember, ProofMissing, SignedInAsAnother
from leadgen.platform.members.repository import invitations, members
from leadgen.platform.workspaces import service as workspaces


@dataclass(frozen=True)
class Acceptance:
    """What the invited person gives: a name and password of a new one, the password (and code) of a known."""

    token: str = field(repr=False)
    name: str | None = None
    password: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Asking:
    """Who holds the link: signed in or not, and from where."""

    caller: Caller | None
    place: Place
    session_token: str | None = field(repr=False)


async def read(database: Database, token: str) -> Offer:
    """What the invitation offers. Raises LinkSpent."""
    async with database.identity() as session:
        place = await invitations.place_of(session, hash_token(token), now())
    if place is None:
        raise LinkSpent
    workspace_id, invitation_id, is_mailed = place
    async with database.workspace(workspace_id) as session:
        invitation = await invitations.by_id(session, invitation_id)
        if invitation is None or invitation.state(now()) != "open":
            raise LinkSpent
        user = await people.user_by_email(session, emails.key(invitation.email))
        workspace = await workspaces.read(session)
    return Offer(
        workspace_id, invitation_id, workspace.name, invitation.email, invitation.role,
        invitation.invited_by_name, user is not None, is_mailed,
    )  # fmt: skip


async def accept(
    database: Database, settings: Settings, acceptance: Acceptance, asking: Asking
) -> NewSession:
    """Become a member, signed in. Of two at once with one link, one does.

    Raises LinkSpent, AlreadyMember, SignedInAsAnother, ProofMissing, WeakPassword, and what `proving.prove`
    raises.
    """
    offer = await read(database, acceptance.token)
    if not offer.has_account:
        return await _come_new(database, offer, acceptance, asking)
    proven = await _proven(database, settings, offer, acceptance, asking)
    user_id = proven.person.user_id
    async with database.workspace(offer.workspace_id, user_id=user_id) as session:
        await members.lock(session)
        await proving.hold(session, proven)
        await _take_place(session, offer, acceptance.token, proven.person, asking.place)
        await reset.forget_links(session, user_id)
        return await begin_session(
            session, proven.person, replaces=asking.session_token, method="invitation", place=asking.place
        )


async def _proven(
    database: Database, settings: Settings, offer: Offer, acceptance: Acceptance, asking: Asking
) -> Proven:
    """The invited person, by an open session of theirs or by their password."""
    if acceptance.password is not None:
        proof = Proof(offer.email, acceptance.password, acceptance.code)
        return await proving.prove(database, settings, proof, asking.place)
    if asking.caller is None:
        raise ProofMissing(offer.email)
    if emails.key(asking.caller.email) != emails.key(offer.email):
        raise SignedInAsAnother(offer.email)
    return await proving.by_session(database, asking.caller)


async def _come_new(database: Database, offer: Offer, acceptance: Acceptance, asking: Asking) -> NewSession:
    password_hash = await passwords.hash_password(acceptance.password or "")
    email, at = offer.email, now()
    person = SignedIn(uuid7(), email, (acceptance.name or "").strip() or email.partition("@")[0])
    async with database.workspace(offer.workspace_id, user_id=person.user_id) as session:
        await members.lock(session)
        added = await people.add_user(
            session, person.user_id, email=email, email_key=emails.key(email), name=person.name,
            password_hash=password_hash, at=at,
        )  # fmt: skip
        if not added:
            raise ProofMissing(email)  # somebody of this name came in a moment ago, by another invitation
        await _take_place(session, offer, acceptance.token, person, asking.place)
        return await begin_session(
            session, person, replaces=asking.session_token, method="invitation", place=asking.place
        )


async def _take_place(
    session: WorkspaceSession, offer: Offer, token: str, person: SignedIn, place: Place
) -> None:
    """The link and the invitation are as they were read, or nothing happens."""
    at = now()
    invitation = await invitations.hold_open(session, offer.invitation_id)
    still_there = await invitations.place_of(session, hash_token(token), at)
    if invitation is None or still_there is None or invitation.role is not offer.role:
        raise LinkSpent
    if not await members.add(session, person.user_id, invitation.role, at):
        raise AlreadyMember
    if offer.is_mailed:
        await people.prove_email(session, person.user_id, at)
    await invitations.accept(session, offer.invitation_id, at)
    await invitations.drop_links(session, offer.invitation_id)
    actor = Actor("user", person.user_id, person.name, place.address)
    await service.joined(session, actor, invitation.role, invitation.invited_by_name)
