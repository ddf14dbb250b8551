"""SQL of comparisons: what another run asked, and the run that asks it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import run as execute
from leadgen.records.repository.rows import scalars, typed
from leadgen.stages.enrich.contracts import Comparison


@dataclass(frozen=True)
class Asked:
    """A field, and of how many records of this kind somebody was asked for it."""

    kind: RecordKind
    field: str
    count: int


async def asked(session: WorkspaceSession, run_id: UUID) -> list[Asked]:
    """What a run asked, of records that have come to their end."""
    return await typed(
        session,
        Asked,
        """SELECT i.kind, cell.key AS field, count(*) AS count
           FROM enrichment_item i, jsonb_each(i.cells) AS cell
           WHERE i.workspace_id = %(ws)s AND i.run_id = %(run)s AND i.state = 'done'
             AND cell.value ->> 'enricher' IS NOT NULL GROUP BY i.kind, cell.key""",
        run=run_id,
    )


async def freeze(
    session: WorkspaceSession, run_id: UUID, before: UUID, kind: RecordKind, fields: Sequence[str]
) -> int:
    """Make an item of each record of this kind of which the run `before` asked any of these; how many."""
    return await execute(
        session,
        """INSERT INTO enrichment_item (workspace_id, run_id, record_id, kind, position, state, open, asking,
             asked, cells, spent)
           SELECT %(ws)s, %(run)s, i.record_id, i.kind, min(i.position), 'queued', array_agg(cell.key), '{}',
             '{}', '{}', 0
           FROM enrichment_item i, jsonb_each(i.cells) AS cell
           WHERE i.workspace_id = %(ws)s AND i.run_id = %(before)s AND i.kind = %(kind)s
             AND i.state = 'done' AND cell.value ->> 'enricher' IS NOT NULL AND cell.key = ANY(%(fields)s)
           GROUP BY i.record_id, i.kind""",
        run=run_id,
        before=before,
        kind=kind,
        fields=list(fields),
    )


async def newest(session: WorkspaceSession, compares: Comparison) -> UUID | None:
    """The last run that compares just this."""
    found = await scalars(
        session,
        UUID,
        """SELECT id FROM enrichment_run WHERE workspace_id = %(ws)s AND plan -> 'compares' = %(compares)s
           ORDER BY id DESC LIMIT 1""",
        compares=Jsonb(compares.written()),
    )
    return found[0] if found else None
