"""Who may do what with members and invitations. What lets somebody in is given by persons only."""

from leadgen.platform.auth.roles import ADMIN_UP, OWNER_ONLY, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "list_members": Rule(VIEWER_UP, Scope.ACCESS_READ),
    "set_writing": Rule(VIEWER_UP, None),
    "update_member": Rule(ADMIN_UP, None),
    "remove_member": Rule(ADMIN_UP, Scope.ACCESS_WRITE),
    "leave_workspace": Rule(VIEWER_UP, None),
    "transfer_ownership": Rule(OWNER_ONLY, None),
    "create_reset_link": Rule(ADMIN_UP, None),
    "list_invitations": Rule(ADMIN_UP, Scope.ACCESS_READ),
    "create_invitation": Rule(ADMIN_UP, None),
    "renew_invitation": Rule(ADMIN_UP, None),
    "revoke_invitation": Rule(ADMIN_UP, Scope.ACCESS_WRITE),
}
