"""From all that is known of addresses to their status in the records."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.records import journal
from leadgen.records import service as records
from leadgen.records.contracts import Value
from leadgen.records.email_findings import MAILBOX_DAYS, Mailbox
from leadgen.records.held import Held
from leadgen.records.normalise import own_words
from leadgen.records.vocabularies import service as vocabularies
from leadgen.stages.cleanup.verification import repository
from leadgen.stages.cleanup.verification.repository import Known
from leadgen.stages.cleanup.verification.verdict import MailAnswer, domain_to_ask, verdict

_CATCH_ALL = timedelta(days=MAILBOX_DAYS["catch_all"])


async def write(
    session: WorkspaceSession,
    operation_id: UUID,
    contact_ids: Collection[UUID],
    answers: Mapping[str, MailAnswer],
) -> Counter[str]:
    """What domains answered and verifiers said into contacts, of the addresses they have at this moment."""
    counts: Counter[str] = Counter()
    now = clock.now()
    catching_all = await _catching_all(session, contact_ids, now)
    said_at = await records.checked_at(session, contact_ids, "email_mailbox")

    def judged(held: Held) -> Mapping[str, Value | None]:
        mailbox = _mailbox(held, said_at.get(held.id), catching_all)
        values = _values(held, answers, mailbox)
        counts[str(values.get("email_status", "without_email"))] += 1
        return values

    keys = ("email_status", "email_finding", "email_suggestion")
    with own_words.using(await vocabularies.own_words(session)):
        await journal.revise(session, operation_id, "contact", contact_ids, keys, judged, confirm=True)
    counts["gone"] = len(contact_ids) - counts.total()
    return Counter({name: number for name, number in counts.items() if number})


def is_fresh(checked_at: datetime | None, days: int | None) -> bool:
    """Can what was checked then be trusted for so long still now?"""
    return checked_at is not None and days is not None and clock.now() < checked_at + timedelta(days=days)


def catching_all(known: Mapping[str, Known], at: datetime) -> frozenset[str]:
    """The domains of which a verifier said lately that they take every address."""
    return frozenset(
        domain
        for domain, one in known.items()
        if one.catch_all_at is not None and at < one.catch_all_at + _CATCH_ALL
    )


async def _catching_all(
    session: WorkspaceSession, contact_ids: Collection[UUID], at: datetime
) -> frozenset[str]:
    held = await records.current_values(session, "contact", list(contact_ids))
    hosts = {domain_to_ask(str(values["email"])) for values in held.values() if "email" in values}
    return catching_all(await repository.known(session, {host for host in hosts if host is not None}), at)


def _mailbox(held: Held, said_at: datetime | None, catching_all: Collection[str]) -> Mailbox | None:
    """What a verifier said lately of this mailbox; else that its domain takes every address."""
    said = cast("Mailbox | None", held.values.get("email_mailbox"))
    if said in ("unknown", "withdrawn") or not is_fresh(said_at, MAILBOX_DAYS.get(said or "")):
        said = None
    address = held.values.get("email")
    if said is None and address is not None and domain_to_ask(str(address)) in catching_all:
        return "catch_all"
    return said


def _values(
    held: Held, answers: Mapping[str, MailAnswer], mailbox: Mailbox | None
) -> Mapping[str, Value | None]:
    """Nothing where there is no address, or where it became another one while its domain was asked about."""
    address = held.values.get("email")
    if address is None:
        return {}
    domain = domain_to_ask(str(address))
    answer = answers.get(domain, "failed") if domain is not None else "failed"
    if domain is not None and domain not in answers and mailbox is None:
        return {}
    found = verdict(str(address), answer, mailbox)
    return {
        "email_status": found.status,
        "email_finding": found.finding,
        "email_suggestion": found.suggestion,
    }
