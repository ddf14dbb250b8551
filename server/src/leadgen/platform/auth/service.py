"""Signing in and out, and who stands behind a request."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.config import Settings
from leadgen.db.engine import Database, IdentitySession
from leadgen.kernel.clock import now
from leadgen.platform import limits
from leadgen.platform.accounts import repository as people
from leadgen.platform.audit.service import record_own
from leadgen.platform.auth import proving, repository, second_factor
from leadgen.platform.auth.contracts import (
    NOWHERE,
    Actor,
    Caller,
    Credentials,
    Identity,
    Membership,
    Place,
    SignedIn,
    SignInMethod,
)
from leadgen.platform.auth.errors import (
    SecondFactorRequired,
    SessionNotFound,
    SignInRequired,
    WorkspaceNotFound,
)
from leadgen.platform.auth.models import ApiKeyRow
from leadgen.platform.auth.proving import Proof
from leadgen.platform.auth.roles import Role, Scope
from leadgen.platform.auth.sessions import SESSION_AGE, is_alive, is_sighting_due
from leadgen.platform.auth.tokens import hash_token, new_token
from leadgen.platform.limits import Limit
from leadgen.platform.workspaces import repository as workspaces


@dataclass(frozen=True)
class NewSession:
    """A session just begun; the token is shown here and never again."""

    token: str = field(repr=False)
    person: SignedIn
    workspaces: tuple[Membership, ...]


@dataclass(frozen=True)
class SessionSeen:
    """One place where a person is signed in."""

    id: UUID
    current: bool
    device: str
    address: str
    method: str
    created_at: datetime
    last_seen_at: datetime


async def identify(
    database: Database, credentials: Credentials, slug: str, *, limit: Limit | None = None, address: str = ""
) -> Identity:
    """Who asks, in the workspace of this slug; a key is counted where there is a `limit`.

    Raises SignInRequired, WorkspaceNotFound. Whether the limit allows it stands in the answer.
    """
    async with database.identity() as session:
        if credentials.api_key is None:
            person = await _caller(session, credentials.session_token)
            return await _as_member(session, person, slug, address)
        identity = await _by_api_key(session, credentials.api_key, limit, address)
    if identity.slug != slug:  # after the transaction, so that asking in vain counts as well
        raise WorkspaceNotFound
    return identity


async def caller(database: Database, credentials: Credentials) -> Caller:
    """The person behind a request outside any workspace. Raises SignInRequired, for any API key too."""
    if credentials.api_key is not None:
        raise SignInRequired
    async with database.identity() as session:
        return await _caller(session, credentials.session_token)


async def who_is(database: Database, session_token: str | None) -> tuple[SignedIn, tuple[Membership, ...]]:
    """The person of a session and their workspaces by name. Raises SignInRequired."""
    async with database.identity() as session:
        person = await _caller(session, session_token)
        await repository.see_as_user(session, person.user_id)
        return person, await _memberships(session, person.user_id)


async def sign_in(
    database: Database, settings: Settings, proof: Proof, place: Place, *, replaces: str | None
) -> NewSession:
    """A new session instead of the one the browser had (`replaces`).

    Raises WrongCredentials, SecondFactorRequired, WrongCode, TooManyAttempts.
    """
    proven = await proving.prove(database, settings, proof, place)
    async with database.identity(user_id=proven.person.user_id) as session:
        await proving.hold(session, proven)
        await record_own(session, proven.person, "sign_in", address=place.address)
        return await begin_session(session, proven.person, replaces=replaces, place=place)


async def begin_for_provider(
    database: Database, user_id: UUID, place: Place, *, replaces: str | None
) -> NewSession:
    """A session by the word of a provider.

    Raises SecondFactorRequired where the person gives a code at sign-in, which a provider knows nothing of:
    a link to a provider must not be the way around it. They sign in with password and code.
    """
    async with database.identity(user_id=user_id) as session:
        user = await people.hold_user(session, user_id)
        if user is None:
            raise SignInRequired
        if second_factor.is_on(user):
            raise SecondFactorRequired
        person = SignedIn(user.id, user.email, user.name)
        await record_own(session, person, "sign_in", address=place.address)
        return await begin_session(session, person, replaces=replaces, method="provider", place=place)


async def begin_session(
    session: AsyncSession,
    person: SignedIn,
    *,
    replaces: str | None,
    method: SignInMethod = "password",
    place: Place = NOWHERE,
) -> NewSession:
    """A fresh token for a person already proven; one known before the sign-in is worth nothing after it."""
    at, token = now(), new_token()
    if replaces is not None:
        await repository.end_session(session, hash_token(replaces))
    await repository.end_expired_sessions(session, person.user_id, at)
    await repository.add_session(
        session,
        hash_token(token),
        person.user_id,
        method=method,
        place=place,
        at=at,
        expires_at=at + SESSION_AGE,
    )
    return NewSession(token, person, await _memberships(session, person.user_id))


async def sign_out(database: Database, session_token: str) -> None:
    """End the session; doing it twice is fine."""
    async with database.identity() as session:
        await repository.end_session(session, hash_token(session_token))


async def sessions(database: Database, caller: Caller) -> tuple[SessionSeen, ...]:
    """Where this person is signed in, the last used first."""
    at = now()
    async with database.identity(user_id=caller.user_id) as session:
        rows = await repository.sessions_of(session, caller.user_id, at)
    return tuple(
        SessionSeen(
            row.id, row.id == caller.session_id, row.device, row.address, row.method,
            row.created_at, row.last_seen_at,
        )
        for row in rows
        if is_alive(expires_at=row.expires_at, last_seen_at=row.last_seen_at, at=at)
    )  # fmt: skip


async def end_one(database: Database, caller: Caller, session_id: UUID) -> None:
    """Sign one device out. Raises SessionNotFound."""
    async with database.identity(user_id=caller.user_id) as session:
        if not await repository.end_session_of(session, caller.user_id, session_id):
            raise SessionNotFound


async def end_all(database: Database, caller: Caller, place: Place) -> None:
    """Sign out everywhere, here included."""
    async with database.identity(user_id=caller.user_id) as session:
        await repository.end_sessions_of(session, caller.user_id)
        await record_own(session, caller, "sign_out_everywhere", address=place.address)


async def _caller(session: IdentitySession, token: str | None) -> Caller:
    found = None if token is None else await repository.session_by_hash(session, hash_token(token))
    at = now()
    if token is None or found is None:
        raise SignInRequired
    user_id, email, name, session_id, last_seen_at, expires_at = found
    if not is_alive(expires_at=expires_at, last_seen_at=last_seen_at, at=at):
        raise SignInRequired
    if is_sighting_due(last_seen_at=last_seen_at, at=at):
        await repository.saw_session(session, hash_token(token), at)
    return Caller(user_id, email, name, session_id)


async def _as_member(session: IdentitySession, person: SignedIn, slug: str, address: str) -> Identity:
    await repository.see_as_user(session, person.user_id)
    rows = await workspaces.of_user(session, person.user_id, slug)
    if not rows:
        raise WorkspaceNotFound
    workspace_id, slug, _, role = rows[0]
    actor = Actor("user", person.user_id, person.name, address)
    return Identity(workspace_id, slug, Role(role), actor, user_id=person.user_id)


async def _by_api_key(session: IdentitySession, key: str, limit: Limit | None, address: str) -> Identity:
    at = now()
    found = await repository.api_key_by_hash(session, hash_token(key))
    if found is None or not _is_valid(found, at):
        raise SignInRequired
    await repository.see_workspace(session, found.workspace_id)
    slug = await workspaces.slug_of(session, found.workspace_id)
    assert slug is not None, "a key belongs to a workspace"
    if found.last_used_at is None or is_sighting_due(last_seen_at=found.last_used_at, at=at):
        await repository.used_api_key(session, found.id, at)
    actor = Actor("api_key", found.id, found.name, address)
    scopes = frozenset(Scope(name) for name in found.scopes)
    # Last, since requests of one key wait for each other from here to the commit.
    rate = None if limit is None else await limits.take(session, f"api key {found.id}", limit, at)
    return Identity(found.workspace_id, slug, None, actor, None, found.id, scopes, rate)


def _is_valid(key: ApiKeyRow, at: datetime) -> bool:
    return key.revoked_at is None and (key.expires_at is None or at < key.expires_at)


async def _memberships(session: AsyncSession, user_id: UUID) -> tuple[Membership, ...]:
    rows = await workspaces.of_user(session, user_id)
    return tuple(Membership(row.id, row.slug, row.name, Role(row.role)) for row in rows)
