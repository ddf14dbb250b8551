"""SQL of runs and their items.

Whoever changes a run or its items has locked the run's row before: `locked` comes first.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from typing import Any, LiteralString, cast
from uuid import UUID

from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor, ActorKind
from leadgen.records.field import RecordKind
from leadgen.records.repository.bulk import Pool
from leadgen.records.repository.rows import run as execute
from leadgen.records.repository.rows import scalars, typed
from leadgen.stages.enrich.contracts import Cell, Item, ItemState, Plan, Run, RunState, Tally


@dataclass(frozen=True)
class _Row:
    id: UUID
    kind: RecordKind
    state: RunState
    reason: str | None
    summary: str
    plan: dict[str, Any]
    quote_id: UUID | None
    operation_id: UUID
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_name: str
    records: int
    items: int
    done: int
    running: int
    held: int
    updated: int
    report: dict[str, dict[str, list[int]]]
    expected: int
    ceiling: int
    budget: int
    committed: int
    spent: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True)
class _ItemRow:
    record_id: UUID
    kind: RecordKind
    state: ItemState
    open: list[str]
    asking: list[str]
    stage: str | None
    enricher: str | None
    asked: list[str]
    cells: dict[str, dict[str, Any]]
    spent: int


_SELECT: LiteralString = """SELECT id, kind, state, reason, summary, plan, quote_id, operation_id, actor_kind,
  actor_id, actor_name, records, items, done, running, held, updated, report, expected, ceiling, budget,
  committed, spent, created_at, started_at, finished_at
  FROM enrichment_run WHERE workspace_id = %(ws)s"""
_ITEMS: LiteralString = """SELECT record_id, kind, state, open, asking, stage, enricher, asked, cells, spent
  FROM enrichment_item WHERE workspace_id = %(ws)s AND run_id = %(run)s"""


async def add(session: WorkspaceSession, found: Run) -> None:
    """A new run, whose items come next."""
    await execute(
        session,
        """INSERT INTO enrichment_run (workspace_id, id, kind, state, summary, plan, quote_id, operation_id,
             actor_kind, actor_id, actor_name, records, items, done, running, held, updated, report, expected,
             ceiling, budget, committed, spent, created_at)
           VALUES (%(ws)s, %(id)s, %(kind)s, %(state)s, %(summary)s, %(plan)s, %(quote_id)s, %(operation_id)s,
             %(actor_kind)s, %(actor_id)s, %(actor_name)s, 0, 0, 0, 0, 0, 0, %(report)s, %(expected)s,
             %(ceiling)s, %(budget)s, 0, 0, %(created_at)s)""",
        id=found.id,
        kind=found.kind,
        state=found.state,
        summary=found.summary,
        plan=Jsonb(found.plan.written()),
        quote_id=found.quote_id,
        operation_id=found.operation_id,
        actor_kind=found.actor.kind,
        actor_id=found.actor.id,
        actor_name=found.actor.name,
        report=Jsonb(_report(found)),
        expected=found.expected,
        ceiling=found.ceiling,
        budget=found.budget,
        created_at=found.created_at,
    )


async def by_id(session: WorkspaceSession, run_id: UUID) -> Run | None:
    """A run as it stands."""
    found = await typed(session, _Row, _SELECT + " AND id = %(id)s", id=run_id)
    return _run(found[0]) if found else None


async def locked(session: WorkspaceSession, run_ids: Collection[UUID]) -> list[Run]:
    """In the order of their ids; nobody else changes them or their items until the transaction ends."""
    query = _SELECT + " AND id = ANY(%(ids)s) ORDER BY id FOR NO KEY UPDATE"
    return [_run(row) for row in await typed(session, _Row, query, ids=list(run_ids))]


async def newest(session: WorkspaceSession, before: UUID | None, limit: int) -> list[Run]:
    """The newest first, from below `before`."""
    query = _SELECT + " AND (%(before)s::uuid IS NULL OR id < %(before)s) ORDER BY id DESC LIMIT %(limit)s"
    return [_run(row) for row in await typed(session, _Row, query, before=before, limit=limit)]


async def waiting(session: WorkspaceSession) -> list[UUID]:
    """The runs that stopped for want of credits, the oldest first."""
    return await scalars(
        session,
        UUID,
        """SELECT id FROM enrichment_run WHERE workspace_id = %(ws)s AND finished_at IS NULL
             AND state = 'waiting_for_credits' ORDER BY id""",
    )


async def running(session: WorkspaceSession) -> list[UUID]:
    """The runs in which somebody is being asked, the oldest first."""
    return await scalars(
        session,
        UUID,
        """SELECT id FROM enrichment_run WHERE workspace_id = %(ws)s AND finished_at IS NULL
             AND running > 0 ORDER BY id""",
    )


async def states(session: WorkspaceSession, ids: Collection[UUID]) -> dict[UUID, RunState]:
    """How runs stand at this moment, without waiting for anybody."""
    found = await typed(
        session,
        _State,
        "SELECT id, state FROM enrichment_run WHERE workspace_id = %(ws)s AND id = ANY(%(ids)s)",
        ids=list(ids),
    )
    return {row.id: row.state for row in found}


@dataclass(frozen=True)
class _State:
    id: UUID
    state: RunState


async def change(session: WorkspaceSession, found: Run) -> None:
    """Bring the row to what is said here."""
    await execute(
        session,
        """UPDATE enrichment_run SET state = %(state)s, reason = %(reason)s, done = %(done)s,
             running = %(running)s, held = %(held)s, updated = %(updated)s, report = %(report)s,
             budget = %(budget)s, committed = %(committed)s, spent = %(spent)s,
             started_at = %(started_at)s, finished_at = %(finished_at)s
           WHERE workspace_id = %(ws)s AND id = %(id)s""",
        id=found.id,
        state=found.state,
        reason=found.reason,
        done=found.done,
        running=found.running,
        held=found.held,
        updated=found.updated,
        report=Jsonb(_report(found)),
        budget=found.budget,
        committed=found.committed,
        spent=found.spent,
        started_at=found.started_at,
        finished_at=found.finished_at,
    )


async def freeze(
    session: WorkspaceSession, run_id: UUID, pool: Pool, fields: Sequence[str], most: int | None
) -> int:
    """Make an item of each record of the pool, or of the first `most`; how many they are.

    Every second position is left for the companies that contacts share.
    """
    query = SQL(
        """INSERT INTO enrichment_item (workspace_id, run_id, record_id, kind, position, state, open, asking,
             asked, cells, spent)
           SELECT %(ws)s, %(run)s, found.id, %(kind)s, 2 * row_number() OVER (ORDER BY found.id), 'queued',
             %(open)s, '{{}}', '{{}}', '{{}}', 0
           FROM (SELECT r.id FROM {} r WHERE {} ORDER BY r.id LIMIT %(most)s) AS found"""
    ).format(Identifier(pool.kind), pool.condition)
    given = {"run": run_id, "kind": pool.kind, "open": list(fields), "most": most}
    return await execute(session, query, **given, **pool.params)


async def freeze_companies(session: WorkspaceSession, run_id: UUID, fields: Sequence[str]) -> int:
    """Make one item of each company that contacts of the run work at, just before the first of them.

    Those contacts wait for it. How many companies they are.
    """
    companies = await execute(
        session,
        """INSERT INTO enrichment_item (workspace_id, run_id, record_id, kind, position, state, open, asking,
             asked, cells, spent)
           SELECT %(ws)s, %(run)s, c.id, 'company', min(i.position) - 1, 'queued', %(open)s, '{}', '{}', '{}',
             0
           FROM enrichment_item i
             JOIN contact r ON r.workspace_id = i.workspace_id AND r.id = i.record_id
             JOIN company c ON c.workspace_id = i.workspace_id AND c.id = r.company_id
               AND c.deleted_at IS NULL
           WHERE i.workspace_id = %(ws)s AND i.run_id = %(run)s GROUP BY c.id""",
        run=run_id,
        open=list(fields),
    )
    await execute(
        session,
        """UPDATE enrichment_item i SET state = 'blocked', waits_for = c.record_id
           FROM contact r JOIN enrichment_item c ON c.workspace_id = r.workspace_id AND c.run_id = %(run)s
             AND c.record_id = r.company_id
           WHERE i.workspace_id = %(ws)s AND i.run_id = %(run)s AND i.kind = 'contact'
             AND r.workspace_id = i.workspace_id AND r.id = i.record_id""",
        run=run_id,
    )
    return companies


async def count(session: WorkspaceSession, run_id: UUID, *, records: int, items: int) -> None:
    """So many were made of a new run."""
    await execute(
        session,
        """UPDATE enrichment_run SET records = %(records)s, items = %(items)s
           WHERE workspace_id = %(ws)s AND id = %(id)s""",
        id=run_id,
        records=records,
        items=items,
    )


async def next_items(
    session: WorkspaceSession, run_id: UUID, item_state: ItemState, limit: int
) -> list[Item]:
    """Items in this state, in the order of the run."""
    query = _ITEMS + " AND state = %(state)s AND state <> 'done' ORDER BY position LIMIT %(limit)s"
    found = await typed(session, _ItemRow, query, run=run_id, state=item_state, limit=limit)
    return [_item(row) for row in found]


async def items(session: WorkspaceSession, run_id: UUID, ids: Collection[UUID]) -> dict[UUID, Item]:
    """The items of these records."""
    query = _ITEMS + " AND record_id = ANY(%(ids)s)"
    return {
        row.record_id: _item(row) for row in await typed(session, _ItemRow, query, run=run_id, ids=list(ids))
    }


async def ended(session: WorkspaceSession, run_id: UUID, after: UUID | None, limit: int) -> list[Item]:
    """Items that have come to their end, by their records' ids."""
    query = _ITEMS + (
        " AND state = 'done' AND (%(after)s::uuid IS NULL OR record_id > %(after)s)"
        " ORDER BY record_id LIMIT %(limit)s"
    )
    return [_item(row) for row in await typed(session, _ItemRow, query, run=run_id, after=after, limit=limit)]


