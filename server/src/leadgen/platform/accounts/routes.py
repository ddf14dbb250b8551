"""You: name, password, e-mail; and the way back in. A session opens `/me`, an API key does not."""

from fastapi import APIRouter, Request, Response

from leadgen.config import Settings
from leadgen.platform.accounts import forgotten, new_email
from leadgen.platform.accounts import person as me
from leadgen.platform.accounts.emails import InvalidEmail
from leadgen.platform.accounts.forgotten import Reset
from leadgen.platform.accounts.new_email import EmailTaken, MailNotSetUp
from leadgen.platform.accounts.schemas import (
    Accepted,
    EmailChange,
    EmailConfirmation,
    Me,
    MeChange,
    PasswordChange,
    PasswordReset,
    ProviderIdentity,
    ResetRequest,
)
from leadgen.platform.auth.errors import (
    CodesUnreadable,
    LinkSpent,
    SecondFactorRequired,
    SignInRequired,
    TooManyAttempts,
    WeakPassword,
    WrongCode,
    WrongPassword,
)
from leadgen.platform.auth.routes import begin
from leadgen.platform.auth.schemas import Session
from leadgen.platform.providers.configured import providers_of
from leadgen.platform.web.access import Credential
from leadgen.platform.web.person import Here, Person
from leadgen.platform.web.problem import problems
from leadgen.platform.web.state import Db, InForce, WebState

router = APIRouter(tags=["Person"])


@router.get("/me", operation_id="get_me", responses=problems(SignInRequired))
async def get_me(person: Person, database: Db, settings: InForce) -> Me:
    """How you sign in, and whether a second factor guards it."""
    return _wire(await me.read(database, person), settings)


@router.patch("/me", operation_id="update_me", responses=problems(SignInRequired))
async def update_me(body: MeChange, person: Person, database: Db, settings: InForce) -> Me:
    """Change the name that the others see."""
    return _wire(await me.rename(database, person, " ".join(body.name.split())), settings)


@router.post(
    "/me/password",
    operation_id="change_password",
    status_code=204,
    responses=problems(SignInRequired, WrongPassword, WeakPassword, TooManyAttempts),
)
async def change_password(body: PasswordChange, person: Person, here: Here, database: Db) -> None:
    """Change your password. All your other sessions end; this one stays.

    Without a password, ask for a reset link (`request_password_reset`) to choose the first one.
    """
    await me.change_password(database, person, here, current=body.current_password, new=body.new_password)


@router.post(
    "/me/email",
    operation_id="change_email",
    status_code=202,
    responses=problems(SignInRequired, WrongPassword, InvalidEmail, MailNotSetUp, TooManyAttempts),
)
async def change_email(body: EmailChange, request: Request, person: Person, here: Here) -> Me:
    """Ask to sign in with another e-mail address.

    A letter with a link goes to the new address; it counts once the link was followed, and the old address
    is told then. Where somebody else has the address, no letter comes.
    """
    state = WebState.of(request)
    changed = await new_email.request(
        state.database, state.settings, person, here, email=body.email, password=body.password
    )
    return _wire(changed, state.settings)


@router.put(
    "/email",
    operation_id="confirm_email_change",
    status_code=204,
    responses=problems(LinkSpent, EmailTaken, TooManyAttempts),
)
async def confirm_email_change(body: EmailConfirmation, request: Request, here: Here) -> None:
    """Confirm a new e-mail address with the token of the letter; no session is needed.

    The link `/confirm-email#TOKEN` works once, within an hour.
    """
    state = WebState.of(request)
    await new_email.confirm(state.database, state.settings, body.token, here)


@router.post(
    "/password-reset",
    operation_id="request_password_reset",
    status_code=202,
    responses=problems(TooManyAttempts),
)
async def request_password_reset(body: ResetRequest, request: Request, here: Here) -> Accepted:
    """Ask for a letter with a link to choose a new password.

    The answer is the same, and takes the same time, whether or not somebody has this address. A person gets
    at most five such letters an hour. Without a mail server nothing comes: an administrator makes the link.
    """
    state = WebState.of(request)
    await forgotten.request(state.database, state.settings, body.email, here)
    return Accepted()


@router.put(
    "/password-reset",
    operation_id="reset_password",
    responses=problems(
        LinkSpent, SecondFactorRequired, WrongCode, CodesUnreadable, WeakPassword, TooManyAttempts
    ),
)
async def reset_password(
    body: PasswordReset, request: Request, response: Response, credential: Credential, here: Here
) -> Session:
    """Choose a new password with the token of a link, and be signed in.

    The link `/reset#TOKEN` works once, within an hour; all sessions of before end. It stands for the password
    only: where the second factor is on, the answer is `second_factor_required` until `code` is sent too.
    """
    state = WebState.of(request)
    wanted = Reset(body.token, body.password, body.code)
    begun = await forgotten.reset(
        state.database, state.settings, wanted, here, replaces=credential.session_token
    )
    return begin(begun, request, response)


def _wire(found: me.Me, settings: Settings) -> Me:
    labels = {key: provider.label for key, provider in providers_of(settings).items()}
    identities = [
        ProviderIdentity.model_validate({**vars(each), "label": labels.get(each.provider, each.provider)})
        for each in found.identities
    ]
    return Me.model_validate({**vars(found), "identities": identities})
