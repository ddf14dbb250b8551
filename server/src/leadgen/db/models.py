"""The tables that belong to the database itself."""

from sqlalchemy import Boolean, CheckConstraint, Column, DateTime, Table, Text, Uuid

from leadgen.db.base import Base

system_access = Table(
    "system_access",
    Base.metadata,
    Column("id", Uuid, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

# One row: where the database stood when it was last started, and when it was last backed up.
installation = Table(
    "installation",
    Base.metadata,
    Column("is_only", Boolean, CheckConstraint("is_only"), primary_key=True),
    Column("server", Text),
    Column("folder", Text),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("backed_up_at", DateTime(timezone=True)),
)
