"""Who may do what with records, fields and operations."""

from leadgen.platform.auth.roles import ADMIN_UP, EDITOR_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "list_fields": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "create_field": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "describe_filter": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "list_contacts": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "query_contacts": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "create_contact": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "get_contact": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "update_contact": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "export_contacts": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "list_contact_timeline": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "list_contact_evidence": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "list_companies": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "query_companies": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "create_company": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "get_company": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "update_company": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "export_companies": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "list_company_timeline": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "list_company_evidence": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "list_suppressions": Rule(VIEWER_UP, Scope.RECORDS_READ),
    "add_suppression": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
    "remove_suppression": Rule(ADMIN_UP, Scope.RECORDS_WRITE),
    "list_operations": Rule(VIEWER_UP, Scope.HISTORY_READ),
    "get_operation": Rule(VIEWER_UP, Scope.HISTORY_READ),
    "preview_undo": Rule(VIEWER_UP, Scope.HISTORY_READ),
    "undo_operation": Rule(EDITOR_UP, Scope.HISTORY_WRITE),
    "list_conflicts": Rule(VIEWER_UP, Scope.HISTORY_READ),
}
