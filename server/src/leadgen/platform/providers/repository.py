"""SQL of accounts held elsewhere, and of attempts that are over."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.platform.auth.models import SignInLinkRow
from leadgen.platform.members.repository import invitations
from leadgen.platform.providers.contracts import Provider, Vouched
from leadgen.platform.providers.models import ProviderIdentityRow

_ATTEMPT = "provider_attempt"


async def user_of(session: AsyncSession, vouched: Vouched) -> UUID | None:
    """Whose account this is, where it is known."""
    own = (ProviderIdentityRow.issuer == vouched.issuer, ProviderIdentityRow.subject == vouched.subject)
    return await session.scalar(select(ProviderIdentityRow.user_id).where(*own))


async def has_another(session: AsyncSession, user_id: UUID, vouched: Vouched) -> bool:
    """Whether this person has a different account at the same provider."""
    other = (
        ProviderIdentityRow.user_id == user_id,
        ProviderIdentityRow.issuer == vouched.issuer,
        ProviderIdentityRow.subject != vouched.subject,
    )
    return bool(await session.scalar(select(exists(select(ProviderIdentityRow.subject).where(*other)))))


async def join(
    session: AsyncSession, user_id: UUID, provider: Provider, vouched: Vouched, at: datetime
) -> bool:
    """Make the account this person's for ever. False where it is somebody's already."""
    statement = (
        insert(ProviderIdentityRow)
        .values(
            issuer=vouched.issuer, subject=vouched.subject, user_id=user_id,
            provider=provider.key, email=vouched.email, created_at=at,
        )
        .on_conflict_do_nothing()
        .returning(ProviderIdentityRow.user_id)
    )  # fmt: skip
    return (await session.scalar(statement)) is not None


async def of_user(session: AsyncSession, user_id: UUID) -> Sequence[ProviderIdentityRow]:
    """A person's accounts elsewhere, the oldest first."""
    statement = select(ProviderIdentityRow).where(ProviderIdentityRow.user_id == user_id)
    return (await session.scalars(statement.order_by(ProviderIdentityRow.created_at))).all()


async def invitation_for(session: AsyncSession, email_key: str, at: datetime) -> tuple[UUID, UUID] | None:
    """The workspace and the newest invitation that waits for this e-mail, by the link it was sent with."""
    statement = (
        select(SignInLinkRow.workspace_id, SignInLinkRow.ref_id)
        .where(
            SignInLinkRow.purpose == invitations.PURPOSE,
            func.lower(SignInLinkRow.email) == email_key,
            SignInLinkRow.used_at.is_(None),
            SignInLinkRow.expires_at > at,
        )
        .order_by(SignInLinkRow.created_at.desc())
        .limit(1)
    )
    found = (await session.execute(statement)).one_or_none()
    if found is None or found.workspace_id is None or found.ref_id is None:
        return None
    return found.workspace_id, found.ref_id


async def spend(session: AsyncSession, attempt_hash: bytes, *, at: datetime, expires_at: datetime) -> bool:
    """True once for each attempt; the row goes with the expired links."""
    statement = (
        insert(SignInLinkRow)
        .values(token_hash=attempt_hash, purpose=_ATTEMPT, created_at=at, expires_at=expires_at, used_at=at)
        .on_conflict_do_nothing()
        .returning(SignInLinkRow.token_hash)
    )
    return (await session.scalar(statement)) is not None
