"""Alice owns a workspace, Bob views it, Charlie is outside with one of his own."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7


@dataclass(frozen=True)
class Person:
    """A user."""

    id: UUID
    name: str
    email: str


@dataclass(frozen=True)
class Workspace:
    """A tenant with its people."""

    id: UUID
    slug: str
    account_id: UUID
    owner: Person
    bob: Person
    charlie: Person

    @property
    def alice(self) -> Person:
        """The owner by her name."""
        return self.owner


async def make_person(database: Database, name: str) -> Person:
    """A user without password."""
    person = Person(uuid7(), name, f"{name.lower()}.{uuid7().hex[-12:]}@example.com")
    async with database.identity() as session:
        await session.execute(
            text(
                'INSERT INTO "user" (id, email, email_key, name, created_at)'
                " VALUES (:id, :email, :email, :name, :now)"
            ),
            {"id": person.id, "email": person.email, "name": name, "now": clock.now()},
        )
    return person


async def add_member(database: Database, workspace_id: UUID, person: Person, role: str) -> None:
    """One more member."""
    async with database.workspace(workspace_id) as session:
        await session.execute(
            text(
                "INSERT INTO member (workspace_id, user_id, role, created_at)"
                " VALUES (:workspace, :user, :role, :now)"
            ),
            {"workspace": workspace_id, "user": person.id, "role": role, "now": clock.now()},
        )


async def make_workspace(
    database: Database, *, slug: str, owner: Person, bob: Person, charlie: Person
) -> Workspace:
    """A workspace in an account of its own, with `owner` as owner and `bob` as viewer."""
    workspace = Workspace(uuid7(), slug, uuid7(), owner, bob, charlie)
    now = clock.now()
    async with database.workspace(workspace.id) as session:
        await session.execute(
            text("INSERT INTO account (id, name, created_at) VALUES (:id, :name, :now)"),
            {"id": workspace.account_id, "name": slug, "now": now},
        )
        await session.execute(
            text(
                "INSERT INTO workspace (id, account_id, slug, name, created_at)"
                " VALUES (:id, :account, :slug, :slug, :now)"
            ),
            {"id": workspace.id, "account": workspace.account_id, "slug": slug, "now": now},
        )
        await session.execute(
            text(
                "INSERT INTO member (workspace_id, user_id, role, created_at)"
                " VALUES (:workspace, :user, :role, :now)"
            ),
            [
                {"workspace": workspace.id, "user": person.id, "role": role, "now": now}
                for person, role in ((owner, "owner"), (bob, "viewer"))
            ],
        )
    return workspace
