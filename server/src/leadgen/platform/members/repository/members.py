"""SQL of members, and of what a member loses with the membership."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, Uuid, cast, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.accounts.models import UserRow
from leadgen.platform.audit.models import AccessEventRow
from leadgen.platform.auth.models import ApiKeyRow, SessionRow, SignInLinkRow
from leadgen.platform.auth.roles import Role, Scopes
from leadgen.platform.members.contracts import Addressing, Member
from leadgen.platform.members.models import InvitationRow
from leadgen.platform.workspaces.models import MemberRow

_LOCK_SPACE = 7_233_011


async def lock(session: WorkspaceSession) -> None:
    """One change of who is what at a time: two owners cannot demote each other at once.

    Take it first in the transaction: whoever waits for it holds nothing that others wait for.
    """
    key = func.hashtextextended(str(session.workspace_id), _LOCK_SPACE)
    await session.execute(select(func.pg_advisory_xact_lock(key)))


async def members(session: WorkspaceSession) -> Sequence[Member]:
    """By name."""
    seen = (
        select(func.max(SessionRow.last_seen_at))
        .where(SessionRow.user_id == MemberRow.user_id)
        .scalar_subquery()
    )
    statement = (
        select(UserRow, MemberRow, seen)
        .join(MemberRow, MemberRow.user_id == UserRow.id)
        .where(MemberRow.workspace_id == session.workspace_id)
        .order_by(UserRow.name, UserRow.id)
        .execution_options(populate_existing=True)
    )
    return [
        Member(
            user_id=user.id,
            name=user.name,
            email=user.email,
            role=Role(member.role),
            joined_at=member.created_at,
            last_seen_at=seen_at,
            totp=user.totp_confirmed_at is not None,
            language=member.language,
            addressing=_style(member.addressing),
        )
        for user, member, seen_at in await session.execute(statement)
    ]


def _style(stored: str | None) -> Addressing | None:
    match stored:
        case "formal" | "informal":
            return stored
    return None


async def set_writing(
    session: WorkspaceSession, user_id: UUID, language: str | None, addressing: Addressing | None
) -> None:
    """The language a member writes in, and how they address people."""
    await session.execute(
        update(MemberRow)
        .where(MemberRow.workspace_id == session.workspace_id, MemberRow.user_id == user_id)
        .values(language=language, addressing=addressing)
    )


async def add(session: WorkspaceSession, user_id: UUID, role: Role, at: datetime) -> bool:
    """False where the person is a member already."""
    statement = (
        insert(MemberRow)
        .values(workspace_id=session.workspace_id, user_id=user_id, role=role, created_at=at)
        .on_conflict_do_nothing()
        .returning(MemberRow.user_id)
    )
    return (await session.scalar(statement)) is not None


async def role_of(session: WorkspaceSession, user_id: UUID) -> Role | None:
    """None for nobody of this workspace. Changes in the member's name that are under way come first."""
    statement = (
        select(MemberRow.role)
        .where(MemberRow.workspace_id == session.workspace_id, MemberRow.user_id == user_id)
        .with_for_update()
    )
    role = await session.scalar(statement)
    return None if role is None else Role(role)


async def roles_everywhere(session: WorkspaceSession, user_id: UUID) -> dict[UUID, Role]:
    """A person's roles by workspace; the transaction sees as that person for the moment of the look."""
    await _see_as(session, user_id)
    statement = select(MemberRow.workspace_id, MemberRow.role).where(MemberRow.user_id == user_id)
    roles = {workspace_id: Role(role) for workspace_id, role in await session.execute(statement)}
    await _see_as(session, session.user_id)
    return roles


async def _see_as(session: WorkspaceSession, user_id: UUID | None) -> None:
    value = "" if user_id is None else str(user_id)
    await session.execute(select(func.set_config("app.user_id", value, True)))


async def name_of(session: WorkspaceSession, user_id: UUID) -> str:
    return (await session.scalars(select(UserRow.name).where(UserRow.id == user_id))).one()


