"""Providers of the test's own: they ask a server on loopback, whose pages say what the test has told it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, unquote
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.billing.service import grant
from leadgen.platform.effects.dispatcher import run_dispatcher
from leadgen.platform.jobs import Jobs
from leadgen.platform.jobs.worker import run_worker
from leadgen.records.field import RecordKind
from leadgen.records.repository.bulk import Pool
from leadgen.stages.enrich import running
from leadgen.stages.enrich.contracts import NewRun, Plan, Run, StagePlan
from leadgen.stages.enrich.effects import effects
from leadgen.stages.enrich.jobs import jobs
from leadgen_sdk import JSON
from leadgen_sdk.enriching import (
    Answer,
    Candidate,
    Evidence,
    Match,
    Missing,
    Net,
    Page,
    Request,
    Subject,
    Terms,
    Trouble,
)
from leadgen_sdk.reading import trouble_of
from tests.factories.effects import QUICK as QUICK_EFFECTS
from tests.factories.outside import Asked, Outside, outside, says
from tests.factories.queue import QUICK as QUICK_JOBS
from tests.factories.queue import until
from tests.factories.records import alice
from tests.factories.tenancy import Workspace

FREE = Terms(pace_s=0)
STAGE = "company_profile"


def paid(amount: int, stage: str = STAGE, *, keyed: bool = False) -> Terms:
    """So many thousandths of a credit for all that it finds in the stage."""
    return Terms(free=False, honours_idempotency=keyed, credits={stage: amount}, pace_s=0)


@dataclass(frozen=True)
class Provider:
    """An enricher whose every answer is a page that names the firm and its site, and says a field a line."""

    port: int
    key: str
    fields: Sequence[str]
    terms: Terms = FREE
    kind: RecordKind = "company"
    needs: Sequence[Sequence[str]] = (("company_name",),)
    hosts: Sequence[str] = ("127.0.0.1",)
    settings: Mapping[str, JSON] = field(default_factory=lambda: {"type": "object", "x-key": "none"})

    @property
    def label(self) -> str:
        return self.key.capitalize()

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        name = subject.text("company_name")
        url = f"http://127.0.0.1:{self.port}/{self.key}/{quote(name)}"
        key = {"Idempotency-Key": subject.paid.idempotency_key} if subject.paid else {}
        asked = Request(url, "POST", b"{}", headers=key) if subject.paid else Request(url)
        page = await (net.call(asked) if subject.paid else net.read(asked))
        if isinstance(page, Trouble):
            return Answer(trouble=page)
        if (trouble := trouble_of(page)) is not None:
            return Answer(trouble=trouble)
        return self._answer(subject, page)

    def _answer(self, subject: Subject, page: Page) -> Answer:
        lines = [line.partition(" is: ") for line in page.body.decode().splitlines()]
        told = {key.split()[-1]: (f"{key} is: {value}", value) for key, _, value in lines if value}
        asked = sorted(subject.wanted & set(self.fields))
        return Answer(
            [_candidate(key, *told[key], page) for key in asked if key in told],
            {key: Missing("not_told", f"{self.label} does not say it.") for key in asked if key not in told},
        )


def _candidate(field: str, quote: str, value: str, page: Page) -> Candidate:
    evidence = Evidence(page.url, quote, "text", page.digest, page.retrieved_at)
    return Candidate(field, value, [evidence], Match(1, "It is the page of this firm."))


def page_of(name: str, facts: Mapping[str, str]) -> bytes:
    """What a provider knows of a firm, as its page."""
    site = f"{name.lower().replace(' ', '')}.example"
    said = [f"The {key} is: {value}" for key, value in facts.items()]
    return "\n".join([f"{name} ({site})", *said, ""]).encode()


@dataclass
class World:
    """What the providers' server knows: provider and company → fields. `forced` answers come instead."""

    there: Outside
    facts: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    forced: dict[str, tuple[int, Mapping[str, str]]] = field(default_factory=dict)
    delay_s: float = 0
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    under_way: int = 0

    async def answer(self, writer: asyncio.StreamWriter, asked: Asked) -> None:
        provider, name = (unquote(part) for part in asked.target.strip("/").split("/"))
        self.asked[provider, name] += 1
        self.under_way += 1
        try:
            await asyncio.sleep(self.delay_s)
        finally:
            self.under_way -= 1
        status, headers = self.forced.get(provider, (200, {}))
        text = page_of(name, self.facts.get((provider, name), {}))
        await says(text, status, Content_Type="text/plain", **headers)(writer, asked)


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    """The providers' server."""
    async with outside() as there:
        made = World(there)
        there.answer = made.answer
        yield made


@asynccontextmanager
async def enriching(database: Database, settings: Settings, *further: Jobs) -> AsyncIterator[None]:
    """A worker with a dispatcher runs during the block; it does these jobs, too."""
    stop = asyncio.Event()
    loops = [
        asyncio.create_task(run_worker([jobs, *further], database, settings, stop, QUICK_JOBS)),
        asyncio.create_task(run_dispatcher([effects], database, settings, stop, QUICK_EFFECTS)),
    ]
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(*loops), 15)


def plan(fields: Sequence[str], *enrichers: str, kind: RecordKind = "company", refresh: bool = False) -> Plan:
    """One stage that asks these."""
    return Plan(fields, [StagePlan(STAGE, kind, fields, enrichers)], refresh)


async def start(
    database: Database,
    workspace: Workspace,
    plan: Plan,
    ids: Sequence[UUID],
    *,
    kind: RecordKind = "company",
    ceiling: int = 0,
    first: int | None = None,
) -> UUID:
    """A run of Alice's over these records."""
    new = NewRun(kind, Pool(kind, ids=ids), plan, ceiling, ceiling, "Enriched companies", first)
    async with database.workspace(workspace.id) as session:
        return await running.start(session, alice(workspace), new)


async def run(database: Database, workspace: Workspace, run_id: UUID) -> Run:
    """As it stands."""
    async with database.workspace(workspace.id) as session:
        return await running.get(session, run_id)


async def ended(database: Database, workspace: Workspace, run_id: UUID, *states: str) -> Run:
    """The run, once it is in one of these states, or over."""

    async def is_there() -> bool:
        found = await run(database, workspace, run_id)
        return found.state in states if states else found.finished_at is not None

    await until(is_there)
    return await run(database, workspace, run_id)


async def granted(database: Database, workspace: Workspace, amount: int) -> None:
    """So many thousandths of a credit."""
    await grant(database, workspace.id, amount, alice(workspace))
