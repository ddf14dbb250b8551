"""SQL of what the people of a company have in common."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.repository.rows import typed


@dataclass(frozen=True)
class MailHost:
    """So many of a company's people have their mailbox at a host."""

    company_id: UUID
    host: str
    people: int


async def mail_hosts(session: WorkspaceSession, company_ids: Collection[UUID]) -> list[MailHost]:
    """Where those who work at these companies now have their mailbox."""
    return await typed(
        session,
        MailHost,
        """SELECT company_id, split_part(email, '@', 2) AS host, count(*) AS people FROM contact
           WHERE workspace_id = %(ws)s AND company_id = ANY(%(ids)s) AND deleted_at IS NULL
             AND email IS NOT NULL
           GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2""",
        ids=list(company_ids),
    )
