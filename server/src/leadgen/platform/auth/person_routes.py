"""A person's own sessions and second factor. A session opens these, an API key does not."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from leadgen.platform.auth import proving, second_factor, service
from leadgen.platform.auth.errors import (
    SessionNotFound,
    SignInRequired,
    TooManyAttempts,
    TotpAlreadyOn,
    TotpCodeInvalid,
    TotpNotStarted,
    WrongPassword,
)
from leadgen.platform.auth.schemas import (
    PasswordAgain,
    RecoveryCodes,
    SessionList,
    SignedInSession,
    TotpConfirmation,
    TotpSetup,
)
from leadgen.platform.web.cookies import clear_session
from leadgen.platform.web.person import Here, Person
from leadgen.platform.web.problem import problems
from leadgen.platform.web.state import Db, WebState

router = APIRouter(prefix="/me", tags=["Person"])


@router.get("/sessions", operation_id="list_sessions", responses=problems(SignInRequired))
async def list_sessions(person: Person, database: Db) -> SessionList:
    """Where you are signed in: devices, addresses and when each was last used."""
    found = await service.sessions(database, person)
    return SessionList(items=[SignedInSession.model_validate(each) for each in found])


@router.delete(
    "/sessions/{id}",
    operation_id="end_session",
    status_code=204,
    responses=problems(SignInRequired, SessionNotFound),
)
async def end_session(id: UUID, person: Person, database: Db) -> None:
    """Sign one device out. Its next request is refused."""
    await service.end_one(database, person, id)


@router.delete(
    "/sessions", operation_id="sign_out_everywhere", status_code=204, responses=problems(SignInRequired)
)
async def sign_out_everywhere(request: Request, response: Response, person: Person, here: Here) -> None:
    """Sign out on every device, this one included."""
    state = WebState.of(request)
    await service.end_all(state.database, person, here)
    clear_session(response, state.settings)


@router.post(
    "/totp",
    operation_id="start_totp",
    responses=problems(SignInRequired, WrongPassword, TooManyAttempts, TotpAlreadyOn),
)
async def start_totp(body: PasswordAgain, request: Request, person: Person, here: Here) -> TotpSetup:
    """Begin the second factor: a secret for your authenticator.

    Nothing is asked for at sign-in until `confirm_totp` has seen a code of it. Beginning again makes another
    secret.
    """
    state = WebState.of(request)
    proven = await proving.confirm_password(state.database, person.user_id, body.password, here)
    async with state.database.identity(user_id=person.user_id) as session:
        await proving.hold(session, proven, WrongPassword)
        return TotpSetup.model_validate(await second_factor.start(session, state.settings, person))


@router.put(
    "/totp",
    operation_id="confirm_totp",
    responses=problems(SignInRequired, TooManyAttempts, TotpAlreadyOn, TotpNotStarted, TotpCodeInvalid),
)
async def confirm_totp(body: TotpConfirmation, request: Request, person: Person, here: Here) -> RecoveryCodes:
    """Switch the second factor on with a code of the new secret; answers with ten recovery codes.

    From now on every sign-in and every password reset asks for a code. Your other sessions end. Keep the
    recovery codes: each lets you in once without the authenticator.
    """
    state = WebState.of(request)
    codes = await second_factor.confirm(state.database, state.settings, person, body.code, here.address)
    return RecoveryCodes(codes=list(codes))


@router.post(
    "/totp/stop",
    operation_id="stop_totp",
    status_code=204,
    responses=problems(SignInRequired, WrongPassword, TooManyAttempts),
)
async def stop_totp(body: PasswordAgain, request: Request, person: Person, here: Here) -> None:
    """Switch the second factor off; the recovery codes are gone with it. Fine where it is off."""
    database = WebState.of(request).database
    proven = await proving.confirm_password(database, person.user_id, body.password, here)
    async with database.identity(user_id=person.user_id) as session:
        await proving.hold(session, proven, WrongPassword)
        await second_factor.stop(session, person, here.address)
