"""SQL of what workspaces say of plugins, and of steps that stopped workers."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import insert

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.effects.models import EffectRow
from leadgen.platform.plugins.models import PluginSettingRow as Row
from leadgen.platform.plugins.models import PluginStopRow


async def all_of(session: WorkspaceSession) -> Mapping[str, Row]:
    """By the plugin's key; one of which nothing was said is missing."""
    rows = await session.scalars(select(Row).where(Row.workspace_id == session.workspace_id))
    return {row.key: row for row in rows}


async def put(
    session: WorkspaceSession,
    key: str,
    *,
    is_on: bool,
    settings: Mapping[str, JSON],
    secret: bytes | None,
    at: datetime,
) -> None:
    """Said anew, as a whole."""
    told = {"is_on": is_on, "settings": settings, "secret": secret, "changed_at": at}
    said = insert(Row).values(workspace_id=session.workspace_id, key=key, **told)
    await session.execute(
        said.on_conflict_do_update(index_elements=[Row.workspace_id, Row.key], set_=told).execution_options(
            populate_existing=True
        )
    )


async def stops(session: WorkspaceSession, effect_id: UUID) -> int:
    """How often a plugin has stopped a worker in this effect's call."""
    row = await session.get(PluginStopRow, (session.workspace_id, effect_id), populate_existing=True)
    return 0 if row is None else row.times


async def add_stop(session: WorkspaceSession, effect_id: UUID, enricher: str, at: datetime) -> None:
    """Once more; of an effect that is not there any more, nothing."""
    there = select(
        EffectRow.workspace_id,
        EffectRow.id,
        literal(enricher),
        literal(1),
        literal(at, PluginStopRow.at.type),
    ).where(EffectRow.workspace_id == session.workspace_id, EffectRow.id == effect_id)
    stopped = insert(PluginStopRow).from_select(
        ["workspace_id", "effect_id", "enricher", "times", "at"], there
    )
    await session.execute(
        stopped.on_conflict_do_update(
            index_elements=[PluginStopRow.workspace_id, PluginStopRow.effect_id],
            set_={"times": PluginStopRow.times + 1, "enricher": enricher, "at": at},
        )
    )
