"""An act on many records, and its undo, finds all it touches by an index, as the product's own role."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.sql import SQL
from sqlalchemy import text

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.db.statistics import gather
from leadgen.kernel import clock
from leadgen.pipeline.assembly import build
from leadgen.records import bulk, custom, service
from leadgen.records.bulk.acts import Act, Edit, Label, Restore, Trash
from leadgen.records.lists import service as lists
from leadgen.records.repository import setwise
from leadgen.records.repository.bulk import Pool
from tests.factories.plans import read_whole
from tests.factories.records import alice, open_import
from tests.factories.tenancy import Workspace

CONTACTS, TOUCHED = 6_000, 100
# Of tables with a row for every record the plan is asked; of the others, whether an index could do it.
LARGE = {"contact", "record_key", "contact_point"}
SMALL = {"change", "custom_value", "field_state", "record_list", "record_tag", "trashed_key", "employment"}
_BASE = (
    f"""INSERT INTO contact (workspace_id, id, origin_operation_id, created_at, updated_at, full_name, email)
        SELECT %(ws)s, gen_random_uuid(), %(op)s, %(at)s, %(at)s, 'Name ' || n, 'p' || n || '@example.com'
        FROM generate_series(1, {CONTACTS}) AS n""",
    """INSERT INTO record_key (workspace_id, kind, key, record_id)
       SELECT workspace_id, 'contact', 'email:' || email, id FROM contact""",
    """INSERT INTO contact_point (workspace_id, contact_id, kind, label, key, value, is_primary, status)
       SELECT workspace_id, id, 'email', '', email, email, true, 'unknown' FROM contact""",
)


class Plans:
    """What the planner means to do with every statement: `read` through are tables it reads whole."""

    def __init__(self) -> None:
        self.read: set[str] = set()
        self.statements = 0

    async def look(self, connection: psycopg.AsyncConnection[Any], query: Any, given: Any) -> None:
        for tables, seqscan in ((LARGE, "on"), (SMALL, "off")):
            await connection.execute(SQL("SET LOCAL enable_seqscan = {}").format(SQL(seqscan)))
            cursor = await connection.execute(SQL("EXPLAIN (FORMAT JSON) ") + query, given)
            found = await cursor.fetchone()
            assert found is not None
            self.read |= {table for table in read_whole(found[0][0]["Plan"]) if table in tables}
        await connection.execute("SET LOCAL enable_seqscan = on")
        self.statements += 1


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> Plans:
    """Of the statements that write records in sets, from now on."""
    plans, really = Plans(), psycopg.AsyncCursor.execute
    written = ("per AS MATERIALIZED", "gone AS MATERIALIZED", "back AS MATERIALIZED", "told AS MATERIALIZED")

    async def execute(cursor: Any, query: Any, given: Any = None, **options: Any) -> Any:
        composed = SQL(query) if isinstance(query, str) else query
        words = composed.as_string(None)
        if not words.startswith("EXPLAIN") and any(part in words for part in written):
            await plans.look(cursor.connection, composed, given)
        return await really(cursor, query, given, **options)

    monkeypatch.setattr(psycopg.AsyncCursor, "execute", execute)
    return plans


@pytest.fixture
async def session(database: Database, workspace: Workspace) -> Any:
    """On a base of many contacts, of which the planner knows how many they are."""
    build()
    async with database.workspace(workspace.id) as session:
        given = {"ws": workspace.id, "op": await open_import(session, workspace), "at": clock.now()}
        connection = await session.driver()
        for statement in _BASE:
            await connection.execute(statement, given)
        await gather(session)
        yield session


async def did(session: WorkspaceSession, workspace: Workspace, acts: Sequence[Act], ids: list[UUID]) -> None:
    """One act after the other, then their undos, the last first."""
    done = []
    for act in acts:
        pool = Pool("contact", ids=ids, trashed=isinstance(act, Restore))
        done.append(await bulk.start(session, alice(workspace), act, pool, len(ids)))
    for operation_id in reversed(done):
        await service.undo(session, operation_id, alice(workspace))


async def some(session: WorkspaceSession) -> list[UUID]:
    """Of the contacts."""
    found = await session.scalars(text(f"SELECT id FROM contact ORDER BY id LIMIT {TOUCHED}"))
    return list(found)


async def test_no_act_on_some_reads_a_whole_table(
    session: WorkspaceSession, workspace: Workspace, plans: Plans
) -> None:
    field = await custom.create_field(
        session, kind="contact", label="Met", type="text", options=None, unit=None, description=None
    )
    made = await lists.create(session, "contact", "Q3", "")
    acts: list[Act] = [
        Edit({"city": "Brno", field.key: "there"}), Label("tags", ["Hot"]), Label("lists", [str(made.id)]),
        Trash(), Restore(),
    ]  # fmt: skip
    await did(session, workspace, acts, await some(session))
    assert plans.statements >= 2 * len(acts)
    assert plans.read == set()


async def test_a_statement_without_its_index_is_seen(
    session: WorkspaceSession, workspace: Workspace, plans: Plans, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = SQL("SELECT s.operation_id FROM field_state s WHERE lower(s.field || s.record_id) = {} || r.id")
    monkeypatch.setattr(setwise, "AUTHOR", planted)
    await did(session, workspace, [Edit({"city": "Brno"})], await some(session))
    assert plans.read == {"field_state"}
