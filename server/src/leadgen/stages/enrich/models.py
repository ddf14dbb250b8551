"""Runs of enrichment and their items."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, DateTime, ForeignKey, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON

_TIME = DateTime(timezone=True)


class EnrichmentRunRow(Base):
    """One run. Money in thousandths of a credit; `report` counts cells by field and by enricher.

    `budget` is what was taken from the balance for it, `committed` what calls under way may cost at most;
    `running` and `held` count items, so that nobody counts rows.
    """

    __tablename__ = "enrichment_run"
    __table_args__ = (
        Index(
            "enrichment_run_open",
            "workspace_id", "id",
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index("enrichment_run_by_operation", "workspace_id", "operation_id"),
    )  # fmt: skip

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    plan: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    quote_id: Mapped[UUID | None]
    operation_id: Mapped[UUID]
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Text)
    records: Mapped[int] = mapped_column(BigInteger)
    items: Mapped[int] = mapped_column(BigInteger)
    done: Mapped[int] = mapped_column(BigInteger)
    running: Mapped[int] = mapped_column(BigInteger)
    held: Mapped[int] = mapped_column(BigInteger)
    updated: Mapped[int] = mapped_column(BigInteger)
    report: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    expected: Mapped[int] = mapped_column(BigInteger)
    ceiling: Mapped[int] = mapped_column(BigInteger)
    budget: Mapped[int] = mapped_column(BigInteger)
    committed: Mapped[int] = mapped_column(BigInteger)
    spent: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(_TIME)
    started_at: Mapped[datetime | None] = mapped_column(_TIME)
    finished_at: Mapped[datetime | None] = mapped_column(_TIME)


class EnrichmentItemRow(Base):
    """One record of a run: one that people chose, or a company that chosen contacts share.

    `waits_for` is the company whose item comes first. `open` are the fields still looked for, `asking` those
    that `stage` and `enricher` are being asked for; `cells` what became of each field so far.
    """

    __tablename__ = "enrichment_item"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "run_id"], ["enrichment_run.workspace_id", "enrichment_run.id"]
        ),
        Index(
            "enrichment_item_left",
            "workspace_id", "run_id", "state", "position",
            postgresql_where=text("state <> 'done'"),
        ),
        Index(
            "enrichment_item_live",
            "workspace_id", "record_id",
            postgresql_where=text("state <> 'done'"),
        ),
        Index(
            "enrichment_item_waiting",
            "workspace_id", "run_id", "waits_for",
            postgresql_where=text("state = 'blocked'"),
        ),
    )  # fmt: skip

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(Text)
    waits_for: Mapped[UUID | None]
    open: Mapped[list[str]] = mapped_column(ARRAY(Text))
    asking: Mapped[list[str]] = mapped_column(ARRAY(Text))
    stage: Mapped[str | None] = mapped_column(Text)
    enricher: Mapped[str | None] = mapped_column(Text)
    asked: Mapped[list[str]] = mapped_column(ARRAY(Text))
    cells: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    spent: Mapped[int] = mapped_column(BigInteger)
    finished_at: Mapped[datetime | None] = mapped_column(_TIME)
