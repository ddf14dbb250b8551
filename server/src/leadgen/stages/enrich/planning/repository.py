"""SQL of quotes, of settings, and of which cells a record wants."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor, ActorKind
from leadgen.records.field import Field, RecordKind
from leadgen.records.repository.bulk import Pool
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.rows import run, scalars, typed
from leadgen.stages.enrich.contracts import Plan
from leadgen.stages.enrich.planning.contracts import (
    Count,
    Experience,
    Quote,
    Settings,
    StageSetting,
    What,
)

_VAIN = timedelta(days=7)


async def ids(session: WorkspaceSession, pool: Pool, limit: int) -> list[UUID]:
    """Those of the pool, by their ids, and at most so many."""
    query = SQL("SELECT r.id FROM {} r WHERE {} ORDER BY r.id LIMIT %(limit)s")
    found = query.format(Identifier(pool.kind), pool.condition)
    return await scalars(session, UUID, found, limit=limit, **pool.params)


async def companies_of(session: WorkspaceSession, contacts: Sequence[UUID]) -> list[UUID]:
    """Where these contacts work, each company once, by their ids."""
    return await scalars(
        session,
        UUID,
        """SELECT DISTINCT co.id FROM contact r
           JOIN company co ON co.workspace_id = %(ws)s AND co.id = r.company_id AND co.deleted_at IS NULL
           WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) ORDER BY 1""",
        ids=list(contacts),
    )


@dataclass(frozen=True)
class Cells:
    """So many cells of a field have this before them."""

    field: str
    what: What
    number: int


async def count(
    session: WorkspaceSession,
    kind: RecordKind,
    record_ids: Sequence[UUID],
    fields: Collection[Field],
    *,
    refresh: bool,
    at: datetime,
    where: Where | None,
) -> list[Cells]:
    """What becomes of the cells of these records, of those that match."""
    query = SQL("SELECT field, what, count(*) AS number FROM ({}) AS cells GROUP BY field, what").format(
        _cells(kind, fields, refresh=refresh, where=where)
    )
    given = where.params if where else {}
    return await typed(session, Cells, query, record_ids=list(record_ids), at=at, **given)


@dataclass(frozen=True)
class Wanted:
    """The fields that a record is asked for."""

    record_id: UUID
    fields: list[str]


async def wanted(
    session: WorkspaceSession,
    kind: RecordKind,
    record_ids: Collection[UUID],
    fields: Collection[Field],
    *,
    refresh: bool,
    at: datetime,
) -> list[Wanted]:
    """Of these records, those that want anything."""
    query = SQL(
        """SELECT id AS record_id, array_agg(field ORDER BY field) AS fields FROM ({}) AS cells
           WHERE what = 'asked' GROUP BY id"""
    ).format(_cells(kind, fields, refresh=refresh, where=None))
    return await typed(session, Wanted, query, record_ids=list(record_ids), at=at)


def _cells(kind: RecordKind, fields: Collection[Field], *, refresh: bool, where: Where | None) -> Composed:
    """A row (id, field, what) for each cell.

    A value is trusted until its state says so, else for its field's time from when it was last checked, which
    is when its record was made where nothing was told apart. What was looked for in vain is left for a week.
    """
    return SQL(
        """SELECT r.id, f.field, CASE
             WHEN s.pinned_by IS NOT NULL THEN 'pinned'
             WHEN f.filled AND NOT {refresh} THEN 'filled'
             WHEN NOT f.filled AND (s.state IS DISTINCT FROM 'unknown' OR {refresh}) THEN 'asked'
             WHEN NOT f.filled AND s.checked_at + {vain} <= %(at)s THEN 'asked'
             WHEN NOT f.filled THEN 'fresh'
             WHEN coalesce(
               s.expires_at, coalesce(s.checked_at, r.created_at) + make_interval(days => f.days)
             ) <= %(at)s THEN 'asked'
             ELSE 'fresh' END AS what
           FROM {table} r
           CROSS JOIN LATERAL (VALUES {fields}) AS f (field, filled, days)
           LEFT JOIN field_state s ON s.workspace_id = %(ws)s AND s.record_id = r.id AND s.field = f.field
           WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(record_ids)s) AND r.deleted_at IS NULL{matching}"""
    ).format(
        refresh=Literal(refresh),
        vain=Literal(_VAIN),
        table=Identifier(kind),
        fields=SQL(", ").join([_cell(field) for field in fields]),
        matching=SQL(" AND {}").format(where.condition) if where else SQL(""),
    )


def _cell(field: Field) -> Composable:
    return SQL("({}, {}, {}::int)").format(Literal(field.key), _filled(field), Literal(field.fresh_days))


def _filled(field: Field) -> Composable:
    if field.custom_id is not None:
        return SQL(
            "EXISTS (SELECT FROM custom_value v WHERE v.workspace_id = %(ws)s AND v.record_id = r.id"
            " AND v.field_id = {})"
        ).format(Literal(field.custom_id))
    held = [SQL("r.{} IS NOT NULL").format(Identifier(name)) for name, _ in field.columns]
    return SQL("({})").format(SQL(" OR ").join(held))


async def experience(session: WorkspaceSession, kind: RecordKind, runs: int) -> Experience:
    """Of the last runs that ended by themselves."""
    found = await typed(
        session,
        _Found,
        """WITH last AS (
             SELECT report FROM enrichment_run WHERE workspace_id = %(ws)s AND kind = %(kind)s
               AND state = 'done' AND plan ->> 'compares' IS NULL ORDER BY id DESC LIMIT %(runs)s)
           SELECT key AS enricher, (SELECT count(*) FROM last) AS runs,
             sum((value ->> 0)::bigint)::bigint AS found,
             sum((value ->> 0)::bigint + (value ->> 1)::bigint + (value ->> 2)::bigint)::bigint AS asked
           FROM last, jsonb_each(report -> 'enrichers') GROUP BY key""",
        kind=kind,
        runs=runs,
    )
    shares = {one.enricher: Fraction(one.found, one.asked) for one in found if one.asked}
    return Experience(max((one.runs for one in found), default=0), shares)


class _Found(NamedTuple):
    """Cells of the last runs: `asked` of a provider, `found` by it."""

    enricher: str
    runs: int
    found: int
    asked: int


@dataclass(frozen=True)
class _Row:
    id: UUID
    kind: RecordKind
    plan: dict[str, Any]
    record_ids: list[UUID]
    count: dict[str, Any]
    first: dict[str, Any] | None
    basis: str
    left_out: list[str]
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_name: str
    created_at: datetime
    expires_at: datetime
    run_id: UUID | None


async def add(session: WorkspaceSession, quote: Quote) -> None:
    """A new quote."""
    await run(
        session,
        """INSERT INTO enrichment_quote (workspace_id, id, kind, plan, record_ids, count, first, basis,
             left_out, actor_kind, actor_id, actor_name, created_at, expires_at)
           VALUES (%(ws)s, %(id)s, %(kind)s, %(plan)s, %(record_ids)s, %(count)s, %(first)s, %(basis)s,
             %(left_out)s, %(actor_kind)s, %(actor_id)s, %(actor_name)s, %(created_at)s, %(expires_at)s)""",
        id=quote.id,
        kind=quote.kind,
        plan=Jsonb(quote.plan.written()),
        record_ids=list(quote.record_ids),
        count=Jsonb(quote.count.written()),
        first=Jsonb(quote.first.written()) if quote.first else None,
        basis=quote.basis,
        left_out=list(quote.left_out),
        actor_kind=quote.actor.kind,
        actor_id=quote.actor.id,
        actor_name=quote.actor.name,
        created_at=quote.created_at,
        expires_at=quote.expires_at,
    )


async def find(session: WorkspaceSession, quote_id: UUID) -> Quote | None:
    """Locked: nobody else uses it until the transaction ends."""
    found = await typed(
        session,
        _Row,
        """SELECT id, kind, plan, record_ids, count, first, basis, left_out, actor_kind, actor_id, actor_name,
             created_at, expires_at, run_id
           FROM enrichment_quote WHERE workspace_id = %(ws)s AND id = %(id)s FOR NO KEY UPDATE""",
        id=quote_id,
    )
    return _quote(found[0]) if found else None


async def use(session: WorkspaceSession, quote_id: UUID, run_id: UUID) -> None:
    """A run was started by it."""
    await run(
        session,
        "UPDATE enrichment_quote SET run_id = %(run)s WHERE workspace_id = %(ws)s AND id = %(id)s",
        id=quote_id,
        run=run_id,
    )


async def forget_expired(session: WorkspaceSession, at: datetime) -> None:
    """Those whose time was over by then."""
    await run(
        session, "DELETE FROM enrichment_quote WHERE workspace_id = %(ws)s AND expires_at <= %(at)s", at=at
    )


@dataclass(frozen=True)
class _Setting:
    stage: str
    setting: dict[str, Any]


async def settings(session: WorkspaceSession) -> Settings:
    """By stage, of those that are not as they come."""
    found = await typed(
        session, _Setting, "SELECT stage, setting FROM enrichment_setting WHERE workspace_id = %(ws)s"
    )
    return {one.stage: StageSetting.read(one.setting) for one in found}


async def lock_settings(session: WorkspaceSession) -> None:
    """Nobody else writes settings until this transaction ends: one change builds on the other."""
    await run(
        session,
        "SELECT pg_advisory_xact_lock(hashtextextended(%(ws)s::text || ' enrichment settings', 0))",
    )


async def keep_settings(session: WorkspaceSession, wanted: Mapping[str, JSON]) -> None:
    """In the place of all there were."""
    await run(session, "DELETE FROM enrichment_setting WHERE workspace_id = %(ws)s")
    await run(
        session,
        """INSERT INTO enrichment_setting (workspace_id, stage, setting)
           SELECT %(ws)s, key, value FROM jsonb_each(%(wanted)s)""",
        wanted=Jsonb(dict(wanted)),
    )


def _quote(row: _Row) -> Quote:
    return Quote(
        id=row.id,
        kind=row.kind,
        plan=Plan.read(row.plan),
        record_ids=row.record_ids,
        count=Count.read(row.count),
        first=Count.read(row.first) if row.first else None,
        basis=row.basis,
        left_out=row.left_out,
        actor=Actor(row.actor_kind, row.actor_id, row.actor_name),
        created_at=row.created_at,
        expires_at=row.expires_at,
        run_id=row.run_id,
    )
