"""What the planner means to do with statements, asked as the product's own role."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL

_NO_ROWS = ("EXPLAIN", "BEGIN", "SET ")


def read_whole(plan: Mapping[str, Any], table: str = "") -> Iterator[str]:
    """Tables read from end to end, or with no more of an index than the workspace."""
    table = plan.get("Relation Name", table)
    found_by = str(plan.get("Index Cond", "")).split(" AND ")
    is_of_index = "Index" in plan["Node Type"] and all("workspace_id" in part for part in found_by)
    if plan["Node Type"] == "Seq Scan" or is_of_index:
        yield table
    for part in plan.get("Plans", ()):
        yield from read_whole(part, table)


@contextmanager
def explained(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Mapping[str, Any]]]:
    """The plan of each statement that is run from now on."""
    plans: list[Mapping[str, Any]] = []
    really = psycopg.AsyncCursor.execute

    async def execute(cursor: Any, query: Any, given: Any = None, **options: Any) -> Any:
        composed = SQL(query) if isinstance(query, str) else query
        if not composed.as_string(None).startswith(_NO_ROWS):
            asked = await cursor.connection.execute(SQL("EXPLAIN (FORMAT JSON) ") + composed, given)
            plans.append((await asked.fetchone())[0][0]["Plan"])
        return await really(cursor, query, given, **options)

    with monkeypatch.context() as patched:
        patched.setattr(psycopg.AsyncCursor, "execute", execute)
        yield plans
