"""Imports, their lines, and the mappings that are remembered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON


class ImportRow(Base):
    """One file on its way in."""

    __tablename__ = "import"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "operation_id"], ["operation.workspace_id", "operation.id"]),
        ForeignKeyConstraint(["workspace_id", "blob_digest"], ["blob.workspace_id", "blob.digest"]),
        Index("import_by_operation", "workspace_id", "operation_id", unique=True),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    operation_id: Mapped[UUID | None]
    blob_digest: Mapped[bytes] = mapped_column(LargeBinary)
    filename: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    mode: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    source_label: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    shape: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))
    columns: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))
    preview: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))
    match: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    counts: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    staged_through: Mapped[int] = mapped_column(BigInteger)
    staged_bytes: Mapped[int] = mapped_column(BigInteger)
    applied_through: Mapped[int] = mapped_column(BigInteger)
    applied: Mapped[int] = mapped_column(BigInteger)
    problem: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    origin: Mapped[str] = mapped_column(Text, server_default=text("'file'"))
    origin_url: Mapped[str | None] = mapped_column(Text)
    reading: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))
    like_import_id: Mapped[UUID | None]
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    owner_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(Text, server_default=text("''"))
    as_of: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    header_signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    problems: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    fixing: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))


class ImportLineRow(Base):
    """One line of a file. For a record that it created, this row is the record's change."""

    __tablename__ = "import_line"
    __table_args__ = (
        Index(
            "import_line_exceptions",
            "workspace_id",
            "import_id",
            "verdict",
            "line_no",
            postgresql_where=text("verdict <> 'create'"),
        ),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    import_id: Mapped[UUID] = mapped_column(primary_key=True)
    line_no: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    cells: Mapped[list[str]] = mapped_column(ARRAY(Text))
    verdict: Mapped[str] = mapped_column(Text)
    values: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))
    keys: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    company_keys: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    record_id: Mapped[UUID | None]
    problems: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))
    fixed: Mapped[JSON | None] = mapped_column(JSONB(none_as_null=True))


class MappingMemoryRow(Base):
    """What a person decided on a file of this shape the last time."""

    __tablename__ = "mapping_memory"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    signature: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    columns: Mapped[JSON] = mapped_column(JSONB, nullable=False)
    match: Mapped[list[str]] = mapped_column(ARRAY(Text))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_import_id: Mapped[UUID | None]
