"""Who may give or take which role: pure.

An owner: every role. An admin: every role but owner. A key: takes what is below admin, and gives nothing.
"""

from collections.abc import Mapping
from uuid import UUID

from leadgen.platform.auth.roles import ADMIN_UP, OWNER_ONLY, Role, Roles, RuleTable, Scope, Scopes

EVERY_ROLE: Roles = frozenset(Role)


def reach(asker: Role | None) -> Roles:
    """The roles somebody may give and take; None asks for a key."""
    if asker is Role.OWNER:
        return EVERY_ROLE
    if asker is Role.ADMIN:
        return EVERY_ROLE - OWNER_ONLY
    return frozenset() if asker is not None else EVERY_ROLE - ADMIN_UP


def grantable(role: Role, rules: RuleTable) -> Scopes:
    """The scopes that open nothing the role itself does not."""
    closed = {rule.scope for rule in rules.values() if role not in rule.roles}
    return frozenset(scope for scope in Scope if scope not in closed)


def may_reset(asker: Mapping[UUID, Role], target: Mapping[UUID, Role]) -> bool:
    """Whether a new password for the target gives the asker nothing: both by workspace.

    Each workspace of the target must be one the asker administers, and the target not stand above them there.
    """
    return all(
        (role := asker.get(workspace)) is not None and role in ADMIN_UP and theirs in reach(role)
        for workspace, theirs in target.items()
    )
