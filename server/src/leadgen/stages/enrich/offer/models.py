"""The offer profile of a workspace."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base


class OfferProfileRow(Base):
    """One row a workspace, from when somebody first wrote it."""

    __tablename__ = "offer_profile"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    about: Mapped[str] = mapped_column(Text)
    products: Mapped[str] = mapped_column(Text)
    customers: Mapped[str] = mapped_column(Text)
    proof: Mapped[str] = mapped_column(Text)
    tone: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
