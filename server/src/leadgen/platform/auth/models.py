"""Proofs of identity: only hashes of tokens are kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base


class SessionRow(Base):
    """One browser signed in."""

    __tablename__ = "session"
    __table_args__ = (Index("session_by_user", "user_id"), Index("session_by_id", "id", unique=True))

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    id: Mapped[UUID]
    device: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(Text)


class SignInLinkRow(Base):
    """A link that works once: for a person, or in the name of a row (`ref_id`) of a workspace."""

    __tablename__ = "sign_in_link"
    __table_args__ = (
        Index("sign_in_link_by_user", "user_id", "purpose"),
        Index("sign_in_link_by_ref", "ref_id"),
    )

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    purpose: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    workspace_id: Mapped[UUID | None] = mapped_column(ForeignKey("workspace.id"))
    ref_id: Mapped[UUID | None]
    email: Mapped[str | None] = mapped_column(Text)
    is_mailed: Mapped[bool] = mapped_column(default=False)  # else it was shown to somebody to hand over


class ApiKeyRow(Base):
    """A program's access to one workspace, for what its scopes say; `hint` is the part of it one may show."""

    __tablename__ = "api_key"
    __table_args__ = (Index("api_key_workspace", "workspace_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"))
    name: Mapped[str] = mapped_column(Text)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    hint: Mapped[str] = mapped_column(Text)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
