"""Quotes, and how a workspace wants its stages."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, ForeignKey, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON

_TIME = DateTime(timezone=True)


class EnrichmentQuoteRow(Base):
    """A price; `run_id` is the run that was started by it."""

    __tablename__ = "enrichment_quote"
    __table_args__ = (Index("enrichment_quote_by_expiry", "workspace_id", "expires_at"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    plan: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    record_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    count: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    first: Mapped[JSON] = mapped_column(JSONB)
    basis: Mapped[str] = mapped_column(Text)
    left_out: Mapped[list[str]] = mapped_column(ARRAY(Text))
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(_TIME)
    expires_at: Mapped[datetime] = mapped_column(_TIME)
    run_id: Mapped[UUID | None]


class EnrichmentSettingRow(Base):
    """A stage as a workspace wants it; without a row as it comes."""

    __tablename__ = "enrichment_setting"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    stage: Mapped[str] = mapped_column(Text, primary_key=True)
    setting: Mapped[JSON] = mapped_column(JSONB, nullable=False)
