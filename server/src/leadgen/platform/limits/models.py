"""Counts that a crash may lose."""

from datetime import datetime

from sqlalchemy import DateTime, Text
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base


class RateLimitRow(Base):
    """One name; `full_at` is when all of its burst is there again."""

    __tablename__ = "rate_limit"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    full_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
