"""R1: a crash charges nothing twice and loses no item, whoever crashes.

Companies are enriched by three providers, one of which could not tell a repeated call from a new one.
Workers, the process that pauses the run and lets it go on, and PostgreSQL are killed with SIGKILL in the
middle of it. At the end no provider has taken money for the same question twice, every item has come to its
end, the ledger has exactly what the items cost, and nothing is set aside any more.
"""

import asyncio
import random
import time
from collections.abc import Mapping
from uuid import UUID

import psycopg

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.billing import service as billing
from tests.factories.enrichers import granted, plan, start
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.proofs.enriching.crew import Crew, administrator, companies, installation
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


def main(size: Size, seed: int, planted: bool) -> Outcome:
    build()
    till = Till(seed)
    with installation() as settings, serving(till) as port:
        install(port)
        if planted:
            with administrator(settings) as connection:
                connection.execute(PLANTED_BUG)
        workspace, run_id = asyncio.run(_begin(settings, ITEMS[size]))
        crew = Crew(settings.data_dir, port, (str(workspace.id), str(run_id)))
        try:
            _work(crew, settings, till, size, random.Random(seed))
        finally:
            crew.leave()
        counts = _counts(settings, till, crew)
    return Outcome(counts, _holds(counts, size))


async def _begin(settings: Settings, items: int) -> tuple[Workspace, UUID]:
    """A run over so many companies, with credits for all of it."""
    database = Database.open(settings)
    people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    workspace = await make_workspace(database, slug="acme", owner=people[0], bob=people[1], charlie=people[2])
    made = companies(settings, workspace.id, items)
    await granted(database, workspace, GRANTED)
    wanted = plan(FIELDS, "paid", "keyed", "free")
    run_id = await start(database, workspace, wanted, made, ceiling=2 * PRICE * items)
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
        with administrator(settings) as connection:
            row = connection.execute(COUNTS["runs_without_end"]).fetchone()
    except psycopg.OperationalError:
        return True
    return row is None or bool(row[0])


def _counts(settings: Settings, till: Till, crew: Crew) -> Mapping[str, int]:
    with administrator(settings) as connection:
        found = {name: connection.execute(query).fetchone() for name, query in COUNTS.items()}
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
