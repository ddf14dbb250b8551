"""Making, listing and revoking keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.errors import Conflict, Forbidden, NotFound
from leadgen.kernel.ids import uuid7
from leadgen.platform.audit.service import record
from leadgen.platform.auth import repository as proofs
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.auth.roles import RuleTable, Scopes
from leadgen.platform.auth.tokens import hash_token, hint_of, new_api_key
from leadgen.platform.events.service import publish
from leadgen.platform.keys import repository
from leadgen.platform.keys.contracts import ApiKey
from leadgen.platform.members import ranks

MOST_ALIVE = 100
MOST_LISTED = 500


class ApiKeyNotFound(NotFound):
    """No such key in this workspace, or it was revoked before."""

    def __init__(self) -> None:
        super().__init__("There is no such API key in this workspace, or it was revoked already.")


class ScopeTooWide(Forbidden):
    """A scope that opens more than the maker's own role."""

    def __init__(self, scopes: Scopes) -> None:
        names = ", ".join(sorted(scopes))
        super().__init__(f"Your role does not reach as far as {names}. Leave it out, or ask an admin.")


class TooManyKeys(Conflict):
    """The workspace has as many keys as it may have."""

    def __init__(self) -> None:
        super().__init__(f"A workspace has at most {MOST_ALIVE} API keys. Revoke one that is not used.")


@dataclass(frozen=True)
class NewKey:
    """What is asked for."""

    name: str
    scopes: Scopes
    lifetime: timedelta | None


@dataclass(frozen=True)
class MadeKey:
    """The key itself is shown here and never again."""

    api_key: ApiKey
    secret: str = field(repr=False)


async def listed(session: WorkspaceSession) -> Sequence[ApiKey]:
    """Those that count first; the last 500."""
    return await repository.newest(session, MOST_LISTED)


async def make(session: WorkspaceSession, identity: Identity, rules: RuleTable, wanted: NewKey) -> MadeKey:
    """A key of this workspace. Raises ScopeTooWide, TooManyKeys."""
    assert identity.user_id is not None, "no key reaches this"
    assert identity.role is not None, "no key reaches this"
    if beyond := wanted.scopes - ranks.grantable(identity.role, rules):
        raise ScopeTooWide(beyond)
    at, key_id, secret = now(), uuid7(), new_api_key()
    if await repository.alive(session, at) >= MOST_ALIVE:
        raise TooManyKeys
    expires_at = None if wanted.lifetime is None else at + wanted.lifetime
    await proofs.add_api_key(
        session,
        key_id,
        workspace_id=session.workspace_id,
        name=wanted.name,
        key_hash=hash_token(secret),
        scopes=wanted.scopes,
        hint=hint_of(secret),
        created_by=identity.user_id,
        at=at,
        expires_at=expires_at,
    )
    scopes = tuple(sorted(wanted.scopes))
    await record(session, "api_key_created", identity.actor, wanted.name, {"scopes": list(scopes)})
    made = ApiKey(
        key_id, wanted.name, hint_of(secret), scopes, identity.actor.name, at, expires_at, None, None
    )
    return MadeKey(made, secret)


async def revoke(session: WorkspaceSession, identity: Identity, key_id: UUID) -> None:
    """It counts no more, its streams end. Raises ApiKeyNotFound."""
    name = await repository.revoke(session, key_id, now())
    if name is None:
        raise ApiKeyNotFound
    await record(session, "api_key_revoked", identity.actor, name)
    await publish(session, topic="access", ref_id=key_id)
