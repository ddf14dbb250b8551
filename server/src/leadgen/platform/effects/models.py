"""Acts outside the database, and what they carry."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, ForeignKeyConstraint, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON


class EffectRow(Base):
    """One act. `due_at` is when somebody has to see to it: to call it, or as its lease ends; None at its end.

    The id is made of the natural key, so the primary key keeps an intent from being there twice.
    """

    __tablename__ = "effect"
    __table_args__ = (
        Index(
            "effect_claimable",
            "workspace_id", "kind", "lane", "state", "due_at",
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index(
            "effect_unknown",
            "workspace_id", "created_at", "id",
            postgresql_where=text("state = 'unknown'"),
        ),
    )  # fmt: skip

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    lane: Mapped[str] = mapped_column(Text)
    natural_key: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    run_id: Mapped[UUID | None]
    ceiling: Mapped[int] = mapped_column(BigInteger)
    cost: Mapped[int] = mapped_column(BigInteger)
    attempts: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    lease_id: Mapped[UUID | None]
    problem: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    called_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class EffectPayloadRow(Base):
    """What an act says, and what came back."""

    __tablename__ = "effect_payload"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "effect_id"], ["effect.workspace_id", "effect.id"], ondelete="CASCADE"
        ),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    effect_id: Mapped[UUID] = mapped_column(primary_key=True)
    payload: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    result: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))
