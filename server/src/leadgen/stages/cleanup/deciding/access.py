"""Who may look for duplicates and decide on them."""

from leadgen.platform.auth.roles import ADMIN_UP, EDITOR_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "start_duplicate_scan": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "list_duplicate_scans": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "get_duplicate_scan": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "cancel_duplicate_scan": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "get_duplicate_settings": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "set_duplicate_settings": Rule(ADMIN_UP, Scope.RECORDS_WRITE),
    "preview_duplicate_merges": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "merge_duplicates": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "list_duplicates": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "get_duplicate": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "merge_duplicate": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "keep_duplicate_apart": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "skip_duplicate": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "reopen_duplicate": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
}
