"""What can be enriched, how a workspace wants it, and what it may cost."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.plugins import settings as plugins
from leadgen.records import journal
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.repository.bulk import Pool
from leadgen.stages.enrich import pricing
from leadgen.stages.enrich.contracts import NothingToRun, Plan, StagePlan
from leadgen.stages.enrich.planning import composing, repository, words
from leadgen.stages.enrich.planning.contracts import (
    MOST_RECORDS,
    Count,
    Elsewhere,
    Experience,
    Quote,
    Settings,
    StageCount,
    StageSetting,
    TooManyRecords,
    UnknownStage,
    What,
    Wish,
)
from leadgen.stages.enrich.planning.stages import STAGES
from leadgen_sdk.enriching import Enricher

# A price is good for so long.
KEPT = timedelta(hours=1)
# So many are run first, where a person wants to see some before all.
FIRST = 10
RUNS_LOOKED_AT = 20
_STAGES = {stage.key: stage for stage in STAGES}


async def quote(session: WorkspaceSession, actor: Actor, wish: Wish, pool: Pool) -> Quote:
    """The price of this wish for these records, settled now. Nothing is asked and nothing is spent.

    Raises NothingToRun, TooManyRecords, UnknownFields, NobodyToAsk, InvalidFilter.
    """
    enrichers = await active(session)
    composed = composing.compose(
        wish,
        [one for key, one in enrichers.items() if not wish.enrichers or key in wish.enrichers],
        await repository.settings(session),
        await journal.fields_of(session),
    )
    record_ids = await repository.ids(session, pool, MOST_RECORDS + 1)
    if not record_ids:
        raise NothingToRun
    if len(record_ids) > MOST_RECORDS:
        raise TooManyRecords
    past = await repository.experience(session, wish.kind, RUNS_LOOKED_AT)
    counting = Counting(session, wish.kind, composed.plan, enrichers, past)
    now = clock.now()
    found = Quote(
        id=uuid7(),
        kind=wish.kind,
        plan=composed.plan,
        record_ids=record_ids,
        count=await counting.count(record_ids),
        first=await counting.count(record_ids[:FIRST]) if len(record_ids) > FIRST else None,
        basis=words.basis(past),
        left_out=composed.left_out,
        actor=actor,
        created_at=now,
        expires_at=now + KEPT,
    )
    await repository.add(session, found)
    return found


async def active(session: WorkspaceSession) -> Mapping[str, Enricher]:
    """The providers that this workspace may ask now, by their keys."""
    return {key: one.enricher for key, one in (await plugins.active(session)).items()}


def elsewhere(quote: Quote, enrichers: Mapping[str, Enricher]) -> list[Elsewhere]:
    """What a run by this quote takes at most from accounts that the workspace has with providers."""
    cells = {one.key: one.cells for one in quote.count.stages}
    found = []
    for stage in quote.plan.stages:
        for key in stage.enrichers:
            takes = enrichers[key].terms.takes if key in enrichers else None
            if takes is not None and (questions := min(cells[stage.key], quote.count.records)):
                amount = str(takes.amount * questions)
                found.append(Elsewhere(stage.key, key, enrichers[key].label, questions, amount, takes.unit))
    return found


async def settings(session: WorkspaceSession) -> Settings:
    """Every stage as this workspace wants it."""
    kept = await repository.settings(session)
    return {stage.key: kept.get(stage.key, StageSetting()) for stage in STAGES}


async def change_settings(session: WorkspaceSession, wanted: Settings) -> Settings:
    """Those that are named; the others stay as they are. Raises UnknownStage, InvalidFilter."""
    await repository.lock_settings(session)
    known = {one.enricher.key for one in await plugins.every(session)}
    for key, setting in wanted.items():
        if key not in _STAGES:
            raise UnknownStage(key)
        for name in (*setting.order, *setting.without):
            if name not in known:
                raise UnknownStage(name)
        await filters.read(session, _STAGES[key].kind, setting.condition)
    changed = {**await settings(session), **wanted}
    kept = {key: one.written() for key, one in changed.items() if one != StageSetting()}
    await repository.keep_settings(session, kept)
    return changed


async def forget_expired(session: WorkspaceSession, at: datetime) -> None:
    """Quotes over their time for a day; for housekeeping."""
    await repository.forget_expired(session, at - timedelta(days=1))


class Counting:
    """Counts the cells of a plan, what they may cost, and what they are expected to."""

    def __init__(
        self,
        session: WorkspaceSession,
        kind: RecordKind,
        plan: Plan,
        enrichers: Mapping[str, Enricher],
        past: Experience,
    ) -> None:
        self._session = session
        self._kind = kind
        self._plan = plan
        self._enrichers = enrichers
        self._past = past

    async def count(self, record_ids: Sequence[UUID]) -> Count:
        """Over these records; people's companies are counted once each."""
        of_kind: dict[RecordKind, Sequence[UUID]] = {self._kind: record_ids}
        if self._kind == "contact" and any(one.kind == "company" for one in self._plan.stages):
            of_kind["company"] = await repository.companies_of(self._session, record_ids)
        stages: list[StageCount] = []
        skipped: Counter[What] = Counter()
        expected = 0
        for stage in self._plan.stages:
            asked = await self._stage(stage, of_kind[stage.kind], skipped)
            prices = composing.prices(stage, self._enrichers)
            ceiling = pricing.most(prices.values(), asked)
            least = min((one.amount for one in prices.values() if one.amount), default=0)
            stages.append(StageCount(stage.key, sum(asked.values()), ceiling, least))
            shares = [(price, self._past.share(key, price)) for key, price in prices.items()]
            expected += min(ceiling, pricing.likely(shares, asked))
        return Count(len(record_ids), stages, skipped, expected)

    async def _stage(
        self, stage: StagePlan, record_ids: Sequence[UUID], skipped: Counter[What]
    ) -> Mapping[str, int]:
        """Field → wanted cells. The condition counts where what it looks at cannot come in this run."""
        where = None
        if stage.condition is not None and composing.is_first(_STAGES[stage.key], self._plan):
            where = filters.where(await filters.read(self._session, stage.kind, stage.condition))
        fields = await self._fields(stage)
        found = await repository.count(
            self._session,
            stage.kind,
            record_ids,
            fields,
            refresh=self._plan.refresh,
            at=clock.now(),
            where=where,
        )
        for one in found:
            if one.what != "asked":
                skipped[one.what] += one.number
        return {one.field: one.number for one in found if one.what == "asked"}

    async def _fields(self, stage: StagePlan) -> list[Field]:
        return [one for one in await journal.fields_of(self._session, stage.kind) if one.key in stage.fields]
