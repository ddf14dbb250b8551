"""What a workspace holds, to be compared before and after."""

from typing import Any

from sqlalchemy import text

from tests.stages.ingest.conftest import Ingest

_CONTACTS = """
SELECT full_name, email, linkedin_url, phone_mobile, job_title, city, country FROM contact
WHERE deleted_at IS NULL ORDER BY full_name, email, linkedin_url
"""


async def rows(ingest: Ingest, query: str) -> list[tuple[Any, ...]]:
    async with ingest.database.workspace(ingest.workspace_id) as session:
        return [tuple(row) for row in await session.execute(text(query))]


async def contacts(ingest: Ingest) -> list[tuple[Any, ...]]:
    return await rows(ingest, _CONTACTS)


async def names(ingest: Ingest) -> list[str]:
    return [row[0] for row in await contacts(ingest)]


async def whole(ingest: Ingest) -> list[list[tuple[Any, ...]]]:
    """Everything a person could see, without ids and times."""
    return [
        await contacts(ingest),
        await rows(
            ingest, "SELECT company_name, company_domain FROM company WHERE deleted_at IS NULL ORDER BY 1, 2"
        ),
        await rows(
            ingest,
            "SELECT c.full_name, p.kind, p.key FROM contact_point p JOIN contact c ON c.id = p.contact_id "
            "WHERE c.deleted_at IS NULL ORDER BY 1, 2, 3",
        ),
        await rows(ingest, "SELECT kind, key FROM record_key ORDER BY 1, 2"),
    ]
