"""A person as they see themselves; their name and their password."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db.engine import Database, IdentitySession
from leadgen.kernel.clock import now
from leadgen.platform.accounts import links
from leadgen.platform.accounts import repository as people
from leadgen.platform.audit.service import record_own
from leadgen.platform.auth import passwords, proving, second_factor
from leadgen.platform.auth import repository as proofs
from leadgen.platform.auth.contracts import Caller, Place
from leadgen.platform.auth.errors import SignInRequired, WrongPassword
from leadgen.platform.providers import repository as elsewhere


@dataclass(frozen=True)
class HeldElsewhere:
    """An account at a provider that the person signs in with; `provider` is its key in the settings."""

    issuer: str
    provider: str
    email: str | None
    created_at: datetime


@dataclass(frozen=True)
class Me:
    """A person, as they see themselves."""

    id: UUID
    email: str
    name: str
    has_password: bool
    totp: bool
    recovery_codes_left: int
    pending_email: str | None
    identities: tuple[HeldElsewhere, ...]


async def read(database: Database, caller: Caller) -> Me:
    """The person of a session."""
    async with database.identity(user_id=caller.user_id) as session:
        return await me_of(session, caller.user_id)


async def rename(database: Database, caller: Caller, name: str) -> Me:
    """The name that the others see from now on; History keeps the old one where it stands."""
    async with database.identity(user_id=caller.user_id) as session:
        await people.rename_user(session, caller.user_id, name)
        return await me_of(session, caller.user_id)


async def change_password(
    database: Database, caller: Caller, place: Place, *, current: str, new: str
) -> None:
    """All other sessions end, and links to choose a password too.

    Raises WrongPassword, WeakPassword, TooManyAttempts.
    """
    proven = await proving.confirm_password(database, caller.user_id, current, place)
    password_hash = await passwords.hash_password(new)
    async with database.identity(user_id=caller.user_id) as session:
        await proving.hold(session, proven, WrongPassword)
        await set_password(session, caller.user_id, password_hash, stays=caller.session_id)
        await record_own(session, caller, "password_changed", address=place.address)


async def me_of(session: IdentitySession, user_id: UUID) -> Me:
    """As it stands in this transaction. Raises SignInRequired where the person is gone."""
    user, at = await people.user(session, user_id), now()
    if user is None:
        raise SignInRequired
    wish = await proofs.newest_own_link(session, user_id, links.EMAIL, at)
    return Me(
        id=user.id,
        email=user.email,
        name=user.name,
        has_password=user.password_hash is not None,
        totp=second_factor.is_on(user),
        recovery_codes_left=await people.recovery_codes_left(session, user_id),
        pending_email=wish.email if wish else None,
        identities=tuple(
            HeldElsewhere(row.issuer, row.provider, row.email, row.created_at)
            for row in await elsewhere.of_user(session, user_id)
        ),
    )


async def set_password(
    session: AsyncSession, user_id: UUID, password_hash: str | None, *, stays: UUID | None = None
) -> None:
    """Another one, or none any more. Whoever knew the old one, or began something with it, is out."""
    await people.set_password(session, user_id, password_hash)
    await proofs.end_sessions_of(session, user_id, but=stays)
    await proofs.forget_own_links(session, user_id, links.RESET, links.EMAIL)
