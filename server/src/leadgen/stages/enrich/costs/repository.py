"""SQL of costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.records.repository.rows import run, typed
from leadgen.stages.enrich.costs.contracts import Cut

_SUMS: LiteralString = """sum(c.steps)::bigint AS steps, sum(c.found)::bigint AS found,
  sum(c.credits)::bigint AS credits, sum(c.own) AS own"""
_NARROWED: dict[str, LiteralString] = {
    "stage": " AND c.stage = %(stage)s",
    "enricher": " AND c.enricher = %(enricher)s",
    "model": " AND c.model = %(model)s",
    "member": " AND c.actor_id = %(member)s",
}


def _of(cut: Cut) -> LiteralString:
    where: LiteralString = "c.workspace_id = %(ws)s AND c.day BETWEEN %(since)s AND %(until)s"
    for key, condition in _NARROWED.items():
        if getattr(cut, key) is not None:
            where += condition
    return where


async def add(session: WorkspaceSession, run_id: UUID, actor: Actor, day: date, rows: Sequence[JSON]) -> None:
    """On top of what the run has spent that day; each row is another (stage, enricher, model, unit)."""
    await run(
        session,
        """INSERT INTO enrichment_cost AS c
             (workspace_id, day, run_id, actor_id, actor_name, stage, enricher, model, unit, steps, found,
              credits, own)
           SELECT %(ws)s, %(day)s, %(run)s, %(actor)s, %(name)s, w.*
           FROM jsonb_to_recordset(%(rows)s) AS w (stage text, enricher text, model text, unit text,
             steps bigint, found bigint, credits bigint, own numeric)
           ON CONFLICT (workspace_id, day, run_id, stage, enricher, model, unit) DO UPDATE
           SET steps = c.steps + excluded.steps, found = c.found + excluded.found,
             credits = c.credits + excluded.credits, own = c.own + excluded.own""",
        run=run_id,
        actor=actor.id,
        name=actor.name,
        day=day,
        rows=Jsonb(rows),
    )


@dataclass(frozen=True)
class Sum:
    """Of one member of one side, in one unit: `side` tells which column is its key; 31 is the whole."""

    side: int
    day: date | None
    stage: str | None
    enricher: str | None
    model: str | None
    actor_id: UUID | None
    actor_name: str | None
    unit: str
    steps: int
    found: int
    credits: int
    own: Decimal


async def sums(session: WorkspaceSession, cut: Cut) -> list[Sum]:
    """By every side at once: brought together once before, as most rows differ in their run only."""
    return await typed(
        session,
        Sum,
        f"""WITH c AS MATERIALIZED (
              SELECT c.day, c.stage, c.enricher, c.model, c.actor_id, max(c.actor_name) AS actor_name, c.unit,
                {_SUMS}
              FROM enrichment_cost c
              WHERE {_of(cut)} GROUP BY c.day, c.stage, c.enricher, c.model, c.actor_id, c.unit)
            SELECT grouping(day, stage, enricher, model, actor_id) AS side, day, stage, enricher, model,
              actor_id, max(actor_name) AS actor_name, unit, {_SUMS}
            FROM c GROUP BY unit, GROUPING SETS ((), (day), (stage), (enricher), (model), (actor_id))""",
        **vars(cut),
    )


@dataclass(frozen=True)
class RunSum:
    """Of one run, in one unit."""

    id: UUID
    summary: str
    actor_name: str
    created_at: datetime
    unit: str
    steps: int
    found: int
    credits: int
    own: Decimal


async def runs(session: WorkspaceSession, cut: Cut, before: UUID | None, limit: int) -> list[RunSum]:
    """The newest runs from below `before`: `limit` of them, a row for each unit."""
    below: LiteralString = " AND c.run_id < %(before)s" if before else ""
    return await typed(
        session,
        RunSum,
        f"""WITH few AS MATERIALIZED (
              SELECT c.run_id FROM enrichment_cost c WHERE {_of(cut)}{below}
              GROUP BY c.run_id ORDER BY c.run_id DESC LIMIT %(limit)s)
            SELECT r.id, r.summary, r.actor_name, r.created_at, c.unit, {_SUMS}
            FROM few JOIN enrichment_run r ON r.workspace_id = %(ws)s AND r.id = few.run_id
              JOIN enrichment_cost c ON c.run_id = r.id
            WHERE {_of(cut)} GROUP BY r.workspace_id, r.id, c.unit ORDER BY r.id DESC, c.unit""",
        **vars(cut),
        before=before,
        limit=limit,
    )


@dataclass(frozen=True)
class LineRow:
    """A row as it is kept, with its run's summary and member."""

    day: date
    run_id: UUID
    summary: str
    stage: str
    enricher: str
    model: str
    actor_name: str
    unit: str
    steps: int
    found: int
    credits: int
    own: Decimal


async def lines(session: WorkspaceSession, cut: Cut) -> list[LineRow]:
    """All rows of a cut: choose one day of it."""
    return await typed(
        session,
        LineRow,
        f"""SELECT c.day, c.run_id, r.summary, c.stage, c.enricher, c.model, c.actor_name, c.unit, c.steps,
              c.found, c.credits, c.own
            FROM enrichment_cost c
              JOIN enrichment_run r ON r.workspace_id = c.workspace_id AND r.id = c.run_id
            WHERE {_of(cut)} ORDER BY c.run_id, c.stage, c.enricher, c.model, c.unit""",
        **vars(cut),
    )