async def is_member(session: WorkspaceSession, email_key: str) -> bool:
    statement = (
        select(MemberRow.user_id)
        .join(UserRow, UserRow.id == MemberRow.user_id)
        .where(MemberRow.workspace_id == session.workspace_id, UserRow.email_key == email_key)
    )
    return (await session.scalar(statement)) is not None


async def id_of(session: WorkspaceSession, user_id: str, email_key: str) -> str | None:
    """The id, as text, of the member with this id or e-mail."""
    statement = (
        select(cast(UserRow.id, Text))
        .join(MemberRow, MemberRow.user_id == UserRow.id)
        .where(
            MemberRow.workspace_id == session.workspace_id,
            or_(cast(UserRow.id, Text) == user_id, UserRow.email_key == email_key),
        )
    )
    return await session.scalar(statement)


async def former(session: WorkspaceSession, limit: int) -> Sequence[tuple[UUID, str]]:
    """(id, name) of those who went and did not come back, by what the audit kept."""
    gone = (
        select(cast(AccessEventRow.detail["user_id"].astext, Uuid).label("user_id"))
        .where(
            AccessEventRow.workspace_id == session.workspace_id,
            AccessEventRow.kind.in_(("member_removed", "member_left")),
        )
        .order_by(AccessEventRow.id.desc())
        .limit(limit)
        .subquery()
    )
    here = select(MemberRow.user_id).where(MemberRow.workspace_id == session.workspace_id)
    statement = (
        select(UserRow.id, UserRow.name)
        .where(UserRow.id.in_(select(gone.c.user_id)), UserRow.id.not_in(here))
        .order_by(UserRow.name, UserRow.id)
    )
    return [(user_id, name) for user_id, name in await session.execute(statement)]


async def owners(session: WorkspaceSession) -> int:
    statement = (
        select(func.count())
        .select_from(MemberRow)
        .where(MemberRow.workspace_id == session.workspace_id, MemberRow.role == Role.OWNER)
    )
    return await session.scalar(statement) or 0


async def set_role(session: WorkspaceSession, user_id: UUID, role: Role) -> None:
    await session.execute(
        update(MemberRow)
        .where(MemberRow.workspace_id == session.workspace_id, MemberRow.user_id == user_id)
        .values(role=role)
    )


async def remove(session: WorkspaceSession, user_id: UUID) -> None:
    await session.execute(
        delete(MemberRow).where(MemberRow.workspace_id == session.workspace_id, MemberRow.user_id == user_id)
    )


async def revoke_keys_of(
    session: WorkspaceSession, user_id: UUID, at: datetime, *, beyond: Scopes = frozenset()
) -> Sequence[UUID]:
    """The keys this person made here, as far as they hold more than `beyond`."""
    statement = (
        update(ApiKeyRow)
        .where(
            ApiKeyRow.workspace_id == session.workspace_id,
            ApiKeyRow.created_by == user_id,
            ApiKeyRow.revoked_at.is_(None),
            ~ApiKeyRow.scopes.contained_by(sorted(beyond)),
        )
        .values(revoked_at=at)
        .returning(ApiKeyRow.id)
    )
    return (await session.scalars(statement)).all()


async def revoke_invitations_of(
    session: WorkspaceSession, user_id: UUID, at: datetime, *, but: Collection[Role] = ()
) -> Sequence[UUID]:
    """The open invitations this person sent, but those to roles they may still give; their links end too."""
    statement = (
        update(InvitationRow)
        .where(
            InvitationRow.workspace_id == session.workspace_id,
            InvitationRow.invited_by == user_id,
            InvitationRow.accepted_at.is_(None),
            InvitationRow.revoked_at.is_(None),
            InvitationRow.role.not_in(sorted(but)),
        )
        .values(revoked_at=at)
        .returning(InvitationRow.id)
    )
    found = (await session.scalars(statement)).all()
    await session.execute(delete(SignInLinkRow).where(SignInLinkRow.ref_id.in_(found)))
    return found
