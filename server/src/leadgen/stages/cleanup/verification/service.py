"""Checking the addresses of contacts: begun in a request, worked off by a job, read before a message."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.jobs import defer
from leadgen.platform.net import Net
from leadgen.records import journal
from leadgen.records import service as records
from leadgen.records.bulk import handing
from leadgen.records.bulk.words import counted
from leadgen.records.contracts import Operation, Value
from leadgen.records.held import Held
from leadgen.records.normalise import own_words
from leadgen.records.repository.bulk import Piece, Pool
from leadgen.records.vocabularies import service as vocabularies
from leadgen.stages.cleanup.verification import asking, repository
from leadgen.stages.cleanup.verification.contracts import ResolverAway
from leadgen.stages.cleanup.verification.verdict import MailAnswer, domain_to_ask, verdict

TASK = "cleanup.verify"
SOURCE = "Name system (DNS)"
PIECE = 500
# So often a job comes back to a resolver that is away, then it says so and goes on without.
_PATIENCE = 5
_AWAY: Mapping[str, JSON] = {
    "code": "resolver_away",
    "detail": "The name servers of this installation did not answer, so some addresses stay unknown. Check "
    "LEADGEN_DNS_SERVERS and the connection of this machine, then verify them again.",
}


async def start(session: WorkspaceSession, actor: Actor, pool: Pool, expected: int) -> UUID:
    """Check the addresses of these contacts by a job; the operation's id.

    Raises SelectionChanged where they are not `expected` by now.
    """
    whom = await handing.label(session, pool) or counted("contact", expected)
    operation_id = await handing.begin(
        session,
        actor,
        pool,
        kind="refresh",
        source=SOURCE,
        summary=f"Checked e-mail of {whom}",
        act={"act": "verify", "anew": expected == 1},
        expected=expected,
        size=PIECE,
    )
    await defer(session, TASK, operation_id=operation_id)
    return operation_id


async def work(
    database: Database,
    net: Net,
    workspace_id: UUID,
    operation_id: UUID,
    *,
    attempts: int,
    should_stop: Callable[[], bool],
) -> bool:
    """Piece by piece until all is done; False where it stopped before, to be continued.

    Raises ResolverAway, for a while: what waits for the name system waits outside of any transaction.
    """
    problem: Mapping[str, JSON] | None = None
    while not should_stop():
        async with database.workspace(workspace_id) as session:
            found = await handing.next_piece(session, operation_id)
            if found is None:
                await handing.finish(session, operation_id, problem)
                return True
            operation, piece = found
            known, missing = await _domains(session, operation, piece)
        answers, is_away = await _answers(net, missing, was_away=problem is not None)
        if is_away and attempts < _PATIENCE:
            raise ResolverAway
        problem = _AWAY if is_away else problem
        async with database.workspace(workspace_id) as session:
            await repository.keep(session, answers, clock.now(), asking.TTL)
            claimed = await handing.claim(session, operation_id, piece)
            if claimed is not None:
                counts = await _write(session, operation_id, piece, {**known, **answers})
                await handing.done(session, claimed, piece, counts)
    return False


@dataclass(frozen=True)
class Standing:
    """What is known of a contact's address. `status` None: never checked; `is_fresh`: still to be trusted."""

    status: str | None
    finding: str | None
    is_fresh: bool


async def standing(session: WorkspaceSession, contact_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """Contact → what is known of its address now, for the last look before a message."""
    values = await records.current_values(session, "contact", list(contact_ids))
    checked = await records.checked_at(session, values, "email_status")
    trusted = records.trusted_days("contact", "email_status")
    return {
        one: Standing(
            cast(str | None, held.get("email_status")),
            cast(str | None, held.get("email_finding")),
            _is_fresh(checked.get(one), trusted(held.get("email_status"))),
        )
        for one, held in values.items()
    }


def _is_fresh(checked_at: datetime | None, days: int | None) -> bool:
    return checked_at is not None and days is not None and clock.now() < checked_at + timedelta(days=days)


async def _answers(
    net: Net, domains: Collection[str], *, was_away: bool
) -> tuple[dict[str, MailAnswer], bool]:
    """What each domain answered, and whether the resolver is away; where it was, it is looked for first."""
    if was_away and not await net.has_names():
        return dict.fromkeys(domains, "failed"), True
    answers, silent = await asking.ask(net, domains)
    return answers, silent > 0 and silent == len(domains) and not await net.has_names()


async def _domains(
    session: WorkspaceSession, operation: Operation, piece: Piece
) -> tuple[dict[str, MailAnswer], set[str]]:
    """The answers that are known already, and the domains that have to be asked about; each once.

    An answer of this operation counts for all of it. Of a single contact one of before does not.
    """
    held = await records.current_values(session, "contact", piece.record_ids)
    addresses = {str(values["email"]) for values in held.values() if "email" in values}
    wanted = {domain for one in addresses if (domain := domain_to_ask(one)) is not None}
    kept = await repository.known(session, wanted)
    anew = (await handing.act_of(session, operation.id)).get("anew") is True
    now = clock.now()
    known = {
        domain: one.answer
        for domain, one in kept.items()
        if one.asked_at >= operation.created_at or (one.expires_at > now and not anew)
    }
    return known, wanted - known.keys()


async def _write(
    session: WorkspaceSession, operation_id: UUID, piece: Piece, answers: Mapping[str, MailAnswer]
) -> Counter[str]:
    """What was found into the records, of the addresses they have at this moment."""
    counts: Counter[str] = Counter()

    def judged(held: Held) -> Mapping[str, Value | None]:
        values = _values(held, answers)
        counts[str(values.get("email_status", "without_email"))] += 1
        return values

    keys = ("email_status", "email_finding", "email_suggestion")
    with own_words.using(await vocabularies.own_words(session)):
        await journal.revise(session, operation_id, "contact", piece.record_ids, keys, judged, confirm=True)
    counts["gone"] = len(piece.record_ids) - counts.total()
    return Counter({name: number for name, number in counts.items() if number})


def _values(held: Held, answers: Mapping[str, MailAnswer]) -> Mapping[str, Value | None]:
    """Nothing where there is no address, or where it became another one while its domain was asked about."""
    address = held.values.get("email")
    domain = domain_to_ask(str(address)) if address is not None else None
    if address is None or (domain is not None and domain not in answers):
        return {}
    found = verdict(str(address), answers[domain] if domain is not None else "failed")
    return {
        "email_status": found.status,
        "email_finding": found.finding,
        "email_suggestion": found.suggestion,
    }
