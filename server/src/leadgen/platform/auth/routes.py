"""Set-up and sign-in: the only operations outside a workspace."""

from fastapi import APIRouter, Request, Response

from leadgen.platform.accounts import emails
from leadgen.platform.accounts import service as accounts
from leadgen.platform.accounts.emails import InvalidEmail
from leadgen.platform.auth import browsers, service
from leadgen.platform.auth.contracts import Membership, SignedIn
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
from leadgen.platform.auth.proving import Proof
from leadgen.platform.auth.schemas import (
    Session,
    Setup,
    SetupRequest,
    SignInOptions,
    SignInProvider,
    SignInRequest,
)
from leadgen.platform.providers.configured import providers_of
from leadgen.platform.web.access import Credential
from leadgen.platform.web.cookies import BROWSER_COOKIE, clear_session, set_browser, set_session
from leadgen.platform.web.person import Here
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
    responses=problems(LinkSpent, accounts.AlreadySetUp, WeakPassword, InvalidEmail, TooManyAttempts),
)
async def create_owner(
    body: SetupRequest, request: Request, response: Response, database: Db, here: Here
) -> Session:
    """Create the first owner with their workspace.

    Takes the token of the one-time link, which then works no more, and signs the person in.
    """
    owner = accounts.NewOwner(body.email, body.password, body.name, body.workspace_name, body.country)
    return begin(await accounts.create_owner(database, body.token, owner, here), request, response)


@router.get("/sign-in-options", operation_id="get_sign_in_options")
async def get_sign_in_options(request: Request) -> SignInOptions:
    """What the sign-in page can offer: providers, and whether a password can be reset by mail."""
    settings = WebState.of(request).settings
    providers = [SignInProvider(key=one.key, label=one.label) for one in providers_of(settings).values()]
    return SignInOptions(providers=providers, mail=settings.smtp_url is not None)


@router.get("/session", operation_id="get_session", responses=problems(SignInRequired))
async def get_session(credential: Credential, database: Db) -> Session:
    """Who is signed in, and in which workspaces they are."""
    person, memberships = await service.who_is(database, credential.session_token)
    return _session(person, memberships)


@router.post(
    "/session",
    operation_id="sign_in",
    responses=problems(WrongCredentials, SecondFactorRequired, WrongCode, CodesUnreadable, TooManyAttempts),
)
async def sign_in(
    body: SignInRequest, request: Request, response: Response, credential: Credential, here: Here
) -> Session:
    """Sign in with e-mail and password.

    Where the person has switched the second factor on, the answer to the right password is
    `second_factor_required`: send all again with `code`, the six digits of the authenticator or a recovery
    code. The answer sets the session cookie; a session the browser had before ends. Wrong guesses are counted
    for the person, for the network address and for both; after ten the door is closed for a minute and a half
    at a time.
    """
    state = WebState.of(request)
    word = request.cookies.get(BROWSER_COOKIE)
    browser = browsers.name_of(state.settings, word, emails.key(body.email))
    proof = Proof(body.email, body.password, body.code, browser)
    begun = await service.sign_in(
        state.database, state.settings, proof, here, replaces=credential.session_token
    )
    return begin(begun, request, response)


@router.delete("/session", operation_id="sign_out", status_code=204)
async def sign_out(request: Request, response: Response, credential: Credential, database: Db) -> None:
    """Sign out: the session ends on the server too. Fine without one."""
    if credential.session_token is not None:
        await service.sign_out(database, credential.session_token)
    clear_session(response, WebState.of(request).settings)


def begin(begun: service.NewSession, request: Request, response: Response) -> Session:
    """The answer of every operation that signs in by itself: who, where, and the cookies."""
    settings = WebState.of(request).settings
    set_session(response, begun.token, settings)
    set_browser(response, browsers.new_word(settings, emails.key(begun.person.email)), settings)
    return _session(begun.person, begun.workspaces)


def _session(person: SignedIn, memberships: tuple[Membership, ...]) -> Session:
    user = {"id": person.user_id, "email": person.email, "name": person.name}
    return Session.model_validate({"user": user, "workspaces": memberships})
