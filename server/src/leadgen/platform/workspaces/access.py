"""Who may do what with the workspace itself."""

from leadgen.platform.auth.roles import ADMIN_UP, OWNER_ONLY, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "get_workspace": Rule(VIEWER_UP, Scope.WORKSPACE_READ),
    "arm_workspace": Rule(OWNER_ONLY, None),
    "update_workspace": Rule(ADMIN_UP, Scope.WORKSPACE_WRITE),
}
