"""Who may do what with API keys. A key makes no key."""

from leadgen.platform.auth.roles import ADMIN_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "list_api_keys": Rule(ADMIN_UP, Scope.ACCESS_READ),
    "create_api_key": Rule(ADMIN_UP, None),
    "revoke_api_key": Rule(ADMIN_UP, Scope.ACCESS_WRITE),
    "get_permissions": Rule(VIEWER_UP, Scope.WORKSPACE_READ),
}
