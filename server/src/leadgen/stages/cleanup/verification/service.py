"""Checking the addresses of contacts: begun in a request, worked off by a job, read before a message."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.jobs import defer
from leadgen.platform.net import Net
from leadgen.records import service as records
from leadgen.records.bulk import handing
from leadgen.records.bulk.words import counted
from leadgen.records.contracts import Operation
from leadgen.records.repository.bulk import Piece, Pool
from leadgen.stages.cleanup.verification import asking, judging, repository
from leadgen.stages.cleanup.verification.contracts import Opinion, ResolverAway
from leadgen.stages.cleanup.verification.verdict import MailAnswer, can_catch_all, domain_to_ask

TASK = "cleanup.verify"
SOURCE = "Name system (DNS)"
PIECE = 500
# So often a job comes back to a resolver that is away, then it says so and goes on without.
_PATIENCE = 5
_NAMED = 3
_AWAY: Mapping[str, JSON] = {
    "code": "resolver_away",
    "detail": "The name servers of this installation did not answer, so some addresses stay unknown. Check "
    "LEADGEN_DNS_SERVERS and the connection of this machine, then verify them again.",
}


async def start(
    session: WorkspaceSession, actor: Actor, pool: Pool, expected: int, *, because: str = ""
) -> UUID:
    """Check the addresses of these contacts by a job; the operation's id. `because` goes on its summary.

    Raises SelectionChanged where they are not `expected` by now.
    """
    whom = await handing.label(session, pool) or counted("contact", expected)
    operation_id = await handing.begin(
        session,
        actor,
        pool,
        kind="refresh",
        source=SOURCE,
        summary=f"Checked e-mail of {whom}{because}",
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
                counts = await judging.write(session, operation_id, piece.record_ids, {**known, **answers})
                await handing.done(session, claimed, piece, counts)
    return False


async def note(session: WorkspaceSession, said: Sequence[Opinion]) -> frozenset[str]:
    """Keep what verifiers said just now of domains, before anything is written into records.

    Answers the domains, as addresses spell them, of which it is new that they take every address.
    """
    takes_all = {one.email: domain_to_ask(one.email) for one in said if one.mailbox == "catch_all"}
    named = {email: host for email, host in takes_all.items() if host and can_catch_all(email)}
    some = {domain_to_ask(one.email) for one in said if one.mailbox in ("exists", "missing")}
    known = await repository.known(session, named.values())
    now = clock.now()
    takes_some = {host for host in some if host is not None} - set(named.values())
    await repository.note_catch_all(session, set(named.values()), takes_some, now)
    new = {host for host in named.values() if host not in judging.catching_all(known, now)}
    return frozenset(email.rpartition("@")[2] for email, host in named.items() if host in new)


async def judge(session: WorkspaceSession, operation_id: UUID, said: Sequence[Opinion]) -> None:
    """Make a status of what verifiers said, which contacts hold by now, as part of that operation."""
    hosts = {host for one in said if (host := domain_to_ask(one.email)) is not None}
    known, now = await repository.known(session, hosts), clock.now()
    answers = {host: one.answer for host, one in known.items() if one.expires_at > now}
    await judging.write(session, operation_id, [one.contact_id for one in said], answers)


async def look_again(session: WorkspaceSession, actor: Actor, hosts: Collection[str]) -> None:
    """Check the other addresses at these domains, as an operation of its own."""
    pool = Pool("contact", ids=await repository.unasked_at(session, hosts))
    expected = await handing.count(session, pool)
    if expected:
        named = ", ".join(sorted(hosts)[:_NAMED]) + (" and others" if len(hosts) > _NAMED else "")
        take = "take" if len(hosts) > 1 else "takes"
        await start(session, actor, pool, expected, because=f", as {named} {take} every address")


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
            judging.is_fresh(checked.get(one), trusted(held.get("email_status"))),
        )
        for one, held in values.items()
    }


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
