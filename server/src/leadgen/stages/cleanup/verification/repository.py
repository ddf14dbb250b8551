"""SQL of what the name system said about domains."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from leadgen.db.engine import WorkspaceSession
from leadgen.stages.cleanup.verification.models import MailDomainRow
from leadgen.stages.cleanup.verification.verdict import MailAnswer


@dataclass(frozen=True)
class Known:
    """An answer of before."""

    answer: MailAnswer
    asked_at: datetime
    expires_at: datetime


async def known(session: WorkspaceSession, domains: Collection[str]) -> dict[str, Known]:
    """Domain → its last answer, for those that were asked about."""
    row = MailDomainRow
    query = select(row.domain, row.answer, row.asked_at, row.expires_at).where(
        row.workspace_id == session.workspace_id, row.domain.in_(list(domains))
    )
    found = (await session.execute(query)).tuples()
    return {domain: Known(cast(MailAnswer, answer), asked, until) for domain, answer, asked, until in found}


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
