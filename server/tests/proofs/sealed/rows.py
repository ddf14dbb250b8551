"""A session of one workspace, straight at tables and queue: the last wall, without the API before it."""

import sys
from collections import Counter
from collections.abc import Mapping
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.inspection import GLOBAL_TABLES
from leadgen.pipeline.assembly import build
from leadgen.platform.jobs import JobContext
from leadgen.platform.jobs.registry import RegisteredTask
from tests.proofs.sealed.operations import CannotMake
from tests.proofs.sealed.snapshot import snapshot, tenant_tables
from tests.proofs.sealed.tenants import Tenant

DENIED = "42501"
BAD = ("rows_read", "rows_changed", "rows_slipped_in", "jobs_slipped_in", "jobs_that_changed")

READ = sql.SQL("SELECT count(*) FROM {table} WHERE {key} = %(victim)s")
CHANGE = sql.SQL("UPDATE {table} SET {key} = {key} WHERE {key} = %(victim)s")
REMOVE = sql.SQL("DELETE FROM {table} WHERE {key} = %(victim)s")
GIVE_AWAY = sql.SQL("UPDATE {table} SET {key} = %(victim)s WHERE {key} = %(own)s")
SLIP_IN = sql.SQL(
    "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM ("
    " SELECT (jsonb_populate_record("
    "NULL::{table}, to_jsonb(t) || jsonb_build_object({name}, %(victim)s::text))).*"
    " FROM {table} AS t WHERE {key} = %(own)s LIMIT 1) AS slipped"
)
# All that may be written: the database makes the others itself.
COLUMNS = (
    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    " AND attgenerated = '' ORDER BY attnum"
)
DEFER = "SELECT jobs.defer(%(task)s, %(args)s, NULL, NULL)"
LOOK_AT_JOBS = "SELECT count(*) FROM jobs.procrastinate_jobs"


async def touch_rows(
    database: Database, administrator: psycopg.Connection, attacker: Tenant, victim: Tenant
) -> Counter[str]:
    """Every table: read, change, remove, give away, slip in."""
    seen: Counter[str] = Counter(dict.fromkeys(BAD[:3], 0))
    given = {"victim": victim.workspace.id, "own": attacker.workspace.id}
    for table, key in tenant_tables(administrator).items():
        if table in GLOBAL_TABLES:  # such as api_key: found by a hash before the workspace is known
            continue
        columns = [sql.Identifier(name) for (name,) in administrator.execute(COLUMNS, [table])]
        names = {
            "table": sql.Identifier(table),
            "key": sql.Identifier(key),
            "name": sql.Literal(key),
            "columns": sql.SQL(", ").join(columns),
        }
        seen["tables_touched"] += 1
        for what, query in ((BAD[0], READ), (BAD[1], CHANGE), (BAD[1], REMOVE)):
            found = await _try(database, attacker, query.format(**names), given)
            _note(seen, what, found not in (0, DENIED), f"{what} of {table}: {found}")
        for query in (GIVE_AWAY, SLIP_IN):
            found = await _try(database, attacker, query.format(**names), given)
            _note(seen, BAD[2], found not in (0, DENIED), f"{BAD[2]} to {table}: {found}")
    return seen


async def touch_jobs(
    settings: Settings,
    database: Database,
    administrator: psycopg.Connection,
    attacker: Tenant,
    victim: Tenant,
) -> Counter[str]:
    """Jobs with foreign ids as arguments, and jobs in the other's name. Raises CannotMake."""
    seen: Counter[str] = Counter(dict.fromkeys(BAD[3:], 0))
    before = snapshot(administrator, victim.workspace.id)
    for task in (task for jobs in build().jobs for task in jobs.tasks.values()):
        for ids in _arguments(task, victim):
            await _run(task, settings, database, attacker.workspace.id, ids)
            seen["jobs_run"] += 1
            args = Jsonb(
                {name: str(one) for name, one in {**ids, "workspace_id": victim.workspace.id}.items()}
            )
            foreign = await _try(database, attacker, DEFER, {"task": task.name, "args": args})
            _note(seen, "jobs_slipped_in", foreign != DENIED, f"{task.name} in another's name: {foreign}")
    looked = await _try(database, attacker, LOOK_AT_JOBS, {})
    _note(seen, "jobs_slipped_in", looked != DENIED, f"the queue can be read: {looked}")
    after = snapshot(administrator, victim.workspace.id)
    _note(seen, "jobs_that_changed", before != after, "a job changed another workspace")
    return seen


def _arguments(task: RegisteredTask, victim: Tenant) -> list[dict[str, UUID]]:
    """contact_id → ids of /contacts/{id}."""
    names = task.uuids - {"workspace_id"}
    found: list[dict[str, UUID]] = [{}]
    for name in sorted(names):
        path = f"/{name.removesuffix('_id')}s/{{id}}"
        path = next((one for one in victim.ids if one.endswith(path)), path)
        if path not in victim.ids:
            raise CannotMake(f"{task.name}: nothing at {path} to take {name} from")
        found = [{**one, name: UUID(ids[0])} for one in found for ids in victim.ids[path]]
    return found


async def _run(
    task: RegisteredTask, settings: Settings, database: Database, workspace_id: UUID, ids: Mapping[str, UUID]
) -> None:
    """As the worker does; that the task fails is as good as that it finds nothing."""
    context = JobContext(
        database=database, settings=settings, job_id=0, attempts=0, should_abort=lambda: False
    )
    try:
        await task.run(context, workspace_id=workspace_id, **ids)
    except Exception as error:  # noqa: BLE001 - any end is right that leaves the other workspace alone
        print(f"{task.name} with foreign ids: {type(error).__name__} {error}", file=sys.stderr)


async def _try(
    database: Database, attacker: Tenant, query: str | sql.Composed, given: Mapping[str, object]
) -> int | str:
    """How many rows it found or moved, or the code of the error; nothing of it stays."""
    async with database.workspace(attacker.workspace.id) as session:
        connection = await session.driver()
        try:
            async with connection.transaction(force_rollback=True):
                cursor = await connection.execute(query, given)
                if cursor.description is None:
                    return cursor.rowcount
                row = await cursor.fetchone()
                return int(row[0] or 0) if row else 0
        except psycopg.Error as error:
            return error.sqlstate or type(error).__name__


def _note(seen: Counter[str], what: str, is_bad: bool, sentence: str) -> None:
    if is_bad:
        seen[what] += 1
        print(sentence, file=sys.stderr)
