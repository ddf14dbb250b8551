"""SQL of accounts and users."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.platform.accounts.models import AccountRow, RecoveryCodeRow, UserRow


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
    email_proven_at: datetime | None = None,
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
            email_proven_at=email_proven_at,
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


async def user(session: AsyncSession, user_id: UUID) -> UserRow | None:
    return await session.scalar(select(UserRow).where(UserRow.id == user_id))


async def hold_user(session: AsyncSession, user_id: UUID) -> UserRow | None:
    """As it is now, and so it stays to the end of the transaction: a change of it waits, or came before."""
    statement = select(UserRow).where(UserRow.id == user_id).with_for_update(key_share=True)
    return await session.scalar(statement, execution_options={"populate_existing": True})


async def rename_user(session: AsyncSession, user_id: UUID, name: str) -> None:
    await session.execute(update(UserRow).where(UserRow.id == user_id).values(name=name))


async def set_password(session: AsyncSession, user_id: UUID, password_hash: str | None) -> None:
    await session.execute(update(UserRow).where(UserRow.id == user_id).values(password_hash=password_hash))


async def prove_email(session: AsyncSession, user_id: UUID, at: datetime) -> None:
    """The address is this person's; the first proof counts."""
    unproven = (UserRow.id == user_id, UserRow.email_proven_at.is_(None))
    await session.execute(update(UserRow).where(*unproven).values(email_proven_at=at))


async def set_email(
    session: AsyncSession, user_id: UUID, *, email: str, email_key: str, at: datetime
) -> bool:
    """Another address, proven. False where it belongs to somebody else; no error: there is a savepoint."""
    try:
        async with session.begin_nested():
            await session.execute(
                update(UserRow)
                .where(UserRow.id == user_id)
                .values(email=email, email_key=email_key, email_proven_at=at)
            )
    except IntegrityError:
        return False
    return True


async def start_totp(session: AsyncSession, user_id: UUID, sealed: bytes) -> bool:
    """False where it is on already; a secret that was never confirmed is replaced."""
    statement = (
        update(UserRow)
        .where(UserRow.id == user_id, UserRow.totp_confirmed_at.is_(None))
        .values(totp_secret=sealed, totp_last_step=None)
        .returning(UserRow.id)
    )
    return (await session.scalar(statement)) is not None


async def confirm_totp(session: AsyncSession, user_id: UUID, sealed: bytes, step: int, at: datetime) -> bool:
    """On from now, with this very secret. False where it was replaced or confirmed meanwhile."""
    statement = (
        update(UserRow)
        .where(UserRow.id == user_id, UserRow.totp_confirmed_at.is_(None), UserRow.totp_secret == sealed)
        .values(totp_confirmed_at=at, totp_last_step=step)
        .returning(UserRow.id)
    )
    return (await session.scalar(statement)) is not None


async def stop_totp(session: AsyncSession, user_id: UUID) -> None:
    """Secret and recovery codes are gone."""
    nothing = {"totp_secret": None, "totp_confirmed_at": None, "totp_last_step": None}
    await session.execute(update(UserRow).where(UserRow.id == user_id).values(**nothing))
    await session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.user_id == user_id))


async def use_totp_step(session: AsyncSession, user_id: UUID, step: int) -> bool:
    """True once for each step, and for no step before the last that was used."""
    statement = (
        update(UserRow)
        .where(
            UserRow.id == user_id,
            UserRow.totp_confirmed_at.is_not(None),
            or_(UserRow.totp_last_step.is_(None), UserRow.totp_last_step < step),
        )
        .values(totp_last_step=step)
        .returning(UserRow.id)
    )
    return (await session.scalar(statement)) is not None


async def add_recovery_codes(
    session: AsyncSession, user_id: UUID, hashes: Sequence[bytes], at: datetime
) -> None:
    """Instead of all of before."""
    await session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.user_id == user_id))
    rows = [{"code_hash": code, "user_id": user_id, "created_at": at} for code in hashes]
    await session.execute(insert(RecoveryCodeRow), rows)


async def use_recovery_code(session: AsyncSession, user_id: UUID, code_hash: bytes, at: datetime) -> bool:
    """True once for each code."""
    statement = (
        update(RecoveryCodeRow)
        .where(
            RecoveryCodeRow.user_id == user_id,
            RecoveryCodeRow.code_hash == code_hash,
            RecoveryCodeRow.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCodeRow.code_hash)
    )
    return (await session.scalar(statement)) is not None


async def recovery_codes_left(session: AsyncSession, user_id: UUID) -> int:
    unused = select(func.count()).where(RecoveryCodeRow.user_id == user_id, RecoveryCodeRow.used_at.is_(None))
    return await session.scalar(unused) or 0
