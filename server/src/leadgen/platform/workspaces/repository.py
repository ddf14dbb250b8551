"""SQL of workspaces and members."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db.engine import SystemSession, WorkspaceSession
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


async def change(session: WorkspaceSession, values: dict[str, str | None]) -> None:
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


async def all_ids(session: SystemSession) -> Sequence[UUID]:
    """Every workspace, oldest first."""
    return (await session.scalars(select(WorkspaceRow.id).order_by(WorkspaceRow.id))).all()