async def keep(session: WorkspaceSession, run_id: UUID, found: Collection[Item], at: datetime) -> None:
    """Bring the items to what is said here."""
    if not found:
        return
    await execute(
        session,
        """UPDATE enrichment_item i SET state = w.state, open = w.open, asking = w.asking, stage = w.stage,
             enricher = w.enricher, asked = w.asked, cells = w.cells, spent = w.spent,
             finished_at = CASE WHEN w.state = 'done' THEN %(at)s::timestamptz END
           FROM jsonb_to_recordset(%(rows)s) AS w (record_id uuid, state text, open text[], asking text[],
             stage text, enricher text, asked text[], cells jsonb, spent bigint)
           WHERE i.workspace_id = %(ws)s AND i.run_id = %(run)s AND i.record_id = w.record_id""",
        run=run_id,
        at=at,
        rows=Jsonb([_written(one) for one in found]),
    )


async def unblock(session: WorkspaceSession, run_id: UUID, companies: Collection[UUID]) -> int:
    """What waited for these companies can begin; how much that was."""
    return await execute(
        session,
        """UPDATE enrichment_item SET state = 'queued'
           WHERE workspace_id = %(ws)s AND run_id = %(run)s AND state = 'blocked'
             AND waits_for = ANY(%(companies)s)""",
        run=run_id,
        companies=list(companies),
    )


