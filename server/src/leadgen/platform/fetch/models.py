"""Which question got which page, and when a host may be asked again."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, DateTime, ForeignKeyConstraint, Index, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base


class FetchRow(Base):
    """One page as the answer to one question; `retrieved_at` is the last time that it came.

    `is_answer`: another step may take it from here while it is fresh. It goes with its blob.
    """

    __tablename__ = "fetch"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "page"], ["blob.workspace_id", "blob.digest"], ondelete="CASCADE"
        ),
        Index("fetch_by_page", "workspace_id", "page"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    question: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    page: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    status: Mapped[int] = mapped_column(Integer)
    headers: Mapped[Mapping[str, str]] = mapped_column(JSONB)
    is_answer: Mapped[bool] = mapped_column(Boolean)
    retrieved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class HostPaceRow(Base):
    """From when on a host (by its digest) may be asked, by the whole installation, which it sees as one."""

    __tablename__ = "host_pace"

    host: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    free_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
