"""What happened lately, for streams that were cut."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Text
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base


class EventRow(Base):
    """A hint that a resource changed."""

    __tablename__ = "event"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    topic: Mapped[str] = mapped_column(Text)
    ref_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
