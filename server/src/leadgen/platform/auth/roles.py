"""The five roles, the scopes of keys, and the sets that the table of operations is written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member may do in one workspace, from most to least."""

    OWNER = "owner"
    ADMIN = "admin"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    VIEWER = "viewer"


class Scope(StrEnum):
    """What an API key may be made for. None includes another."""

    RECORDS_READ = "records:read"
    RECORDS_WRITE = "records:write"
    IMPORTS_READ = "imports:read"
    IMPORTS_WRITE = "imports:write"
    HISTORY_READ = "history:read"
    HISTORY_WRITE = "history:write"
    WORKSPACE_READ = "workspace:read"
    WORKSPACE_WRITE = "workspace:write"
    ACCESS_READ = "access:read"
    ACCESS_WRITE = "access:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    AUDIT_READ = "audit:read"
    ENRICHMENT_READ = "enrichment:read"
    ENRICHMENT_WRITE = "enrichment:write"


Roles = frozenset[Role]
Scopes = frozenset[Scope]
EVERY_SCOPE: Scopes = frozenset(Scope)


@dataclass(frozen=True)
class Rule:
    """Which members may do it, and which scope a key needs; without a scope no key ever may."""

    roles: Roles
    scope: Scope | None


RuleTable = Mapping[str, Rule]

OWNER_ONLY: Roles = frozenset({Role.OWNER})
ADMIN_UP: Roles = OWNER_ONLY | {Role.ADMIN}
EDITOR_UP: Roles = ADMIN_UP | {Role.EDITOR}
REVIEWER_UP: Roles = EDITOR_UP | {Role.REVIEWER}
VIEWER_UP: Roles = REVIEWER_UP | {Role.VIEWER}
