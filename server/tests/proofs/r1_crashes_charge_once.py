"""R1: a crash charges nothing twice and loses no item, whoever crashes.

Companies are enriched by three providers, one of which could not tell a repeated call from a new one.
Workers, the process that pauses the run and lets it go on, and PostgreSQL are killed with SIGKILL in the
middle of it. At the end no provider has taken money for the same question twice, every item has come to its
end, the ledger has exactly what the items cost, and nothing is set aside any more.
"""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg

from leadgen.config import Settings, load_settings
from leadgen.db.address import embedded
from leadgen.db.engine import Database
from leadgen.db.migrate import migrate
from leadgen.db.postgres.cluster import SUPERUSER
from leadgen.db.postgres.layout import Layout
from leadgen.db.postgres.postmaster import running_pid
from leadgen.db.postgres.server import running
from leadgen.db.prepare import prepare
from leadgen.pipeline.assembly import build
from leadgen.platform.billing import service as billing
from tests.factories.enrichers import granted, plan, start
from tests.factories.server import open_folder
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.proofs.enriching.provider import Till, serving
from tests.proofs.enriching.worker import FIELDS, PRICE, install
from tests.proofs.outcome import Outcome, Size

ITEMS = {"tiny": 20, "ci": 2_500, "full": 50_000}
KILLS = {"tiny": 1, "ci": 50, "full": 1_000}
WAIT_S = {"tiny": 240.0, "ci": 900.0, "full": 14_400.0}
CREW = {"tiny": ("work",), "ci": ("work", "work", "meddle"), "full": ("work", "work", "meddle")}
GRANTED = 1_000_000_000
# Of four kills two hit a worker.
VICTIMS = ("work", "meddle", "work", "postgres")

# What may have happened is tried again, as if it had not.
PLANTED_BUG = """
CREATE FUNCTION try_again() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN NEW.state := 'reserved'; NEW.due_at := NEW.called_at; NEW.settled_at := NULL; RETURN NEW; END $$;
CREATE TRIGGER try_again BEFORE UPDATE ON effect FOR EACH ROW WHEN (NEW.state = 'unknown')
  EXECUTE FUNCTION try_again();
"""
COMPANIES = """
WITH made AS (
  INSERT INTO operation (workspace_id, id, kind, actor_kind, actor_name, source, summary, state, counts, done,
    created_at)
  VALUES (%(ws)s, %(ws)s, 'create', 'system', 'Proof', 'Proof', 'Made', 'done', '{}', 0, now())
)
INSERT INTO company (workspace_id, id, origin_operation_id, created_at, updated_at, company_name,
  company_name_key, company_domain)
SELECT %(ws)s, gen_random_uuid(), %(ws)s, now(), now(), 'Firm ' || n, 'firm ' || n, 'firm' || n || '.example'
FROM generate_series(1, %(count)s) AS n RETURNING id
"""
COUNTS = {
    "items": "SELECT count(*) FROM enrichment_item",
    "items_without_end": "SELECT count(*) FROM enrichment_item WHERE state <> 'done'",
    "cells_without_end": "SELECT sum(cardinality(open)) FROM enrichment_item",
    "runs_without_end": "SELECT count(*) FROM enrichment_run WHERE finished_at IS NULL",
    "steps": "SELECT count(*) FROM effect",
    "steps_without_end": "SELECT count(*) FROM effect WHERE state IN ('reserved', 'called')",
    "steps_unknown": "SELECT count(*) FROM effect WHERE state = 'unknown'",
    "spent": "SELECT sum(spent) FROM enrichment_run",
    "spent_by_items": "SELECT sum(spent) FROM enrichment_item",
    "cost_of_steps": "SELECT sum(cost) FROM effect",
    "cost_of_findings": "SELECT sum(cost) FROM finding",
}


@dataclass
class Crew:
    """The processes of the installation, of which one after the other is killed and replaced."""

    data: Path
    port: int
    words: tuple[str, str]
    at_work: dict[str, list[subprocess.Popen[bytes]]] = field(default_factory=dict)
    killed: int = 0

    def start(self, task: str) -> None:
        """One more."""
        environment = {
            **os.environ,
            "LEADGEN_DATA_DIR": str(self.data),
            "LEADGEN_OUTBOUND_ALLOW": f"127.0.0.1:{self.port}",
        }
        words = [sys.executable, "-m", "tests.proofs.enriching.worker", str(self.port), task, *self.words]
        process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
        self.at_work.setdefault(task, []).append(process)

    def kill(self, victim: str) -> None:
        """And start another one; the database is started again by whoever uses it."""
        if victim == "postgres":
            if (pid := running_pid(Layout(self.data).cluster)) is None:
                return
            os.kill(pid, signal.SIGKILL)
        else:
            process = self.at_work[victim].pop(0)
            _kill(process)
            self.start(victim)
        self.killed += 1

    def leave(self) -> None:
        for process in (one for several in self.at_work.values() for one in several):
            _kill(process)


