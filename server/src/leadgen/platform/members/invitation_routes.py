"""Invitations: for those who invite, below a workspace; for those who are invited, outside."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from leadgen.kernel.clock import now
from leadgen.platform.accounts.emails import InvalidEmail
from leadgen.platform.auth import routes as auth_routes
from leadgen.platform.auth import service as auth
from leadgen.platform.auth import throttle
from leadgen.platform.auth.contracts import Caller
from leadgen.platform.auth.errors import (
    CodesUnreadable,
    LinkSpent,
    SecondFactorRequired,
    SignInRequired,
    TooManyAttempts,
    WeakPassword,
    WrongCode,
    WrongCredentials,
)
from leadgen.platform.auth.schemas import Session
from leadgen.platform.mail import page
from leadgen.platform.members import invitations, joining, letters, schemas
from leadgen.platform.members.contracts import Delivery, Invitation
from leadgen.platform.members.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationNotFound,
    ProofMissing,
    RoleTooHigh,
    SignedInAsAnother,
)
from leadgen.platform.web import Access, Credential, Db, Once, WebState, WorkspaceTx, problems
from leadgen.platform.web.access import credentials_of
from leadgen.platform.web.person import Here

router = APIRouter()
public = APIRouter(tags=["Members"])


@router.get("/invitations", operation_id="list_invitations")
async def list_invitations(_: Access, session: WorkspaceTx) -> schemas.InvitationList:
    """Invitations to this workspace, newest first, with how each got there and what became of it."""
    found = await invitations.listed(session)
    delivered = await letters.deliveries(session, found)
    return schemas.InvitationList(items=[_wire(one, delivered[one.id]) for one in found])


@router.post(
    "/invitations",
    operation_id="create_invitation",
    status_code=201,
    response_model=schemas.CreatedInvitation,
    responses=problems(InvalidEmail, RoleTooHigh, AlreadyMember, AlreadyInvited),
)
async def create_invitation(
    body: schemas.InvitationRequest, request: Request, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Invite somebody by e-mail, for a week.

    Where the installation sends mail, they get a letter; else the answer holds the link to hand to them,
    which is shown this once. An admin does not invite owners.
    """
    settings = WebState.of(request).settings

    async def act() -> schemas.CreatedInvitation:
        made = await invitations.invite(session, identity, body.email, body.role)
        url = await letters.send(session, settings, made)
        return schemas.CreatedInvitation(invitation=_wire(made, "link" if url else "queued"), url=url)

    return await once(act)


@router.post(
    "/invitations/{id}/link",
    operation_id="renew_invitation",
    responses=problems(InvitationNotFound, RoleTooHigh),
)
async def renew_invitation(
    id: UUID, request: Request, identity: Access, session: WorkspaceTx
) -> schemas.InvitationLink:
    """A new link for an open or expired invitation, good for a week; the one before stops working."""
    link = await invitations.renew(session, identity, id)
    url = page(WebState.of(request).settings, letters.PAGE, link.token)
    return schemas.InvitationLink(url=url, expires_at=link.expires_at)


@router.delete(
    "/invitations/{id}",
    operation_id="revoke_invitation",
    status_code=204,
    responses=problems(InvitationNotFound, RoleTooHigh),
)
async def revoke_invitation(id: UUID, identity: Access, session: WorkspaceTx) -> None:
    """Take an invitation back: its link stops working."""
    await invitations.revoke(session, identity, id)


@public.post("/invitation", operation_id="read_invitation", responses=problems(LinkSpent, TooManyAttempts))
async def read_invitation(body: schemas.InvitationToken, database: Db, here: Here) -> schemas.InvitationOffer:
    """What the invitation behind a link is for."""
    await throttle.take(database, [throttle.of_token(here.address)])
    offer = await joining.read(database, body.token)
    return schemas.InvitationOffer(
        workspace_name=offer.workspace_name,
        email=offer.email,
        role=offer.role,
        invited_by_name=offer.invited_by_name,
        has_account=offer.has_account,
    )


@public.post(
    "/invitation/accept",
    operation_id="accept_invitation",
    responses=problems(
        LinkSpent, AlreadyMember, SignedInAsAnother, ProofMissing, WeakPassword, WrongCredentials,
        SecondFactorRequired, WrongCode, CodesUnreadable, TooManyAttempts,
    ),
)  # fmt: skip
async def accept_invitation(
    body: schemas.InvitationAcceptance,
    request: Request,
    response: Response,
    credential: Credential,
    database: Db,
    here: Here,
) -> Session:
    """Join the workspace of an invitation, and be signed in.

    A new person gives a password of at least ten characters. A known one is signed in with the invited
    e-mail, or gives the password (and the code, where the second factor is on): a link in a mailbox is not
    enough.
    """
    await throttle.take(database, [throttle.of_token(here.address)])
    asking = joining.Asking(await _caller(request), here, credential.session_token)
    acceptance = joining.Acceptance(body.token, body.name, body.password, body.code)
    begun = await joining.accept(database, WebState.of(request).settings, acceptance, asking)
    return auth_routes.begin(begun, request, response)


async def _caller(request: Request) -> Caller | None:
    try:
        return await auth.caller(WebState.of(request).database, credentials_of(request))
    except SignInRequired:
        return None


def _wire(invitation: Invitation, delivery: Delivery) -> schemas.Invitation:
    return schemas.Invitation(
        id=invitation.id,
        email=invitation.email,
        role=invitation.role,
        invited_by_name=invitation.invited_by_name,
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        state=invitation.state(now()),
        delivery=delivery,
    )
