"""Bugs of the kinds that leaked tenants elsewhere, each put in for the time of a block."""

import json
from base64 import urlsafe_b64decode
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import cast
from unittest.mock import patch
from uuid import UUID

import psycopg
from fastapi import FastAPI, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db import engine
from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import CursorCodec
from leadgen.platform.auth import service, standing
from leadgen.platform.auth.contracts import Actor, Identity
from leadgen.platform.auth.errors import WorkspaceNotFound
from leadgen.platform.auth.roles import Role
from leadgen.platform.events.hub import Subscription
from leadgen.platform.web.access import Slug, access, credentials_of
from leadgen.platform.web.state import WebState
from tests.proofs.sealed.tenants import Tenant

_SIGNATURE_BYTES = 16
_ONCE = text(
    "SELECT set_config('app.workspace_id', coalesce(nullif(current_setting('app.workspace_id', true), ''),"
    " :workspace), false), set_config('app.user_id', :user, true),"
    " set_config('app.account_id', :account, true)"
)


def forgotten_table(administrator: psycopg.Connection) -> AbstractContextManager[None]:
    """A new table nobody thought to seal."""
    return _sql(
        administrator,
        "CREATE TABLE forgotten (workspace_id uuid NOT NULL, note text)",
        "DROP TABLE forgotten",
    )


def unforced(administrator: psycopg.Connection) -> AbstractContextManager[None]:
    """A migration that lifted the policies for its own comfort, and did not put them back."""
    table = "ALTER TABLE contact"
    return _sql(administrator, f"{table} NO FORCE ROW LEVEL SECURITY", f"{table} FORCE ROW LEVEL SECURITY")


def permissive(administrator: psycopg.Connection) -> AbstractContextManager[None]:
    """One policy more, of which any is enough."""
    return _sql(
        administrator,
        "CREATE POLICY planted ON contact TO leadgen_app USING (true)",
        "DROP POLICY planted ON contact",
    )


@contextmanager
def unchecked_queue(administrator: psycopg.Connection) -> Iterator[None]:
    """The queue takes a job in anybody's name."""
    row = administrator.execute(
        "SELECT pg_get_functiondef('jobs.defer(text, jsonb, text, text)'::regprocedure)"
    ).fetchone()
    assert row is not None
    careless = (
        "$$ INSERT INTO jobs.procrastinate_jobs AS j (task_name, args) VALUES (task, args) RETURNING id $$"
    )
    administrator.execute(
        "CREATE OR REPLACE FUNCTION jobs.defer(task text, args jsonb, lock text, queueing_lock text)"
        f" RETURNS bigint LANGUAGE sql SECURITY DEFINER AS {careless}"
    )
    try:
        yield
    finally:
        administrator.execute(row[0])


def scope_of_the_connection() -> AbstractContextManager[object]:
    """The workspace is told to the connection, not to the transaction: the next one inherits it."""

    async def scope(
        session: AsyncSession,
        *,
        workspace: UUID | None = None,
        user: UUID | None = None,
        account: UUID | None = None,
    ) -> None:
        given = {"workspace": workspace, "user": user, "account": account}
        await session.execute(_ONCE, {name: str(value) if value else "" for name, value in given.items()})

    return patch.object(engine, "_scope", scope)


@contextmanager
def open_door(app: FastAPI, victim: Tenant) -> Iterator[None]:
    """Whoever is signed in gets into this workspace."""

    async def anybody(request: Request, slug: Slug) -> Identity:
        try:
            return await access(request, slug)
        except WorkspaceNotFound:
            if slug != victim.slug:
                raise
            return Identity(victim.workspace.id, slug, Role.OWNER, Actor("system", None, "Anybody"))

    with _instead_of_access(app, anybody):
        yield


@contextmanager
def role_of_elsewhere(app: FastAPI) -> Iterator[None]:
    """The highest role that somebody has in any workspace counts in all of theirs."""

    async def owner(request: Request, slug: Slug) -> Identity:
        database = WebState.of(request).database
        return replace(await service.identify(database, credentials_of(request), slug), role=Role.OWNER)

    async def believe(_session: WorkspaceSession, _identity: Identity) -> None:
        """Nor is it looked at again in the transaction."""

    with _instead_of_access(app, owner), patch.object(standing, "hold", believe):
        yield


def unsigned_cursor() -> AbstractContextManager[object]:
    """A cursor is believed, whoever it was made for."""

    def believe(_self: CursorCodec, _workspace_id: UUID, _purpose: str, cursor: str) -> JSON:
        return cast(JSON, json.loads(urlsafe_b64decode(cursor + "==")[_SIGNATURE_BYTES:]))

    return patch.object(CursorCodec, "decode", believe)


@contextmanager
def one_stream_for_all(app: FastAPI) -> Iterator[None]:
    """Every stream hears every notification."""

    class All(defaultdict[UUID, set[Subscription]]):
        def get(self, key: UUID, default: object = None) -> set[Subscription]:
            return {one for streams in self.values() for one in streams}

    with patch.object(WebState.of(Request({"type": "http", "app": app})).hub, "_streams", All(set)):
        yield


@contextmanager
def _instead_of_access(app: FastAPI, planted: Callable[..., Awaitable[Identity]]) -> Iterator[None]:
    app.dependency_overrides[access] = planted
    try:
        yield
    finally:
        del app.dependency_overrides[access]


@contextmanager
def _sql(administrator: psycopg.Connection, put_in: str, take_out: str) -> Iterator[None]:
    administrator.execute(put_in)
    try:
        yield
    finally:
        administrator.execute(take_out)
