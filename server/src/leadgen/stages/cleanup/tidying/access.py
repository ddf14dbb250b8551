"""Who may clean up, and who may look at what it would do."""

from leadgen.platform.auth.roles import EDITOR_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "preview_cleanup": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "list_cleanups": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "get_cleanup": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "list_cleanup_changes": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "apply_cleanup": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "forget_cleanup": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
}
