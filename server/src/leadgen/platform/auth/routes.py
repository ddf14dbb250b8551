"""Set-up and sign-in: the only operations outside a workspace."""

from fastapi import APIRouter, Request, Response

from leadgen.kernel.clock import now
from leadgen.platform.accounts import emails
from leadgen.platform.accounts import service as accounts
from leadgen.platform.accounts.emails import InvalidEmail
from leadgen.platform.auth import service
from leadgen.platform.auth.contracts import Membership, SignedIn
from leadgen.platform.auth.errors import (
    LinkSpent,
    SignInRequired,
    TooManyAttempts,
    WeakPassword,
    WrongCredentials,
)
from leadgen.platform.auth.schemas import Session, Setup, SetupRequest, SignInRequest
from leadgen.platform.auth.throttle import Attempt
from leadgen.platform.web.access import Credential
from leadgen.platform.web.cookies import clear_session, set_session
from leadgen.platform.web.problem import problems
from leadgen.platform.web.state import Db, WebState

router = APIRouter(tags=["Access"])


@router.get("/setup", operation_id="get_setup")
async def get_setup(database: Db) -> Setup:
    """Does the installation wait for its first owner?

    While it does, the start of the product prints a one-time link for `create_owner`.
    """
    return Setup(needed=await accounts.is_setup_needed(database))


@router.post(
    "/setup",
    operation_id="create_owner",
    status_code=201,
    responses=problems(LinkSpent, accounts.AlreadySetUp, WeakPassword, InvalidEmail),
)
async def create_owner(body: SetupRequest, request: Request, response: Response, database: Db) -> Session:
    """Create the first owner with their workspace.

    Takes the token of the one-time link, which then works no more, and signs the person in.
    """
    owner = accounts.NewOwner(body.email, body.password, body.name, body.workspace_name)
    return _begin(await accounts.create_owner(database, body.token, owner), request, response)


@router.get("/session", operation_id="get_session", responses=problems(SignInRequired))
async def get_session(credential: Credential, database: Db) -> Session:
    """Who is signed in, and in which workspaces they are."""
    person, memberships = await service.who_is(database, credential.session_token)
    return _session(person, memberships)


@router.post("/session", operation_id="sign_in", responses=problems(WrongCredentials, TooManyAttempts))
async def sign_in(
    body: SignInRequest, request: Request, response: Response, credential: Credential, database: Db
) -> Session:
    """Sign in with e-mail and password.

    The answer sets the session cookie; a session the browser had before ends.
    """
    throttle = WebState.of(request).sign_ins
    attempt = Attempt(emails.key(body.email), request.client.host if request.client else "")
    with throttle.counting(attempt, now()):
        begun = await service.sign_in(database, body.email, body.password, replaces=credential.session_token)
    return _begin(begun, request, response)


@router.delete("/session", operation_id="sign_out", status_code=204)
async def sign_out(request: Request, response: Response, credential: Credential, database: Db) -> None:
    """Sign out: the session ends on the server too. Fine without one."""
    if credential.session_token is not None:
        await service.sign_out(database, credential.session_token)
    clear_session(response, WebState.of(request).settings)


def _begin(begun: service.NewSession, request: Request, response: Response) -> Session:
    set_session(response, begun.token, WebState.of(request).settings)
    return _session(begun.person, begun.workspaces)


def _session(person: SignedIn, memberships: tuple[Membership, ...]) -> Session:
    user = {"id": person.user_id, "email": person.email, "name": person.name}
    return Session.model_validate({"user": user, "workspaces": memberships})
