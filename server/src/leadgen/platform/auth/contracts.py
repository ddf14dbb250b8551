"""Who acts: the values that auth hands to every floor above."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.platform.auth.roles import Role, Scopes
from leadgen.platform.limits import Taken

ActorKind = Literal["user", "api_key", "system"]


@dataclass(frozen=True)
class Actor:
    """Who did it, with the name as it was then; a deleted user stays readable in History."""

    kind: ActorKind
    id: UUID | None
    name: str
    address: str = field(default="", compare=False)  # of the request; told in the audit only


@dataclass(frozen=True)
class Identity:
    """Somebody proven, in the one workspace they asked for: a member by their role, a key by its scopes."""

    workspace_id: UUID
    slug: str
    role: Role | None  # None for a key
    actor: Actor
    user_id: UUID | None = None
    api_key_id: UUID | None = None
    scopes: Scopes = frozenset()  # none for a member
    rate: Taken | None = None  # of a key, where it was counted


@dataclass(frozen=True)
class SignedIn:
    """A person with a valid session, in no workspace yet."""

    user_id: UUID
    email: str
    name: str


@dataclass(frozen=True)
class Caller(SignedIn):
    """A person behind a request, with the session it came by."""

    session_id: UUID


@dataclass(frozen=True)
class Place:
    """From where a person acts: the device in words, and the network address."""

    device: str = ""
    address: str = ""


@dataclass(frozen=True)
class OwnLink:
    """A one-time link for one person; `email` is the address it is about.

    One that `is_mailed` proves the address, one that was shown to somebody to hand over does not.
    """

    purpose: str
    user_id: UUID
    created_at: datetime
    email: str | None = None
    is_mailed: bool = False


NOWHERE = Place()

# How a session began.
SignInMethod = Literal["password", "provider", "invitation", "set_up", "reset"]


@dataclass(frozen=True)
class Credentials:
    """What a request brought: at most one of the two. An empty `api_key` is a header nobody understands."""

    session_token: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Membership:
    """One of a person's workspaces."""

    id: UUID
    slug: str
    name: str
    role: Role
