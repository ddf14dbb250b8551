"""Letters to one person, whichever workspaces they are in."""

from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.platform.mail import post
from leadgen.platform.workspaces import repository as workspaces


async def post_to(database: Database, user_id: UUID, letter: str, arguments: dict[str, str]) -> None:
    """In the person's first workspace; a person who is in none has nothing to come back to."""
    async with database.identity(user_id=user_id) as session:
        rows = await workspaces.of_user(session, user_id)
    if not rows:
        return
    async with database.workspace(min(row.id for row in rows), user_id=user_id) as session:
        await post(session, letter, uuid7(), arguments)
