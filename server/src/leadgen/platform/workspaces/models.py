"""The tenant and who belongs to it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base


class WorkspaceRow(Base):
    """A tenant; `country` says how its phone numbers and dates are read.

    `verify_imports`: the addresses of every import are checked.

    While `disarmed_at` is set, nothing of it leaves the installation.
    """

    __tablename__ = "workspace"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    slug: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    disarmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    disarmed_reason: Mapped[str | None] = mapped_column(Text)
    verify_imports: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))


class MemberRow(Base):
    """A user in a workspace, with one role."""

    __tablename__ = "member"
    __table_args__ = (Index("member_user", "user_id"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    language: Mapped[str | None] = mapped_column(Text)
    addressing: Mapped[str | None] = mapped_column(Text)
