"""What the audit tells."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor

AccessKind = Literal[
    "sign_in",
    "sign_out_everywhere",
    "password_changed",
    "password_reset",
    "email_changed",
    "totp_started",
    "totp_stopped",
    "identity_linked",
    "member_invited",
    "invitation_renewed",
    "invitation_revoked",
    "member_joined",
    "member_role_changed",
    "member_removed",
    "member_left",
    "ownership_transferred",
    "api_key_created",
    "api_key_revoked",
    "webhook_created",
    "webhook_changed",
    "webhook_deleted",
    "webhook_secret_rotated",
    "workspace_created",
    "workspace_changed",
    "workspace_armed",
    "backup_restored",
    "reset_link_made",
    "plugin_changed",
    "effect_resolved",
    "credits_granted",
    "caps_changed",
    "records_exported",
    "suppression_added",
    "vocabulary_changed",
    "suppression_removed",
]


@dataclass(frozen=True)
class Entry:
    """One act. `subject` is whom or what it was done to, in words; ids grow with time."""

    id: UUID
    at: datetime
    kind: str
    actor: Actor
    subject: str
    detail: Mapping[str, JSON]
    address: str = ""
    operation_id: UUID | None = None


@dataclass(frozen=True)
class Wanted:
    """The newest `limit` entries older than the one of this id, of one kind or actor where said."""

    limit: int
    before: UUID | None = None
    kind: str | None = None
    actor_id: UUID | None = None


# Entries as wanted, newest first.
Source = Callable[[WorkspaceSession, Wanted], Awaitable[Sequence[Entry]]]
