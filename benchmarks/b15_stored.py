"""A run over companies of which an enricher's pages are stored and fresh: eight fields each, no network.

All is done as in the product but the provider, which reads one page a company and says what it found there:
the step is claimed, its page comes from the cache, the evidence gate judges eight values by their quotes, and
findings, values with their journal and the run's figures are written. One worker. The pages are stored
beforehand, which is not measured.
"""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import psutil

from benchmarks.b4_orchestrate import ACTOR, new_workspace
from benchmarks.installation import Installation, installation
from leadgen.config import Settings, load_settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.pipeline.assembly import build
from leadgen.platform.blobs import service as blobs
from leadgen.platform.blobs.spool import spooled
from leadgen.platform.effects.dispatcher import run_dispatcher
from leadgen.platform.fetch import keeping, repository
from leadgen.platform.fetch.models import FetchRow
from leadgen.platform.jobs.worker import run_worker
from leadgen.platform.plugins import settings as plugin_settings
from leadgen.platform.plugins.service import Plugins
from leadgen.records.field import RecordKind
from leadgen.records.repository.bulk import Pool
from leadgen.stages.enrich import running
from leadgen.stages.enrich.contracts import NewRun, Plan, StagePlan
from leadgen.stages.enrich.effects import effects
from leadgen.stages.enrich.jobs import jobs
from leadgen_sdk import JSON, Plugin
from leadgen_sdk.enriching import (
    Answer,
    Candidate,
    Evidence,
    Match,
    Net,
    Page,
    Request,
    Subject,
    Terms,
    Trouble,
)

ROWS = {"ci": 1_000, "full": 10_000}
MOST_S = 60.0
STAGE, KEY = "company_profile", "stored"
SAID: Mapping[str, str] = {
    "legal_name": "Northern Castings Limited",
    "industry": "Steel",
    "company_street": "12 Harbour Road",
    "company_postal_code": "CF10 1AA",
    "company_city": "Cardiff",
    "company_state": "Wales",
    "products": "Cast rings and rollers for mills",
    "target_customers": "Rolling mills",
}
TERMS = Terms(pace_s=0)
_LOOK_S, _CHUNK = 0.2, 250


@dataclass(frozen=True)
class Provider:
    """Reads a company's page, in which each field has a line."""

    key: str = KEY
    label: str = "Stored"
    kind: RecordKind = "company"
    fields: Sequence[str] = tuple(SAID)
    needs: Sequence[Sequence[str]] = (("company_name",),)
    hosts: Sequence[str] = ("stored.example",)
    terms: Terms = TERMS
    settings: Mapping[str, JSON] = field(default_factory=lambda: {"type": "object", "x-key": "none"})

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        page = await net.read(asked(subject.text("company_name")))
        if isinstance(page, Trouble):
            return Answer(trouble=page)
        return Answer([_candidate(key, value, page) for key, value in SAID.items() if key in subject.wanted])


def asked(name: str) -> Request:
    return Request(f"https://stored.example/{name.replace(' ', '-')}")


def _line(key: str, value: str) -> str:
    return f"The {key.replace('_', ' ')} of the firm: {value}."


def _candidate(key: str, value: str, page: Page) -> Candidate:
    evidence = Evidence(page.url, _line(key, value), "text", page.digest, page.retrieved_at)
    return Candidate(key, value, [evidence], Match(1, "It is the page of this firm."))


def main(size: str, rows: int | None) -> bool:
    count = rows or ROWS[size]
    build()
    found = Plugins([Plugin(KEY, KEY, enrichers=(Provider(),))], [])
    plugin_settings.installed = lambda: found  # type: ignore[attr-defined,assignment]  # not those of the machine
    with installation() as place:
        settings = load_settings({"data_dir": place.folder / "data"})
        wall_s, cpu_s, values = asyncio.run(_measured(place, settings, count))
    print(f"{count} companies, {values} values: {wall_s:.1f} s, of which the worker's CPU {cpu_s:.1f} s")
    met = wall_s <= MOST_S * count / ROWS["full"] and values >= 0.99 * count * len(SAID)
    verdict = {
        "bench": "stored", "size": size if rows is None else f"{rows} rows",
        "figures": {"seconds": round(wall_s, 1), "worker's CPU": round(cpu_s, 1), "values": values},
        "demands": {"seconds": f"<= {MOST_S:g} for 10,000"}, "met": met, "noisy": False,
    }  # fmt: skip
    print(json.dumps(verdict), flush=True)
    return met


async def _measured(place: Installation, settings: Settings, count: int) -> tuple[float, float, int]:
    """Seconds and the worker's CPU seconds from the start of the run to its end, and values found."""
    database, stop = Database.open(settings), asyncio.Event()
    workspace, ids = await new_workspace(place, database, count)
    await _store(database, workspace, ids)
    plan = Plan(tuple(SAID), [StagePlan(STAGE, "company", tuple(SAID), (KEY,))])
    new = NewRun("company", Pool("company", ids=ids), plan, 0, 0, "Benchmark")
    async with asyncio.TaskGroup() as loops:
        loops.create_task(run_worker([jobs], database, settings, stop))
        loops.create_task(run_dispatcher([effects], database, settings, stop))
        began, cpu_began = time.perf_counter(), _cpu_s()
        async with database.workspace(workspace) as session:
            run_id = await running.start(session, ACTOR, new)
        while True:
            async with database.workspace(workspace) as session:
                run = await running.get(session, run_id)
            if run.finished_at is not None:
                break
            await asyncio.sleep(_LOOK_S)
        wall_s, cpu_s = time.perf_counter() - began, _cpu_s() - cpu_began
        stop.set()
    await database.close()
    return wall_s, cpu_s, run.counts.found


def _cpu_s() -> float:
    spent = psutil.Process().cpu_times()
    return spent.user + spent.system


async def _store(database: Database, workspace: UUID, ids: Sequence[UUID]) -> None:
    """A page for each company, as if it had been read just now."""
    for start in range(0, len(ids), _CHUNK):
        async with database.workspace(workspace) as session:
            for one in ids[start : start + _CHUNK]:
                await _store_page(session, f"Firm {one}")


async def _store_page(session: WorkspaceSession, name: str) -> None:
    said = [_line(key, value) for key, value in SAID.items()]
    filling = [f"Paragraph {number} of the page tells of something else." for number in range(40)]
    body = "\n".join([name, *said, *filling]).encode()
    blob = await blobs.store(session, await asyncio.to_thread(spooled, body), kind="page")
    row = FetchRow(
        question=keeping.question(asked(name)),
        page=blob.digest,
        url=asked(name).url,
        status=200,
        headers={"content-type": "text/plain"},
        is_answer=True,
        retrieved_at=clock.now(),
    )
    await repository.add(session, row)
