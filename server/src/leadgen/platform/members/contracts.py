"""Members and invitations, as values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.platform.auth.roles import Role

InvitationState = Literal["open", "expired", "accepted", "revoked"]
Addressing = Literal["formal", "informal"]
Delivery = Literal["link", "queued", "sent", "failed", "unknown"]


@dataclass(frozen=True)
class Member:
    """A person in the workspace; `last_seen_at` is their last use of the product, to ten minutes."""

    user_id: UUID
    name: str
    email: str
    role: Role
    joined_at: datetime
    last_seen_at: datetime | None
    totp: bool
    language: str | None = None
    addressing: Addressing | None = None


@dataclass(frozen=True)
class Removed:
    """What a removed member lost besides the membership."""

    keys_revoked: int
    invitations_revoked: int


@dataclass(frozen=True)
class Invitation:
    """A place kept for somebody."""

    id: UUID
    email: str
    role: Role
    invited_by_name: str
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    revoked_at: datetime | None

    def state(self, at: datetime) -> InvitationState:
        if self.accepted_at is not None:
            return "accepted"
        if self.revoked_at is not None:
            return "revoked"
        return "open" if at < self.expires_at else "expired"


@dataclass(frozen=True)
class Offer:
    """What an invitation says to whoever holds its link, which only its person does where it was mailed."""

    workspace_id: UUID
    invitation_id: UUID
    workspace_name: str
    email: str
    role: Role
    invited_by_name: str
    has_account: bool
    is_mailed: bool


@dataclass(frozen=True)
class Link:
    """A one-time token, shown here and never again."""

    token: str = field(repr=False)
    expires_at: datetime
