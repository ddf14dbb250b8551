"""The start of a run at the price of a quote."""

from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.platform.auth.contracts import Actor
from leadgen.records.repository.bulk import Pool
from leadgen.stages.enrich import running
from leadgen.stages.enrich.contracts import NewRun
from leadgen.stages.enrich.planning import repository, words
from leadgen.stages.enrich.planning.contracts import Count, Quote, QuoteExpired, QuoteNotFound, QuoteUsed
from leadgen.stages.enrich.planning.service import RUNS_LOOKED_AT, Counting, active


async def start(
    session: WorkspaceSession, actor: Actor, quote_id: UUID, first: int | None, ceiling: int | None
) -> UUID:
    """A run at the price of a quote, or below; its id. A quote is good for one run.

    `first`: only so many of its records. Raises QuoteNotFound, QuoteExpired, QuoteUsed, CreditsMissing,
    NothingToRun.
    """
    found = await repository.find(session, quote_id)
    if found is None:
        raise QuoteNotFound
    if found.run_id is not None:
        raise QuoteUsed
    if found.expires_at <= clock.now():
        raise QuoteExpired
    record_ids = found.record_ids[:first]
    count = await _agreed(session, found, len(record_ids))
    # A part is counted at the prices of now; the whole was quoted, so no part may cost more.
    most = min(count.ceiling, found.count.ceiling, *([] if ceiling is None else [ceiling]))
    run_id = await running.start(
        session,
        actor,
        NewRun(
            kind=found.kind,
            pool=Pool(found.kind, ids=record_ids),
            plan=found.plan,
            expected=min(count.expected, most),
            ceiling=most,
            summary=words.summary(found.kind, len(record_ids)),
            quote_id=found.id,
        ),
    )
    await repository.use(session, found.id, run_id)
    return run_id


async def _agreed(session: WorkspaceSession, found: Quote, records: int) -> Count:
    """The price of so many of the quote's records, as it was told."""
    if records == len(found.record_ids):
        return found.count
    if found.first is not None and records == found.first.records:
        return found.first
    past = await repository.experience(session, found.kind, RUNS_LOOKED_AT)
    counting = Counting(session, found.kind, found.plan, await active(session), past)
    return await counting.count(found.record_ids[:records])
