"""SQL of workspaces and members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db.engine import SystemSession, WorkspaceSession
from leadgen.platform.accounts.models import AccountRow
from leadgen.platform.auth.roles import Role
from leadgen.platform.workspaces.models import MemberRow, WorkspaceRow


async def add(session: WorkspaceSession, *, account_id: UUID, slug: str, name: str, at: datetime) -> bool:
    """The workspace of the session. False where the slug is taken, by whomever."""
    statement = (
        upsert(WorkspaceRow)
        .values(id=session.workspace_id, account_id=account_id, slug=slug, name=name, created_at=at)
        .on_conflict_do_nothing(index_elements=[WorkspaceRow.slug])
        .returning(WorkspaceRow.id)
    )
    return (await session.scalar(statement)) is not None


async def add_member(session: WorkspaceSession, user_id: UUID, role: str, at: datetime) -> None:
    await session.execute(
        insert(MemberRow).values(workspace_id=session.workspace_id, user_id=user_id, role=role, created_at=at)
    )


async def own(session: WorkspaceSession) -> WorkspaceRow:
    """The workspace of the session."""
    statement = select(WorkspaceRow).where(WorkspaceRow.id == session.workspace_id)
    return (await session.scalars(statement)).one()


async def change(session: WorkspaceSession, values: dict[str, str | bool | None]) -> None:
    await session.execute(
        update(WorkspaceRow).where(WorkspaceRow.id == session.workspace_id).values(**values)
    )


async def of_user(
    session: AsyncSession, user_id: UUID, slug: str | None = None
) -> Sequence[Row[UUID, str, str, str]]:
    """(id, slug, name, role) of a user's workspaces, by name; with `slug` at most the one."""
    statement = (
        select(WorkspaceRow.id, WorkspaceRow.slug, WorkspaceRow.name, MemberRow.role)
        .join(MemberRow, MemberRow.workspace_id == WorkspaceRow.id)
        .where(MemberRow.user_id == user_id)
        .order_by(WorkspaceRow.name, WorkspaceRow.id)
    )
    if slug is not None:
        statement = statement.where(WorkspaceRow.slug == slug)
    return (await session.execute(statement)).all()


@dataclass(frozen=True)
class Place:
    """A workspace of a person, and the account it belongs to."""

    account_id: UUID
    account_name: str
    workspace_id: UUID
    slug: str
    name: str
    role: Role


async def places_of(session: AsyncSession, user_id: UUID) -> Sequence[Place]:
    """By name."""
    statement = (
        select(
            AccountRow.id,
            AccountRow.name,
            WorkspaceRow.id,
            WorkspaceRow.slug,
            WorkspaceRow.name,
            MemberRow.role,
        )
        .join(WorkspaceRow, WorkspaceRow.account_id == AccountRow.id)
        .join(MemberRow, MemberRow.workspace_id == WorkspaceRow.id)
        .where(MemberRow.user_id == user_id)
        .order_by(WorkspaceRow.name, WorkspaceRow.id)
    )
    return [
        Place(account_id, account_name, workspace_id, slug, name, Role(role))
        for account_id, account_name, workspace_id, slug, name, role in await session.execute(statement)
    ]


async def count_members(session: WorkspaceSession) -> int:
    statement = (
        select(func.count()).select_from(MemberRow).where(MemberRow.workspace_id == session.workspace_id)
    )
    return await session.scalar(statement) or 0


async def accounts_of_owner(session: AsyncSession, user_id: UUID) -> Sequence[UUID]:
    """The accounts whose workspaces a user owns, oldest workspace first."""
    statement = (
        select(WorkspaceRow.account_id)
        .join(MemberRow, MemberRow.workspace_id == WorkspaceRow.id)
        .where(MemberRow.user_id == user_id, MemberRow.role == "owner")
        .order_by(WorkspaceRow.created_at, WorkspaceRow.id)
    )
    return (await session.scalars(statement)).all()


async def slug_of(session: AsyncSession, workspace_id: UUID) -> str | None:
    """None where the session may not see it."""
    return await session.scalar(select(WorkspaceRow.slug).where(WorkspaceRow.id == workspace_id))


async def by_slug(session: AsyncSession, slug: str) -> WorkspaceRow | None:
    """None where the session may not see it."""
    return await session.scalar(select(WorkspaceRow).where(WorkspaceRow.slug == slug))


async def is_disarmed(session: WorkspaceSession) -> bool:
    """Also where the database stands on a server on which it has not been started yet."""
    return bool(await session.scalar(_IS_DISARMED, {"workspace": session.workspace_id}))


async def arm(session: WorkspaceSession) -> tuple[datetime, str] | None:
    """Since when and why it was disarmed; None where it was not."""
    row = (await session.execute(_ARM, {"workspace": session.workspace_id})).one_or_none()
    return (row.disarmed_at, row.disarmed_reason) if row is not None else None


_IS_DISARMED = text(
    """
SELECT w.disarmed_at IS NOT NULL OR EXISTS (SELECT FROM installation i WHERE i.server <> server_identity())
FROM workspace w WHERE w.id = :workspace
"""
)
_ARM = text(
    """
WITH before AS (SELECT id, disarmed_at, disarmed_reason FROM workspace WHERE id = :workspace FOR UPDATE)
UPDATE workspace w SET disarmed_at = NULL, disarmed_reason = NULL FROM before
WHERE w.id = before.id AND before.disarmed_at IS NOT NULL
RETURNING before.disarmed_at, before.disarmed_reason
"""
)


async def all_ids(session: SystemSession) -> Sequence[UUID]:
    """Every workspace, oldest first."""
    return (await session.scalars(select(WorkspaceRow.id).order_by(WorkspaceRow.id))).all()
