"""Asking a run's questions again from what was kept: no network, nothing written, nothing paid."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.platform.fetch import keeping
from leadgen.platform.fetch.service import StoredNet
from leadgen.records.contracts import Value
from leadgen.stages.enrich import evidence_gate, repository, stored
from leadgen.stages.enrich.asking import Prepared, Question, prepare
from leadgen.stages.enrich.contracts import RunNotFound
from leadgen.stages.enrich.evidence_gate import Found
from leadgen.stages.enrich.stored import Step
from leadgen_sdk.enriching import Page, Paid, Request, Trouble

_CHUNK = 100


@dataclass(frozen=True)
class Difference:
    """A field that another value would be taken for now; None: none."""

    record_id: UUID
    enricher: str
    field: str
    before: Value | None
    after: Value | None


@dataclass
class Replayed:
    """How many steps were asked again, how many values they gave, and which of these are others.

    `missing`: steps that could not be asked, as their provider is not active or their pages are forgotten.
    """

    steps: int = 0
    values: int = 0
    missing: int = 0
    different: list[Difference] = field(default_factory=list)


async def replay(database: Database, workspace_id: UUID, run_id: UUID) -> Replayed:
    """Ask each step of a run again, from the pages it had read. Raises RunNotFound."""
    told = Replayed()
    async for step in _steps(database, workspace_id, run_id):
        await _again(database, workspace_id, step, told)
    return told


async def _steps(database: Database, workspace_id: UUID, run_id: UUID) -> AsyncIterator[Step]:
    """Every step that was answered, a chunk of records at a time."""
    async with database.workspace(workspace_id) as session:
        if await repository.by_id(session, run_id) is None:
            raise RunNotFound
    after: UUID | None = None
    while True:
        async with database.workspace(workspace_id) as session:
            items = await repository.ended(session, run_id, after, _CHUNK)
            found = await stored.steps(session, run_id, items)
        for one in found:
            yield one
        if len(items) < _CHUNK:
            return
        after = items[-1].record_id


async def _again(database: Database, workspace_id: UUID, one: Step, told: Replayed) -> None:
    question, before = one.question, one.told
    async with database.workspace(workspace_id) as session:
        prepared = await prepare(session, question)
    net = _Kept(StoredNet(database, workspace_id, before.reads), before.reads)
    after = None if prepared is None else await _asked(prepared, question, net, one)
    if after is None:
        told.missing += 1
        return
    told.steps += 1
    told.values += len(evidence_gate.chosen(after))
    told.different += _differences(question, before.found, after)


async def _asked(prepared: Prepared, question: Question, net: "_Kept", one: Step) -> list[Found] | None:
    """None where a page of it is not kept any more."""
    enricher = prepared.configured.enricher
    paid = None if enricher.terms.free else Paid("", str(one.id))
    subject = prepared.subject(question, paid)
    answer = await enricher.enrich(subject, net)
    return None if net.is_lacking else prepared.judge(answer, subject, net.pages, one.called_at)


def _differences(question: Question, before: Sequence[Found], after: Sequence[Found]) -> list[Difference]:
    was, is_now = evidence_gate.chosen(before), evidence_gate.chosen(after)
    values = {
        key: (was[key].value if key in was else None, is_now[key].value if key in is_now else None)
        for key in sorted(was.keys() | is_now.keys())
    }
    return [
        Difference(question.record_id, question.enricher, key, one, other)
        for key, (one, other) in values.items()
        if one != other
    ]


class _Kept:
    """The door to what was kept, which remembers what came through it.

    What the step could not read either is no lack.
    """

    def __init__(self, net: StoredNet, reads: Mapping[str, str]) -> None:
        self._net, self._reads = net, reads
        self.pages: dict[str, Page] = {}
        self.is_lacking = False

    async def read(self, request: Request) -> Page | Trouble:
        """As the SDK's."""
        return self._seen(request, await self._net.read(request))

    async def call(self, request: Request) -> Page | Trouble:
        """As the SDK's."""
        return self._seen(request, await self._net.call(request))

    def _seen(self, request: Request, found: Page | Trouble) -> Page | Trouble:
        if isinstance(found, Page):
            self.pages[found.digest] = found
        elif keeping.question(request).hex() in self._reads:
            self.is_lacking = True
        return found