@dataclass(frozen=True)
class Left:
    """A field, and of how many records it is still looked for."""

    field: str
    count: int


async def close_rest(session: WorkspaceSession, run_id: UUID, at: datetime) -> tuple[list[bool], list[Left]]:
    """End the items that nobody is being asked about: has each got a value? And the fields left of them."""
    left = await typed(
        session,
        Left,
        """SELECT field, count(*) AS count FROM enrichment_item, unnest(open) AS field
           WHERE workspace_id = %(ws)s AND run_id = %(run)s AND state IN ('queued', 'blocked', 'held')
           GROUP BY field""",
        run=run_id,
    )
    ended = await scalars(
        session,
        bool,
        """UPDATE enrichment_item SET state = 'done', open = '{}', finished_at = %(at)s
           WHERE workspace_id = %(ws)s AND run_id = %(run)s AND state IN ('queued', 'blocked', 'held')
           RETURNING jsonb_path_exists(cells, '$.*.state ? (@ == "found")')""",
        run=run_id,
        at=at,
    )
    return ended, left


async def failure(session: WorkspaceSession, run_id: UUID) -> str | None:
    """Why most of the cells failed that did."""
    found = await scalars(
        session,
        str,
        """SELECT cell.value ->> 'reason' FROM enrichment_item i, jsonb_each(i.cells) AS cell
           WHERE i.workspace_id = %(ws)s AND i.run_id = %(run)s AND cell.value ->> 'state' = 'failed'
             AND cell.value ->> 'reason' IS NOT NULL
           GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1""",
        run=run_id,
    )
    return found[0] if found else None


