"""All of a person's workspaces at a glance, by account: each is counted in a session of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.platform.auth.roles import Role
from leadgen.platform.workspaces import repository


@dataclass(frozen=True)
class Count:
    """Exact, or an estimate where counting would take long."""

    value: int
    exact: bool


NOTHING = Count(0, exact=True)


@dataclass(frozen=True)
class RecordFigures:
    """What a workspace holds."""

    contacts: Count = NOTHING
    companies: Count = NOTHING
    last_operation_at: datetime | None = None


@dataclass(frozen=True)
class WorkspaceFigures:
    """One workspace with the person's role in it."""

    id: UUID
    slug: str
    name: str
    role: Role
    records: RecordFigures
    members: int
    imports_running: int


@dataclass(frozen=True)
class AccountFigures:
    """Who pays for these workspaces; `can_add` where the person owns one of them."""

    id: UUID
    name: str
    can_add: bool
    workspaces: tuple[WorkspaceFigures, ...]


CountRecords = Callable[[WorkspaceSession], Awaitable[RecordFigures]]
CountImports = Callable[[WorkspaceSession], Awaitable[int]]


async def _no_records(_: WorkspaceSession) -> RecordFigures:
    return RecordFigures()


async def _no_imports(_: WorkspaceSession) -> int:
    return 0


_count_records: CountRecords = _no_records
_count_imports: CountImports = _no_imports


def register(records: CountRecords, imports: CountImports) -> None:
    """Who counts what the higher floors keep; done when the product is assembled."""
    global _count_records, _count_imports
    _count_records, _count_imports = records, imports


async def read(database: Database, user_id: UUID) -> tuple[AccountFigures, ...]:
    """Accounts and their workspaces by name; those the person belongs to, no others."""
    async with database.identity(user_id=user_id) as session:
        places = await repository.places_of(session, user_id)
    found: dict[UUID, AccountFigures] = {}
    for account_id in dict.fromkeys(place.account_id for place in places):
        own = [place for place in places if place.account_id == account_id]
        can_add = any(place.role is Role.OWNER for place in own)
        counted = [await _count(database, user_id, place) for place in own]
        found[account_id] = AccountFigures(account_id, own[0].account_name, can_add, tuple(counted))
    return tuple(sorted(found.values(), key=lambda account: (account.name.casefold(), account.id)))


async def _count(database: Database, user_id: UUID, place: repository.Place) -> WorkspaceFigures:
    async with database.workspace(place.workspace_id, user_id=user_id) as session:
        return WorkspaceFigures(
            place.workspace_id,
            place.slug,
            place.name,
            place.role,
            await _count_records(session),
            await repository.count_members(session),
            await _count_imports(session),
        )
