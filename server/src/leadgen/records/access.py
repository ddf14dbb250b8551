"""Who may do what with records, fields and operations."""

from leadgen.platform.auth.roles import EDITOR_UP, VIEWER_UP, RoleTable

ROLES: RoleTable = {
    "list_fields": VIEWER_UP,
    "create_field": EDITOR_UP,
    "list_contacts": VIEWER_UP,
    "create_contact": EDITOR_UP,
    "get_contact": VIEWER_UP,
    "update_contact": EDITOR_UP,
    "list_contact_timeline": VIEWER_UP,
    "list_contact_evidence": VIEWER_UP,
    "list_companies": VIEWER_UP,
    "create_company": EDITOR_UP,
    "get_company": VIEWER_UP,
    "update_company": EDITOR_UP,
    "list_company_timeline": VIEWER_UP,
    "list_company_evidence": VIEWER_UP,
    "list_operations": VIEWER_UP,
    "get_operation": VIEWER_UP,
    "preview_undo": VIEWER_UP,
    "undo_operation": EDITOR_UP,
    "list_conflicts": VIEWER_UP,
}
