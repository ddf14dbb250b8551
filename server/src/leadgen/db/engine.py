"""Sessions. One cannot be had without saying for which workspace, whom, or why."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self
from uuid import UUID

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import event, insert, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from leadgen.config import Settings
from leadgen.db.address import address_of
from leadgen.db.models import system_access
from leadgen.db.roles import Role, password
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7

# Local to the transaction: a plain SET would stay with the pooled connection.
_SCOPE = text(
    "SELECT set_config('app.workspace_id', :workspace, true), set_config('app.user_id', :user, true),"
    " set_config('app.account_id', :account, true)"
)


# A plan kept from when a table was empty reads it whole ever after; planning anew costs a fraction of a
# millisecond (R21 at CI size: over ten minutes with kept plans, under one without).
_OPTIONS = "-c plan_cache_mode=force_custom_plan"


class _Session(AsyncSession):
    """One transaction on one connection."""

    async def driver(self) -> psycopg.AsyncConnection:
        """The connection itself, in this very transaction: for COPY."""
        fairy = await (await self.connection()).get_raw_connection()
        connection = fairy.driver_connection
        assert isinstance(connection, psycopg.AsyncConnection)
        return connection


class WorkspaceSession(_Session):
    """Sees and writes the rows of one workspace only."""

    workspace_id: UUID
    user_id: UUID | None


class IdentitySession(_Session):
    """For sign-in and account matters: the global tables, and what one user or account may see."""


class SystemSession(_Session):
    """Reads ids across workspaces; the work itself belongs in a workspace session."""


class Database:
    """The product's database, as the roles that policies apply to."""

    def __init__(self, settings: Settings, app: AsyncEngine, system: AsyncEngine) -> None:
        self._settings = settings
        self._app = app
        self._system = system

    @asynccontextmanager
    async def listen(self, channel: str) -> AsyncIterator[AsyncIterator[str]]:
        """Payloads of NOTIFY on `channel`, on a connection of its own that reads no table.

        Raises psycopg.OperationalError when the server goes away: then call again.
        """
        conninfo = address_of(self._settings).role_conninfo(Role.APP, self._settings.secret())
        connection = await psycopg.AsyncConnection.connect(conninfo, autocommit=True)
        async with connection:
            await connection.execute(SQL("LISTEN {}").format(Identifier(channel)))
            yield (notify.payload async for notify in connection.notifies())

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """No I/O yet: the first session connects, and connects again after the server was away."""
        return cls(settings, _engine(settings, Role.APP, 10), _engine(settings, Role.SYSTEM, 2))

    @asynccontextmanager
    async def workspace(
        self, workspace_id: UUID, *, user_id: UUID | None = None
    ) -> AsyncIterator[WorkspaceSession]:
        """One transaction in one workspace: committed at a clean end, rolled back at an error."""
        async with WorkspaceSession(self._app, expire_on_commit=False) as session, session.begin():
            session.workspace_id, session.user_id = workspace_id, user_id
            await _scope(session, workspace=workspace_id, user=user_id)
            yield session

    @asynccontextmanager
    async def identity(
        self, *, user_id: UUID | None = None, account_id: UUID | None = None
    ) -> AsyncIterator[IdentitySession]:
        """One transaction on the global tables, with what that user or account may see of the others."""
        async with IdentitySession(self._app, expire_on_commit=False) as session, session.begin():
            await _scope(session, user=user_id, account=account_id)
            yield session

    @asynccontextmanager
    async def all_workspaces(self, reason: str) -> AsyncIterator[SystemSession]:
        """One transaction that reads across workspaces; `reason` is kept in `system_access`."""
        async with SystemSession(self._system, expire_on_commit=False) as session, session.begin():
            await session.execute(insert(system_access).values(id=uuid7(), reason=reason, at=clock.now()))
            yield session

    @asynccontextmanager
    async def dispatching(self) -> AsyncIterator[SystemSession]:
        """One transaction of a dispatcher, which learns whose work is due many times a minute.

        Leaves no line in `system_access`; the grants on its columns keep it to ids, kinds and times.
        """
        async with SystemSession(self._system, expire_on_commit=False) as session, session.begin():
            yield session

    async def close(self) -> None:
        """Close the pools; sessions in use fail."""
        await self._app.dispose()
        await self._system.dispose()


async def _scope(
    session: AsyncSession,
    *,
    workspace: UUID | None = None,
    user: UUID | None = None,
    account: UUID | None = None,
) -> None:
    given = {"workspace": workspace, "user": user, "account": account}
    await session.execute(_SCOPE, {name: str(value) if value else "" for name, value in given.items()})


def _engine(settings: Settings, role: Role, size: int) -> AsyncEngine:
    engine = create_async_engine(
        address_of(settings).url(role, settings.secret()),
        pool_size=size,
        max_overflow=size,
        hide_parameters=True,  # in errors and logs: they hold contacts and hashes
        pool_pre_ping=True,  # a server that was killed and came back costs a look, not an error
        connect_args={"connect_timeout": 10, "options": _OPTIONS},
    )

    def with_present_secret(dialect: object, record: object, words: object, given: dict[str, object]) -> None:
        """The secret may have been changed since the pool was made; connections in use stay."""
        given["password"] = password(settings.secret(), role)

    event.listen(engine.sync_engine, "do_connect", with_present_secret)
    return engine
