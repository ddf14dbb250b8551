"""SQL of findings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.repository.rows import run, scalars, typed
from leadgen.stages.enrich.findings.contracts import Chosen, Finding, Mark, Tally

_COLUMNS = """id, run_id, record_id, kind, field, stage, enricher, value, verdict, reason, url, quote, page,
  part, provider, model, confidence, cost, retrieved_at, mark, marked_by_id, marked_at, created_at"""
_SELECT = f"SELECT {_COLUMNS} FROM finding WHERE workspace_id = %(ws)s"


async def add(session: WorkspaceSession, findings: Sequence[Finding]) -> None:
    """Keep them; one that is kept already stays as it is."""
    await run(
        session,
        f"""INSERT INTO finding (workspace_id, {_COLUMNS})
            SELECT %(ws)s, {_COLUMNS} FROM jsonb_to_recordset(%(rows)s) AS w (id uuid, run_id uuid,
              record_id uuid, kind text, field text, stage text, enricher text, value jsonb, verdict text,
              reason text, url text, quote text, page text, part text, provider text, model text,
              confidence real, cost bigint, retrieved_at timestamptz, mark text, marked_by_id uuid,
              marked_at timestamptz, created_at timestamptz)
            ON CONFLICT DO NOTHING""",
        rows=Jsonb([{key: _plain(value) for key, value in vars(one).items()} for one in findings]),
    )


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID | datetime) else value


async def newest(session: WorkspaceSession, chosen: Chosen, before: UUID | None, limit: int) -> list[Finding]:
    """The newest first, from below `before`."""
    narrowed = "".join(_NARROWED[key] for key, value in vars(chosen).items() if value is not None)
    below = " AND id < %(before)s" if before else ""
    return await typed(
        session,
        Finding,
        f"{_SELECT}{narrowed}{below} ORDER BY id DESC LIMIT %(limit)s",
        **vars(chosen),
        before=before,
        limit=limit,
    )


_NARROWED = {
    "run_id": " AND run_id = %(run_id)s",
    "record_id": " AND record_id = %(record_id)s",
    "field": " AND field = %(field)s",
    "enricher": " AND enricher = %(enricher)s",
    "verdict": " AND verdict = %(verdict)s",
}


@dataclass(frozen=True)
class Behind:
    """What stands behind a value that an operation wrote."""

    operation_id: UUID
    field: str
    url: str
    quote: str
    provider: str
    model: str | None
    retrieved_at: datetime
    reason: str


async def behind(
    session: WorkspaceSession, record_id: UUID, operations: Collection[UUID], fields: Collection[str]
) -> list[Behind]:
    """Of each operation and field the first finding that was accepted: the one that was written."""
    return await typed(
        session,
        Behind,
        """SELECT DISTINCT ON (r.operation_id, f.field) r.operation_id, f.field, f.url, f.quote, f.provider,
             f.model, f.retrieved_at, f.reason
           FROM enrichment_run r JOIN finding f ON f.workspace_id = r.workspace_id AND f.run_id = r.id
           WHERE r.workspace_id = %(ws)s AND r.operation_id = ANY(%(operations)s)
             AND f.record_id = %(record)s AND f.field = ANY(%(fields)s) AND f.verdict = 'accepted'
             AND f.url IS NOT NULL AND f.quote IS NOT NULL AND f.retrieved_at IS NOT NULL
           ORDER BY r.operation_id, f.field, f.id""",
        record=record_id,
        operations=list(operations),
        fields=list(fields),
    )


async def find(session: WorkspaceSession, finding_id: UUID) -> Finding | None:
    """One finding."""
    found = await typed(session, Finding, f"{_SELECT} AND id = %(id)s", id=finding_id)
    return found[0] if found else None


async def mark(
    session: WorkspaceSession, finding_id: UUID, mark: Mark | None, by: UUID | None, at: datetime
) -> None:
    """Say whether it is right; None takes that back."""
    await run(
        session,
        """UPDATE finding SET mark = %(mark)s, marked_by_id = CASE WHEN %(mark)s::text IS NULL THEN NULL
             ELSE %(by)s::uuid END, marked_at = CASE WHEN %(mark)s::text IS NULL THEN NULL ELSE %(at)s END
           WHERE workspace_id = %(ws)s AND id = %(id)s""",
        id=finding_id,
        mark=mark,
        by=by,
        at=at,
    )


@dataclass(frozen=True)
class MarkRow:
    """Marks of accepted values of a field."""

    field: str
    right: int
    marked: int


async def marks(session: WorkspaceSession, enricher: str) -> list[MarkRow]:
    """How people judged what this enricher found, by field."""
    return await typed(
        session,
        MarkRow,
        """SELECT field, count(*) FILTER (WHERE mark = 'right') AS "right", count(*) AS marked FROM finding
           WHERE workspace_id = %(ws)s AND enricher = %(enricher)s AND mark IS NOT NULL
             AND verdict = 'accepted' GROUP BY field""",
        enricher=enricher,
    )


async def tallies(session: WorkspaceSession) -> list[Tally]:
    """By kind, field and enricher. A question with several candidates was asked once."""
    return await typed(
        session,
        Tally,
        """SELECT kind, field, enricher, count(DISTINCT (run_id, record_id)) AS asked,
             count(DISTINCT (run_id, record_id)) FILTER (WHERE verdict = 'accepted') AS found,
             sum(cost)::bigint AS cost,
             count(*) FILTER (WHERE mark IS NOT NULL AND verdict = 'accepted') AS marked,
             count(*) FILTER (WHERE mark = 'right' AND verdict = 'accepted') AS "right"
           FROM finding WHERE workspace_id = %(ws)s GROUP BY kind, field, enricher
           ORDER BY kind, field, enricher""",
    )


async def is_run(session: WorkspaceSession, run_id: UUID) -> bool:
    """Is there such a run here?"""
    query = "SELECT id FROM enrichment_run WHERE workspace_id = %(ws)s AND id = %(id)s"
    return bool(await scalars(session, UUID, query, id=run_id))
