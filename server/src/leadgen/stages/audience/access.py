"""Who may do what with views and segments; of the shared views `views` says more."""

from leadgen.platform.auth.roles import EDITOR_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "list_views": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "create_view": Rule(VIEWER_UP, Scope.RECORDS_WRITE),
    "update_view": Rule(VIEWER_UP, Scope.RECORDS_WRITE),
    "duplicate_view": Rule(VIEWER_UP, Scope.RECORDS_WRITE),
    "delete_view": Rule(VIEWER_UP, Scope.RECORDS_WRITE),
    "list_segments": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "create_segment": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "get_segment": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "update_segment": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "delete_segment": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
}
