"""The rules of triage."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON


class TriageRuleRow(Base):
    """One rule; they are looked at in the order of their places."""

    __tablename__ = "triage_rule"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    place: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str] = mapped_column(Text)
    tier: Mapped[str] = mapped_column(Text)
    filter: Mapped[JSON] = mapped_column(JSONB, nullable=False)
