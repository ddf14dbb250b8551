"""Acts about access."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON


class AccessEventRow(Base):
    """One act, never changed after; `actor_name` is the name as it was then."""

    __tablename__ = "access_event"
    __table_args__ = (
        Index("access_event_by_actor", "workspace_id", "actor_id", "id"),
        Index("access_event_by_kind", "workspace_id", "kind", "id"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    kind: Mapped[str] = mapped_column(Text)
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    detail: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    address: Mapped[str] = mapped_column(Text)
