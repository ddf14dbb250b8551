"""SQL of sessions, links and API keys. Look-ups are by hash only."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db.engine import IdentitySession, WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.platform.accounts.models import UserRow
from leadgen.platform.auth.contracts import OwnLink, Place, SignInMethod
from leadgen.platform.auth.models import ApiKeyRow, SessionRow, SignInLinkRow
from leadgen.platform.auth.roles import Scopes
from leadgen.platform.workspaces.models import MemberRow


async def see_as_user(session: IdentitySession, user_id: UUID) -> None:
    """From here on the transaction also sees this user's memberships and workspaces."""
    await session.execute(select(func.set_config("app.user_id", str(user_id), True)))


async def see_workspace(session: IdentitySession, workspace_id: UUID) -> None:
    """From here on the transaction also sees this workspace: the one an API key was made for."""
    await session.execute(select(func.set_config("app.workspace_id", str(workspace_id), True)))


async def session_by_hash(
    session: AsyncSession, token_hash: bytes
) -> Row[UUID, str, str, UUID, datetime, datetime] | None:
    """(user id, email, name, session id, last_seen_at, expires_at)."""
    statement = (
        select(
            UserRow.id,
            UserRow.email,
            UserRow.name,
            SessionRow.id,
            SessionRow.last_seen_at,
            SessionRow.expires_at,
        )
        .join(SessionRow, SessionRow.user_id == UserRow.id)
        .where(SessionRow.token_hash == token_hash)
    )
    return (await session.execute(statement)).one_or_none()


async def add_session(
    session: AsyncSession,
    token_hash: bytes,
    user_id: UUID,
    *,
    method: SignInMethod,
    place: Place,
    at: datetime,
    expires_at: datetime,
) -> None:
    await session.execute(
        insert(SessionRow).values(
            token_hash=token_hash,
            id=uuid7(),
            user_id=user_id,
            method=method,
            device=place.device,
            address=place.address,
            created_at=at,
            last_seen_at=at,
            expires_at=expires_at,
        )
    )


async def sessions_of(session: AsyncSession, user_id: UUID, at: datetime) -> Sequence[SessionRow]:
    """Those that are not over their age, the last used first."""
    statement = (
        select(SessionRow)
        .where(SessionRow.user_id == user_id, SessionRow.expires_at > at)
        .order_by(SessionRow.last_seen_at.desc(), SessionRow.id)
    )
    return (await session.scalars(statement)).all()


async def end_session_of(session: AsyncSession, user_id: UUID, session_id: UUID) -> bool:
    """False where this person has no such session."""
    statement = (
        delete(SessionRow)
        .where(SessionRow.user_id == user_id, SessionRow.id == session_id)
        .returning(SessionRow.id)
    )
    return (await session.scalar(statement)) is not None


async def end_sessions_of(session: AsyncSession, user_id: UUID, *, but: UUID | None = None) -> None:
    """All of a person's sessions, or all but one."""
    statement = delete(SessionRow).where(SessionRow.user_id == user_id)
    if but is not None:
        statement = statement.where(SessionRow.id != but)
    await session.execute(statement)


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


async def add_own_link(session: AsyncSession, token_hash: bytes, link: OwnLink, expires_at: datetime) -> None:
    """A link for one person. Those of before stay: whoever asks for another one cannot break them."""
    await session.execute(
        insert(SignInLinkRow).values(
            token_hash=token_hash,
            purpose=link.purpose,
            user_id=link.user_id,
            email=link.email,
            is_mailed=link.is_mailed,
            created_at=link.created_at,
            expires_at=expires_at,
        )
    )


async def own_link(session: AsyncSession, token_hash: bytes, purpose: str, at: datetime) -> OwnLink | None:
    """The link while it can be spent."""
    row = await session.scalar(_spendable(purpose, at).where(SignInLinkRow.token_hash == token_hash))
    return _as_own(row)


async def newest_own_link(session: AsyncSession, user_id: UUID, purpose: str, at: datetime) -> OwnLink | None:
    """The last made of a person's links of this purpose that can still be spent."""
    newest = _spendable(purpose, at).where(SignInLinkRow.user_id == user_id)
    return _as_own(await session.scalar(newest.order_by(SignInLinkRow.created_at.desc()).limit(1)))


def _spendable(purpose: str, at: datetime) -> Select[SignInLinkRow]:
    return select(SignInLinkRow).where(
        SignInLinkRow.purpose == purpose, SignInLinkRow.used_at.is_(None), SignInLinkRow.expires_at > at
    )


def _as_own(row: SignInLinkRow | None) -> OwnLink | None:
    if row is None or row.user_id is None:
        return None
    return OwnLink(row.purpose, row.user_id, row.created_at, row.email, row.is_mailed)


async def forget_own_links(session: AsyncSession, user_id: UUID, *purposes: str) -> None:
    """They open nothing any more, used or not."""
    await session.execute(
        delete(SignInLinkRow).where(SignInLinkRow.user_id == user_id, SignInLinkRow.purpose.in_(purposes))
    )


async def add_api_key(
    session: AsyncSession,
    key_id: UUID,
    *,
    workspace_id: UUID,
    name: str,
    key_hash: bytes,
    scopes: Scopes,
    hint: str,
    created_by: UUID,
    at: datetime,
    expires_at: datetime | None = None,
) -> None:
    await session.execute(
        insert(ApiKeyRow).values(
            id=key_id,
            workspace_id=workspace_id,
            name=name,
            key_hash=key_hash,
            scopes=sorted(scopes),
            hint=hint,
            created_by=created_by,
            created_at=at,
            expires_at=expires_at,
        )
    )


async def api_key_by_hash(session: AsyncSession, key_hash: bytes) -> ApiKeyRow | None:
    return await session.scalar(select(ApiKeyRow).where(ApiKeyRow.key_hash == key_hash))


async def hold_membership(session: WorkspaceSession, user_id: UUID) -> str | None:
    """The role as it is now, and as it stays to the end of the transaction; None for no member."""
    statement = (
        select(MemberRow.role)
        .where(MemberRow.workspace_id == session.workspace_id, MemberRow.user_id == user_id)
        .with_for_update(read=True)
    )
    return await session.scalar(statement)


async def hold_api_key(session: WorkspaceSession, key_id: UUID, at: datetime) -> bool:
    """Whether it still counts; its revocation then waits for the end of the transaction."""
    statement = (
        select(ApiKeyRow.id)
        .where(
            ApiKeyRow.workspace_id == session.workspace_id,
            ApiKeyRow.id == key_id,
            ApiKeyRow.revoked_at.is_(None),
            or_(ApiKeyRow.expires_at.is_(None), ApiKeyRow.expires_at > at),
        )
        .with_for_update(read=True)
    )
    return (await session.scalar(statement)) is not None


async def used_api_key(session: AsyncSession, key_id: UUID, at: datetime) -> None:
    """Written down unless a change by the same key is under way: the next request does it then."""
    free = select(ApiKeyRow.id).where(ApiKeyRow.id == key_id).with_for_update(skip_locked=True)
    await session.execute(
        update(ApiKeyRow).where(ApiKeyRow.id == free.scalar_subquery()).values(last_used_at=at)
    )
