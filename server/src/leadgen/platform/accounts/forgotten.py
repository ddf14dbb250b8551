"""A forgotten password: a letter with a link, and a new password by the link."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.accounts import emails, links
from leadgen.platform.accounts import repository as people
from leadgen.platform.accounts.models import UserRow
from leadgen.platform.accounts.person import set_password
from leadgen.platform.accounts.posting import post_to
from leadgen.platform.audit.service import record_own
from leadgen.platform.auth import passwords, proving, second_factor, throttle
from leadgen.platform.auth import repository as proofs
from leadgen.platform.auth.contracts import Place, SignedIn
from leadgen.platform.auth.errors import LinkSpent, TooManyAttempts
from leadgen.platform.auth.service import NewSession, begin_session
from leadgen.platform.auth.tokens import hash_token
from leadgen.platform.mail import is_set_up

# Longer than the work for a known e-mail takes, so that the time of the answer does not tell one.
ANSWER_AFTER_S = 0.4


@dataclass(frozen=True)
class Reset:
    """What comes with a reset link."""

    token: str = field(repr=False)
    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)


async def request(database: Database, settings: Settings, email: str, place: Place) -> None:
    """A letter with a link, where a person with this e-mail is a member somewhere. Nobody is told whether.

    Raises TooManyAttempts for the address only. Too many letters to one person are not sent, silently:
    those that were sent still work.
    """
    await throttle.take(database, [throttle.of_reset_address(place.address)])
    async with _unhurried():
        try:
            await throttle.take(database, [throttle.of_reset_person(emails.key(email))])
        except TooManyAttempts:
            return
        async with database.identity() as session:
            user = await people.user_by_email(session, emails.key(email))
        if user is not None and is_set_up(settings):
            await post_to(database, user.id, "password.reset", {"user_id": str(user.id)})


async def reset(
    database: Database, settings: Settings, wanted: Reset, place: Place, *, replaces: str | None
) -> NewSession:
    """A new password by a link, and signed in with it; all sessions of before end.

    The link stands for the old password only: where the second factor is on, its code is asked for, and the
    link can be used again until the code is right. Where a letter proves the address for the first time, the
    second factor goes, too: whoever set it up may be another one.

    Raises LinkSpent, WeakPassword, SecondFactorRequired, WrongCode, TooManyAttempts.
    """
    await throttle.take(database, [throttle.of_token(place.address)])
    token_hash = hash_token(wanted.token)
    async with database.identity() as session:
        link = await proofs.own_link(session, token_hash, links.RESET, now())
        user = await people.user(session, link.user_id) if link else None
    if link is None or user is None:
        raise LinkSpent
    password_hash = await passwords.hash_password(wanted.password)
    is_first_proof = link.is_mailed and user.email_proven_at is None
    if not is_first_proof:
        await proving.prove_second(database, settings, user, wanted.code, place)
    async with database.identity(user_id=user.id) as session:
        held = await people.hold_user(session, user.id)
        is_as_proven = held is not None and _factors(held) == _factors(user)
        if not is_as_proven or not await proofs.spend_link(session, token_hash, links.RESET, now()):
            raise LinkSpent
        await set_password(session, user.id, password_hash)
        person = SignedIn(user.id, user.email, user.name)
        if link.is_mailed:
            await people.prove_email(session, user.id, now())
        if is_first_proof:
            await second_factor.stop(session, person, place.address)
        await record_own(session, person, "password_reset", address=place.address)
        return await begin_session(session, person, replaces=replaces, method="reset", place=place)


def _factors(user: UserRow) -> tuple[datetime | None, datetime | None]:
    return user.totp_confirmed_at, user.email_proven_at


@asynccontextmanager
async def _unhurried() -> AsyncIterator[None]:
    """Ends no sooner than `ANSWER_AFTER_S` after its beginning, whatever was done in it."""
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + ANSWER_AFTER_S
    try:
        yield
    finally:
        await asyncio.sleep(max(0.0, ends_at - loop.time()))
