"""SQL of the rules of triage."""

from collections.abc import Sequence

from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.repository.rows import run, typed
from leadgen.stages.enrich.triage.contracts import Rule


async def rules(session: WorkspaceSession) -> list[Rule]:
    """In their order."""
    return await typed(
        session,
        Rule,
        "SELECT name, verdict, tier, filter FROM triage_rule WHERE workspace_id = %(ws)s ORDER BY place",
    )


async def lock(session: WorkspaceSession) -> None:
    """Nobody else writes rules until this transaction ends: two at once would have places twice."""
    await run(
        session,
        "SELECT pg_advisory_xact_lock(hashtextextended(%(ws)s::text || ' triage', 0))",
    )


async def keep(session: WorkspaceSession, wanted: Sequence[Rule]) -> None:
    """In the place of all there were."""
    await run(session, "DELETE FROM triage_rule WHERE workspace_id = %(ws)s")
    rows = [
        {"place": place, "name": one.name, "verdict": one.verdict, "tier": one.tier, "filter": one.filter}
        for place, one in enumerate(wanted)
    ]
    await run(
        session,
        """INSERT INTO triage_rule (workspace_id, place, name, verdict, tier, filter)
           SELECT %(ws)s, place, name, verdict, tier, filter FROM jsonb_to_recordset(%(rows)s)
             AS r (place bigint, name text, verdict text, tier text, filter jsonb)""",
        rows=Jsonb(rows),
    )
