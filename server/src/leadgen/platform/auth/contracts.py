"""Who acts: the values that auth hands to every floor above."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from leadgen.platform.auth.roles import Role

ActorKind = Literal["user", "api_key", "system"]


@dataclass(frozen=True)
class Actor:
    """Who did it, with the name as it was then; a deleted user stays readable in History."""

    kind: ActorKind
    id: UUID | None
    name: str


@dataclass(frozen=True)
class Identity:
    """Somebody proven, in the one workspace they asked for, with their role there."""

    workspace_id: UUID
    slug: str
    role: Role
    actor: Actor
    user_id: UUID | None = None
    api_key_id: UUID | None = None


@dataclass(frozen=True)
class SignedIn:
    """A person with a valid session, in no workspace yet."""

    user_id: UUID
    email: str
    name: str


@dataclass(frozen=True)
class Credentials:
    """What a request brought: at most one of the two. An empty `api_key` is a header nobody understands."""

    session_token: str | None = None
    api_key: str | None = None


@dataclass(frozen=True)
class Membership:
    """One of a person's workspaces."""

    id: UUID
    slug: str
    name: str
    role: Role
