"""Who may enter by a provider's word, and their session."""

from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.accounts import emails
from leadgen.platform.accounts import repository as people
from leadgen.platform.accounts.person import set_password
from leadgen.platform.audit import service as audit
from leadgen.platform.auth import second_factor
from leadgen.platform.auth import service as auth
from leadgen.platform.auth.contracts import Place, SignedIn
from leadgen.platform.auth.errors import SecondFactorRequired, SignInRequired
from leadgen.platform.auth.service import NewSession
from leadgen.platform.auth.tokens import hash_token
from leadgen.platform.providers import joining, repository
from leadgen.platform.providers.contracts import Attempt, Provider, Refusal, Vouched
from leadgen.platform.providers.errors import SignInRefused


async def spend(database: Database, attempt: Attempt) -> None:
    """Each attempt comes back once. Raises SignInRefused."""
    async with database.identity() as session:
        is_first = await repository.spend(
            session, hash_token(attempt.state), at=now(), expires_at=attempt.expires_at
        )
    if not is_first:
        raise SignInRefused(Refusal.LINK_EXPIRED, "this attempt came back before")


async def enter(
    database: Database, provider: Provider, vouched: Vouched, place: Place, *, replaces: str | None
) -> NewSession:
    """A session of the person this account belongs to, which is found out once. Raises SignInRefused."""
    async with database.identity() as session:
        user_id = await repository.user_of(session, vouched)
    if user_id is None:
        user_id = await _join(database, provider, vouched, place)
    try:
        return await auth.begin_for_provider(database, user_id, place, replaces=replaces)
    except SecondFactorRequired as error:
        raise _needs_code() from error
    except SignInRequired as error:
        raise SignInRefused(Refusal.UNKNOWN_PERSON, "the person is gone") from error


async def _join(database: Database, provider: Provider, vouched: Vouched, place: Place) -> UUID:
    """From here on the account is this person's. Raises SignInRefused."""
    if vouched.email is None or not vouched.is_email_verified:
        raise SignInRefused(Refusal.EMAIL_NOT_VERIFIED, "the provider has not confirmed the e-mail")
    async with database.identity() as session:
        known = await people.user_by_email(session, emails.key(vouched.email))
    if known is None:
        return await joining.come_by_invitation(database, provider, vouched, vouched.email, place)
    async with database.identity(user_id=known.id) as session:
        user = await people.hold_user(session, known.id)
        if user is None or user.email_key != emails.key(vouched.email):
            raise SignInRefused(Refusal.UNKNOWN_PERSON, "the person has just changed")
        if second_factor.is_on(user):
            raise _needs_code()
        # A mailbox that was given to somebody else has a new account behind it: that is not this person.
        if await repository.has_another(session, user.id, vouched):
            raise SignInRefused(Refusal.UNKNOWN_PERSON, "the person has another account at this provider")
        if user.email_proven_at is None:
            # Whoever has this password may be another one, who was shown the link of an invitation.
            await set_password(session, user.id, None)
            await people.prove_email(session, user.id, now())
        if await repository.join(session, user.id, provider, vouched, now()):
            person = SignedIn(user.id, user.email, user.name)
            await audit.record_own(
                session, person, "identity_linked", provider.label, {"email": vouched.email}, place.address
            )
    return known.id


def _needs_code() -> SignInRefused:
    return SignInRefused(Refusal.SECOND_FACTOR_REQUIRED, "the person signs in with password and code")
