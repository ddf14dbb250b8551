"""SQL of invitations and their links."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, Update, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.models import SignInLinkRow
from leadgen.platform.auth.roles import Role
from leadgen.platform.effects.models import EffectRow
from leadgen.platform.effects.naming import effect_id
from leadgen.platform.members.contracts import Invitation
from leadgen.platform.members.models import InvitationRow as Row

PURPOSE = "invitation"


async def add(session: WorkspaceSession, invitation: Invitation, email_key: str, invited_by: UUID) -> bool:
    """False where one to this e-mail is open."""
    statement = (
        insert(Row)
        .values(
            workspace_id=session.workspace_id,
            id=invitation.id,
            email=invitation.email,
            email_key=email_key,
            role=invitation.role,
            invited_by=invited_by,
            invited_by_name=invitation.invited_by_name,
            created_at=invitation.created_at,
            expires_at=invitation.expires_at,
        )
        .on_conflict_do_nothing()
        .returning(Row.id)
    )
    return (await session.scalar(statement)) is not None


async def close_expired(session: WorkspaceSession, email_key: str, at: datetime) -> None:
    """One whose time is over makes room for another."""
    await session.execute(
        update(Row)
        .where(
            Row.workspace_id == session.workspace_id,
            Row.email_key == email_key,
            Row.accepted_at.is_(None),
            Row.revoked_at.is_(None),
            Row.expires_at <= at,
        )
        .values(revoked_at=at)
    )


async def newest(session: WorkspaceSession, limit: int) -> Sequence[Invitation]:
    """Newest first."""
    statement = (
        select(Row).where(Row.workspace_id == session.workspace_id).order_by(Row.id.desc()).limit(limit)
    )
    return [_invitation(row) for row in await session.scalars(statement)]


async def hold_open(session: WorkspaceSession, invitation_id: UUID) -> Invitation | None:
    """One that is neither accepted nor revoked, expired or not; nobody changes it meanwhile."""
    row = await session.scalar(
        select(Row)
        .where(
            Row.workspace_id == session.workspace_id,
            Row.id == invitation_id,
            Row.accepted_at.is_(None),
            Row.revoked_at.is_(None),
        )
        .with_for_update()
    )
    return None if row is None else _invitation(row)


async def by_id(session: WorkspaceSession, invitation_id: UUID) -> Invitation | None:
    row = await session.scalar(
        select(Row).where(Row.workspace_id == session.workspace_id, Row.id == invitation_id)
    )
    return None if row is None else _invitation(row)


async def prolong(session: WorkspaceSession, invitation_id: UUID, expires_at: datetime) -> None:
    await session.execute(_one(session, invitation_id).values(expires_at=expires_at))


async def revoke(session: WorkspaceSession, invitation_id: UUID, at: datetime) -> None:
    await session.execute(_one(session, invitation_id).values(revoked_at=at))
    await drop_links(session, invitation_id)


async def accept(session: WorkspaceSession, invitation_id: UUID, at: datetime) -> None:
    await session.execute(_one(session, invitation_id).values(accepted_at=at))


async def add_link(
    session: WorkspaceSession, invitation: Invitation, token_hash: bytes, at: datetime, *, is_mailed: bool
) -> None:
    """Instead of the one before, which stops working."""
    await drop_links(session, invitation.id)
    await session.execute(
        insert(SignInLinkRow).values(
            token_hash=token_hash,
            purpose=PURPOSE,
            created_at=at,
            expires_at=invitation.expires_at,
            workspace_id=session.workspace_id,
            ref_id=invitation.id,
            email=invitation.email,
            is_mailed=is_mailed,
        )
    )


async def drop_links(session: WorkspaceSession, invitation_id: UUID) -> None:
    await session.execute(
        delete(SignInLinkRow).where(SignInLinkRow.purpose == PURPOSE, SignInLinkRow.ref_id == invitation_id)
    )


async def place_of(session: AsyncSession, token_hash: bytes, at: datetime) -> tuple[UUID, UUID, bool] | None:
    """The workspace and the invitation of a link while it can be spent, and whether it was mailed."""
    found = (await session.execute(_spendable(token_hash, at))).one_or_none()
    if found is None or found.workspace_id is None or found.ref_id is None:
        return None
    return found.workspace_id, found.ref_id, found.is_mailed


def _spendable(token_hash: bytes, at: datetime) -> Select[UUID | None, UUID | None, bool]:
    return select(SignInLinkRow.workspace_id, SignInLinkRow.ref_id, SignInLinkRow.is_mailed).where(
        SignInLinkRow.token_hash == token_hash,
        SignInLinkRow.purpose == PURPOSE,
        SignInLinkRow.used_at.is_(None),
        SignInLinkRow.expires_at > at,
    )


def _one(session: WorkspaceSession, invitation_id: UUID) -> Update:
    return update(Row).where(Row.workspace_id == session.workspace_id, Row.id == invitation_id)


def _invitation(row: Row) -> Invitation:
    return Invitation(
        row.id, row.email, Role(row.role), row.invited_by_name, row.created_at, row.expires_at,
        row.accepted_at, row.revoked_at,
    )  # fmt: skip


async def effect_states(session: WorkspaceSession, kind: str, natural_keys: Sequence[str]) -> dict[str, str]:
    """The states of the acts that carry these keys; those that were never asked for are missing."""
    ids = {effect_id(session.workspace_id, kind, key): key for key in natural_keys}
    statement = select(EffectRow.id, EffectRow.state).where(
        EffectRow.workspace_id == session.workspace_id, EffectRow.id.in_(list(ids))
    )
    return {ids[id_]: state for id_, state in await session.execute(statement)}
