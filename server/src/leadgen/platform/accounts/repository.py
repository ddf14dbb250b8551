"""SQL of accounts and users."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.platform.accounts.models import AccountRow, UserRow


async def is_anybody_there(session: AsyncSession) -> bool:
    """Whether the installation has any user."""
    return bool(await session.scalar(select(exists(select(UserRow.id)))))


async def add_account(session: AsyncSession, account_id: UUID, name: str, at: datetime) -> None:
    await session.execute(insert(AccountRow).values(id=account_id, name=name, created_at=at))


async def add_user(
    session: AsyncSession,
    user_id: UUID,
    *,
    email: str,
    email_key: str,
    name: str,
    password_hash: str | None,
    at: datetime,
) -> bool:
    """False where the e-mail belongs to somebody already."""
    statement = (
        upsert(UserRow)
        .values(
            id=user_id,
            email=email,
            email_key=email_key,
            name=name,
            password_hash=password_hash,
            created_at=at,
        )
        .on_conflict_do_nothing(index_elements=[UserRow.email_key])
        .returning(UserRow.id)
    )
    return (await session.scalar(statement)) is not None


async def user_by_email(session: AsyncSession, email_key: str) -> UserRow | None:
    return await session.scalar(select(UserRow).where(UserRow.email_key == email_key))


async def set_first_password(session: AsyncSession, user_id: UUID, password_hash: str) -> None:
    """For a person without one; any other password stays."""
    missing = (UserRow.id == user_id, UserRow.password_hash.is_(None))
    await session.execute(update(UserRow).where(*missing).values(password_hash=password_hash))
