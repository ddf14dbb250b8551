"""SQL of the rules of triage."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg.sql import SQL
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.repository import grid
from leadgen.records.repository.one_pass import Each
from leadgen.records.repository.rows import run, typed
from leadgen.stages.enrich.triage.contracts import Alike, Rule


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


@dataclass(frozen=True)
class _Group:
    said: list[bool]
    number: int


async def alike(session: WorkspaceSession, each: Each, within_ms: int) -> list[Alike] | None:
    """The companies by what is true of them, in one pass; None where it takes too long.

    The filters are whether it passes, fails, would pass, would fail, was decided by a person; then one for
    each rule.
    """
    names = [SQL(f"q{place}") for place in range(len(each.conditions))]
    asked = [SQL("{} AS {}").format(one, name) for one, name in zip(each.conditions, names, strict=True)]
    query = SQL(
        "SELECT ARRAY[{}] AS said, count(*) AS number"
        " FROM (SELECT {} FROM company r{} WHERE {} OFFSET 0) AS seen GROUP BY 1"
    ).format(SQL(", ").join(names), SQL(", ").join(asked), each.joins, grid.alive("company", None, None))

    async def act() -> list[_Group]:
        await run(session, "SET LOCAL jit TO off")  # compiling takes longer than asking
        return await typed(session, _Group, query, **each.params)

    found = await grid.in_time(session, within_ms, act)
    return None if found is None else [_alike(one) for one in found]


def _alike(group: _Group) -> Alike:
    passes, fails, would_pass, would_fail, by_person, *sure = group.said
    return Alike(group.number, passes, fails, would_pass, would_fail, by_person, sure)
