"""One question to one enricher about one record: asked in no transaction, judged before it is believed."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.effects.contracts import Again, Claimed, Done, EffectContext, Failed, Outcome
from leadgen.platform.fetch.service import EnricherNet
from leadgen.platform.plugins import running as watched
from leadgen.platform.plugins import settings as plugins
from leadgen.platform.plugins.contracts import Configured
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import service as records
from leadgen.records.contracts import Value
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.stages.enrich import evidence_gate
from leadgen.stages.enrich.evidence_gate import Found, Marks
from leadgen.stages.enrich.findings import service as findings
from leadgen.stages.enrich.kinds import FREE, KEYED, PAID
from leadgen.stages.enrich.offer import service as offer
from leadgen.stages.enrich.pricing import charge
from leadgen_sdk.enriching import Answer, Enricher, Meaning, Page, Paid, Subject, Trouble

# A server that is away is asked so often; the next provider may know.
_TRIES = 3
# So long a step may take, which is less than its kind allows. A paid one that takes longer may have happened:
# that is for the dispatcher to say.
_LIMITS_S = {FREE: 45.0, KEYED: 130.0, PAID: None}
_SWITCHED_OFF = "The provider is not active any more."
# The note of an attempt after which nobody is to be asked until a person has seen to it.
STUCK = "stuck"


@dataclass(frozen=True)
class Question:
    """What a step asks, whole: it is kept with its effect, so that it can be asked again from stored pages.

    `price` is for all `able` fields of the stage that the enricher can find; `since`: no older page will do.
    `settings` stand before the workspace's own. Pages of `reads` (question → page) are those of then.
    """

    run_id: UUID
    record_id: UUID
    kind: RecordKind
    stage: str
    enricher: str
    fields: Collection[str]
    values: Mapping[str, Value]
    price: int
    able: int
    since: datetime | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    reads: Mapping[str, str] = field(default_factory=dict)

    @property
    def natural_key(self) -> str:
        """Of its effect."""
        return natural_key(self.run_id, self.record_id, self.stage, self.enricher)

    def written(self) -> dict[str, JSON]:
        """As it is kept."""
        return {
            "run_id": str(self.run_id),
            "record_id": str(self.record_id),
            "kind": self.kind,
            "stage": self.stage,
            "enricher": self.enricher,
            "fields": sorted(self.fields),
            "values": dict(self.values),
            "price": self.price,
            "able": self.able,
            "since": None if self.since is None else self.since.isoformat(),
            "settings": dict(self.settings),
            "reads": dict(self.reads),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Question":
        """What `written` kept."""
        since = kept["since"]
        return cls(
            **{
                **kept,
                "run_id": UUID(kept["run_id"]),
                "record_id": UUID(kept["record_id"]),
                "since": None if since is None else datetime.fromisoformat(since),
            }
        )


def natural_key(run_id: UUID, record_id: UUID, stage: str, enricher: str) -> str:
    """Of the step that asks this enricher about this record in this stage of a run."""
    return f"{run_id}:{record_id}:{stage}:{enricher}"


@dataclass(frozen=True)
class Told:
    """What came of a step, judged. `costs`: of each field that is charged, in thousandths of a credit."""

    found: list[Found]
    costs: Mapping[str, int]
    provider: str
    model: str
    reads: Mapping[str, str]
    provider_costs: list[tuple[str, str]]

    @property
    def cost(self) -> int:
        """Of all fields."""
        return sum(self.costs.values())

    def written(self) -> dict[str, JSON]:
        """As it is kept with its effect."""
        return {
            "found": [one.written() for one in self.found],
            "costs": dict(self.costs),
            "provider": self.provider,
            "model": self.model,
            "reads": dict(self.reads),
            "provider_costs": [list(one) for one in self.provider_costs],
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Told":
        """What `written` kept."""
        return cls(**{**kept, "found": [Found.read(one) for one in kept["found"]]})


@dataclass(frozen=True)
class Prepared:
    """What has to be read before a question is asked."""

    configured: Configured
    fields: Mapping[str, Field]
    marks: Mapping[str, Marks]
    country: str | None
    offer: str

    def subject(self, question: Question, paid: Paid | None) -> Subject:
        """The record as the enricher sees it."""
        return Subject(
            values=dict(question.values),
            wanted=frozenset(question.fields),
            settings={**self.configured.settings, **question.settings},
            paid=paid,
            meanings={key: _meaning(self.fields[key]) for key in question.fields if key in self.fields},
            offer=self.offer,
        )

    def judge(self, answer: Answer, subject: Subject, pages: Mapping[str, Page], at: datetime) -> list[Found]:
        """What the evidence gate makes of the answer."""
        return evidence_gate.weigh(
            answer,
            subject,
            pages,
            self.fields,
            now=at,
            country=subject.text("company_country") or subject.text("country") or self.country,
            by_program=self.configured.enricher.terms.free or self.configured.enricher.terms.by_rule,
            marks=self.marks,
        )


async def ask(context: EffectContext, effect: Claimed) -> Outcome:
    """The call of a step."""
    assert isinstance(effect.payload, Mapping)
    question = Question.read(effect.payload)
    prepared = await _prepared(context, effect.workspace_id, question)
    if prepared is None:
        return Failed(_SWITCHED_OFF)
    enricher = prepared.configured.enricher
    secret = prepared.configured.secret(context.settings)
    paid = None if enricher.terms.free else Paid(secret or "", effect.idempotency_key)
    subject = prepared.subject(question, paid)
    net = EnricherNet(
        context.database,
        context.net,
        effect.workspace_id,
        enricher,
        since=question.since,
        kept=question.reads,
        together=context.together,
    )
    try:
        async with asyncio.timeout(_LIMITS_S[effect.kind]), net:
            answer = await watched.ask(context.database, effect, enricher, subject, net)
    except TimeoutError:
        answer = Answer(trouble=Trouble("down", f"{enricher.label} took too long to answer."))
    found = await asyncio.to_thread(prepared.judge, answer, subject, net.pages, clock.now())
    if answer.trouble is not None and not found:
        return _passed_over(enricher, answer.trouble, effect.attempt)
    told = _told(question, enricher, answer, found, net.reads)
    return Done(told.written(), cost=told.cost)


async def _prepared(context: EffectContext, workspace_id: UUID, question: Question) -> Prepared | None:
    """Steps that begin together read it together: it is the same for all records."""

    async def read() -> Prepared | None:
        async with context.database.workspace(workspace_id) as session:
            return await prepare(session, question)

    return await context.together.ask((workspace_id, question.enricher, question.kind), read)


async def prepare(session: WorkspaceSession, question: Question) -> Prepared | None:
    """None where the enricher cannot be asked any more."""
    configured = (await plugins.active(session)).get(question.enricher)
    if configured is None:
        return None
    return Prepared(
        configured,
        by_key(await records.fields_of(session, question.kind)),
        await findings.marks(session, question.enricher),
        (await workspaces.read(session)).country,
        "" if configured.enricher.terms.free else await offer.text(session),
    )


def _meaning(field: Field) -> Meaning:
    choices = tuple(option.value for option in field.options or ())
    return Meaning(field.label, str(field.type), field.description, field.unit or "", choices)


def _passed_over(enricher: Enricher, trouble: Trouble, attempt: int) -> Outcome:
    """A server that is busy is asked again later; one that is away a few times, where that harms nobody."""
    if trouble.kind == "stuck":
        return Again(trouble.message, note=STUCK)
    is_harmless = enricher.terms.free or enricher.terms.honours_idempotency
    if trouble.kind == "limited" or (trouble.kind == "down" and is_harmless and attempt < _TRIES):
        after = None if trouble.after_s is None else timedelta(seconds=trouble.after_s)
        return Again(trouble.message, after)
    return Failed(trouble.message)


def _told(
    question: Question, enricher: Enricher, answer: Answer, found: list[Found], reads: Mapping[str, str]
) -> Told:
    chosen = sorted(evidence_gate.chosen(found).keys() & set(question.fields))
    each = [charge(question.price, question.able, number) for number in range(len(chosen) + 1)]
    return Told(
        found=found,
        costs={field: each[number + 1] - each[number] for number, field in enumerate(chosen)},
        provider=_provider(enricher),
        model=answer.model,
        reads=reads,
        provider_costs=[(str(cost.amount), cost.unit) for cost in answer.costs],
    )


def _provider(enricher: Enricher) -> str:
    """Where a paid question goes to; a free one is told by its enricher."""
    host = enricher.hosts[0] if enricher.hosts and not enricher.terms.free else ""
    return (urlsplit(f"//{host}").hostname or enricher.key) if host and host != "*" else enricher.key
