"""Scans, clusters and decisions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON

_TIME = DateTime(timezone=True)


class DuplicateScanRow(Base):
    """A look for duplicates over the base, or over what changed; `looked_at` is when it began to read."""

    __tablename__ = "duplicate_scan"
    __table_args__ = (
        Index(
            "duplicate_scan_alone",
            "workspace_id",
            "kind",
            unique=True,
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index("duplicate_scan_by_kind", "workspace_id", "kind", "id"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    whole: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(Text)
    done: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int | None] = mapped_column(BigInteger)
    records: Mapped[int | None] = mapped_column(BigInteger)
    clusters: Mapped[int | None] = mapped_column(BigInteger)
    automatic_clusters: Mapped[int | None] = mapped_column(BigInteger)
    expected_false_merges: Mapped[float | None] = mapped_column(Double)
    error: Mapped[str | None] = mapped_column(Text)
    looked_at: Mapped[datetime | None] = mapped_column(_TIME)
    created_at: Mapped[datetime] = mapped_column(_TIME)
    started_at: Mapped[datetime | None] = mapped_column(_TIME)
    finished_at: Mapped[datetime | None] = mapped_column(_TIME)


class DuplicateClusterRow(Base):
    """Records that are probably one, and what was decided; bits in thousandths, pairs without values."""

    __tablename__ = "duplicate_cluster"
    __table_args__ = (
        Index("duplicate_cluster_by_bits", "workspace_id", "kind", "state", "bits", "id"),
        Index("duplicate_cluster_by_size", "workspace_id", "kind", "state", "size", "id"),
        Index("duplicate_cluster_by_operation", "workspace_id", "operation_id"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    fingerprint: Mapped[str] = mapped_column(Text)
    seen: Mapped[str] = mapped_column(Text)
    bits: Mapped[int] = mapped_column(BigInteger)
    sure_bits: Mapped[int | None] = mapped_column(BigInteger)
    expected_false: Mapped[float | None] = mapped_column(Double)
    pairs: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    found_at: Mapped[datetime] = mapped_column(_TIME)
    revised_at: Mapped[datetime] = mapped_column(_TIME)
    decided_by_id: Mapped[UUID | None]
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(_TIME)
    operation_id: Mapped[UUID | None]


class DuplicateMemberRow(Base):
    """A record of a cluster, with a digest of what was compared of it."""

    __tablename__ = "duplicate_member"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "cluster_id"],
            ["duplicate_cluster.workspace_id", "duplicate_cluster.id"],
            ondelete="CASCADE",
        ),
        Index("duplicate_member_by_record", "workspace_id", "record_id"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    cluster_id: Mapped[UUID] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(BigInteger)
    seen: Mapped[int] = mapped_column(BigInteger)


class DistinctPairRow(Base):
    """Two records, the lower id first, of which a person said that they are two."""

    __tablename__ = "distinct_pair"
    __table_args__ = (Index("distinct_pair_by_cluster", "workspace_id", "cluster_id"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    left_id: Mapped[UUID] = mapped_column(primary_key=True)
    right_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    cluster_id: Mapped[UUID]
    decided_at: Mapped[datetime] = mapped_column(_TIME)


class DuplicateSettingsRow(Base):
    """The workspace's thresholds, as probabilities."""

    __tablename__ = "duplicate_settings"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    review: Mapped[float] = mapped_column(Double)
    automatic: Mapped[float] = mapped_column(Double)
