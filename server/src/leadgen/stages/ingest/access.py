"""Who may do what with imports."""

from leadgen.platform.auth.roles import EDITOR_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "list_imports": Rule(VIEWER_UP, Scope.IMPORTS_READ),
    "upload_import": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "batch_contacts": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "batch_companies": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "import_from_url": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "read_import_anew": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "get_import": Rule(VIEWER_UP, Scope.IMPORTS_READ),
    "preview_import": Rule(VIEWER_UP, Scope.IMPORTS_READ),
    "map_import": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "list_import_problems": Rule(VIEWER_UP, Scope.IMPORTS_READ),
    "fix_import_lines": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "fix_import_column": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "list_import_lines": Rule(VIEWER_UP, Scope.IMPORTS_READ),
    "commit_import": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "cancel_import": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "resume_import": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "download_rejected_lines": Rule(VIEWER_UP, Scope.IMPORTS_READ),
    "load_sample": Rule(EDITOR_UP, Scope.IMPORTS_WRITE),
    "get_sample": Rule(VIEWER_UP, Scope.IMPORTS_READ),
}
