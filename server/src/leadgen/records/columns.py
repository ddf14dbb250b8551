"""How the tables of records are written: columns that must be there, and references within the workspace."""

from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, ForeignKeyConstraint, Uuid
from sqlalchemy.types import TypeEngine

Type = type[TypeEngine[Any]] | TypeEngine[Any]

TIME: Type = DateTime(timezone=True)


def needed(name: str, kind: Type) -> Column[Any]:
    return Column(name, kind, nullable=False)


def optional(name: str, kind: Type) -> Column[Any]:
    return Column(name, kind, nullable=True)


def key(name: str, kind: Type = Uuid) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def workspace_key() -> Column[Any]:
    return Column("workspace_id", Uuid, ForeignKey("workspace.id"), primary_key=True)


def within(column: str, table: str) -> ForeignKeyConstraint:
    """A reference that cannot leave the workspace, which a foreign-key check alone would not notice."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])
