"""The five roles, and the sets that the table of operation x role is written in."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a member may do in one workspace, from most to least."""

    OWNER = "owner"
    ADMIN = "admin"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    VIEWER = "viewer"


Roles = frozenset[Role]
RoleTable = Mapping[str, Roles]

OWNER_ONLY: Roles = frozenset({Role.OWNER})
ADMIN_UP: Roles = OWNER_ONLY | {Role.ADMIN}
EDITOR_UP: Roles = ADMIN_UP | {Role.EDITOR}
REVIEWER_UP: Roles = EDITOR_UP | {Role.REVIEWER}
VIEWER_UP: Roles = REVIEWER_UP | {Role.VIEWER}
