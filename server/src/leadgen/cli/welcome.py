"""The one-time link by which the first person becomes the owner."""

import asyncio

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.accounts.service import issue_owner_link


def link(settings: Settings, address: str) -> str | None:
    """Where to create the owner; None where there is one. A link of before stops working."""
    token = asyncio.run(_issue(settings))
    return None if token is None else f"{settings.public_url or address}/welcome#{token}"


async def _issue(settings: Settings) -> str | None:
    database = Database.open(settings)
    try:
        return await issue_owner_link(database)
    finally:
        await database.close()
