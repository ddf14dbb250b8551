"""Previews of cleanups."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, DateTime, ForeignKey, ForeignKeyConstraint, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON


class CleanupRow(Base):
    """A preview; `choice` is what of it was applied, by `operation_id`."""

    __tablename__ = "cleanup"
    __table_args__ = (Index("cleanup_by_expiry", "workspace_id", "expires_at"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    rules: Mapped[list[str]] = mapped_column(ARRAY(Text))
    state: Mapped[str] = mapped_column(Text)
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Text)
    done: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
    records: Mapped[int] = mapped_column(BigInteger)
    clashes: Mapped[int] = mapped_column(BigInteger)
    counts: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    choice: Mapped[JSON] = mapped_column(JSONB)
    problem: Mapped[JSON] = mapped_column(JSONB)
    operation_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class CleanupPieceRow(Base):
    """Up to 1,000 records: those still to be looked at, then what would change in them."""

    __tablename__ = "cleanup_piece"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "cleanup_id"], ["cleanup.workspace_id", "cleanup.id"], ondelete="CASCADE"
        ),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    cleanup_id: Mapped[UUID] = mapped_column(primary_key=True)
    piece: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    record_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    counts: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    changes: Mapped[JSON] = mapped_column(JSONB)
