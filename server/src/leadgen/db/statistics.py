"""What the planner knows of the tables: gathered after much was written at once, instead of waiting.

Autovacuum comes by within minutes; until then the planner of a base that was just filled reads whole tables
for one row.
"""

from sqlalchemy import text

from leadgen.db.engine import WorkspaceSession

LEAST_ROWS = 1_000


def is_due(before: int, after: int) -> bool:
    """Whether enough was written to look again: at a thousand rows, and each time they grew tenfold. Pure."""
    return after >= LEAST_ROWS and len(str(after)) > len(str(before))


async def gather(session: WorkspaceSession) -> None:
    """Look at samples of the tables of records; takes about a second, however large they are."""
    await session.execute(text("SELECT gather_statistics()"))
