"""Proving who one is: the password, and the code where the second factor is on. What each path demands:

sign-in                        password, code
a reset or invitation link     the link, code (a link that is mailed is no second factor)
a provider (OpenID Connect)    the provider's word; with the second factor on it is refused
switching things off, e-mail   an open session, password
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.accounts import emails
from leadgen.platform.accounts import repository as people
from leadgen.platform.accounts.models import UserRow
from leadgen.platform.auth import passwords, second_factor, throttle
from leadgen.platform.auth.contracts import Place, SignedIn
from leadgen.platform.auth.errors import SecondFactorRequired, WrongCode, WrongCredentials, WrongPassword


@dataclass(frozen=True)
class Proof:
    """What a person gives; `browser` is the name of one they have signed in with before."""

    email: str
    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)
    browser: str | None = None


@dataclass(frozen=True)
class Proven:
    """A person who gave all that was asked, and what it was checked against."""

    person: SignedIn
    password_hash: str | None = field(repr=False)
    totp_since: datetime | None


async def prove(database: Database, settings: Settings, proof: Proof, place: Place) -> Proven:
    """Raises WrongCredentials, SecondFactorRequired, WrongCode, TooManyAttempts. Follow it with `hold`."""
    counted = throttle.of_sign_in(emails.key(proof.email), place.address, proof.browser)
    async with throttle.counting(database, counted):
        user = await _by_password(database, proof)
    await prove_second(database, settings, user, proof.code, place, proof.browser)
    return _proven(user)


async def by_session(database: Database, person: SignedIn) -> Proven:
    """Somebody whose session is open; a code was asked for as it began. Follow it with `hold`."""
    async with database.identity(user_id=person.user_id) as session:
        user = await people.user(session, person.user_id)
    if user is None:
        raise WrongCredentials
    return _proven(user)


async def prove_second(
    database: Database,
    settings: Settings,
    user: UserRow,
    code: str | None,
    place: Place,
    browser: str | None = None,
) -> None:
    """The code of a person whose first proof was right; nothing where the second factor is off.

    Guesses at six digits are counted for the person; a recovery code, which nobody guesses, for the address
    only: whoever knows the password cannot take the last way in from its person. Raises SecondFactorRequired,
    WrongCode, TooManyAttempts.
    """
    if not second_factor.is_on(user):
        return
    if code is None or not code.strip():
        raise SecondFactorRequired
    is_short = second_factor.is_six_digits(code)
    counted = throttle.of_code(user.id, browser) if is_short else throttle.of_recovery(place.address)
    async with throttle.counting(database, counted):
        async with database.identity(user_id=user.id) as session:
            is_right = await second_factor.spend(session, settings, user, code, now())
        if not is_right:
            raise WrongCode


async def hold(
    session: AsyncSession, proven: Proven, refusal: type[WrongCredentials | WrongPassword] = WrongCredentials
) -> None:
    """In the transaction that acts on a proof: nothing it was checked against has changed, nor changes now.

    Raises `refusal`: else a session with the old password could begin just after it was changed.
    """
    user = await people.hold_user(session, proven.person.user_id)
    if user is None or _proven(user) != proven:
        raise refusal


async def confirm_password(database: Database, user_id: UUID, password: str, place: Place) -> Proven:
    """Asked again before what would hand the account to whoever found the browser open.

    Raises WrongPassword (also where there is none), TooManyAttempts. What it is for may `hold` it.
    """
    async with throttle.counting(database, throttle.of_password_again(user_id, place.address)):
        async with database.identity(user_id=user_id) as session:
            user = await people.user(session, user_id)
        if not await passwords.is_right(password, user.password_hash if user else None) or user is None:
            raise WrongPassword
    return _proven(user)


async def _by_password(database: Database, proof: Proof) -> UserRow:
    async with database.identity() as session:
        user = await people.user_by_email(session, emails.key(proof.email))
    # Between two transactions: hashing takes 50 ms and would hold a connection.
    if not await passwords.is_right(proof.password, user.password_hash if user else None) or user is None:
        raise WrongCredentials
    return user


def _proven(user: UserRow) -> Proven:
    return Proven(SignedIn(user.id, user.email, user.name), user.password_hash, user.totp_confirmed_at)