def main(size: Size, seed: int, planted: bool) -> Outcome:
    build()
    till = Till(seed)
    with _installation() as settings, serving(till) as port:
        install(port)
        if planted:
            with _administrator(settings) as administrator:
                administrator.execute(PLANTED_BUG)
        workspace, run_id = asyncio.run(_begin(settings, ITEMS[size]))
        crew = Crew(settings.data_dir, port, (str(workspace.id), str(run_id)))
        try:
            _work(crew, settings, till, size, random.Random(seed))
        finally:
            crew.leave()
        counts = _counts(settings, till, crew)
    return Outcome(counts, _holds(counts, size))


@contextmanager
def _installation() -> Iterator[Settings]:
    """A server with durability on, as a user has it: it loses nothing that was committed."""
    folder = open_folder()
    settings = load_settings({"data_dir": folder / "data"})
    try:
        with running(settings.data_dir) as server:
            address, secret = embedded(settings.data_dir), settings.secret()
            password = server.superuser_password()
            prepare(
                embedded(settings.data_dir, "postgres"),
                SUPERUSER,
                password,
                database=address.database,
                secret=secret,
            )
            migrate(address, secret)
            yield settings
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _administrator(settings: Settings) -> psycopg.Connection:
    password = Layout(settings.data_dir).password_file.read_text().strip()
    conninfo = embedded(settings.data_dir).conninfo(SUPERUSER, password)
    return psycopg.connect(conninfo, autocommit=True)


async def _begin(settings: Settings, items: int) -> tuple[Workspace, UUID]:
    """A run over so many companies, with credits for all of it."""
    database = Database.open(settings)
    people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    workspace = await make_workspace(database, slug="acme", owner=people[0], bob=people[1], charlie=people[2])
    with _administrator(settings) as administrator:
        rows = administrator.execute(COMPANIES, {"ws": workspace.id, "count": items}).fetchall()
    await granted(database, workspace, GRANTED)
    wanted = plan(FIELDS, "paid", "keyed", "free")
    run_id = await start(database, workspace, wanted, [row[0] for row in rows], ceiling=2 * PRICE * items)
    await database.close()
    return workspace, run_id


def _work(crew: Crew, settings: Settings, till: Till, size: Size, dice: random.Random) -> None:
    """Until the run is over; a process is killed each time some more was asked."""
    for task in CREW[size]:
        crew.start(task)
    deadline, kills = time.monotonic() + WAIT_S[size], KILLS[size]
    victims = [VICTIMS[number % len(VICTIMS)] for number in range(kills)]
    dice.shuffle(victims)
    while time.monotonic() < deadline:
        if crew.killed < kills and till.progress * (kills + 1) >= ITEMS[size] * (crew.killed + 1):
            crew.kill(victims[crew.killed])
        elif crew.killed == kills and not _is_open(settings):
            return
        time.sleep(0.1)


def _is_open(settings: Settings) -> bool:
    """Also while the database is away."""
    try:
        with _administrator(settings) as administrator:
            row = administrator.execute(COUNTS["runs_without_end"]).fetchone()
    except psycopg.OperationalError:
        return True
    return row is None or bool(row[0])


def _counts(settings: Settings, till: Till, crew: Crew) -> Mapping[str, int]:
    with _administrator(settings) as administrator:
        found = {name: administrator.execute(query).fetchone() for name, query in COUNTS.items()}
    balance, reserved = asyncio.run(_meter(settings, UUID(crew.words[0])))
    return {
        "kills": crew.killed,
        **{name: int(row[0] or 0) if row is not None else 0 for name, row in found.items()},
        "questions": till.progress,
        "charged_twice": till.charged_twice(),
        "taken_from_the_balance": GRANTED - balance - reserved,
        "still_reserved": reserved,
    }


async def _meter(settings: Settings, workspace: UUID) -> tuple[int, int]:
    database = Database.open(settings)
    async with database.workspace(workspace) as session:
        meter = await billing.meter(session)
    await database.close()
    return meter.balance, meter.reserved


def _holds(counts: Mapping[str, int], size: Size) -> bool:
    none_of = ("items_without_end", "cells_without_end", "runs_without_end", "steps_without_end")
    sums = ("spent_by_items", "cost_of_steps", "cost_of_findings", "taken_from_the_balance")
    return (
        not any(counts[name] for name in (*none_of, "charged_twice", "still_reserved"))
        and all(counts[name] == counts["spent"] for name in sums)
        and counts["items"] == ITEMS[size]
        and counts["kills"] == KILLS[size]
        and counts["spent"] > 0
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
