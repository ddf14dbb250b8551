"""Signing in and out, and who stands behind a request."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.db.engine import Database, IdentitySession
from leadgen.kernel.clock import now
from leadgen.platform.accounts import emails
from leadgen.platform.accounts import repository as people
from leadgen.platform.auth import passwords, repository
from leadgen.platform.auth.contracts import Actor, Credentials, Identity, Membership, SignedIn
from leadgen.platform.auth.errors import SignInRequired, WorkspaceNotFound, WrongCredentials
from leadgen.platform.auth.models import ApiKeyRow
from leadgen.platform.auth.roles import Role
from leadgen.platform.auth.sessions import SESSION_AGE, is_alive, is_sighting_due
from leadgen.platform.auth.tokens import hash_token, new_token
from leadgen.platform.workspaces import repository as workspaces


@dataclass(frozen=True)
class NewSession:
    """A session just begun; the token is shown here and never again."""

    token: str
    person: SignedIn
    workspaces: tuple[Membership, ...]


async def identify(database: Database, credentials: Credentials, slug: str) -> Identity:
    """Who asks, in the workspace of this slug. Raises SignInRequired, WorkspaceNotFound."""
    async with database.identity() as session:
        if credentials.api_key is not None:
            return await _by_api_key(session, credentials.api_key, slug)
        person = await _person(session, credentials.session_token)
        return await _as_member(session, person, slug)


async def who_is(database: Database, session_token: str | None) -> tuple[SignedIn, tuple[Membership, ...]]:
    """The person of a session and their workspaces by name. Raises SignInRequired."""
    async with database.identity() as session:
        person = await _person(session, session_token)
        await repository.see_as_user(session, person.user_id)
        return person, await _memberships(session, person.user_id)


async def sign_in(database: Database, email: str, password: str, *, replaces: str | None) -> NewSession:
    """A new session instead of the one the browser had (`replaces`). Raises WrongCredentials."""
    async with database.identity() as session:
        user = await people.user_by_email(session, emails.key(email))
    # Between two transactions: hashing takes 50 ms and would hold a connection.
    if not await passwords.is_right(password, user.password_hash if user else None) or user is None:
        raise WrongCredentials
    async with database.identity(user_id=user.id) as session:
        return await begin_session(session, SignedIn(user.id, user.email, user.name), replaces=replaces)


async def begin_session(session: AsyncSession, person: SignedIn, *, replaces: str | None) -> NewSession:
    """A fresh token for a person already proven; one known before the sign-in is worth nothing after it."""
    at, token = now(), new_token()
    if replaces is not None:
        await repository.end_session(session, hash_token(replaces))
    await repository.end_expired_sessions(session, person.user_id, at)
    await repository.add_session(
        session, hash_token(token), person.user_id, at=at, expires_at=at + SESSION_AGE
    )
    return NewSession(token, person, await _memberships(session, person.user_id))


async def sign_out(database: Database, session_token: str) -> None:
    """End the session; doing it twice is fine."""
    async with database.identity() as session:
        await repository.end_session(session, hash_token(session_token))


async def _person(session: IdentitySession, token: str | None) -> SignedIn:
    found = None if token is None else await repository.session_by_hash(session, hash_token(token))
    at = now()
    if token is None or found is None:
        raise SignInRequired
    user_id, email, name, last_seen_at, expires_at = found
    if not is_alive(expires_at=expires_at, last_seen_at=last_seen_at, at=at):
        raise SignInRequired
    if is_sighting_due(last_seen_at=last_seen_at, at=at):
        await repository.saw_session(session, hash_token(token), at)
    return SignedIn(user_id, email, name)


async def _as_member(session: IdentitySession, person: SignedIn, slug: str) -> Identity:
    await repository.see_as_user(session, person.user_id)
    rows = await workspaces.of_user(session, person.user_id, slug)
    if not rows:
        raise WorkspaceNotFound
    workspace_id, slug, _, role = rows[0]
    actor = Actor("user", person.user_id, person.name)
    return Identity(workspace_id, slug, Role(role), actor, user_id=person.user_id)


async def _by_api_key(session: IdentitySession, key: str, slug: str) -> Identity:
    at = now()
    found = await repository.api_key_by_hash(session, hash_token(key))
    if found is None or not _is_valid(found, at):
        raise SignInRequired
    await repository.see_workspace(session, found.workspace_id)
    if await workspaces.slug_of(session, found.workspace_id) != slug:
        raise WorkspaceNotFound
    if found.last_used_at is None or is_sighting_due(last_seen_at=found.last_used_at, at=at):
        await repository.used_api_key(session, found.id, at)
    actor = Actor("api_key", found.id, found.name)
    return Identity(found.workspace_id, slug, Role(found.role), actor, api_key_id=found.id)


def _is_valid(key: ApiKeyRow, at: datetime) -> bool:
    return key.revoked_at is None and (key.expires_at is None or at < key.expires_at)


async def _memberships(session: AsyncSession, user_id: UUID) -> tuple[Membership, ...]:
    rows = await workspaces.of_user(session, user_id)
    return tuple(Membership(row.id, row.slug, row.name, Role(row.role)) for row in rows)
