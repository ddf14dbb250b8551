"""SQL of what is known about domains."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from leadgen.db.engine import WorkspaceSession
from leadgen.records.repository.rows import scalars
from leadgen.stages.cleanup.verification.models import MailDomainRow
from leadgen.stages.cleanup.verification.verdict import MailAnswer


@dataclass(frozen=True)
class Known:
    """An answer of before."""

    answer: MailAnswer
    asked_at: datetime
    expires_at: datetime
    catch_all_at: datetime | None


async def known(session: WorkspaceSession, domains: Collection[str]) -> dict[str, Known]:
    """Domain → its last answer, for those that were asked about."""
    row = MailDomainRow
    query = select(row.domain, row.answer, row.asked_at, row.expires_at, row.catch_all_at).where(
        row.workspace_id == session.workspace_id, row.domain.in_(list(domains))
    )
    found = await session.execute(query)
    return {
        domain: Known(cast(MailAnswer, answer), asked, until, caught)
        for domain, answer, asked, until, caught in found
    }


async def keep(
    session: WorkspaceSession,
    answers: Mapping[str, MailAnswer],
    at: datetime,
    ttl: Mapping[MailAnswer, timedelta],
) -> None:
    """The answers of this moment, over those of before; in one order, so that two writers never wait in a
    circle.
    """
    if not answers:
        return
    rows = [
        {
            "workspace_id": session.workspace_id,
            "domain": domain,
            "answer": answer,
            "asked_at": at,
            "expires_at": at + ttl[answer],
        }
        for domain, answer in sorted(answers.items())
    ]
    fresh = insert(MailDomainRow).values(rows)
    over = {name: fresh.excluded[name] for name in ("answer", "asked_at", "expires_at")}
    await session.execute(fresh.on_conflict_do_update(index_elements=["workspace_id", "domain"], set_=over))


async def note_catch_all(
    session: WorkspaceSession, takes_all: Collection[str], takes_some: Collection[str], at: datetime
) -> None:
    """Domains that take every address, as it was said just now, and those that do not; in one order."""
    row = MailDomainRow
    if takes_all:
        given = {"workspace_id": session.workspace_id, "answer": "failed", "asked_at": at, "expires_at": at}
        fresh = insert(row).values([given | {"domain": one, "catch_all_at": at} for one in sorted(takes_all)])
        await session.execute(
            fresh.on_conflict_do_update(
                index_elements=["workspace_id", "domain"], set_={"catch_all_at": fresh.excluded.catch_all_at}
            )
        )
    if takes_some:
        query = update(row).where(
            row.workspace_id == session.workspace_id,
            row.domain.in_(sorted(takes_some)),
            row.catch_all_at.is_not(None),
        )
        await session.execute(query.values(catch_all_at=None))


async def unasked_at(session: WorkspaceSession, hosts: Collection[str]) -> list[UUID]:
    """Contacts with an address there, whose mailbox nobody has asked about."""
    return await scalars(
        session,
        UUID,
        """SELECT id FROM contact WHERE workspace_id = %(ws)s AND deleted_at IS NULL AND email_mailbox IS NULL
             AND split_part(email, '@', 2) = ANY(%(hosts)s) ORDER BY id""",
        hosts=list(hosts),
    )
