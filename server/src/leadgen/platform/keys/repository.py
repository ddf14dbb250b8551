"""SQL of the keys of a workspace. The table is global: each statement names the workspace itself."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.accounts.models import UserRow
from leadgen.platform.auth.models import ApiKeyRow as Row
from leadgen.platform.auth.roles import Scope
from leadgen.platform.keys.contracts import ApiKey


async def newest(session: WorkspaceSession, limit: int) -> Sequence[ApiKey]:
    """Those that count first, then by age."""
    statement = (
        select(Row, UserRow.name)
        .outerjoin(UserRow, UserRow.id == Row.created_by)
        .where(Row.workspace_id == session.workspace_id)
        .order_by(Row.revoked_at.is_not(None), Row.id.desc())
        .limit(limit)
    )
    return [_key(row, name) for row, name in await session.execute(statement)]


async def alive(session: WorkspaceSession, at: datetime) -> int:
    """How many are neither revoked nor over."""
    statement = (
        select(func.count())
        .select_from(Row)
        .where(
            Row.workspace_id == session.workspace_id,
            Row.revoked_at.is_(None),
            Row.expires_at.is_(None) | (Row.expires_at > at),
        )
    )
    return await session.scalar(statement) or 0


async def revoke(session: WorkspaceSession, key_id: UUID, at: datetime) -> str | None:
    """Its name; None where there is no such key, or it was revoked before."""
    statement = (
        update(Row)
        .where(Row.workspace_id == session.workspace_id, Row.id == key_id, Row.revoked_at.is_(None))
        .values(revoked_at=at)
        .returning(Row.name)
    )
    return await session.scalar(statement)


def _key(row: Row, created_by_name: str | None) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        hint=row.hint,
        scopes=tuple(scope for scope in Scope if scope in row.scopes),
        created_by_name=created_by_name,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
