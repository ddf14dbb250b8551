"""Findings."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import REAL, BigInteger, DateTime, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON

_TIME = DateTime(timezone=True)


class FindingRow(Base):
    """One answer of an enricher about one field of a record, with its verdict."""

    __tablename__ = "finding"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "run_id"], ["enrichment_run.workspace_id", "enrichment_run.id"]
        ),
        Index("finding_by_record", "workspace_id", "record_id", "id"),
        Index("finding_by_run", "workspace_id", "run_id", "id"),
        Index("finding_by_field", "workspace_id", "kind", "field", "enricher", "verdict"),
        Index(
            "finding_marked",
            "workspace_id", "enricher", "field",
            postgresql_where=text("mark IS NOT NULL"),
        ),
    )  # fmt: skip

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    run_id: Mapped[UUID]
    record_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text)
    enricher: Mapped[str] = mapped_column(Text)
    value: Mapped[JSON] = mapped_column(JSONB)
    verdict: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    quote: Mapped[str | None] = mapped_column(Text)
    page: Mapped[str | None] = mapped_column(Text)
    part: Mapped[str | None] = mapped_column(Text)
    provider: Mapped[str] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[float | None] = mapped_column(REAL)
    cost: Mapped[int] = mapped_column(BigInteger)
    retrieved_at: Mapped[datetime | None] = mapped_column(_TIME)
    mark: Mapped[str | None] = mapped_column(Text)
    marked_by_id: Mapped[UUID | None]
    marked_at: Mapped[datetime | None] = mapped_column(_TIME)
    created_at: Mapped[datetime] = mapped_column(_TIME)
