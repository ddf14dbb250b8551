"""What a workspace says of a plugin, and over which steps one has stopped workers."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, DateTime, ForeignKey, ForeignKeyConstraint, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base
from leadgen.kernel.json import JSON


class PluginSettingRow(Base):
    """The switch, the settings that are not the plugin's own, and the sealed key."""

    __tablename__ = "plugin_setting"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    is_on: Mapped[bool] = mapped_column(Boolean)
    settings: Mapped[Mapping[str, JSON]] = mapped_column(JSONB)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PluginStopRow(Base):
    """An effect in whose call a plugin ended the process, blocked it or filled its memory, and how often."""

    __tablename__ = "plugin_stop"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "effect_id"], ["effect.workspace_id", "effect.id"], ondelete="CASCADE"
        ),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    effect_id: Mapped[UUID] = mapped_column(primary_key=True)
    enricher: Mapped[str] = mapped_column(Text)
    times: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
