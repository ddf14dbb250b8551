"""The first owner, and workspaces made by the operator."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.errors import Refused
from leadgen.kernel.ids import uuid7
from leadgen.platform.accounts import emails, repository
from leadgen.platform.auth import passwords, throttle
from leadgen.platform.auth import repository as proofs
from leadgen.platform.auth.contracts import NOWHERE, Place, SignedIn
from leadgen.platform.auth.errors import LinkSpent
from leadgen.platform.auth.roles import EVERY_SCOPE
from leadgen.platform.auth.service import NewSession, begin_session
from leadgen.platform.auth.tokens import hash_token, hint_of, new_api_key, new_token
from leadgen.platform.workspaces import repository as workspace_rows
from leadgen.platform.workspaces import service as workspaces
from leadgen.platform.workspaces.contracts import Workspace

OWNER_LINK = "owner"
LINK_AGE = timedelta(hours=24)


class AlreadySetUp(Refused):
    """Somebody owns this installation already."""

    def __init__(self) -> None:
        super().__init__("This installation has an owner. Sign in instead.")


@dataclass(frozen=True)
class NewOwner:
    """What the welcome page asks for."""

    email: str
    password: str = field(repr=False)
    name: str | None
    workspace_name: str
    country: str | None = None


@dataclass(frozen=True)
class NewWorkspace:
    """What the operator gets; the API key is shown here and never again."""

    workspace: Workspace
    user: SignedIn
    api_key: str = field(repr=False)


async def is_setup_needed(database: Database) -> bool:
    """Whether nobody is there yet."""
    async with database.identity() as session:
        return not await repository.is_anybody_there(session)


async def issue_owner_link(database: Database) -> str | None:
    """A token for `/welcome#TOKEN`, good once within a day; None when somebody is there already.

    An unused token of before stops working.
    """
    token, at = new_token(), now()
    async with database.identity() as session:
        if await repository.is_anybody_there(session):
            return None
        await proofs.add_link(session, hash_token(token), OWNER_LINK, at=at, expires_at=at + LINK_AGE)
    return token


async def create_owner(database: Database, token: str, owner: NewOwner, place: Place = NOWHERE) -> NewSession:
    """The first person with an account and a workspace, signed in.

    Raises LinkSpent, AlreadySetUp, WeakPassword, InvalidEmail, TooManyAttempts.
    """
    await throttle.take(database, [throttle.of_token(place.address)])
    email = emails.tidy(owner.email)
    password_hash = await passwords.hash_password(owner.password)
    async with database.workspace(uuid7()) as session:
        if not await proofs.spend_link(session, hash_token(token), OWNER_LINK, now()):
            raise LinkSpent
        if await repository.is_anybody_there(session):
            raise AlreadySetUp
        person = await _add_person(session, email, owner.name, password_hash)
        account_id = await _add_account(session, owner.workspace_name)
        await workspaces.create_named(
            session, account_id=account_id, owner_id=person.user_id, name=owner.workspace_name
        )
        await workspaces.change(session, {"country": owner.country})
        return await begin_session(session, person, replaces=None, method="set_up", place=place)


async def init_workspace(database: Database, email: str, slug: str, password: str | None) -> NewWorkspace:
    """A workspace by the operator's word, owned by this person, who is made where missing.

    The password of a person who has one stays. Raises WorkspaceExists, InvalidSlug, InvalidEmail,
    WeakPassword.
    """
    email = emails.tidy(email)
    password_hash = None if password is None else await passwords.hash_password(password)
    async with database.identity() as session:
        known = await repository.user_by_email(session, emails.key(email))
    async with database.workspace(uuid7(), user_id=known.id if known else None) as session:
        if known is None:
            person = await _add_person(session, email, None, password_hash)
        else:
            person = SignedIn(known.id, known.email, known.name)
            if password_hash is not None:
                await repository.set_first_password(session, known.id, password_hash)
        account_id = await _account_for(session, person.user_id, slug)
        workspace = await workspaces.create(
            session, account_id=account_id, owner_id=person.user_id, name=slug, slug=slug
        )
        return NewWorkspace(workspace, person, await _add_key(session, person.user_id))


async def _add_person(
    session: WorkspaceSession, email: str, name: str | None, password_hash: str | None
) -> SignedIn:
    person = SignedIn(uuid7(), email, (name or "").strip() or email.partition("@")[0])
    added = await repository.add_user(
        session,
        person.user_id,
        email=email,
        email_key=emails.key(email),
        name=person.name,
        password_hash=password_hash,
        at=now(),
        email_proven_at=now(),  # the operator's word
    )
    if not added:
        raise AlreadySetUp
    return person


async def _add_account(session: WorkspaceSession, name: str) -> UUID:
    account_id = uuid7()
    await repository.add_account(session, account_id, name, now())
    return account_id


async def _account_for(session: WorkspaceSession, user_id: UUID, name: str) -> UUID:
    owned = await workspace_rows.accounts_of_owner(session, user_id)
    return owned[0] if owned else await _add_account(session, name)


async def _add_key(session: WorkspaceSession, user_id: UUID) -> str:
    key = new_api_key()
    await proofs.add_api_key(
        session,
        uuid7(),
        workspace_id=session.workspace_id,
        name="leadgen init",
        key_hash=hash_token(key),
        scopes=EVERY_SCOPE,
        hint=hint_of(key),
        created_by=user_id,
        at=now(),
    )
    return key
