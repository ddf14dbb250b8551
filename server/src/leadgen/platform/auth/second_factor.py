"""The second factor: set up, confirmed, asked for, switched off."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import segno
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.config import Settings
from leadgen.db.engine import Database, IdentitySession
from leadgen.kernel.clock import now
from leadgen.platform.accounts import repository as people
from leadgen.platform.accounts.models import UserRow
from leadgen.platform.audit.service import record_own
from leadgen.platform.auth import recovery, repository, throttle, totp
from leadgen.platform.auth.contracts import Caller, SignedIn
from leadgen.platform.auth.errors import CodesUnreadable, TotpAlreadyOn, TotpCodeInvalid, TotpNotStarted
from leadgen.platform.secrets import SealUnreadable, seal, unseal

ISSUER = "Leadgen Pipeline"
# What the sealed secret in user.totp_secret is for.
PURPOSE = "totp"


@dataclass(frozen=True)
class TotpSetup:
    """A secret to put into an authenticator: to type, as a URI, and as a picture (data URI of an SVG)."""

    secret: str
    uri: str
    qr: str


async def start(session: IdentitySession, settings: Settings, person: SignedIn) -> TotpSetup:
    """A fresh secret, shown here only; nothing is asked for until `confirm`. Raises TotpAlreadyOn."""
    secret = totp.new_secret()
    if not await people.start_totp(session, person.user_id, seal(settings, secret, PURPOSE)):
        raise TotpAlreadyOn
    uri = totp.uri(secret, issuer=ISSUER, email=person.email)
    return TotpSetup(totp.spelled(secret), uri, segno.make(uri, micro=False).svg_data_uri(scale=4))


async def confirm(
    database: Database, settings: Settings, caller: Caller, code: str, address: str
) -> tuple[str, ...]:
    """On from now; the recovery codes are shown here only. The person's other sessions end.

    Raises TotpAlreadyOn, TotpNotStarted, TotpCodeInvalid, TooManyAttempts.
    """
    at, codes = now(), recovery.new_codes()
    counted = throttle.of_code(caller.user_id, "set up")
    async with (
        throttle.counting(database, counted),
        database.identity(user_id=caller.user_id) as session,
    ):
        sealed = await _started(session, caller.user_id)
        step = totp.step_of(unseal(settings, sealed, PURPOSE), _digits(code), at)
        if step is None:
            raise TotpCodeInvalid
        if not await people.confirm_totp(session, caller.user_id, sealed, step, at):
            raise TotpNotStarted
        hashes = [recovery.hash_code(caller.user_id, each) for each in codes]
        await people.add_recovery_codes(session, caller.user_id, hashes, at)
        # They began without it; one that somebody else began would outlive the very remedy.
        await repository.end_sessions_of(session, caller.user_id, but=caller.session_id)
        await record_own(session, caller, "totp_started", address=address)
    return codes


async def stop(session: IdentitySession, person: SignedIn, address: str) -> None:
    """Secret and recovery codes are gone; fine where there are none."""
    user = await people.user(session, person.user_id)
    await people.stop_totp(session, person.user_id)
    if user is not None and is_on(user):
        await record_own(session, person, "totp_stopped", address=address)


def is_on(user: UserRow) -> bool:
    """Whether this person gives a code at sign-in."""
    return user.totp_confirmed_at is not None


async def spend(session: AsyncSession, settings: Settings, user: UserRow, code: str, at: datetime) -> bool:
    """Whether the code counts; each counts once: the authenticator's or a recovery code.

    Raises CodesUnreadable.
    """
    assert user.totp_secret is not None, "only a person with the second factor on is asked"
    if not is_six_digits(code):
        return await people.use_recovery_code(session, user.id, recovery.hash_code(user.id, code), at)
    try:
        secret = unseal(settings, user.totp_secret, PURPOSE)
    except SealUnreadable as error:
        raise CodesUnreadable from error
    step = totp.step_of(secret, _digits(code), at)
    return step is not None and await people.use_totp_step(session, user.id, step)


def is_six_digits(code: str) -> bool:
    """As an authenticator shows; anything else is taken for a recovery code."""
    return len(_digits(code)) == totp.DIGITS


async def _started(session: AsyncSession, user_id: UUID) -> bytes:
    user = await people.user(session, user_id)
    if user is None or user.totp_secret is None:
        raise TotpNotStarted
    if is_on(user):
        raise TotpAlreadyOn
    return user.totp_secret


def _digits(code: str) -> str:
    return code.replace(" ", "")
