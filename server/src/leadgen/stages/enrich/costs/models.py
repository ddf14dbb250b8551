"""What runs cost."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKeyConstraint, Index, Numeric, Text
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base


class EnrichmentCostRow(Base):
    """What a run spent on a day with one model of one enricher in one stage; `own` in the provider's `unit`.

    The actor is the run's, here once more: so a month is summed up without its runs.
    Without a model, or where a provider says nothing of its own cost, that is ''.
    """

    __tablename__ = "enrichment_cost"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "run_id"], ["enrichment_run.workspace_id", "enrichment_run.id"]
        ),
        Index("enrichment_cost_by_run", "workspace_id", "run_id", "day"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(Text, primary_key=True)
    enricher: Mapped[str] = mapped_column(Text, primary_key=True)
    model: Mapped[str] = mapped_column(Text, primary_key=True)
    unit: Mapped[str] = mapped_column(Text, primary_key=True)
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Text)
    steps: Mapped[int] = mapped_column(BigInteger)
    found: Mapped[int] = mapped_column(BigInteger)
    credits: Mapped[int] = mapped_column(BigInteger)
    own: Mapped[Decimal] = mapped_column(Numeric)
