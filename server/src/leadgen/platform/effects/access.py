"""Who may see and decide what nobody knows the end of."""

from leadgen.platform.auth.roles import EDITOR_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "list_effects": Rule(VIEWER_UP, Scope.HISTORY_READ),
    "resolve_effect": Rule(EDITOR_UP, Scope.HISTORY_WRITE),
}
