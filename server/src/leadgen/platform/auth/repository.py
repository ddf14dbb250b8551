"""SQL of sessions, links and API keys. Look-ups are by hash only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db.engine import IdentitySession
from leadgen.platform.accounts.models import UserRow
from leadgen.platform.auth.models import ApiKeyRow, SessionRow, SignInLinkRow


async def see_as_user(session: IdentitySession, user_id: UUID) -> None:
    """From here on the transaction also sees this user's memberships and workspaces."""
    await session.execute(select(func.set_config("app.user_id", str(user_id), True)))


async def see_workspace(session: IdentitySession, workspace_id: UUID) -> None:
    """From here on the transaction also sees this workspace: the one an API key was made for."""
    await session.execute(select(func.set_config("app.workspace_id", str(workspace_id), True)))


async def session_by_hash(
    session: AsyncSession, token_hash: bytes
) -> Row[UUID, str, str, datetime, datetime] | None:
    """(user id, email, name, last_seen_at, expires_at)."""
    statement = (
        select(UserRow.id, UserRow.email, UserRow.name, SessionRow.last_seen_at, SessionRow.expires_at)
        .join(SessionRow, SessionRow.user_id == UserRow.id)
        .where(SessionRow.token_hash == token_hash)
    )
    return (await session.execute(statement)).one_or_none()


async def add_session(
    session: AsyncSession, token_hash: bytes, user_id: UUID, *, at: datetime, expires_at: datetime
) -> None:
    await session.execute(
        insert(SessionRow).values(
            token_hash=token_hash, user_id=user_id, created_at=at, last_seen_at=at, expires_at=expires_at
        )
    )


async def saw_session(session: AsyncSession, token_hash: bytes, at: datetime) -> None:
    await session.execute(
        update(SessionRow).where(SessionRow.token_hash == token_hash).values(last_seen_at=at)
    )


async def end_session(session: AsyncSession, token_hash: bytes) -> None:
    await session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash))


async def end_expired_sessions(session: AsyncSession, user_id: UUID, at: datetime) -> None:
    await session.execute(
        delete(SessionRow).where(SessionRow.user_id == user_id, SessionRow.expires_at <= at)
    )


async def forget_expired(session: AsyncSession, at: datetime) -> None:
    """Sessions and links that no longer open anything."""
    await session.execute(delete(SessionRow).where(SessionRow.expires_at <= at))
    await session.execute(delete(SignInLinkRow).where(SignInLinkRow.expires_at <= at))


async def add_link(
    session: AsyncSession, token_hash: bytes, purpose: str, *, at: datetime, expires_at: datetime
) -> None:
    """A new link; the unused older ones of the same purpose stop working."""
    await session.execute(
        delete(SignInLinkRow).where(SignInLinkRow.purpose == purpose, SignInLinkRow.used_at.is_(None))
    )
    await session.execute(
        insert(SignInLinkRow).values(
            token_hash=token_hash, purpose=purpose, created_at=at, expires_at=expires_at
        )
    )


async def spend_link(session: AsyncSession, token_hash: bytes, purpose: str, at: datetime) -> bool:
    """True once per link: of two at the same time the second waits and then gets False."""
    statement = (
        update(SignInLinkRow)
        .where(
            SignInLinkRow.token_hash == token_hash,
            SignInLinkRow.purpose == purpose,
            SignInLinkRow.used_at.is_(None),
            SignInLinkRow.expires_at > at,
        )
        .values(used_at=at)
        .returning(SignInLinkRow.token_hash)
    )
    return (await session.scalar(statement)) is not None


async def add_api_key(
    session: AsyncSession,
    key_id: UUID,
    *,
    workspace_id: UUID,
    name: str,
    key_hash: bytes,
    role: str,
    created_by: UUID,
    at: datetime,
) -> None:
    await session.execute(
        insert(ApiKeyRow).values(
            id=key_id,
            workspace_id=workspace_id,
            name=name,
            key_hash=key_hash,
            role=role,
            created_by=created_by,
            created_at=at,
        )
    )


async def api_key_by_hash(session: AsyncSession, key_hash: bytes) -> ApiKeyRow | None:
    return await session.scalar(select(ApiKeyRow).where(ApiKeyRow.key_hash == key_hash))


async def used_api_key(session: AsyncSession, key_id: UUID, at: datetime) -> None:
    await session.execute(update(ApiKeyRow).where(ApiKeyRow.id == key_id).values(last_used_at=at))