@dataclass(frozen=True)
class Live:
    """The fields of a record that a run is looking for now; of `asking`, somebody is being asked.

    While it `is_new`, its turn has not come: all the run's fields are open, wanted of it or not.
    """

    record_id: UUID
    open: list[str]
    asking: list[str]
    is_new: bool
    refresh: bool

    def narrowed(self, wanted: Collection[str]) -> "Live":
        """Looking for these of its fields only."""
        return replace(self, open=[field for field in self.open if field in wanted])


async def live(session: WorkspaceSession, ids: Collection[UUID]) -> list[Live]:
    """Of those of the records that a run has still to do with."""
    return await typed(
        session,
        Live,
        """SELECT i.record_id, i.open, i.asking,
             i.state IN ('queued', 'blocked') AND i.asked = '{}' AND i.cells = '{}' AS is_new,
             (r.plan ->> 'refresh')::boolean AS refresh
           FROM enrichment_item i
             JOIN enrichment_run r ON r.workspace_id = i.workspace_id AND r.id = i.run_id
           WHERE i.workspace_id = %(ws)s AND i.record_id = ANY(%(ids)s) AND i.state <> 'done'
             AND r.plan ->> 'compares' IS NULL""",
        ids=list(ids),
    )


async def any_open(session: WorkspaceSession) -> bool:
    """Is there a run that has not ended?"""
    found = await scalars(
        session,
        bool,
        """SELECT EXISTS (SELECT FROM enrichment_run
             WHERE workspace_id = %(ws)s AND finished_at IS NULL)""",
    )
    return found[0]


async def matching(session: WorkspaceSession, pool: Pool) -> frozenset[UUID]:
    """The ids of a small pool."""
    query = SQL("SELECT r.id FROM {} r WHERE {}").format(Identifier(pool.kind), pool.condition)
    return frozenset(await scalars(session, UUID, query, **pool.params))


def _run(row: _Row) -> Run:
    return Run(
        id=row.id,
        kind=row.kind,
        state=row.state,
        reason=row.reason,
        summary=row.summary,
        plan=Plan.read(row.plan),
        quote_id=row.quote_id,
        operation_id=row.operation_id,
        actor=Actor(row.actor_kind, row.actor_id, row.actor_name),
        records=row.records,
        items=row.items,
        done=row.done,
        running=row.running,
        held=row.held,
        updated=row.updated,
        by_field={key: Tally(*counts) for key, counts in row.report["fields"].items()},
        by_enricher={key: Tally(*counts) for key, counts in row.report["enrichers"].items()},
        expected=row.expected,
        ceiling=row.ceiling,
        budget=row.budget,
        committed=row.committed,
        spent=row.spent,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def _report(found: Run) -> dict[str, JSON]:
    return {"fields": _tallies(found.by_field), "enrichers": _tallies(found.by_enricher)}


def _tallies(found: Mapping[str, Tally]) -> JSON:
    return {key: list(astuple(tally)) for key, tally in found.items()}


def _item(row: _ItemRow) -> Item:
    return Item(
        record_id=row.record_id,
        kind=row.kind,
        state=row.state,
        open=frozenset(row.open),
        asking=frozenset(row.asking),
        stage=row.stage,
        enricher=row.enricher,
        asked=frozenset(cast(tuple[str, str], tuple(pair.split("/", 1))) for pair in row.asked),
        cells={field: Cell(**cell) for field, cell in row.cells.items()},
        spent=row.spent,
    )


def _written(item: Item) -> dict[str, JSON]:
    return {
        "record_id": str(item.record_id),
        "state": item.state,
        "open": sorted(item.open),
        "asking": sorted(item.asking),
        "stage": item.stage,
        "enricher": item.enricher,
        "asked": sorted(f"{stage}/{enricher}" for stage, enricher in item.asked),
        "cells": {
            field: {"state": cell.state, "reason": cell.reason, "enricher": cell.enricher, "cost": cell.cost}
            for field, cell in item.cells.items()
        },
        "spent": item.spent,
    }
