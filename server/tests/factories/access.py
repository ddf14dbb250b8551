"""Signs people in, through the services."""

from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth import repository, service
from leadgen.platform.auth.contracts import SignedIn
from leadgen.platform.auth.roles import EVERY_SCOPE, Scopes
from leadgen.platform.auth.tokens import hash_token, hint_of, new_api_key
from leadgen.platform.web.cookies import SESSION_COOKIE
from tests.factories.tenancy import Person, Workspace

ORIGIN = "http://leadgen.test"


async def session_token(database: Database, person: Person) -> str:
    """The cookie's value of a fresh session."""
    async with database.identity(user_id=person.id) as session:
        known = SignedIn(person.id, person.email, person.name)
        return (await service.begin_session(session, known, replaces=None)).token


async def signed_in(database: Database, person: Person) -> dict[str, str]:
    """The headers that this person's browser sends from the dashboard."""
    token = await session_token(database, person)
    return {"cookie": f"{SESSION_COOKIE}={token}", "sec-fetch-site": "same-origin", "origin": ORIGIN}


async def api_key(database: Database, workspace: Workspace, scopes: Scopes = EVERY_SCOPE) -> dict[str, str]:
    """The header that a program with a key of these scopes sends."""
    key = new_api_key()
    async with database.identity() as session:
        await repository.add_api_key(
            session,
            uuid7(),
            workspace_id=workspace.id,
            name="a program's key",
            key_hash=hash_token(key),
            scopes=scopes,
            hint=hint_of(key),
            created_by=workspace.owner.id,
            at=now(),
        )
    return {"authorization": f"Bearer {key}"}
