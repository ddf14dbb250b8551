"""The tables that belong to the database itself."""

from sqlalchemy import Column, DateTime, Table, Text, Uuid

from leadgen.db.base import Base

system_access = Table(
    "system_access",
    Base.metadata,
    Column("id", Uuid, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
