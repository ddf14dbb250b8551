"""SQL of access events."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db.engine import IdentitySession, WorkspaceSession
from leadgen.platform.audit.contracts import Entry, Wanted
from leadgen.platform.audit.models import AccessEventRow as Row
from leadgen.platform.auth.contracts import Actor, ActorKind
from leadgen.platform.workspaces.models import MemberRow


async def add(session: AsyncSession, workspace_id: UUID, entry: Entry) -> None:
    await session.execute(
        insert(Row).values(
            workspace_id=workspace_id,
            id=entry.id,
            at=entry.at,
            kind=entry.kind,
            actor_kind=entry.actor.kind,
            actor_id=entry.actor.id,
            actor_name=entry.actor.name,
            subject=entry.subject,
            detail=entry.detail,
            address=entry.address,
        )
    )


async def workspaces_of(session: IdentitySession, user_id: UUID) -> Sequence[UUID]:
    """Where this person, whom the session sees as, belongs."""
    return (await session.scalars(select(MemberRow.workspace_id).where(MemberRow.user_id == user_id))).all()


async def see_workspace(session: IdentitySession, workspace_id: UUID | None) -> None:
    """From here on the transaction writes in this workspace; None: in none any more."""
    value = "" if workspace_id is None else str(workspace_id)
    await session.execute(select(func.set_config("app.workspace_id", value, True)))


async def newest(session: WorkspaceSession, wanted: Wanted) -> Sequence[Entry]:
    """As a `Source`."""
    statement = select(Row).where(Row.workspace_id == session.workspace_id)
    if wanted.before is not None:
        statement = statement.where(Row.id < wanted.before)
    if wanted.kind is not None:
        statement = statement.where(Row.kind == wanted.kind)
    if wanted.actor_id is not None:
        statement = statement.where(Row.actor_id == wanted.actor_id)
    rows = (await session.scalars(statement.order_by(Row.id.desc()).limit(wanted.limit))).all()
    return [_entry(row) for row in rows]


def _entry(row: Row) -> Entry:
    actor = Actor(cast(ActorKind, row.actor_kind), row.actor_id, row.actor_name)
    assert isinstance(row.detail, dict)
    return Entry(row.id, row.at, row.kind, actor, row.subject, row.detail, row.address)
